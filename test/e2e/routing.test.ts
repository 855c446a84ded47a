import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { openPage, testBrowser } from '../helpers/browser.ts';
import { callAs, signIn, testWebApp, texts } from './webApp.ts';

const domain = { DomainName: 'desk' };
const { routing, action, known, cti, keys, widget, work } = texts.ja;

test('an admin sets up how contacts find their way', async (t) => {
  const base = await testWebApp(t, { demo: false });
  const browser = await testBrowser(t);
  const page = await openPage(browser, { language: 'ja' });
  await signIn(page, base, 'ja');
  await callAs(page, 'profile', 'CreateDomain', { ...domain, DefaultExpirationDays: 366 });
  const open = async (tab: string) => {
    await page.goto(`${base}/d/desk/routing?tab=${tab}`);
    await page.getByRole('tabpanel').locator('.n-section-head').first().waitFor();
  };
  await t.test('a queue is added, renamed and taken out of use', async () => {
    await open('queues');
    await queue(page);
  });
  await t.test('a routing profile gets its queues, an agent the profile', async () => {
    await open('profiles');
    await profile(page);
    await open('agents');
    await agent(page);
  });
  await t.test('hours and a number', async () => {
    await open('hours');
    await hours(page);
    await open('numbers');
    await number(page);
  });
  await t.test('what callers hear; the refusal of a bad value is told', async () => {
    await open('settings');
    await settings(page);
  });
  await t.test('a key for telephony is shown once; the chat is switched on', async () => {
    await open('cti');
    await key(page);
    await open('chat');
    await chat(page);
  });
});

const dialog = (page: Page) => page.getByRole('dialog');
const save = (page: Page) => dialog(page).getByRole('button', { name: action.save, exact: true }).click();
const closed = (page: Page) => dialog(page).waitFor({ state: 'detached' });

async function queue(page: Page): Promise<void> {
  await page.getByRole('button', { name: routing.addQueue }).click();
  await dialog(page).getByLabel(routing.name, { exact: true }).fill('修理');
  await save(page);
  await closed(page);
  await page.getByRole('button', { name: '修理', exact: true }).click();
  await dialog(page).getByLabel(routing.name, { exact: true }).fill('修理受付');
  await save(page);
  await closed(page);
  await page.getByRole('button', { name: routing.addQueue }).click();
  await dialog(page).getByLabel(routing.name, { exact: true }).fill('修理受付');
  await save(page);
  await dialog(page).getByText('この名前はすでに使われています').waitFor();
  await dialog(page).getByRole('button', { name: action.cancel }).click();
  const use = page.getByLabel(routing.useOf.replace('{{name}}', '修理受付'));
  await use.click();
  await use.and(page.locator(':not(:checked):enabled')).waitFor();
  await use.click();
  await use.and(page.locator(':checked:enabled')).waitFor();
}

async function profile(page: Page): Promise<void> {
  await page.getByRole('button', { name: routing.addProfile }).click();
  await dialog(page).getByLabel(routing.name, { exact: true }).fill('修理担当');
  await save(page);
  await closed(page);
  await page.getByRole('button', { name: '修理担当', exact: true }).click();
  await dialog(page).getByRole('button', { name: routing.chooseQueue }).click();
  await page.getByRole('option', { name: '修理受付' }).click();
  await dialog(page).getByRole('button', { name: routing.add, exact: true }).click();
  await dialog(page).getByLabel(routing.delay).last().fill('30');
  await save(page);
  await closed(page);
  await page.getByRole('row').filter({ hasText: '修理担当' }).getByText('修理受付').waitFor();
}

async function agent(page: Page): Promise<void> {
  await page.getByRole('button', { name: known.routingProfile.BasicRoutingProfile }).click();
  await page.getByRole('option', { name: '修理担当' }).click();
  await page.getByText(routing.saved).first().waitFor();
  await page.reload();
  await page.getByRole('row').getByRole('button', { name: '修理担当' }).waitFor();
}

async function hours(page: Page): Promise<void> {
  await page.getByRole('button', { name: routing.addHours }).click();
  await dialog(page).getByLabel(routing.name, { exact: true }).fill('平日');
  await save(page);
  await closed(page);
  const row = page.getByRole('row').filter({ hasText: '平日' });
  assert.match(String(await row.textContent()), /月–金\s*09:00–18:00/);
}

async function number(page: Page): Promise<void> {
  await page.getByRole('button', { name: routing.addNumber }).first().click();
  await dialog(page).getByLabel(work.dialNumber).fill('03-1234-5678');
  await save(page);
  await closed(page);
  await page.getByRole('button', { name: '03-1234-5678', exact: true }).waitFor();
  await page
    .getByRole('button', { name: routing.removeNumber.replace('{{number}}', '03-1234-5678') })
    .click();
  await page.getByText(routing.noNumbers).waitFor();
}

async function settings(page: Page): Promise<void> {
  const seconds = page.getByLabel(routing.OfferSeconds);
  await seconds.fill('1');
  await page.getByRole('button', { name: action.save, exact: true }).click();
  await page.getByRole('tabpanel').getByText(texts.ja.problem.title).waitFor();
  await seconds.fill('25');
  await page.getByRole('button', { name: action.save, exact: true }).click();
  await page.getByText(routing.saved).first().waitFor();
}

async function key(page: Page): Promise<void> {
  await page.getByRole('button', { name: cti.add }).first().click();
  await dialog(page).getByLabel(routing.name, { exact: true }).fill('本社PBX');
  await dialog(page).getByRole('button', { name: keys.make, exact: true }).click();
  await dialog(page).getByText(keys.once).waitFor();
  await dialog(page).getByRole('button', { name: action.close, exact: true }).last().click();
  await page.getByRole('row').filter({ hasText: '本社PBX' }).waitFor();
}

async function chat(page: Page): Promise<void> {
  await page.getByLabel(widget.on).click();
  await page.getByText(routing.saved).first().waitFor();
  await page.getByText('data-domain="desk"').waitFor();
  await page.reload();
  await page.getByLabel(widget.on).and(page.locator(':checked')).waitFor();
}
