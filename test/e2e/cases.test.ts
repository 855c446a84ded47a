import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openPage, testBrowser } from '../helpers/browser.ts';
import { newCase } from './newCase.ts';
import { callAs, type Language, languages, signIn, testWebApp, texts } from './webApp.ts';

test('a case is written on the profile, commented, closed, reopened, and found in the list', async (t) => {
  const base = await testWebApp(t, { demo: true });
  const browser = await testBrowser(t);
  for (const language of languages) {
    await t.test(language, (part) => walk(part, browser, base, language));
  }
});

async function walk(t: TestContext, browser: Browser, base: string, language: Language): Promise<void> {
  const page = await openPage(browser, { language });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await signIn(page, base, language);
  const customer = { DomainName: 'demo', LastName: '長宗我部', FirstName: `千恵${language}` };
  const { ProfileId } = (await callAs(page, 'profile', 'CreateProfile', customer)) as { ProfileId: string };
  await page.goto(`${base}/d/demo/customers/${ProfileId}?tab=cases`);
  await t.test('what is required is asked for, then the case is there', () => create(page, language));
  await t.test('a comment appears in the timeline as it was written', () => comment(page, language));
  await t.test('a field is edited in place, and the change is told', () => edit(page, language));
  await t.test('closed it can only be read, until it is reopened', () => close(page, language));
  await t.test('a second screen moves by itself', () => live(page, browser, base, language));
  await t.test('the list finds it by words and by who looks after it', () => find(page, base, language));
  assert.deepEqual(problems, []);
  await page.context().close();
}

const title = (language: Language) => `冷蔵庫の扉に傷 <b>${language}</b>`;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function create(page: Page, language: Language): Promise<void> {
  const words = texts[language].case;
  await page.getByText(words.none).waitFor();
  await button(page, words.add).click();
  const dialog = page.getByRole('dialog');
  const box = dialog.locator('[data-field="title"] input');
  await box.waitFor();
  await dialog.getByRole('button', { name: words.create, exact: true }).click();
  await dialog.getByText(words.problem.required.replace('{{field}}', words.field.title)).first().waitFor();
  await box.fill(title(language));
  await dialog.locator('[data-field="summary"] textarea').fill('右の扉の下に5cmほど。\n交換を希望。');
  await dialog.locator('[data-field="case_reason"] button').click();
  await page.getByRole('option', { name: words.option.case_reason.complaint }).click();
  await dialog.getByRole('button', { name: words.create, exact: true }).click();
  await page.getByRole('link', { name: title(language) }).click();
  await page.getByRole('heading', { level: 1, name: title(language) }).waitFor();
  await page.getByText('右の扉の下に5cmほど。').first().waitFor();
  await page.locator('[data-kind="created"]').waitFor();
}

async function comment(page: Page, language: Language): Promise<void> {
  const words = texts[language].case;
  await page.getByLabel(words.comment, { exact: true }).fill('折り返し電話をした <script>alert(1)</script>');
  await button(page, words.commentSend).click();
  await page.locator('.k-comment').getByText('折り返し電話をした <script>alert(1)</script>').waitFor();
  assert.equal(await page.getByLabel(words.comment, { exact: true }).inputValue(), '');
}

async function edit(page: Page, language: Language): Promise<void> {
  const words = texts[language].case;
  const field = page.locator('[data-field="case_reason"]');
  await field.hover();
  await field.getByRole('button').click();
  await field.locator('button').first().click();
  await page.getByRole('option', { name: words.option.case_reason.change }).click();
  await field.getByRole('button', { name: texts[language].action.save, exact: true }).click();
  const line = page.locator('[data-kind="changed"]').first();
  await line.getByText(words.option.case_reason.complaint).waitFor();
  await line.getByText(words.option.case_reason.change, { exact: true }).waitFor();
}

async function close(page: Page, language: Language): Promise<void> {
  const words = texts[language].case;
  await button(page, words.close).click();
  await page.getByText(words.isClosed).waitFor();
  assert.equal(await page.locator('[data-field="case_reason"] button').count(), 0);
  await button(page, words.reopen).click();
  await page.getByText(words.isClosed).waitFor({ state: 'detached' });
  await page.locator('[data-kind="changed"]').nth(2).waitFor();
}

async function live(page: Page, browser: Browser, base: string, language: Language): Promise<void> {
  const other = await openPage(browser, { language, width: 420 });
  await signIn(other, base, language);
  await other.goto(page.url());
  await other.locator('.k-comment').first().waitFor();
  const words = texts[language].case;
  await page.getByLabel(words.comment, { exact: true }).fill('もうひとつ');
  await page.keyboard.press('Control+Enter');
  await other.locator('.k-comment').getByText('もうひとつ').waitFor();
  const fits = await other.evaluate('document.documentElement.scrollWidth <= window.innerWidth');
  assert.ok(fits, 'a narrow screen does not scroll sideways');
  await other.context().close();
}

async function find(page: Page, base: string, language: Language): Promise<void> {
  const words = texts[language].case;
  await page.getByRole('link', { name: texts[language].nav.cases, exact: true }).first().click();
  await page.getByRole('link', { name: title(language) }).waitFor();
  await page.getByPlaceholder(words.wordsExample).fill(`傷 <B>${language}`);
  await page.waitForURL(/[?&]q=/);
  await page.getByRole('link', { name: title(language) }).waitFor();
  await page.goto(`${base}/d/demo/cases?who=ME`);
  await page.getByText(words.noneFound).waitFor();
}

test('an admin makes a field, a rule and a template, and the next case follows them', async (t) => {
  const base = await testWebApp(t, { demo: true });
  const page = await openPage(await testBrowser(t), { language: 'ja' });
  await signIn(page, base, 'ja');
  await makeField(page, base);
  await makeRule(page, base);
  await makeTemplate(page, base);
  const customer = { DomainName: 'demo', LastName: '設定', FirstName: '確認' };
  const { ProfileId } = (await callAs(page, 'profile', 'CreateProfile', customer)) as { ProfileId: string };
  await page.goto(`${base}/d/demo/customers/${ProfileId}?tab=cases`);
  const words = texts.ja.case;
  await button(page, words.add).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: words.general }).click();
  await page.getByRole('option', { name: '修理' }).click();
  const fields = dialog.locator('[data-field]').filter({ hasText: '修理の種類' });
  await fields.getByText(words.required).waitFor({ state: 'detached' });
  await dialog.locator('[data-field="case_reason"] button').click();
  await page.getByRole('option', { name: words.option.case_reason.complaint }).click();
  await fields.getByText(words.required).waitFor();
  await dialog.locator('[data-field="case_reason"] button').click();
  await page.getByRole('option', { name: words.option.case_reason.other }).click();
  await fields.getByText(words.required).waitFor({ state: 'detached' });
  await dialog.locator('[data-field="title"] input').fill('修理の相談');
  await dialog.getByRole('button', { name: words.create, exact: true }).click();
  await page.getByRole('link', { name: '修理の相談' }).click();
  await closeWithWord(page);
});

/** What a status needs is asked for in the same go. */
async function closeWithWord(page: Page): Promise<void> {
  const words = texts.ja.case;
  await page.getByRole('heading', { level: 1, name: '修理の相談' }).waitFor();
  await button(page, words.close).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(words.fillFirst).waitFor();
  await dialog.locator('[data-field] button').click();
  await page.getByRole('option', { name: '出張' }).click();
  await save(page);
  await page.getByText(words.isClosed).waitFor();
  await page.locator('.n-field').filter({ hasText: '修理の種類' }).getByText('出張').waitFor();
}

const setUp = texts.ja.caseSetUp;

/** Opens a part of the settings and its window for a new one. */
async function openNew(page: Page, base: string, tab: string, add: string) {
  await page.goto(`${base}/d/demo/case-settings?tab=${tab}`);
  await button(page, add).click();
  return page.getByRole('dialog');
}

async function save(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: texts.ja.action.save, exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function makeField(page: Page, base: string): Promise<void> {
  const dialog = await openNew(page, base, 'fields', setUp.addField);
  await dialog.getByLabel(setUp.name).fill('修理の種類');
  await dialog.getByRole('button', { name: setUp.types.Text }).click();
  await page.getByRole('option', { name: setUp.types.SingleSelect }).click();
  for (const [at, name] of ['出張', '持ち込み'].entries()) {
    await dialog.getByRole('button', { name: setUp.addOption }).click();
    await dialog.getByLabel(setUp.optionName.replace('{{number}}', String(at + 1))).fill(name);
  }
  await save(page);
  await page.getByRole('rowheader', { name: '修理の種類' }).waitFor();
}

async function makeRule(page: Page, base: string): Promise<void> {
  const dialog = await openNew(page, base, 'rules', setUp.addRule);
  await dialog.getByLabel(setUp.name).fill('ご不満なら種類も');
  await dialog.getByRole('button', { name: setUp.when }).click();
  await page.getByRole('option', { name: texts.ja.case.field.case_reason }).click();
  await dialog.getByRole('button', { name: setUp.value }).click();
  await page.getByRole('option', { name: texts.ja.case.option.case_reason.complaint }).click();
  await dialog.getByRole('button', { name: setUp.addComparison }).click();
  await dialog.getByRole('button', { name: setUp.matches.any }).click();
  const inGroup = dialog.locator('.k-comparison').nth(1);
  await inGroup.getByRole('button', { name: setUp.when }).click();
  await page.getByRole('option', { name: texts.ja.case.field.summary }).click();
  await inGroup.getByRole('button', { name: setUp.comparison }).click();
  await page.getByRole('option', { name: setUp.comparisons.isNotEmpty }).click();
  await dialog.getByRole('button', { name: setUp.addOtherCondition }).click();
  const second = dialog.locator('.k-condition').nth(1);
  await second.getByRole('button', { name: setUp.when }).click();
  await page.getByRole('option', { name: texts.ja.case.field.status }).click();
  await second.getByRole('button', { name: setUp.value }).click();
  await page.getByRole('option', { name: texts.ja.case.option.status.closed }).click();
  await save(page);
  await page.getByRole('rowheader', { name: 'ご不満なら種類も' }).waitFor();
  await page
    .getByRole('button', { name: texts.ja.field.edit.replace('{{label}}', 'ご不満なら種類も') })
    .click();
  await page.getByRole('dialog').getByText(setUp.joint.any, { exact: true }).waitFor();
  await page.getByRole('button', { name: texts.ja.action.cancel, exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function makeTemplate(page: Page, base: string): Promise<void> {
  const dialog = await openNew(page, base, 'templates', setUp.addTemplate);
  await dialog.getByLabel(setUp.name).fill('修理');
  await dialog.getByRole('button', { name: setUp.applyRule }).click();
  await dialog.getByRole('button', { name: setUp.chooseRule }).click();
  await page.getByRole('option', { name: 'ご不満なら種類も' }).click();
  await dialog.getByRole('button', { name: setUp.chooseField }).click();
  await page.getByRole('option', { name: '修理の種類' }).click();
  await save(page);
  await page.getByRole('rowheader', { name: '修理' }).waitFor();
}

test('files are put beside a case, fetched, and taken away by who brought them', async (t) => {
  const base = await testWebApp(t, { demo: false });
  const browser = await testBrowser(t);
  const page = await openPage(browser, { language: 'ja' });
  await signIn(page, base, 'ja');
  const caseId = await anyCase(page);
  const words = texts.ja.caseFiles;
  await page.goto(`${base}/d/files/cases/${caseId}`);
  const box = page.getByRole('region', { name: words.title });
  await box.getByText(words.none.split('{{')[0]!).waitFor();
  const content = Buffer.from('<script>alert(1)</script>');
  await box.locator('input[type=file]').setInputFiles([
    { name: '見積書.html', mimeType: 'text/html', buffer: content },
    { name: '空.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
  ]);
  await box.getByText(words.empty).waitFor();
  const link = box.getByRole('link', { name: '見積書.html' });
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  assert.equal(download.suggestedFilename(), '見積書.html');
  assert.ok((await readFile(await download.path())).equals(content));
  const timeline = page.getByRole('list', { name: texts.ja.case.timeline });
  await timeline.getByRole('link', { name: '見積書.html' }).waitFor();
  await box.getByRole('button', { name: words.removeOf.replace('{{name}}', '見積書.html') }).click();
  await page.getByRole('dialog').getByRole('button', { name: words.remove, exact: true }).click();
  await link.waitFor({ state: 'detached' });
  await timeline.getByText(texts.ja.case.did.removedFile).waitFor();
});

/** A case in a domain of its own. */
async function anyCase(page: Page): Promise<string> {
  await callAs(page, 'profile', 'CreateDomain', { DomainName: 'files', DefaultExpirationDays: 366 });
  const person = { DomainName: 'files', LastName: '佐藤' };
  const { ProfileId } = (await callAs(page, 'profile', 'CreateProfile', person)) as { ProfileId: string };
  return newCase(page, 'files', ProfileId, '破損');
}
