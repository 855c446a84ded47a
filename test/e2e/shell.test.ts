import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { openPage, testBrowser } from '../helpers/browser.ts';
import { callAs, signIn, testWebApp, texts } from './webApp.ts';

test('the frame: language, colours, domains, roles and signing out', async (t) => {
  const base = await testWebApp(t, { demo: false });
  const browser = await testBrowser(t);
  const page = await openPage(browser, { language: 'ja' });
  await signIn(page, base, 'ja');
  await prepare(page);
  await page.goto(`${base}/d/one/customers`);
  await t.test('the language is switched at once and stays', () => switchLanguage(page));
  await t.test('dark colours are chosen and stay', () => switchColours(page));
  await t.test('the domain is switched', () => switchDomain(page));
  await t.test('every control of every screen has a name', () => namedControls(page, base));
  await t.test('on a phone the rows of lists stand as blocks: nothing scrolls sideways', () =>
    fitsPhone(page, base),
  );
  await t.test('an operator sees what is open to operators', async () => {
    const own = await openPage(browser, { language: 'en' });
    await asAgent(own, base);
  });
  await t.test('after signing out the screens are closed', () => signOut(page, base));
});

async function prepare(page: Page): Promise<void> {
  for (const DomainName of ['one', 'two']) {
    await callAs(page, 'profile', 'CreateDomain', { DomainName, DefaultExpirationDays: 366 });
  }
  const agent = {
    Name: 'Operator',
    Email: 'operator@example.jp',
    Role: 'agent',
    Password: 'a password for tests',
  };
  await callAs(page, 'nayose', 'CreateUser', agent);
  await callAs(page, 'profile', 'CreateProfile', { DomainName: 'one', LastName: '高橋', FirstName: '健太' });
  await callAs(page, 'nayose', 'PutCustomField', { DomainName: 'one', Name: '肌質', LabelEn: 'Skin type' });
}

async function switchLanguage(page: Page): Promise<void> {
  // The screen takes the focus when it is there, and an open menu would close.
  await page.getByRole('combobox').waitFor();
  await page.getByRole('button', { name: texts.ja.shell.language }).click();
  await page.getByRole('menuitemcheckbox', { name: 'English' }).click();
  await page.getByRole('heading', { name: texts.en.nav.customers, level: 1 }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: texts.en.nav.customers, level: 1 }).waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
}

async function switchColours(page: Page): Promise<void> {
  const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
  const light = await background();
  await page.getByRole('button', { name: texts.en.shell.display }).click();
  await page.getByRole('menuitemcheckbox', { name: texts.en.shell.dark }).click();
  await page.locator('body.awsui-dark-mode').waitFor();
  assert.notEqual(await background(), light);
  await page.reload();
  await page.locator('body.awsui-dark-mode').waitFor();
}

async function switchDomain(page: Page): Promise<void> {
  await page.getByRole('button', { name: texts.en.shell.domain.replace('{{domain}}', 'one') }).click();
  await page.getByRole('menuitemcheckbox', { name: 'two' }).click();
  await page.waitForURL('**/d/two/customers');
  await page.getByRole('button', { name: texts.en.shell.domain.replace('{{domain}}', 'two') }).waitFor();
  await page.goto(new URL('/', page.url()).href);
  await page.waitForURL('**/d/two/customers');
}

/** Links, buttons and inputs that a screen reader could not name. */
const nameless = `[...document.querySelectorAll('a[href], button, input:not([type=hidden]):not([hidden]), [role=option]')]
  .filter((element) => element.getClientRects().length > 0)
  .filter((element) => {
    const labelled = (element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join('');
    return !(element.textContent.trim() || element.getAttribute('aria-label') || element.title || labelled.trim() || element.labels?.length);
  })
  .map((element) => element.outerHTML.slice(0, 300))`;

/** A bucket is there once a file was put into it. */
async function putFile(page: Page): Promise<void> {
  await page.evaluate(`fetch('/api/files/imports/crm/a.csv', { method: 'PUT', body: 'a,b' })`);
}

async function namedControls(page: Page, base: string): Promise<void> {
  const { Items } = (await callAs(page, 'nayose', 'FindProfiles', { DomainName: 'one', Query: '高橋' })) as {
    Items: { ProfileId: string }[];
  };
  const opened = { DomainName: 'one', ProfileId: Items[0]?.ProfileId, Fields: { title: 'x', summary: 'y' } };
  const { CaseId } = (await callAs(page, 'nayose', 'OpenCase', opened)) as { CaseId: string };
  const watched = 's3://imports/crm/';
  await putFile(page);
  await callAs(page, 'profile', 'PutIntegration', {
    ...{ DomainName: 'one', Uri: watched, ObjectTypeName: 'Members' },
  });
  const screens = [
    'workspace',
    'board',
    'contacts',
    'routing',
    'customers',
    'customers/new',
    `customers/${Items[0]?.ProfileId}`,
    'cases',
    `cases/${CaseId}`,
    'case-settings',
    'case-settings?tab=templates',
    'case-settings?tab=rules',
    'review',
    'resolution-jobs',
    'judgements',
    'matching',
    `merge?ids=${Items[0]?.ProfileId}`,
    'imports',
    'fields',
    'object-types',
    'integrations',
    `integrations/one?${new URLSearchParams({ uri: watched })}`,
    'access',
  ];
  for (const screen of screens) {
    await page.goto(`${base}/d/one/${screen}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.locator('.n-loading').waitFor({ state: 'detached' });
    assert.deepEqual(await page.evaluate(nameless), [], screen);
  }
}

async function fitsPhone(page: Page, base: string): Promise<void> {
  await callAs(page, 'nayose', 'StartTask', { DomainName: 'one', Name: 'Call back' });
  await page.setViewportSize({ width: 390, height: 844 });
  for (const screen of ['contacts', 'board', 'routing', 'routing?tab=agents', 'integrations']) {
    await page.goto(`${base}/d/one/${screen}`);
    await page.locator('table .n-stacked').first().waitFor();
    const tables = await page
      .locator('table')
      .evaluateAll((found) => found.map((table) => table.getBoundingClientRect().right));
    assert.ok(tables.length > 0 && tables.every((right) => right <= 390), `${screen}: ${tables}`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

async function asAgent(page: Page, base: string): Promise<void> {
  const { signIn: words, nav } = texts.en;
  await page.goto(base);
  await page.getByLabel(words.email).fill('operator@example.jp');
  await page.getByLabel(words.password).fill('a password for tests');
  await page.keyboard.press('Enter');
  // Operators come to the workspace, which folds the navigation away.
  await page.waitForURL((url) => url.pathname.endsWith('/workspace'));
  await page.goto(`${base}/d/one/customers`);
  await page.getByRole('link', { name: nav.cases, exact: true }).waitFor();
  for (const closed of [nav.caseSetUp, nav.review, nav.matching, nav.imports, nav.integrations, nav.access]) {
    assert.equal(await page.getByRole('link', { name: closed }).count(), 0, closed);
  }
  const { problem } = texts.en;
  const byAddress = { imports: nav.imports, access: nav.access, 'case-settings': nav.caseSetUp };
  for (const [address, room] of Object.entries(byAddress)) {
    await page.goto(`${base}/d/one/${address}`);
    const name = problem.closed.replace('{{page}}', room);
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    assert.equal(await page.getByRole('button', { name: texts.en.action.retry }).count(), 0);
  }
  await page.getByRole('link', { name: problem.goTo.replace('{{page}}', nav.customers) }).click();
  await page.waitForURL(`${base}/d/one/customers`);
}

async function signOut(page: Page, base: string): Promise<void> {
  await page.getByRole('button', { name: texts.en.shell.account }).click();
  await page.getByRole('menuitem', { name: texts.en.shell.signOut }).click();
  await page.getByLabel(texts.en.signIn.password).waitFor();
  await page.goto(`${base}/d/one/fields`);
  await page.getByLabel(texts.en.signIn.password).waitFor();
  assert.match(page.url(), /\/sign-in\?to=/);
}
