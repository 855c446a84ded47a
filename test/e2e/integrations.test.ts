import { type TestContext, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openPage, testBrowser } from '../helpers/browser.ts';
import { callAs, type Language, languages, signIn, testWebApp, texts } from './webApp.ts';

test('a folder is watched, looked through, paused, scheduled anew and left', async (t) => {
  const base = await testWebApp(t, { demo: false });
  const browser = await testBrowser(t);
  for (const language of languages) {
    await t.test(language, (part) => walk(part, browser, base, language));
  }
});

async function walk(t: TestContext, browser: Browser, base: string, language: Language): Promise<void> {
  const page = await openPage(browser, { language });
  const domain = `watch-${language}`;
  await signIn(page, base, language);
  await callAs(page, 'profile', 'CreateDomain', { DomainName: domain, DefaultExpirationDays: 366 });
  await putFile(page, `${language}/a.csv`, 'customer_id,name\n1,佐藤 花子\n2,"never closed\n');
  await putFile(page, `${language}/page.csv`, '<html>');
  await page.goto(`${base}/d/${domain}/integrations`);
  await t.test('a folder is watched from the screen alone', () => watch(page, language));
  await t.test('a look brings files, their results and why one failed', () => look(page, language));
  await t.test('it rests and goes on', () => rest(page, language));
  await t.test('its schedule is changed', () => schedule(page, language));
  await t.test('it is deleted after asking', () => remove(page, language));
  await page.context().close();
}

/** Puts a file into the bucket as the import desk does. */
async function putFile(page: Page, key: string, text: string): Promise<void> {
  const send = `(() => fetch('/api/files/imports/${key}', {
    method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body: ${JSON.stringify(text)},
  }).then((answer) => answer.status))()`;
  const status = await page.evaluate(send);
  if (Number(status) >= 300) throw new Error(`the file was not taken: ${status}`);
}

async function watch(page: Page, language: Language): Promise<void> {
  const { integrations, imports, bucket } = texts[language];
  await page.getByRole('button', { name: integrations.add, exact: true }).click();
  await page.getByLabel(bucket.prefix, { exact: true }).fill(`${language}/`);
  await page.getByRole('combobox', { name: imports.objectType }).fill('Members');
  await page.getByRole('button', { name: integrations.begin, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: `imports/${language}/` }).waitFor();
  await page.getByText(integrations.neverLooked).waitFor();
}

async function look(page: Page, language: Language): Promise<void> {
  const { integrations, imports } = texts[language];
  await page.getByRole('button', { name: integrations.runNow, exact: true }).click();
  const found = integrations.found_other.replace('{{count}}', '2').replace('{{taken}}', '2');
  await page.getByText(found).waitFor();
  const good = page.getByRole('row').filter({ hasText: 'a.csv' });
  await good.getByText(imports.partly).waitFor();
  const failed = page.getByRole('row').filter({ hasText: 'page.csv' });
  await failed.getByText(imports.status.FAILED).waitFor();
  const name = imports.downloadRejectsOf.replace('{{file}}', 'a.csv');
  await Promise.all([page.waitForEvent('download'), good.getByRole('link', { name }).click()]);
}

async function rest(page: Page, language: Language): Promise<void> {
  const { integrations } = texts[language];
  await page.getByRole('button', { name: integrations.pause, exact: true }).click();
  await page.getByText(integrations.pausedWhat).waitFor();
  await page.getByRole('button', { name: integrations.resume, exact: true }).click();
  await page.getByText(integrations.pausedWhat).waitFor({ state: 'detached' });
}

async function schedule(page: Page, language: Language): Promise<void> {
  const words = texts[language].schedule;
  await page.getByRole('button', { name: words.change, exact: true }).click();
  await page.getByRole('button', { name: words.when }).click();
  await page.getByRole('option', { name: words.kinds.daily }).click();
  await page.getByLabel(words.time, { exact: true }).fill('04:15');
  await page.getByRole('button', { name: texts[language].action.save, exact: true }).click();
  await page.getByText(words.dailyAt.replace('{{time}}', '04:15')).waitFor();
}

async function remove(page: Page, language: Language): Promise<void> {
  const { integrations } = texts[language];
  await page.getByRole('button', { name: integrations.delete, exact: true }).click();
  await page.getByText(integrations.deleteWhat).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: integrations.delete, exact: true }).click();
  await page.getByText(integrations.none).waitFor();
}
