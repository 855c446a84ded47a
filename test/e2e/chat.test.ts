import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { chatTexts } from '../../web/src/chat/texts.ts';
import { phoneTexts } from '../../web/src/phone/texts.ts';
import { openPage, testBrowser } from '../helpers/browser.ts';
import { until } from '../helpers/until.ts';
import { acceptNext, act, goOffDuty, goOnDuty, heardBy } from './agent.ts';
import { callAs, type Language, languages, signIn, testWebApp } from './webApp.ts';

const words = (language: Language) => chatTexts[language];
const names = { ja: '佐藤 花子', en: 'Hanako Sato' };

test('a customer chats from a page, an agent answers', async (t) => {
  const base = await testWebApp(t, { demo: false });
  const browser = await testBrowser(t);
  const agent = await openPage(browser, { language: 'ja' });
  await signIn(agent, base, 'ja');
  await callAs(agent, 'profile', 'CreateDomain', { DomainName: 'demo', DefaultExpirationDays: 366 });
  await agent.goto(`${base}/d/demo/customers`);
  await goOnDuty(agent);
  for (const language of languages) {
    await t.test(`both ways, with marks, over a reload: ${language}`, () =>
      converse(browser, base, agent, language),
    );
  }
  await t.test('what was written without a connection arrives once it is back', () =>
    offline(browser, base, agent),
  );
  await t.test('hostile texts are texts, and the layout stands', () => hostile(browser, base, agent));
  await t.test('two chats at once, and a transfer in the customer’s language', () =>
    transfer(browser, base, agent),
  );
  await t.test('the customer ends the chat', () => customerEnds(browser, base, agent));
  await t.test('a script tag opens it on any page', (inner) => scriptTag(inner, browser, base, agent));
  await t.test('the handset: calling in, being called', () => handset(browser, base, agent));
  await t.test('switched off, it says so', () => switchedOff(browser, base, agent));
});

async function start(page: Page | FrameLocator, language: Language, message?: string): Promise<void> {
  const texts = words(language);
  await page.getByLabel(texts.name).fill(names[language]);
  await page.getByLabel(texts.contact).fill('hanako@example.jp');
  if (message) await page.getByLabel(texts.firstMessage).fill(message);
  await page.getByRole('button', { name: texts.start }).click();
}

async function openChat(browser: Browser, base: string, language: Language, width = 360): Promise<Page> {
  const page = await openPage(browser, { language, width, height: 640 });
  await page.goto(`${base}/chat?domain=demo`);
  return page;
}

async function write(page: Page | FrameLocator, language: Language, text: string): Promise<void> {
  const field = page.getByLabel(words(language).write, { exact: true });
  await field.fill(text);
  await field.press('Enter');
}

const reply = (agent: Page, id: string, Text: string) =>
  act(agent, 'SendChatMessage', id, { Text, ClientToken: crypto.randomUUID() });

/** Ends and finishes a contact, so that the agent is free again. */
async function close(agent: Page, id: string): Promise<void> {
  await act(agent, 'EndContact', id);
  await act(agent, 'FinishContact', id);
}

async function converse(browser: Browser, base: string, agent: Page, language: Language): Promise<void> {
  const texts = words(language);
  const page = await openChat(browser, base, language);
  await page.getByRole('button', { name: texts.start }).click();
  await page.getByText(texts.nameMissing).waitFor();
  await start(page, language, 'はじめまして 1');
  await page.getByText(texts.waiting).waitFor();
  const { ContactId, DisplayName } = await acceptNext(agent, 'CHAT');
  assert.equal(DisplayName, names[language]);
  await page.getByText(texts.waiting).waitFor({ state: 'detached' });
  await write(page, language, '質問 2');
  await until('unread', async () => (await heardBy(agent, 'message')).some((one) => one['Unread'] === 2));
  await act(agent, 'SendChatEvent', ContactId, { Kind: 'READ' });
  await page.getByText(texts.read, { exact: true }).waitFor();
  await act(agent, 'SendChatEvent', ContactId, { Kind: 'TYPING' });
  await page.locator('.c-typing').waitFor();
  await reply(agent, ContactId, '回答 3');
  await page.getByText('回答 3').waitFor();
  await page.locator('.c-typing').waitFor({ state: 'detached' });
  await until('the answer is read', async () => {
    const { Items } = (await act(agent, 'GetChat', ContactId)) as {
      Items: { Content: string; ReadAt?: number }[];
    };
    return Items.some((item) => item.Content === '回答 3' && item.ReadAt !== undefined);
  });
  await page.reload();
  await page.getByText('回答 3').waitFor();
  assert.deepEqual(await page.locator('.c-own .c-bubble').allTextContents(), ['はじめまして 1', '質問 2']);
  await page.getByText(texts.read, { exact: true }).waitFor();
  await act(agent, 'EndContact', ContactId);
  await page.getByText(texts.ended).waitFor();
  await act(agent, 'FinishContact', ContactId);
  await page.getByRole('button', { name: texts.again }).click();
  await page.getByLabel(texts.name).waitFor();
  await page.context().close();
}

async function offline(browser: Browser, base: string, agent: Page): Promise<void> {
  const page = await openChat(browser, base, 'en');
  await start(page, 'en');
  const { ContactId } = await acceptNext(agent, 'CHAT');
  await page.getByText('joined').waitFor();
  await page.context().setOffline(true);
  await write(page, 'en', 'one');
  await write(page, 'en', 'two');
  await page.getByText(words('en').sending).first().waitFor();
  await reply(agent, ContactId, 'meanwhile');
  await page.context().setOffline(false);
  await page.getByText('meanwhile').waitFor();
  await until('both arrive', async () => (await page.locator('.c-row[data-state=there]').count()) === 3);
  const { Items } = (await act(agent, 'GetChat', ContactId)) as {
    Items: { Content: string; Type: string }[];
  };
  assert.deepEqual(
    Items.filter((item) => item.Type === 'MESSAGE').map((item) => item.Content),
    ['meanwhile', 'one', 'two'],
  );
  await close(agent, ContactId);
  await page.context().close();
}

async function hostile(browser: Browser, base: string, agent: Page): Promise<void> {
  const page = await openChat(browser, base, 'en');
  let alerted = false;
  page.on('dialog', () => (alerted = true));
  await start(page, 'en', '<img src=x onerror=alert(1)>');
  const { ContactId } = await acceptNext(agent, 'CHAT');
  await reply(agent, ContactId, `${'W'.repeat(1_000)}`);
  await reply(agent, ContactId, '\u202egnp.exe\u202c javascript:alert(1) https://example.jp/a?b=1.');
  await page.getByText('U+202E').waitFor();
  await page.getByRole('link', { name: 'https://example.jp/a?b=1', exact: true }).waitFor();
  assert.equal(await page.getByRole('link').count(), 1);
  assert.equal(await page.locator('.c-log img').count(), 0);
  const wide = await page.evaluate(
    'document.querySelector(".c-log").scrollWidth - document.querySelector(".c-log").clientWidth',
  );
  assert.ok(Number(wide) <= 0, `wider by ${wide}`);
  assert.equal(alerted, false);
  await close(agent, ContactId);
  await page.context().close();
}

async function transfer(browser: Browser, base: string, agent: Page): Promise<void> {
  const first = await openChat(browser, base, 'ja');
  await start(first, 'ja', '一人目');
  const one = await acceptNext(agent, 'CHAT');
  const second = await openChat(browser, base, 'en');
  await start(second, 'en', 'the second');
  const two = await acceptNext(agent, 'CHAT');
  await reply(agent, two.ContactId, 'for the second');
  await reply(agent, one.ContactId, '一人目への返事');
  await second.getByText('for the second').waitFor();
  await first.getByText('一人目への返事').waitFor();
  assert.equal(await first.getByText('for the second').count(), 0);
  const person = {
    Name: '小野 薫',
    Email: 'ono@example.jp',
    Role: 'agent',
    Password: 'a password for tests',
  };
  await callAs(agent, 'nayose', 'CreateUser', person);
  const other = await openPage(browser, { language: 'ja' });
  await signIn(other, base, 'ja', person.Email);
  await goOnDuty(other);
  const { Agent } = (await callAs(other, 'nayose', 'GetWorkspace', { DomainName: 'demo' })) as {
    Agent: { UserId: string };
  };
  await act(agent, 'TransferContact', one.ContactId, { UserId: Agent.UserId });
  const taken = await acceptNext(other, 'CHAT');
  assert.notEqual(taken.ContactId, one.ContactId);
  await first.getByText(chatTexts.ja.transferred).waitFor();
  await first.getByText('小野 薫が参加しました').waitFor();
  await write(first, 'ja', '続きです');
  const said = async () => {
    const { Items } = (await act(other, 'GetChat', taken.ContactId)) as { Items: { Content: string }[] };
    return ['一人目', '一人目への返事', '続きです'].every((text) =>
      Items.some((item) => item.Content === text),
    );
  };
  await until('the whole conversation is with the second agent', said);
  await reply(other, taken.ContactId, '引き継ぎました');
  await first.getByText('引き継ぎました').waitFor();
  await act(agent, 'FinishContact', one.ContactId);
  assert.equal(await first.getByText(chatTexts.ja.ended).count(), 0);
  await close(other, taken.ContactId);
  await first.getByText(chatTexts.ja.ended).waitFor();
  await close(agent, two.ContactId);
  await goOffDuty(other);
  for (const page of [first, second, other]) await page.context().close();
}

async function customerEnds(browser: Browser, base: string, agent: Page): Promise<void> {
  const page = await openChat(browser, base, 'ja', 1_280);
  const texts = words('ja');
  await start(page, 'ja', '言い忘れる前に');
  const { ContactId } = await acceptNext(agent, 'CHAT');
  await page.getByRole('button', { name: texts.end }).click();
  await page.getByRole('button', { name: texts.endNo }).click();
  await page.getByRole('button', { name: texts.end }).click();
  await page.getByRole('button', { name: texts.endYes }).click();
  await page.getByText(texts.ended).waitFor();
  const { Contact } = (await act(agent, 'GetContactView', ContactId)) as { Contact: Record<string, unknown> };
  assert.equal(Contact['State'], 'AFTER_CONTACT_WORK');
  assert.equal(Contact['DisconnectReason'], 'CUSTOMER_DISCONNECT');
  await act(agent, 'FinishContact', ContactId);
  await page.reload();
  await page.getByLabel(texts.name).waitFor();
  await goesOn(page, agent, ContactId);
  await page.context().close();
}

/** The customer comes back to a chat that has ended: both see what was said before, and the agent the same customer. */
async function goesOn(page: Page, agent: Page, earlier: string): Promise<void> {
  const texts = words('ja');
  await page.getByRole('button', { name: texts.goOn }).click();
  await page.getByText(texts.continued).waitFor();
  await page.getByText('言い忘れる前に').waitFor();
  const { ContactId } = await acceptNext(agent, 'CHAT');
  assert.notEqual(ContactId, earlier);
  const { Contact } = (await act(agent, 'GetContactView', ContactId)) as { Contact: Record<string, unknown> };
  assert.equal(Contact['RelatedContactId'], earlier);
  assert.deepEqual(Contact['CustomerEndpoint'], { Type: 'EMAIL_ADDRESS', Address: 'hanako@example.jp' });
  await write(page, 'ja', '言い忘れました');
  const { Items } = (await act(agent, 'GetChat', ContactId)) as { Items: { Content: string }[] };
  assert.ok(Items.some(({ Content }) => Content === '言い忘れる前に'));
  await reply(agent, ContactId, 'どうぞ');
  await page.getByText('どうぞ').waitFor();
  await close(agent, ContactId);
  await page.getByRole('button', { name: texts.goOn }).waitFor();
}

/** A page of a shop on another origin. */
async function shop(t: TestContext, base: string): Promise<string> {
  const html = `<!doctype html><title>Shop</title><h1>Shop</h1><script src="${base}/chat.js" data-domain="demo" data-lang="en" async></script>`;
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

async function scriptTag(t: TestContext, browser: Browser, base: string, agent: Page): Promise<void> {
  const page = await openPage(browser, { language: 'en', width: 1_000, height: 800 });
  const elsewhere = await shop(t, base);
  await page.goto(elsewhere);
  await page.getByRole('button', { name: 'Open chat' }).click();
  const frame = page.frameLocator('iframe');
  await start(frame, 'en', 'from the shop');
  const { ContactId } = await acceptNext(agent, 'CHAT');
  await frame.getByText('joined').waitFor();
  await frame.getByRole('button', { name: words('en').close }).click();
  await reply(agent, ContactId, 'still there?');
  await page.getByRole('button', { name: 'Open chat (1 unread)' }).click();
  await frame.getByText('still there?').waitFor();
  await page.getByRole('button', { name: 'Close chat', exact: true }).waitFor();
  await close(agent, ContactId);
  await callAs(agent, 'nayose', 'PutChatWidget', {
    DomainName: 'demo',
    Enabled: true,
    Origins: ['https://shop.example.jp'],
  });
  const { headers } = await fetch(`${base}/chat?domain=demo`, { headers: { accept: 'text/html' } });
  assert.match(
    headers.get('content-security-policy') ?? '',
    /frame-ancestors 'self' https:\/\/shop\.example\.jp$/,
  );
  for (const path of ['/', '/phone', '/sign-in']) {
    const other = await fetch(`${base}${path}`, { headers: { accept: 'text/html' } });
    assert.equal(other.headers.get('x-frame-options'), 'DENY', path);
  }
  await page.context().close();
}

async function handset(browser: Browser, base: string, agent: Page): Promise<void> {
  const texts = phoneTexts.ja;
  const phone = await agent.context().newPage();
  await phone.goto(`${base}/phone`);
  await phone.getByLabel(texts.from).fill('いたずら');
  await phone.getByRole('button', { name: texts.call, exact: true }).click();
  await phone.getByText(texts.badNumber).waitFor();
  await phone.getByLabel(texts.from).fill('090-1234-5678');
  await phone.getByRole('button', { name: texts.call, exact: true }).click();
  await phone.locator('.p-hears li').first().waitFor();
  const { ContactId } = await acceptNext(agent, 'VOICE');
  await phone.getByText(texts.CONNECTED).waitFor();
  await phone.getByRole('button', { name: texts.key.replace('{key}', '5') }).click();
  await phone.keyboard.press('7');
  await phone.getByText(texts.pressed.replace('{keys}', '57')).waitFor();
  await act(agent, 'HoldContact', ContactId);
  await phone.getByText(texts.ON_HOLD).waitFor();
  await phone.getByRole('button', { name: texts.hangUp }).click();
  await phone.getByText(texts.ENDED).waitFor();
  await act(agent, 'FinishContact', ContactId);
  await phone.getByRole('button', { name: texts.again }).click();
  const dialled = callAs(agent, 'nayose', 'DialOut', { DomainName: 'demo', PhoneNumber: '03-1234-5678' });
  await phone.getByRole('button', { name: texts.answer }).click();
  await phone.getByText(texts.CONNECTED).waitFor();
  const { Contact } = (await dialled) as { Contact: { ContactId: string } };
  await close(agent, Contact.ContactId);
  await phone.getByText(texts.ENDED).waitFor();
  await phone.close();
  const stranger = await openPage(browser, { language: 'en' });
  await stranger.goto(`${base}/phone`);
  await stranger.getByText(phoneTexts.en.signedOut).waitFor();
  await stranger.context().close();
}

async function switchedOff(browser: Browser, base: string, agent: Page): Promise<void> {
  await callAs(agent, 'nayose', 'PutChatWidget', { DomainName: 'demo', Enabled: false });
  const page = await openChat(browser, base, 'en');
  await page.getByText(words('en').closedTitle).waitFor();
  await callAs(agent, 'nayose', 'PutChatWidget', { DomainName: 'demo', Enabled: true });
  await page.getByRole('button', { name: words('en').tryAgain }).click();
  await page.getByLabel(words('en').name).waitFor();
  await page.context().close();
}
