import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { openPage, testBrowser } from '../helpers/browser.ts';
import { callAs, signIn, testWebApp, texts } from './webApp.ts';

const hostile = {
  DomainName: 'safety',
  LastName: '<img src=x onerror=alert(1)>',
  FirstName: 'abc\u202edef\u200b',
  BusinessName: 'w'.repeat(255),
  AdditionalInformation: 'x'.repeat(1000),
  EmailAddress: `${'e'.repeat(200)}@example.jp`,
  PhoneNumber: '090-9999-8888',
  Attributes: { 'javascript:alert(1)': 'y'.repeat(255) },
};

test('what customers are called is only ever text, and the screen keeps its shape', async (t) => {
  const base = await testWebApp(t, { demo: false });
  const browser = await testBrowser(t);
  const page = await openPage(browser, { language: 'ja' });
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await signIn(page, base, 'ja');
  await callAs(page, 'profile', 'CreateDomain', { DomainName: 'safety', DefaultExpirationDays: 366 });
  const made = (await callAs(page, 'profile', 'CreateProfile', hostile)) as { ProfileId: string };
  const address = `${base}/d/safety/customers/${made.ProfileId}`;
  await t.test('tags are shown, marks stand for what cannot be seen', () => shown(page, address));
  for (const width of [420, 1440]) {
    await t.test(`nothing leaves the screen at ${width} pixels`, () =>
      keepsShape(page, base, address, width),
    );
  }
  await t.test('a case keeps its shape too, and runs nothing', () =>
    caseKeepsShape(page, base, made.ProfileId),
  );
  await t.test('a change made elsewhere appears by itself', () => liveChange(page, address, made.ProfileId));
  assert.deepEqual(dialogs, []);
});

async function shown(page: Page, address: string): Promise<void> {
  await page.goto(address);
  const name = page.getByRole('heading', { level: 1 });
  await name.waitFor();
  assert.match(String(await name.textContent()), /<img src=x onerror=alert\(1\)> abcU\+202EdefU\+200B/);
  assert.equal(await name.locator('.n-mark').count(), 2);
  assert.equal(await page.locator('img[src="x"]').count(), 0);
}

async function keepsShape(page: Page, base: string, address: string, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  await page.goto(address);
  await page.getByRole('heading', { name: texts.ja.details.custom }).waitFor();
  assert.equal(await page.evaluate(overflow), 0, 'profile');
  await page.goto(`${base}/d/safety/customers?q=${encodeURIComponent('8888')}`);
  await page.getByRole('option').first().waitFor();
  assert.equal(await page.evaluate(overflow), 0, 'candidates');
  const long = await page.getByRole('option').first().boundingBox();
  assert.ok(long && long.height < 140, 'a candidate stays one entry of a list');
}

async function liveChange(page: Page, address: string, ProfileId: string): Promise<void> {
  await page.goto(address);
  await page.locator('[data-field="AccountNumber"][data-empty="true"]').waitFor();
  // The stream of events has to stand before the change is made.
  await page.waitForTimeout(500);
  await callAs(page, 'profile', 'UpdateProfile', { DomainName: 'safety', ProfileId, AccountNumber: 'C-777' });
  await page.locator('[data-field="AccountNumber"]').getByText('C-777').waitFor();
}

async function caseKeepsShape(page: Page, base: string, ProfileId: string): Promise<void> {
  const safety = { DomainName: 'safety' };
  const Fields = {
    title: `<script>alert(1)</script> abc\u202edef ${'w'.repeat(4000)}`,
    summary: 'x'.repeat(3000),
  };
  const opened = await callAs(page, 'nayose', 'OpenCase', { ...safety, ProfileId, Fields });
  const { CaseId: caseId } = opened as { CaseId: string };
  const { CasesDomainId: domainId } = (await callAs(page, 'nayose', 'GetCaseDomain', safety)) as {
    CasesDomainId: string;
  };
  const comment = { body: `<img src=x onerror=alert(1)> ${'q'.repeat(10_000)}`, contentType: 'Text/Plain' };
  await callAs(page, 'cases', 'CreateRelatedItem', {
    ...{ domainId, caseId, type: 'Comment' },
    content: { comment },
  });
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  for (const width of [420, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    for (const path of [`cases/${caseId}`, 'cases', `customers/${ProfileId}?tab=cases`]) {
      await page.goto(`${base}/d/safety/${path}`);
      await page.getByText('<script>alert(1)</script>').first().waitFor();
      assert.equal(await page.evaluate(overflow), 0, `${path} at ${width}`);
    }
  }
  assert.equal(await page.locator('img[src="x"]').count(), 0);
}
