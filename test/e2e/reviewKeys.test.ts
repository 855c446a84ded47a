import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { openPage, testBrowser } from '../helpers/browser.ts';
import { holdBack } from './holdBack.ts';
import { callAs, signIn, testWebApp, texts } from './webApp.ts';

const DomainName = 'desk';
const { review, nav } = texts.ja;

/** One surname and telephone are listed for review, nothing is merged. */
const RuleBasedMatching = {
  Enabled: true,
  MatchingRules: [{ Rule: ['EmailAddress'] }, { Rule: ['LastName', 'PhoneNumber'] }],
  MaxAllowedRuleLevelForMatching: 2,
  MaxAllowedRuleLevelForMerging: 1,
};

const names = ['青木', '石川', '上田', '遠藤', '小川', '加藤', '木村', '黒田'];

const groups = (page: Page) => page.locator('.n-review-list li button');

/** Two profiles of each name, which wait together. */
async function addPairs(page: Page, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at++) {
    const PhoneNumber = `03-1234-000${at}`;
    for (const FirstName of ['一', '二'])
      await callAs(page, 'profile', 'CreateProfile', {
        ...{ DomainName, LastName: names[at], FirstName, PhoneNumber },
      });
  }
}

/**
 * Presses keys one right after the other, without the moment in which a screen that is late would catch up. Returns
 * what is at hand after each.
 */
const press = (page: Page, ...keys: string[]): Promise<string[]> =>
  page.evaluate(`(async () => {
    const seen = [];
    for (const key of ${JSON.stringify(keys)}) {
      document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      for (let turn = 0; turn < 20; turn++) await null;
      seen.push(document.querySelector('.n-review-list [aria-current="true"] .n-review-names')?.textContent ?? '');
    }
    return seen;
  })()`);

/** The names in the list, in order. */
const listed = (page: Page) => page.locator('.n-review-names').allTextContents();

const shows = (page: Page, name: string) => page.locator('.n-review-title h2').getByText(name).waitFor();

test('the review desk keeps up with quick keys, and with slow answers', async (t) => {
  const base = await testWebApp(t, { demo: false });
  const browser = await testBrowser(t);
  const page = await openPage(browser, { language: 'ja' });
  await signIn(page, base, 'ja');
  await callAs(page, 'profile', 'CreateDomain', {
    DomainName,
    DefaultExpirationDays: 366,
    RuleBasedMatching,
  });
  await page.goto(`${base}/d/${DomainName}/review`);
  await page.getByRole('link', { name: nav.review, exact: true }).waitFor();
  await groups(page).first().waitFor({ state: 'detached' });

  await t.test('groups that come by writes appear by themselves', async () => {
    await addPairs(page, 0, names.length);
    await groups(page)
      .nth(names.length - 1)
      .waitFor();
  });

  await t.test('each key moves one group, however quick', async () => {
    const all = await listed(page);
    await shows(page, all[0]!);
    assert.deepEqual(await press(page, 'j', 'j', 'j', 'k'), [all[1], all[2], all[3], all[2]]);
  });

  await t.test('after a decision the group that follows is at hand, and no other for a moment', async () => {
    const all = await listed(page);
    await shows(page, all[2]!);
    assert.deepEqual(await press(page, 'd'), [all[3]]);
    await shows(page, all[3]!);
  });

  await t.test('a key that is held down decides once', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url().split('/').at(-1) ?? ''));
    const count = await groups(page).count();
    for (const _ of [1, 2, 3]) await page.keyboard.down('d');
    await page.keyboard.up('d');
    await groups(page)
      .nth(count - 1)
      .waitFor({ state: 'detached' });
    assert.equal(asked.filter((operation) => operation === 'DecideMatch').length, 1);
  });

  await t.test('while a decision is taken back, no key decides about another group', async () => {
    const all = await listed(page);
    await page.locator('.n-decision').waitFor();
    const [next] = await press(page, 'l');
    await shows(page, next!);
    await page.locator('.n-decision').waitFor();
    const late = await holdBack(page, 'ReopenMatch');
    await press(page, 'u');
    await late.given;
    await press(page, 'd');
    await late.release();
    await page.locator('.n-decision').waitFor();
    await groups(page)
      .nth(all.length - 1)
      .waitFor();
    assert.deepEqual((await listed(page)).toSorted(), all.toSorted());
  });

  await t.test('a decision that failed late leaves the next one its way back', async () => {
    const failing = Promise.withResolvers<void>();
    await page.route('**/api/nayose/DecideMatch', (route) => failing.promise.then(() => route.abort()), {
      times: 1,
    });
    await page.locator('.n-decision').waitFor();
    const [next] = await press(page, 'd');
    await shows(page, next!);
    await page.locator('.n-decision').waitFor();
    await press(page, 'l');
    failing.resolve();
    await page.getByText(texts.ja.problem.network).first().waitFor();
    await page.getByRole('button', { name: new RegExp(review.takeBack) }).click();
    await page.getByRole('button', { name: new RegExp(review.takeBack) }).waitFor({ state: 'detached' });
  });
});
