import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { openPage, testBrowser } from '../helpers/browser.ts';
import { holdBack } from './holdBack.ts';
import { newCase } from './newCase.ts';
import { callAs, signIn, testWebApp, texts } from './webApp.ts';

const domain = { DomainName: 'desk' };
const words = texts.ja.case;
const { routing, action, standard, field } = texts.ja;

/** What the page asks the server for from now on. */
function asked(page: Page, operation: string): string[] {
  const heard: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith(`/${operation}`)) heard.push(request.url());
  });
  return heard;
}

test('screens stay right, whatever happens while they are read, narrowed, or pressed twice', async (t) => {
  const base = await testWebApp(t, { demo: false });
  const browser = await testBrowser(t);
  const other = await openPage(browser, { language: 'ja' });
  await signIn(other, base, 'ja');
  await callAs(other, 'profile', 'CreateDomain', { ...domain, DefaultExpirationDays: 366 });
  const person = { ...domain, LastName: '佐藤' };
  const { ProfileId } = (await callAs(other, 'profile', 'CreateProfile', person)) as { ProfileId: string };
  const page = await openPage(browser, { language: 'ja' });
  await signIn(page, base, 'ja');

  await t.test('a case made before the list listens is there as soon as it does', async () => {
    const listening = Promise.withResolvers<void>();
    await page.route('**/api/events?**', (route) => listening.promise.then(() => route.continue()));
    await page.goto(`${base}/d/desk/cases`);
    await page.getByText(words.noneFound).waitFor();
    await newCase(other, domain.DomainName, ProfileId, '冷蔵庫の傷');
    listening.resolve();
    await page.getByRole('link', { name: '冷蔵庫の傷' }).waitFor();
  });

  await t.test('a status that is chosen while words are written stays chosen', async () => {
    await page.getByPlaceholder(words.wordsExample).fill('冷蔵庫');
    await page.getByRole('button', { name: words.notClosed }).click();
    await page.getByRole('option', { name: words.all, exact: true }).click();
    await page.waitForURL(/[?&]q=/);
    assert.equal(new URL(page.url()).searchParams.get('status'), 'ALL');
  });

  await t.test('the next page is fetched while the list is read again: both come', async () => {
    const { Queues } = (await callAs(other, 'nayose', 'GetWorkspace', domain)) as {
      Queues: { QueueId: string }[];
    };
    const task = { ...domain, ProfileId, QueueId: Queues[0]!.QueueId };
    const addTask = (at: number) => callAs(other, 'nayose', 'StartTask', { ...task, Name: `折り返し ${at}` });
    for (let at = 0; at < 26; at++) await addTask(at);
    await page.goto(`${base}/d/desk/customers/${ProfileId}?tab=contacts`);
    const rows = page.getByRole('table', { name: texts.ja.tab.contacts }).locator('tbody tr');
    await rows.nth(24).waitFor();
    const late = await holdBack(page, 'ListProfileContacts');
    await addTask(26);
    await late.given;
    await page.getByRole('button', { name: texts.ja.action.more, exact: true }).click();
    await late.release();
    await rows.nth(26).waitFor();
  });

  await t.test('a double click makes one customer, and one queue', async () => {
    const customers = asked(page, 'CreateProfile');
    await page.goto(`${base}/d/desk/customers/new`);
    await page.getByLabel(standard.LastName, { exact: true }).fill('山田');
    await page.getByRole('button', { name: texts.ja.newCustomer.create, exact: true }).dblclick();
    await page.waitForURL(/customers\/[0-9a-f]{32}/);
    const queues = asked(page, 'PutQueue');
    await page.goto(`${base}/d/desk/routing`);
    await page.getByRole('button', { name: routing.addQueue }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(routing.name, { exact: true }).fill('修理');
    await dialog.getByRole('button', { name: action.save, exact: true }).dblclick();
    await dialog.waitFor({ state: 'detached' });
    assert.deepEqual([customers.length, queues.length], [1, 1]);
  });

  await t.test('of an address that two people change, each changes what they wrote', async () => {
    const City = '大阪市';
    await callAs(other, 'profile', 'UpdateProfile', { ...domain, ProfileId, Address: { City } });
    await page.goto(`${base}/d/desk/customers/${ProfileId}?tab=details`);
    const address = page.locator('[data-field^="Address.PostalCode"]');
    const label = texts.ja.address.Address;
    await address.hover();
    await address.getByRole('button', { name: field.edit.replace('{{label}}', label) }).click();
    const dialog = page.getByRole('dialog');
    const changed = page.waitForResponse((answer) => answer.url().endsWith('/GetProfileView'));
    await callAs(other, 'profile', 'UpdateProfile', { ...domain, ProfileId, Address: { City: '堺市' } });
    await changed;
    await dialog.getByLabel(texts.ja.addressPart.Address1).fill('北町1-2');
    await dialog.getByRole('button', { name: action.save, exact: true }).click();
    await address.getByText('北町1-2').waitFor();
    await address.getByText('堺市').waitFor();
  });
});
