import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { chatTexts } from '../../web/src/chat/texts.ts';
import { openPage, testBrowser } from '../helpers/browser.ts';
import { goOffDuty } from './agent.ts';
import { callAs, type Language, languages, signIn, testWebApp, texts } from './webApp.ts';

const domain = { DomainName: 'desk' };

test('an agent’s day without a mouse', async (t) => {
  const base = await testWebApp(t, { demo: false });
  const browser = await testBrowser(t);
  const admin = await openPage(browser, { language: 'ja' });
  await signIn(admin, base, 'ja');
  await callAs(admin, 'profile', 'CreateDomain', { ...domain, DefaultExpirationDays: 366 });
  await callAs(admin, 'nayose', 'PutChatWidget', { ...domain, Enabled: true });
  await callAs(admin, 'profile', 'CreateProfile', {
    ...{ ...domain, LastName: '高橋', FirstName: '健太', EmailAddress: 'kenta@example.jp' },
  });
  for (const language of languages) {
    const person = { Name: `係 ${language}`, Email: `${language}@example.jp`, Role: 'agent' };
    await callAs(admin, 'nayose', 'CreateUser', { ...person, Password: 'a password for tests' });
    const agent = await openPage(browser, { language });
    await t.test(`in ${language}`, () => day(browser, base, agent, language));
    await agent.context().close();
  }
});

async function day(browser: Browser, base: string, agent: Page, language: Language): Promise<void> {
  const { work, tab, contactState, keysHelp, signIn: entry } = texts[language];
  const { keyboard } = agent;
  // Whatever the mouse would do fails the walk.
  await agent.addInitScript(
    "addEventListener('pointerdown', () => document.documentElement.setAttribute('data-mouse', ''), true)",
  );
  await agent.goto(base);
  await agent.getByLabel(entry.email).focus();
  await keyboard.type(`${language}@example.jp`);
  await keyboard.press('Tab');
  await keyboard.type('a password for tests');
  await keyboard.press('Enter');
  await agent.waitForURL('**/d/desk/workspace');
  await agent.getByRole('heading', { name: work.ready.OFFLINE }).waitFor();
  await keyboard.press('b');
  await agent.getByRole('heading', { name: work.ready.AVAILABLE }).waitFor();
  const first = await customer(browser, base, language, 'あ');
  await agent.locator('.w-entry[data-state=OFFERED]').waitFor();
  await keyboard.press('a');
  const reply = agent.getByLabel(texts[language].chat.reply);
  await reply.and(agent.locator(':focus')).waitFor();
  await keyboard.type('承知しました');
  await keyboard.press('Enter');
  await first.getByText('承知しました').waitFor();
  const second = await customer(browser, base, language, 'い');
  await agent.locator('.w-entry[data-state=OFFERED]').waitFor();
  await keyboard.press('Alt+a');
  await agent.locator('.w-entry[data-state=CONNECTED]').nth(1).waitFor();
  const atHand = (place: number) => agent.locator('.w-contacts li').nth(place).locator('[aria-current=true]');
  await keyboard.press('Alt+1');
  await atHand(0).waitFor();
  await second.getByLabel(chatTexts[language].write, { exact: true }).fill('もしもし');
  await second.keyboard.press('Enter');
  await agent.locator('.w-unread').waitFor();
  await keyboard.press('Alt+u');
  await atHand(1).waitFor();
  await agent.getByRole('log').getByText('もしもし').waitFor();
  await keyboard.press('Escape');
  const opened = (name: string) => agent.locator('.w-customer').getByRole('tab', { name, selected: true });
  await opened(tab.cases).waitFor();
  await keyboard.press(']');
  await opened(tab.details).waitFor();
  await keyboard.press('[');
  await opened(tab.cases).waitFor();
  await keyboard.press('[');
  await opened(tab.purchases).waitFor();
  await keyboard.press('?');
  await agent.getByRole('dialog').getByText(keysHelp.action.unread).waitFor();
  await keyboard.press('Escape');
  await agent.getByRole('dialog').waitFor({ state: 'detached' });
  for (const _ of [1, 2]) {
    // The next one is at hand a moment after the one before is gone.
    await agent.locator('.w-head-state').getByText(contactState.CONNECTED).waitFor();
    await keyboard.press('Alt+Shift+E');
    await agent.locator('.w-head-state').getByText(contactState.AFTER_CONTACT_WORK).waitFor();
    await keyboard.press('Alt+f');
    await agent.locator('.w-entry[data-state=AFTER_CONTACT_WORK]').waitFor({ state: 'detached' });
  }
  await agent.getByRole('heading', { name: work.ready.AVAILABLE }).waitFor();
  assert.equal(await agent.locator('html[data-mouse]').count(), 0);
  // The next agent gets what comes next.
  await goOffDuty(agent, domain);
  for (const page of [first, second]) await page.context().close();
}

async function customer(browser: Browser, base: string, language: Language, name: string): Promise<Page> {
  const words = chatTexts[language];
  const page = await openPage(browser, { language, width: 400, height: 640 });
  await page.goto(`${base}/chat?domain=desk`);
  await page.getByLabel(words.name).fill(name);
  await page.getByLabel(words.contact).fill('kenta@example.jp');
  await page.getByLabel(words.firstMessage).fill('お願いします');
  await page.getByRole('button', { name: words.start }).click();
  return page;
}
