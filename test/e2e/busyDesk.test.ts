import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { chatTexts } from '../../web/src/chat/texts.ts';
import { openPage, testBrowser } from '../helpers/browser.ts';
import { callAs, signIn, testWebApp, texts } from './webApp.ts';

const domain = { DomainName: 'desk' };
const password = 'a password for tests';
const words = texts.ja;

test('a busy desk: calls, tasks, transfers and several chats', async (t) => {
  const base = await testWebApp(t, { demo: false });
  const browser = await testBrowser(t);
  const admin = await openPage(browser, { language: 'ja' });
  await signIn(admin, base, 'ja');
  await prepare(admin);
  const one = await agentPage(browser, base, 'one');
  await t.test('a call: the customer, hold by key, the end by the caller', () => call(admin, one));
  await t.test('a call out rings until the far end picks up', () => callOut(admin, one));
  await t.test('a task for oneself', () => task(one));
  await t.test('two chats at once: the other one counts what is unread, drafts stay', () =>
    twoChats(browser, base, one),
  );
  await t.test('a chat is handed to another agent, who has the whole conversation', () =>
    transfer(browser, base, one),
  );
  await t.test('hostile texts are texts, and the layout stands', () => hostile(browser, base, one));
  await t.test('an offer rings on every screen; unanswered, the agent is asked to come back', () =>
    missed(admin, base, one),
  );
  await t.test('a broken connection is told, and what was missed is there afterwards', () =>
    broken(admin, one),
  );
});

async function prepare(admin: Page): Promise<void> {
  await callAs(admin, 'profile', 'CreateDomain', { ...domain, DefaultExpirationDays: 366 });
  for (const name of ['one', 'two']) {
    const person = { Name: `係 ${name}`, Email: `${name}@example.jp`, Role: 'agent', Password: password };
    await callAs(admin, 'nayose', 'CreateUser', person);
  }
  await callAs(admin, 'nayose', 'PutChatWidget', { ...domain, Enabled: true });
  await callAs(admin, 'profile', 'CreateProfile', {
    ...domain,
    ...{ LastName: '高橋', FirstName: '健太', PhoneNumber: '090-1234-5678' },
  });
}

async function agentPage(browser: Browser, base: string, name: string): Promise<Page> {
  const page = await openPage(browser, { language: 'ja' });
  await page.goto(base);
  await page.getByLabel(words.signIn.email).fill(`${name}@example.jp`);
  await page.getByLabel(words.signIn.password).fill(password);
  await page.getByRole('button', { name: words.signIn.submit, exact: true }).click();
  await page.getByRole('button', { name: words.work.beReady }).click();
  await page.getByRole('heading', { name: words.work.ready.AVAILABLE }).waitFor();
  return page;
}

const control = (page: Page, name: string) =>
  page.locator('.w-contact').getByRole('button', { name, exact: true });
const state = (page: Page, name: string) => page.locator('.w-head-state').getByText(name, { exact: true });

/** Ends what is at hand, writes nothing up, and waits until nothing is left. */
async function close(page: Page): Promise<void> {
  await control(page, words.control.end).click();
  await control(page, words.control.finish).click();
  await page.getByRole('heading', { name: words.work.ready.AVAILABLE }).waitFor();
}

const dialIn = async (page: Page, From: string) =>
  ((await callAs(page, 'nayose', 'HandsetDial', { ...domain, From })) as { ContactId: string }).ContactId;

async function call(admin: Page, agent: Page): Promise<void> {
  const ContactId = await dialIn(admin, '+81 90 1234 5678');
  await control(agent, words.control.accept).waitFor();
  await agent.locator('.w-customer').getByRole('heading', { level: 2, name: '高橋 健太' }).waitFor();
  await agent.keyboard.press('a');
  await state(agent, words.contactState.CONNECTED).waitFor();
  await agent.keyboard.press('h');
  await state(agent, words.contactState.ON_HOLD).waitFor();
  await agent.keyboard.press('h');
  await state(agent, words.contactState.CONNECTED).waitFor();
  await callAs(admin, 'nayose', 'HandsetHangUp', { ...domain, ContactId });
  await state(agent, words.contactState.AFTER_CONTACT_WORK).waitFor();
  await agent.keyboard.press('f');
  await agent.getByRole('heading', { name: words.work.ready.AVAILABLE }).waitFor();
}

async function callOut(admin: Page, agent: Page): Promise<void> {
  await agent.keyboard.press('d');
  const dialog = agent.getByRole('dialog');
  await dialog.getByLabel(words.work.dialNumber).and(agent.locator(':focus')).waitFor();
  await agent.keyboard.type('０３-1234-5678');
  await agent.keyboard.press('Enter');
  await state(agent, words.contactState.DIALLING).waitFor();
  const calls = (await callAs(admin, 'nayose', 'HandsetCalls', domain)) as { Items: { ContactId: string }[] };
  await callAs(admin, 'nayose', 'HandsetAnswer', { ...domain, ContactId: calls.Items[0]?.ContactId });
  await state(agent, words.contactState.CONNECTED).waitFor();
  await close(agent);
}

async function task(agent: Page): Promise<void> {
  await agent.keyboard.press('n');
  const dialog = agent.getByRole('dialog');
  await dialog.getByLabel(words.work.taskName).fill('請求書の再発行');
  await dialog.getByLabel(words.work.taskWhat).fill('経理に確認する');
  await dialog.getByRole('button', { name: words.work.taskStart, exact: true }).click();
  await agent.getByRole('heading', { name: '請求書の再発行' }).waitFor();
  await agent.locator('.w-task').getByText('経理に確認する').waitFor();
  await close(agent);
}

async function startChat(browser: Browser, base: string, name: string, message: string): Promise<Page> {
  const page = await openPage(browser, { language: 'ja', width: 400, height: 640 });
  await page.goto(`${base}/chat?domain=desk`);
  await page.getByLabel(chatTexts.ja.name).fill(name);
  await page.getByLabel(chatTexts.ja.firstMessage).fill(message);
  await page.getByRole('button', { name: chatTexts.ja.start }).click();
  return page;
}

async function write(customer: Page, text: string): Promise<void> {
  await customer.getByLabel(chatTexts.ja.write, { exact: true }).fill(text);
  await customer.keyboard.press('Enter');
}

const entry = (agent: Page, name: string) => agent.locator('.w-entry').filter({ hasText: name });

async function twoChats(browser: Browser, base: string, agent: Page): Promise<void> {
  const first = await startChat(browser, base, '伊藤', '一つ目');
  await control(agent, words.control.accept).click();
  await agent.getByLabel(words.chat.reply).fill('書きかけ');
  const second = await startChat(browser, base, '山本', '二つ目');
  // It stands above the page, and the letter a is a letter in the box.
  const offer = agent.locator('.w-offer').filter({ hasText: '山本' });
  await offer.getByRole('button', { name: words.control.accept }).click();
  await agent.getByRole('log').getByText('二つ目').waitFor();
  await write(first, '続き');
  await entry(agent, '伊藤').locator('.w-unread').waitFor();
  await agent.getByLabel(words.chat.reply).press('Alt+j');
  await agent.getByRole('log').getByText('続き').waitFor();
  assert.equal(await agent.getByLabel(words.chat.reply).inputValue(), '書きかけ');
  await entry(agent, '伊藤').locator('.w-unread').waitFor({ state: 'detached' });
  for (const customer of [first, second]) {
    await control(agent, words.control.end).click();
    await control(agent, words.control.finish).click();
    await customer.context().close();
  }
  await agent.getByRole('heading', { name: words.work.ready.AVAILABLE }).waitFor();
}

async function transfer(browser: Browser, base: string, one: Page): Promise<void> {
  const customer = await startChat(browser, base, '小林', '最初の言葉');
  await control(one, words.control.accept).click();
  const two = await agentPage(browser, base, 'two');
  await one.getByLabel(words.chat.reply).press('Escape');
  await one.keyboard.press('t');
  const dialog = one.getByRole('dialog');
  await dialog.getByRole('button', { name: words.transfer.to }).click();
  await one.getByRole('option', { name: /係 two/ }).click();
  await dialog.getByRole('button', { name: words.control.transfer, exact: true }).click();
  await control(two, words.control.accept).click();
  await two.getByRole('log').getByText('最初の言葉').waitFor();
  await two.getByLabel(words.chat.reply).fill('代わりました');
  await two.keyboard.press('Enter');
  await customer.getByText('代わりました').waitFor();
  await control(one, words.control.finish).click();
  await close(two);
  await two.locator('.w-status button').click();
  await two.getByRole('menuitemcheckbox', { name: words.known.status.Offline }).click();
  await two.getByRole('heading', { name: words.work.ready.OFFLINE }).waitFor();
  await two.context().close();
  await customer.context().close();
}

async function hostile(browser: Browser, base: string, agent: Page): Promise<void> {
  const name = `x\u202e<b>${'w'.repeat(80)}`;
  const customer = await startChat(browser, base, name, `<img src=x onerror=alert(1)>${'m'.repeat(900)}`);
  await control(agent, words.control.accept).click();
  await agent.getByRole('log').getByText('<img src=x onerror=alert(1)>').first().waitFor();
  assert.equal(await agent.locator('img[src="x"]').count(), 0);
  await agent.locator('.n-mark').first().waitFor();
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  for (const width of [1440, 1000, 420]) {
    await agent.setViewportSize({ width, height: 900 });
    assert.equal(await agent.evaluate(overflow), 0, String(width));
  }
  await agent.setViewportSize({ width: 1440, height: 900 });
  await close(agent);
  await customer.context().close();
}

async function missed(admin: Page, base: string, agent: Page): Promise<void> {
  const routing = (await callAs(admin, 'nayose', 'GetRouting', domain)) as { Settings: object };
  const settings = { ...domain, ...routing.Settings, OfferSeconds: 5 };
  await callAs(admin, 'nayose', 'PutContactSettings', settings);
  await agent.goto(`${base}/d/desk/customers`);
  const ContactId = await dialIn(admin, '03-9999-0000');
  await agent.locator('.w-offer').waitFor();
  await agent.locator('.w-offer').waitFor({ state: 'detached' });
  await callAs(admin, 'nayose', 'HandsetHangUp', { ...domain, ContactId });
  await agent.goto(`${base}/d/desk/workspace`);
  await agent.getByRole('heading', { name: words.work.ready.MISSED }).waitFor();
  await agent.getByRole('button', { name: words.work.beReady }).click();
  await agent.getByRole('heading', { name: words.work.ready.AVAILABLE }).waitFor();
  await callAs(admin, 'nayose', 'PutContactSettings', { ...settings, OfferSeconds: 20 });
}

async function broken(admin: Page, agent: Page): Promise<void> {
  await agent.context().setOffline(true);
  await agent.getByText(words.work.connectionLost).waitFor();
  await agent.context().setOffline(false);
  await agent.getByText(words.work.connectionLost).waitFor({ state: 'detached' });
  const ContactId = await dialIn(admin, '03-9999-0000');
  await control(agent, words.control.accept).click();
  await state(agent, words.contactState.CONNECTED).waitFor();
  await callAs(admin, 'nayose', 'HandsetHangUp', { ...domain, ContactId });
  await control(agent, words.control.finish).click();
}
