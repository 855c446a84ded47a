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
    await open('queues');
    await hoursOfQueue(page);
    await open('numbers');
    await number(page);
  });
  await t.test('what is in use is not deleted, what nobody uses any more is', async () => {
    await open('queues');
    await kept(page, '修理受付', '修理担当');
    await open('hours');
    await kept(page, '平日', '修理受付');
    await open('profiles');
    await kept(page, '修理担当', 'オペレーター「');
    await open('agents');
    await page.getByRole('button', { name: '修理担当' }).click();
    await page.getByRole('option', { name: known.routingProfile.BasicRoutingProfile }).click();
    await page.getByText(routing.saved).first().waitFor();
    for (const [tab, name] of [
      ['profiles', '修理担当'],
      ['queues', '修理受付'],
      ['hours', '平日'],
    ] as const) {
      await open(tab);
      await remove(page, name);
      await closed(page);
      await page.getByText(routing.removed).first().waitFor();
      await page.getByRole('button', { name, exact: true }).waitFor({ state: 'detached' });
    }
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
  const row = page.getByRole('row').filter({ hasText: '修理担当' });
  await row.getByText('修理受付').waitFor();
  // More chats at once, no calls any more: the queues of calls go with the channel.
  await page.getByRole('button', { name: '修理担当', exact: true }).click();
  const atOnce = (channel: 'VOICE' | 'CHAT') =>
    dialog(page).getByLabel(routing.atOnce.replace('{{channel}}', texts.ja.channel[channel]), {
      exact: true,
    });
  await atOnce('CHAT').fill('11');
  const saving = dialog(page).getByRole('button', { name: action.save, exact: true });
  await saving.and(page.locator(':disabled')).waitFor();
  await atOnce('CHAT').fill('4');
  await atOnce('VOICE').fill('0');
  await dialog(page)
    .getByRole('cell', { name: texts.ja.channel.VOICE, exact: true })
    .first()
    .waitFor({ state: 'detached' });
  await save(page);
  await closed(page);
  await row.getByRole('cell', { name: '4', exact: true }).waitFor();
}

async function agent(page: Page): Promise<void> {
  await page.getByRole('button', { name: known.routingProfile.BasicRoutingProfile }).click();
  await page.getByRole('option', { name: '修理担当' }).click();
  await page.getByText(routing.saved).first().waitFor();
  await page.reload();
  const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: '修理担当' }) });
  await row.waitFor();
  await row.getByRole('button').first().click();
  await dialog(page).getByRole('checkbox', { name: texts.ja.channel.CHAT }).check();
  await dialog(page).getByLabel(routing.workLimitOf.replace('{{channel}}', texts.ja.channel.CHAT)).fill('90');
  await save(page);
  await closed(page);
  await row.getByText(`${texts.ja.channel.CHAT} 1:30`).waitFor();
}

async function hours(page: Page): Promise<void> {
  await page.getByRole('button', { name: routing.addHours }).click();
  await dialog(page).getByLabel(routing.name, { exact: true }).fill('平日');
  await save(page);
  await closed(page);
  const row = page.getByRole('row').filter({ hasText: '平日' });
  assert.match(String(await row.textContent()), /月–金\s*09:00–18:00/);
  await page.getByRole('button', { name: '平日', exact: true }).click();
  const day = (name: 'MONDAY' | 'SATURDAY') =>
    dialog(page).getByLabel(routing.slotsOf.replace('{{day}}', routing.day[name]), { exact: true });
  await day('MONDAY').fill('9:00-13:00、12:00-18:00');
  await save(page);
  await dialog(page).getByText('同じ曜日の時間帯が重なっている').waitFor();
  await day('MONDAY').fill('9:00-12:00、13:00-18:00');
  await dialog(page).getByRole('checkbox', { name: routing.day.SATURDAY }).check();
  await day('SATURDAY').fill('10:00〜24:00');
  await save(page);
  await closed(page);
  await row.filter({ hasText: /月\s*09:00–12:00、13:00–18:00.*土\s*10:00–24:00/ }).waitFor();
}

/** The queue of the first walk gets the hours of the last one. */
async function hoursOfQueue(page: Page): Promise<void> {
  await page.getByRole('button', { name: '修理受付', exact: true }).click();
  await dialog(page).getByRole('button', { name: known.hours.BasicHours }).click();
  await page.getByRole('option', { name: '平日' }).click();
  await dialog(page).getByLabel(routing.mostWaiting).fill('20');
  await save(page);
  await closed(page);
  const row = page.getByRole('row').filter({ hasText: '修理受付' });
  await row.getByText('平日').waitFor();
  await row.getByText('20', { exact: true }).waitFor();
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

async function remove(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: routing.removeOf.replace('{{name}}', name) }).click();
  await dialog(page).getByRole('button', { name: texts.ja.delete.action, exact: true }).click();
}

/** The refusal says who still leads there. */
async function kept(page: Page, name: string, user: string): Promise<void> {
  await remove(page, name);
  await dialog(page).getByText(user).waitFor();
  await dialog(page).getByRole('button', { name: action.cancel }).click();
  await closed(page);
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
