import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page, Request } from 'playwright-core';
import { openPage, testBrowser } from '../helpers/browser.ts';
import { callAs, signIn, testWebApp, texts } from './webApp.ts';

const domain = { DomainName: 'desk' };
const { tab, action, case: words } = texts.ja;
/** More than a page of each. */
const many = 32;
const perPage = 25;

test('a long history comes page by page: the first at once, the next below it, and nothing jumps', async (t) => {
  const base = await testWebApp(t, { demo: false });
  const browser = await testBrowser(t);
  const page = await openPage(browser, { language: 'ja', width: 1280 });
  await signIn(page, base, 'ja');
  const profileId = await prepare(page);
  const customer = `${base}/d/desk/customers/${profileId}`;
  await t.test('contacts', () =>
    pages(
      page,
      `${customer}?tab=contacts`,
      'ListProfileContacts',
      `table[aria-label="${tab.contacts}"] tbody tr`,
    ),
  );
  await t.test('cases', async () => {
    await pages(page, `${customer}?tab=cases`, 'ListProfileCases', `ul[aria-label="${tab.cases}"] > li`);
    await page.getByText(words.count.replace('{{count}}', String(many))).waitFor();
  });
  await t.test('purchases, newest first', async () => {
    const rows = `table[aria-label="${tab.purchases}"] tbody tr`;
    await pages(page, `${customer}?tab=purchases`, 'ListProfilePurchases', rows);
    const first = String(await page.locator(rows).first().textContent());
    assert.match(first, /2026\/02\/01/);
    assert.match(first, /￥1,031/);
    assert.match(first, new RegExp(texts.ja.purchases.statuses.purchased));
  });
  await t.test('beside a contact in the workspace too', async () => {
    const { Contact } = (await callAs(page, 'nayose', 'StartTask', {
      ...{ ...domain, Name: '確認', ProfileId: profileId },
    })) as { Contact: { ContactId: string } };
    const place = `${base}/d/desk/workspace?contact=${Contact.ContactId}&tab=contacts`;
    await pages(page, place, 'ListProfileContacts', `table[aria-label="${tab.contacts}"] tbody tr`, many + 1);
    const pane = page.locator('.w-customer');
    const [inner, outer] = await pane.evaluate((element) => [element.scrollWidth, element.clientWidth]);
    assert.ok(inner! <= outer!, 'nothing stands out of the pane');
  });
});

/** Opens a list, asks for its next page, and looks at what was asked and where the rows stand. */
async function pages(
  page: Page,
  address: string,
  operation: string,
  rows: string,
  all = many,
): Promise<void> {
  const asked = { first: 0, next: 0 };
  const note = (request: Request) => {
    if (!request.url().endsWith(`/${operation}`)) return;
    const { NextToken } = request.postDataJSON() as { NextToken?: string };
    asked[NextToken ? 'next' : 'first'] += 1;
  };
  page.on('request', note);
  await page.goto(address);
  await page
    .locator(rows)
    .nth(perPage - 1)
    .waitFor();
  assert.equal(await page.locator(rows).count(), perPage);
  assert.equal(asked.next, 0, 'the next page is not asked for by itself');
  const more = page.getByRole('tabpanel').getByRole('button', { name: action.more, exact: true });
  await more.scrollIntoViewIfNeeded();
  const last = page.locator(rows).nth(perPage - 1);
  const stood = (await last.boundingBox())?.y;
  await more.click();
  await page
    .locator(rows)
    .nth(all - 1)
    .waitFor();
  assert.equal(await page.locator(rows).count(), all);
  assert.equal((await last.boundingBox())?.y, stood, 'what was read stays where it was');
  assert.equal(await more.count(), 0, 'there is no third page');
  page.off('request', note);
  // Once at once, and once more when the page hears of changes: something may have changed in between.
  assert.ok(asked.first <= 2, `the first page took ${asked.first} requests`);
  assert.equal(asked.next, 1, 'the next page is one request');
}

async function prepare(page: Page): Promise<string> {
  const call = (service: string, operation: string, input: object) =>
    callAs(page, service, operation, { ...domain, ...input }) as Promise<Record<string, string>>;
  await call('profile', 'CreateDomain', { DefaultExpirationDays: 366 });
  const { ProfileId = '' } = await call('profile', 'CreateProfile', {
    LastName: '川端',
    AccountNumber: 'C1',
  });
  await call('profile', 'PutProfileObjectType', {
    ObjectTypeName: 'products',
    Description: 'Products',
    Fields: {
      ...{
        id: {},
        customer: {},
        name: { Target: '_asset.AssetName' },
        day: { Target: '_asset.PurchaseDate' },
      },
      ...{ price: { Target: '_asset.Price' }, currency: { Target: '_asset.CurrencyCode' } },
      status: { Target: '_asset.Status' },
    },
    Keys: {
      productId: [{ StandardIdentifiers: ['UNIQUE', 'ASSET'], FieldNames: ['id'] }],
      _account: [{ StandardIdentifiers: ['PROFILE'], FieldNames: ['customer'] }],
    },
  });
  for (let at = 0; at < many; at += 1) {
    const { Contact } = (await call('nayose', 'StartTask', { Name: `用件${at}`, ProfileId })) as never as {
      Contact: { ContactId: string };
    };
    await call('nayose', 'EndContact', { ContactId: Contact.ContactId });
    await call('nayose', 'FinishContact', { ContactId: Contact.ContactId });
    await call('nayose', 'OpenCase', { ProfileId, Fields: { title: `ケース${at}` } });
    const day = new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10);
    const bought = { id: `${at}`, customer: 'C1', name: `品${at}`, day, price: `${1_000 + at}` };
    const record = JSON.stringify({ ...bought, currency: 'JPY', status: 'Purchased' });
    await call('profile', 'PutProfileObject', { ObjectTypeName: 'products', Object: record });
  }
  return ProfileId;
}
