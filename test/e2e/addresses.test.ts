import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { openPage, testBrowser } from '../helpers/browser.ts';
import { until } from '../helpers/until.ts';
import { callAs, type Language, languages, signIn, testWebApp, texts } from './webApp.ts';

const nobody = '0'.repeat(32);

test('addresses: what stands there names the tab; what is gone says so and leads on', async (t) => {
  const base = await testWebApp(t, { demo: false });
  const browser = await testBrowser(t);
  for (const language of languages) {
    const page = await openPage(browser, { language });
    await signIn(page, base, language);
    if (language === 'ja') await prepare(page);
    await t.test(`${language}: an address that leads nowhere`, () => leadsNowhere(page, base, language));
    await t.test(`${language}: a domain that is not there`, () => noDomain(page, base, language));
    await t.test(`${language}: the tab bears the name of its screen`, () => tabNames(page, base, language));
    await page.context().close();
  }
  await t.test('what was typed is not lost by a click on a link', async () => {
    const page = await openPage(browser);
    await signIn(page, base, 'ja');
    await unsaved(page, base);
  });
});

async function prepare(page: Page): Promise<void> {
  await callAs(page, 'profile', 'CreateDomain', { DomainName: 'one', DefaultExpirationDays: 366 });
}

/** Addresses of things that are gone, and of ids that nothing could have. */
async function leadsNowhere(page: Page, base: string, language: Language): Promise<void> {
  const words = texts[language];
  const addresses = [
    [`customers/${nobody}`, words.profile.gone, 'customers'],
    ['cases/none', words.case.gone, 'cases'],
    ['contacts/none', words.contact.gone, 'contacts'],
    [`resolution-jobs/${nobody}`, words.jobs.gone, 'resolution-jobs'],
    [`matching/preview/${nobody}`, words.matching.previewGone, 'matching'],
    [`imports/${nobody}`, words.imports.gone, 'imports'],
    ['object-types/none', words.objectTypes.gone, 'object-types'],
    ['integrations/one', words.integrations.gone, 'integrations'],
  ] as const;
  for (const [address, gone, above] of addresses) {
    await page.goto(`${base}/d/one/${address}`);
    await page.getByRole('heading', { level: 1, name: gone }).waitFor();
    await page.locator('main').getByText(words.problem.gone).waitFor();
    assert.doesNotMatch(await page.locator('main').innerText(), /validation|constraint/);
    const [before, after] = words.problem.goTo.split('{{page}}') as [string, string];
    await page.getByRole('link', { name: new RegExp(`^${before}.+${after}$`) }).click();
    await page.waitForURL(`${base}/d/one/${above}`);
  }
  await page.goto(`${base}/d/one/imports/new`);
  await page.waitForURL(`${base}/d/one/imports`);
}

async function noDomain(page: Page, base: string, language: Language): Promise<void> {
  const words = texts[language];
  await page.goto(`${base}/d/none/customers`);
  await page.getByRole('heading', { name: words.noDomain.title.replace('{{domain}}', 'none') }).waitFor();
  await page.getByRole('button', { name: words.noDomain.home }).click();
  await page.waitForURL(`${base}/d/one/customers`);
  // One that was made while the page was open is there.
  const DomainName = `late-${language}`;
  await callAs(page, 'profile', 'CreateDomain', { DomainName, DefaultExpirationDays: 366 });
  await page.evaluate(
    `history.pushState({}, '', '/d/${DomainName}/fields'); dispatchEvent(new PopStateEvent('popstate'))`,
  );
  await page.getByRole('heading', { level: 1, name: words.nav.fields }).waitFor();
}

async function tabNames(page: Page, base: string, language: Language): Promise<void> {
  const { nav } = texts[language];
  const named = (title: string) => until(title, async () => (await page.title()) === title);
  await page.goto(`${base}/d/one/fields`);
  await named(`${nav.fields} — Nayose`);
  await page.getByRole('link', { name: nav.matching, exact: true }).click();
  await named(`${nav.matching} — Nayose`);
  const made = await callAs(page, 'profile', 'CreateProfile', { DomainName: 'one', LastName: '長宗我部' });
  await page.goto(`${base}/d/one/customers/${(made as { ProfileId: string }).ProfileId}`);
  await named(`長宗我部 — ${nav.customers} — Nayose`);
  await page.getByRole('link', { name: nav.review, exact: true }).click();
  await named(`${nav.review} — Nayose`);
}

async function unsaved(page: Page, base: string): Promise<void> {
  const { ja } = texts;
  const leave = () => page.getByRole('link', { name: ja.nav.fields, exact: true }).click();
  await page.goto(`${base}/d/one/customers/new`);
  const name = page.getByLabel(ja.standard.LastName, { exact: true });
  await name.fill('長宗我部');
  const asked = page.waitForEvent('dialog');
  const clicked = leave();
  const dialog = await asked;
  assert.equal(dialog.message(), ja.unsaved.leave);
  await dialog.dismiss();
  await clicked;
  assert.equal(await name.inputValue(), '長宗我部');
  await name.fill('');
  await leave();
  await page.waitForURL(`${base}/d/one/fields`);
}
