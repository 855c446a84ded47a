import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import iconv from 'iconv-lite';
import type { Browser, Page } from 'playwright-core';
import { openPage, testBrowser } from '../helpers/browser.ts';
import { callAs, type Language, languages, signIn, testWebApp, texts } from './webApp.ts';

test('a customer file is dropped, corrected, tried, imported and seen on a profile', async (t) => {
  const base = await testWebApp(t, { demo: false });
  const browser = await testBrowser(t);
  for (const language of languages) {
    await t.test(language, (part) => walk(part, browser, base, language));
  }
});

async function walk(t: TestContext, browser: Browser, base: string, language: Language): Promise<void> {
  const page = await openPage(browser, { language });
  const domain = `import-${language}`;
  await signIn(page, base, language);
  if (language === 'ja') {
    await t.test('without a domain the first screen makes one', () => firstDomain(page, domain, language));
  }
  if (language === 'en') await anotherDomain(page, base, domain);
  // A screen that is still being put up may lose the click of somebody this quick.
  await page.getByRole('heading', { name: texts[language].nav.customers, level: 1 }).waitFor();
  await t.test('an empty domain says how to begin, and has a sample', () => begin(page, language));
  await t.test('a CP932 file is dropped; encoding, rows and mapping are shown', () => drop(page, language));
  await t.test('the mapping is corrected and tried', () => dryRun(page, language));
  await t.test('the import runs and its rejects can be downloaded', () => start(page, language));
  await t.test('the custom field shows on the profile', () => seen(page, language));
  await page.context().close();
}

async function firstDomain(page: Page, domain: string, language: Language): Promise<void> {
  const words = texts[language].firstDomain;
  await page.getByRole('heading', { name: words.title }).waitFor();
  await page.getByLabel(words.name, { exact: true }).fill(domain);
  await page.getByRole('button', { name: words.create, exact: true }).click();
  await page.waitForURL(`**/d/${domain}/customers`);
}

async function anotherDomain(page: Page, base: string, domain: string): Promise<void> {
  await callAs(page, 'profile', 'CreateDomain', { DomainName: domain, DefaultExpirationDays: 366 });
  await page.goto(`${base}/d/${domain}/customers`);
}

/** The screen of customers leads to the import desk; a sample can be downloaded there. */
async function begin(page: Page, language: Language): Promise<void> {
  const { customer, imports } = texts[language];
  await page.getByText(customer.none).waitFor();
  await page.getByRole('button', { name: customer.import }).click();
  const sample = page.getByRole('link', { name: imports.sample });
  const [download] = await Promise.all([page.waitForEvent('download'), sample.click()]);
  assert.equal(download.suggestedFilename(), imports.sampleName);
}

/** 60 rows that can be imported and two that cannot: one e-mail is too long, one row has more cells than the header. */
function memberFile(): Buffer {
  const rows = Array.from({ length: 60 }, (_, n) => [
    `M${1000 + n}`,
    n % 2 ? '佐々木　良' : '髙橋 さくら',
    n % 2 ? 'ササキ リョウ' : 'タカハシ サクラ',
    `090-2222-${1000 + n}`,
    n === 30 ? `${'x'.repeat(300)}@example.jp` : `member${n}@example.jp`,
    n % 3 ? '新宿店' : '梅田店',
    '①㈱からの紹介',
  ]);
  const header = ['会員番号', '氏名', 'フリガナ', '電話番号', 'メールアドレス', 'よく使う店舗', '紹介メモ'];
  const lines = [header, ...rows].map((row) => row.join(','));
  lines.push('M9999,"閉じない引用符,x,y');
  return iconv.encode(`${lines.join('\r\n')}\r\n`, 'cp932');
}

async function drop(page: Page, language: Language): Promise<void> {
  const { nav, imports, inspect } = texts[language];
  await page.getByRole('link', { name: nav.imports }).click();
  const zone = page.getByRole('region', { name: imports.drop });
  await zone.waitFor();
  // The function runs in the browser, whose types the tests do not have.
  const makeTransfer = `(() => {
    const bytes = Uint8Array.from(atob('${memberFile().toString('base64')}'), (one) => one.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], '会員名簿.csv'));
    return data;
  })()`;
  const transfer = await page.evaluateHandle(makeTransfer);
  await zone.dispatchEvent('drop', { dataTransfer: transfer });
  await page.getByRole('heading', { level: 1, name: '会員名簿.csv' }).waitFor();
  await page.getByText(inspect.detected.replace('{{what}}', 'Shift_JIS (CP932)')).waitFor();
  await page.getByRole('cell', { name: '髙橋 さくら' }).first().waitFor();
  // Read as something else the names are nonsense; read as detected again they are right.
  await choose(page, inspect.encoding, 'EUC-JP');
  await page.getByRole('cell', { name: '髙橋 さくら' }).first().waitFor({ state: 'detached' });
  await choose(page, inspect.encoding, 'Shift_JIS (CP932)');
  await page.getByRole('cell', { name: '髙橋 さくら' }).first().waitFor();
}

/** Opens the list of a select by its label and takes a choice. */
async function choose(page: Page, label: string | RegExp, choice: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: label }).click();
  await page.getByRole('option', { name: choice }).first().click();
}

async function dryRun(page: Page, language: Language): Promise<void> {
  const { mapping, imports } = texts[language];
  const target = (header: string) =>
    page.getByRole('button', { name: mapping.targetOf.replace('{{name}}', header) });
  assert.match(
    await target('電話番号').textContent().then(String),
    new RegExp(texts[language].standard.PhoneNumber),
  );
  assert.match(await target('よく使う店舗').textContent().then(String), /よく使う店舗/);
  await choose(
    page,
    mapping.targetOf.replace('{{name}}', '紹介メモ'),
    texts[language].standard.AdditionalInformation,
  );
  await page.getByRole('button', { name: mapping.dryRun, exact: true }).click();
  await page.getByText(imports.dryRunDone).waitFor();
  assert.deepEqual(await counts(page), { rows: 61, created: 59, updated: 0, unchanged: 0, rejected: 2 });
}

async function counts(page: Page): Promise<Record<string, number>> {
  const names = ['rows', 'created', 'updated', 'unchanged', 'rejected'];
  const shown = await Promise.all(
    names.map((name) => page.locator(`[data-count="${name}"] dd`).first().textContent().then(String)),
  );
  return Object.fromEntries(names.map((name, at) => [name, Number(shown[at]!.replace(/\D/g, ''))]));
}

async function start(page: Page, language: Language): Promise<void> {
  const { mapping, imports } = texts[language];
  await page.getByRole('button', { name: mapping.start, exact: true }).click();
  await page.waitForURL(/\/imports\/[0-9a-f]{32}$/);
  // Offered once the import has ended.
  await page.getByRole('button', { name: imports.again }).waitFor();
  await page.getByText(imports.status.COMPLETED).first().waitFor();
  assert.deepEqual(await counts(page), { rows: 61, created: 59, updated: 0, unchanged: 0, rejected: 2 });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: imports.downloadRejects }).click(),
  ]);
  const rejected = await readFile(await download.path());
  assert.match(rejected.toString('utf8') + iconv.decode(rejected, 'cp932'), /32[\s\S]*62/);
  await page.getByRole('link', { name: texts[language].nav.imports }).first().click();
  await page.getByRole('link', { name: '会員名簿.csv' }).first().waitFor();
}

async function seen(page: Page, language: Language): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.type('09022221003');
  await page.getByRole('option').filter({ hasText: '佐々木' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '佐々木 良' }).waitFor();
  await page.getByText('ササキ リョウ').first().waitFor();
  const shop = page.locator('[data-field="Attributes.よく使う店舗"]');
  assert.match(await shop.textContent().then(String), /梅田店/);
  assert.match(
    await page.locator('[data-field="AdditionalInformation"]').textContent().then(String),
    /①㈱からの紹介/,
  );
  await shop.hover();
  await shop
    .getByRole('button', { name: texts[language].source.button.replace('{{label}}', 'よく使う店舗') })
    .click();
  await page.getByText(texts[language].source.recordedAt).waitFor();
}
