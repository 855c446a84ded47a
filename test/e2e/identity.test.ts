import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openPage, testBrowser } from '../helpers/browser.ts';
import { callAs, type Language, signIn, testWebApp, texts } from './webApp.ts';

test('duplicates are found, looked at, decided by keyboard, merged and undone', async (t) => {
  const base = await testWebApp(t, { demo: false });
  const browser = await testBrowser(t);
  await t.test('ja', (part) => reviewing(part, browser, base));
  await t.test('en', (part) => byHand(part, browser, base));
  await t.test('all sure groups at once, and back', () => atOnce(browser, base));
});

/** Three pairs, each with an e-mail address in common, and somebody who is nobody else. */
const pairs = [
  [
    { LastName: '髙橋', FirstName: '健太', PhoneNumber: '090-1234-5678', EmailAddress: 'kenta@example.jp' },
    { LastName: '高橋', FirstName: '健太', PhoneNumber: '+819012345678', EmailAddress: 'kenta@example.jp' },
  ],
  [
    { LastName: '佐藤', FirstName: '美咲', BirthDate: '1990-01-02', EmailAddress: 'sato@example.jp' },
    { LastName: '佐藤', FirstName: '美佐', BirthDate: '1961-11-30', EmailAddress: 'sato@example.jp' },
  ],
  [
    { LastName: '渡邊', FirstName: '翔', EmailAddress: 'sho@example.jp' },
    { LastName: '渡辺', FirstName: '翔', EmailAddress: 'sho@example.jp' },
  ],
];
const nobodyElse = { LastName: '鈴木', FirstName: '一', EmailAddress: 'hajime@example.jp' };

async function prepare(page: Page, base: string, domain: string): Promise<void> {
  await callAs(page, 'profile', 'CreateDomain', { DomainName: domain, DefaultExpirationDays: 366 });
  for (const profile of [...pairs.flat(), nobodyElse]) {
    await callAs(page, 'profile', 'CreateProfile', { DomainName: domain, ...profile });
  }
  await page.goto(`${base}/d/${domain}/review`);
}

async function reviewing(t: TestContext, browser: Browser, base: string): Promise<void> {
  const page = await openPage(browser, { language: 'ja' });
  const problems = watch(page);
  await signIn(page, base, 'ja');
  await t.test('before anything is set up, the desk says what to do', async () => {
    await prepare(page, base, 'ja');
    await page.getByText(texts.ja.review.off).waitFor();
    await page.getByRole('button', { name: texts.ja.review.toSettings }).click();
  });
  await t.test('rules are tried on all data before they are saved', () => settings(page));
  await t.test('groups are decided by keyboard; the last decision can be taken back', () => decide(page));
  await t.test('decisions survive a reload, and a later run obeys them', () => laterRun(page, base));
  await t.test('a merge is undone from the profile', () => undo(page, base));
  await t.test('decisions are listed and withdrawn', () => judgements(page));
  assert.deepEqual(problems, []);
  await page.context().close();
}

function watch(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !text.startsWith('Failed to load resource')) problems.push(text);
  });
  return problems;
}

async function settings(page: Page): Promise<void> {
  const { matching, standard, change, action } = texts.ja;
  await page.getByLabel(matching.rules, { exact: true }).check({ force: true });
  await page.getByText(matching.problem.emptySet).waitFor();
  await page.getByRole('button', { name: /^レベル1 / }).click();
  await page.getByRole('option', { name: standard.EmailAddress }).click();
  await page.keyboard.press('Escape');
  await page.getByText(matching.problem.emptySet).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: matching.preview, exact: true }).click();
  await page.getByRole('heading', { name: matching.previewTitle }).waitFor();
  await page.getByRole('tab', { name: `${change.REVIEW} (3)` }).waitFor();
  // A group of the preview is looked at field by field.
  await page.getByRole('tab', { name: `${change.REVIEW} (3)` }).click();
  await page.getByRole('button', { name: /高橋 健太/ }).click();
  await page.getByRole('dialog').getByRole('columnheader', { name: texts.ja.compare.result }).waitFor();
  await page.getByRole('dialog').getByRole('button').first().click();
  await page.getByRole('button', { name: matching.back }).click();
  await page.getByRole('button', { name: action.save, exact: true }).click();
  await page.getByText(matching.saved).waitFor();
}

const groups = (page: Page) =>
  page.getByRole('navigation', { name: texts.ja.review.waiting }).getByRole('button');

async function decide(page: Page): Promise<void> {
  const { review, nav } = texts.ja;
  await page.getByRole('link', { name: nav.review, exact: true }).click();
  await groups(page).nth(2).waitFor();
  const first = await choose(page, '高橋');
  await page.getByRole('columnheader', { name: '髙橋 健太' }).waitFor();
  await page
    .getByText(named(review.byRule, { level: 1 }))
    .first()
    .waitFor();
  await page.keyboard.press('s');
  await page.getByText(named(review.done.SAME, { name: first, count: 2 })).waitFor();
  await shrunkTo(page, 2);
  // Taken back, it waits again and is at hand.
  await page.keyboard.press('u');
  await shrunkTo(page, 3);
  await page.getByRole('columnheader', { name: '髙橋 健太' }).waitFor();
  // The value of the other column is taken, then all are merged.
  await page.getByRole('radio', { name: /「高橋」/ }).check();
  await page.keyboard.press('s');
  await shrunkTo(page, 2);
  await choose(page, '佐藤');
  await page.getByRole('columnheader', { name: '佐藤 美佐' }).waitFor();
  await page.keyboard.press('d');
  await shrunkTo(page, 1);
  await page.getByRole('columnheader', { name: '渡邊 翔' }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText(review.key.different).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('l');
  await page.getByText(review.allDone).waitFor();
}

/** Goes through the list by J until somebody of this name is at hand. Returns the name of the first profile. */
async function choose(page: Page, lastName: string): Promise<string> {
  const head = page.locator('.n-review-title h2');
  await head.waitFor();
  for (let tries = 0; tries < 5; tries++) {
    if ((await head.textContent())?.includes(lastName)) break;
    const before = await head.textContent();
    await page.keyboard.press(tries < 3 ? 'j' : 'k');
    await page
      .waitForFunction(
        `document.querySelector('.n-review-title h2')?.textContent !== ${JSON.stringify(before)}`,
        undefined,
        { timeout: 3_000 },
      )
      .catch(() => undefined);
  }
  const column = page.locator('.n-compare thead a').first();
  await column.waitFor();
  return (await column.textContent()) ?? '';
}

async function shrunkTo(page: Page, count: number): Promise<void> {
  await groups(page).nth(count).waitFor({ state: 'detached' });
  await groups(page)
    .nth(count - 1)
    .waitFor();
}

async function laterRun(page: Page, base: string): Promise<void> {
  const { review, nav, jobs } = texts.ja;
  await page.reload();
  await page.getByText(review.allDone).waitFor();
  await page.getByRole('link', { name: nav.resolutionJobs, exact: true }).click();
  await page.getByRole('button', { name: jobs.start }).click();
  await page.waitForURL(/resolution-jobs\/[0-9a-f]{32}$/);
  await page.getByText(jobs.status.COMPLETED).first().waitFor();
  await page.goto(`${base}/d/ja/review`);
  await page.getByText(review.allDone).waitFor();
  await page.goto(`${base}/d/ja/review?shelf=later`);
  await page.getByRole('columnheader', { name: '渡邊 翔' }).waitFor();
}

async function undo(page: Page, base: string): Promise<void> {
  const { merges, undo: words } = texts.ja;
  const [kept] = await find(page, 'ja', 'kenta@example.jp');
  await page.goto(`${base}/d/ja/customers/${kept}`);
  // Chosen at the desk, from the other column.
  await page.getByRole('heading', { level: 1, name: '高橋 健太' }).waitFor();
  await page.getByRole('button', { name: merges.title }).click();
  await page.getByText(merges.method.MANUAL).first().waitFor();
  await page.getByRole('button', { name: words.action, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(named(words.will_other, { count: 2 })).waitFor();
  await dialog.getByText('髙橋 健太').waitFor();
  await dialog.getByText(words.keepApart).click();
  await dialog.getByRole('button', { name: words.submit, exact: true }).click();
  await page.getByText(words.done).waitFor();
  await page.getByRole('heading', { level: 1, name: '髙橋 健太' }).waitFor();
  assert.equal((await find(page, 'ja', 'kenta@example.jp')).length, 2);
}

async function judgements(page: Page): Promise<void> {
  const { nav, judgements: words } = texts.ja;
  await page.getByRole('link', { name: nav.judgements, exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: '佐藤 美佐' });
  await row.getByText(words.verdicts.DIFFERENT).waitFor();
  await row.getByRole('button', { name: words.withdraw }).click();
  await page.getByText(words.done).waitFor();
  await row.getByText(words.withdrawn).waitFor();
}

async function byHand(t: TestContext, browser: Browser, base: string): Promise<void> {
  const page = await openPage(browser, { language: 'en' });
  const problems = watch(page);
  await signIn(page, base, 'en');
  await prepare(page, base, 'en');
  await t.test('two customers of a search are merged by hand', () => mergeByHand(page, base));
  await t.test('and parted again', () => undoInEnglish(page));
  assert.deepEqual(problems, []);
  await page.context().close();
}

async function mergeByHand(page: Page, base: string): Promise<void> {
  const { merge, compare } = texts.en;
  await page.goto(`${base}/d/en/customers`);
  await page.getByRole('button', { name: merge.start }).click();
  await page.getByRole('combobox').fill('sho@example.jp');
  await page.getByRole('checkbox', { name: '渡邊 翔' }).check();
  await page.getByRole('checkbox', { name: '渡辺 翔' }).check();
  await page.getByText(named(merge.chosen_other, { count: 2 })).waitFor();
  await page.getByRole('button', { name: merge.compare }).click();
  await page.getByRole('columnheader', { name: '渡邊 翔' }).waitFor();
  await page.getByRole('columnheader', { name: compare.result }).waitFor();
  await page.getByRole('radio', { name: /“渡辺”/ }).check();
  await page.getByRole('button', { name: named(merge.submit_other, { count: 2 }) }).click();
  await page.getByRole('heading', { level: 1, name: '渡辺 翔' }).waitFor();
}

async function undoInEnglish(page: Page): Promise<void> {
  const { merges, undo: words } = texts.en;
  await page.getByRole('button', { name: merges.title }).click();
  await page.getByRole('button', { name: words.action, exact: true }).click();
  await page
    .getByRole('dialog')
    .getByText(named(words.will_other, { count: 2 }))
    .waitFor();
  await page.getByRole('dialog').getByRole('button', { name: words.submit }).click();
  await page.getByText(words.done).waitFor();
  assert.equal((await find(page, 'en', 'sho@example.jp')).length, 2);
}

async function find(page: Page, DomainName: Language, Query: string): Promise<string[]> {
  const { Items } = (await callAs(page, 'nayose', 'FindProfiles', { DomainName, Query })) as {
    Items: { ProfileId: string }[];
  };
  return Items.map(({ ProfileId }) => ProfileId);
}

/** A text with its values put in. */
const named = (text: string, values: Record<string, string | number>) =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));

async function atOnce(browser: Browser, base: string): Promise<void> {
  const { mergeSure, undoRun, jobs } = texts.en;
  const page = await openPage(browser, { language: 'en', width: 1280 });
  const problems = watch(page);
  await signIn(page, base, 'en');
  await prepare(page, base, 'sure');
  await callAs(page, 'profile', 'UpdateDomain', { DomainName: 'sure', Matching: { Enabled: true } });
  await page.getByRole('button', { name: mergeSure.action }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('[data-count="merged"] dd').waitFor();
  const merging = Number(await dialog.locator('[data-count="merged"] dd').textContent());
  assert.ok(merging >= 2 && merging % 2 === 0, `${merging} profiles`);
  await dialog.getByRole('button', { name: /^Merge \d/ }).click();
  await page.getByRole('heading', { name: jobs.kinds.MERGE }).waitFor();
  await page.getByText(jobs.status.COMPLETED).first().waitFor();
  assert.equal(await page.locator('[data-count="MergesDone"] dd').textContent(), String(merging / 2));
  const rows = page.locator('.n-job-groups tbody tr');
  await rows.nth(merging / 2 - 1).waitFor();
  assert.equal(await rows.count(), merging / 2);
  await page.getByRole('button', { name: undoRun.action }).click();
  await dialog.getByText(undoRun.waitAgain).waitFor();
  await dialog.getByRole('button', { name: undoRun.submit, exact: true }).click();
  await page.getByText(jobs.undone, { exact: true }).first().waitFor();
  assert.deepEqual(problems, []);
  await page.context().close();
}
