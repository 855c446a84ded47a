import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { chatTexts } from '../../web/src/chat/texts.ts';
import { openPage, testBrowser } from '../helpers/browser.ts';
import { holdBack } from './holdBack.ts';
import { callAs, signIn, testWebApp, texts } from './webApp.ts';

const domain = { DomainName: 'desk' };
const { work, control, contactState, chat } = texts.ja;

const shows = (page: Page, state: keyof typeof contactState) =>
  page.locator('.w-head-state').getByText(contactState[state], { exact: true }).waitFor();

const dialIn = async (page: Page) =>
  (await callAs(page, 'nayose', 'HandsetDial', { ...domain, From: '03-1234-5678' })) as { ContactId: string };

/** What would have been wrong for a moment has had its moment. */
const settled = (page: Page) => page.waitForTimeout(300);

async function agentPage(browser: Browser, base: string): Promise<Page> {
  const page = await openPage(browser, { language: 'ja' });
  await signIn(page, base, 'ja', 'one@example.jp');
  await page.getByRole('button', { name: work.beReady }).click();
  await page.getByRole('heading', { name: work.ready.AVAILABLE }).waitFor();
  return page;
}

test('answers and lists that come late do not hold the desk up, and bring nothing old back', async (t) => {
  const base = await testWebApp(t, { demo: false });
  const browser = await testBrowser(t);
  const admin = await openPage(browser, { language: 'ja' });
  await signIn(admin, base, 'ja');
  await callAs(admin, 'profile', 'CreateDomain', { ...domain, DefaultExpirationDays: 366 });
  const person = { Name: '係', Email: 'one@example.jp', Role: 'agent', Password: 'a password for tests' };
  await callAs(admin, 'nayose', 'CreateUser', person);
  await callAs(admin, 'nayose', 'PutChatWidget', { ...domain, Enabled: true });
  const agent = await agentPage(browser, base);

  await t.test('the next key acts as soon as the screen shows what the last one did', async () => {
    await dialIn(admin);
    await shows(agent, 'OFFERED');
    const late = [];
    for (const operation of ['AcceptContact', 'HoldContact', 'ResumeContact'])
      late.push(await holdBack(agent, operation));
    await agent.keyboard.press('a');
    await shows(agent, 'CONNECTED');
    await agent.keyboard.press('h');
    await shows(agent, 'ON_HOLD');
    await agent.keyboard.press('h');
    await shows(agent, 'CONNECTED');
    await agent.keyboard.press('h');
    await shows(agent, 'ON_HOLD');
    for (const held of late) await held.release();
    await settled(agent);
    await shows(agent, 'ON_HOLD');
  });

  await t.test('a key pressed twice before the screen moves acts once', async () => {
    const asked: string[] = [];
    agent.on('request', (request) => asked.push(request.url().split('/').at(-1) ?? ''));
    const late = await holdBack(agent, 'ResumeContact');
    const press = "document.dispatchEvent(new KeyboardEvent('keydown', { key: 'h', code: 'KeyH' }))";
    await agent.evaluate(`${press}; ${press}`);
    await shows(agent, 'CONNECTED');
    await late.release();
    await settled(agent);
    assert.deepEqual(
      asked.filter((operation) => /^(Hold|Resume)Contact$/.test(operation)),
      ['ResumeContact'],
    );
  });

  await t.test('a list read before an event and given after it', async () => {
    const late = await holdBack(agent, 'GetWorkspace');
    // After an action that failed everything is read again.
    await agent.route('**/api/nayose/EndContact', (route) => route.abort(), { times: 1 });
    await agent.keyboard.press('Shift+E');
    await late.given;
    await agent.keyboard.press('Shift+E');
    await shows(agent, 'AFTER_CONTACT_WORK');
    await late.release();
    await settled(agent);
    await shows(agent, 'AFTER_CONTACT_WORK');
    await agent.keyboard.press('f');
    await agent.getByRole('heading', { name: work.ready.AVAILABLE }).waitFor();
  });

  await t.test('a conversation read before a message and given after it', async () => {
    const late = await holdBack(agent, 'GetChat');
    const customer = await openPage(browser, { language: 'ja', width: 400, height: 640 });
    await customer.goto(`${base}/chat?domain=desk`);
    await customer.getByLabel(chatTexts.ja.name).fill('伊藤');
    await customer.getByLabel(chatTexts.ja.firstMessage).fill('一つ目');
    await customer.getByRole('button', { name: chatTexts.ja.start }).click();
    await agent.locator('.w-contact').getByRole('button', { name: control.accept }).click();
    await late.given;
    await customer.getByLabel(chatTexts.ja.write, { exact: true }).fill('二つ目');
    await customer.keyboard.press('Enter');
    await agent.locator('.w-entry').getByText('二つ目').waitFor();
    await late.release();
    await agent.getByRole('log').getByText('一つ目').waitFor();
    await agent.getByRole('log').getByText('二つ目').waitFor();
    assert.equal(await agent.getByLabel(chat.reply).count(), 1);
  });

  await t.test('words written while others are sent stay, and what was sent leaves the box', async () => {
    const box = agent.getByLabel(chat.reply);
    const first = await holdBack(agent, 'SendChatMessage');
    await box.fill('三つ目');
    await agent.keyboard.press('Enter');
    await first.given;
    await box.fill('四つ目');
    await first.release();
    await settled(agent);
    assert.equal(await box.inputValue(), '四つ目');
    const second = await holdBack(agent, 'SendChatMessage');
    await agent.keyboard.press('Enter');
    await second.given;
    const before = await box.elementHandle();
    await agent.getByRole('link', { name: 'Nayose' }).click();
    await before!.waitForElementState('hidden');
    await box.waitFor();
    assert.equal(await box.inputValue(), '');
    await second.release();
    await agent.getByRole('log').getByText('四つ目').waitFor();
    await settled(agent);
    assert.equal(await box.inputValue(), '');
  });
});
