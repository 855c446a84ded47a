import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { chatTexts } from '../../web/src/chat/texts.ts';
import { openPage, testBrowser } from '../helpers/browser.ts';
import { callAs, type Language, languages, signIn, testWebApp, texts } from './webApp.ts';

const domain = { DomainName: 'desk' };
const operator = {
  Name: '受付 一郎',
  Email: 'operator@example.jp',
  Role: 'agent',
  Password: 'a password for tests',
};
/** Each language has customers of its own, so that no walk finds what another left. */
const people = {
  ja: { last: '高橋', first: '健太', email: 'kenta@example.jp', phone: '090-1111-2222', twin: '佐藤' },
  en: { last: 'Brown', first: 'Emma', email: 'emma@example.jp', phone: '090-3333-4444', twin: 'Jones' },
} as const;

test('a contact from its first word to the history', async (t) => {
  const base = await testWebApp(t, { demo: false });
  const browser = await testBrowser(t);
  const admin = await openPage(browser, { language: 'ja' });
  await signIn(admin, base, 'ja');
  await prepare(admin);
  for (const language of languages) {
    const agent = await openPage(browser, { language });
    const problems = watch(agent);
    await signInAsOperator(agent, base, language);
    await t.test(`the agent starts in the workspace and is ready: ${language}`, () =>
      beReady(agent, language),
    );
    await t.test(`a chat: the right customer, a case, the history: ${language}`, () =>
      chat(browser, base, agent, language),
    );
    await t.test(`two customers with one number: chosen among candidates: ${language}`, () =>
      candidates(browser, base, agent, language),
    );
    await t.test(`nobody is known: a new customer begins with the contact: ${language}`, () =>
      nobody(browser, base, agent, language),
    );
    await t.test(`a contact without an agent stands in the history, marked: ${language}`, () =>
      withoutAgent(browser, base, agent, language),
    );
    assert.deepEqual(problems, []);
    await agent.context().close();
  }
  await t.test('the board moves, the search finds: for supervisors', () => overview(admin, base));
});

async function prepare(admin: Page): Promise<void> {
  await callAs(admin, 'profile', 'CreateDomain', { ...domain, DefaultExpirationDays: 366 });
  await callAs(admin, 'nayose', 'CreateUser', operator);
  await callAs(admin, 'nayose', 'PutChatWidget', { ...domain, Enabled: true });
  for (const { last, first, email, phone, twin } of Object.values(people)) {
    const make = (more: object) => callAs(admin, 'profile', 'CreateProfile', { ...domain, ...more });
    await make({ LastName: last, FirstName: first, EmailAddress: email, Address: { City: '新宿区' } });
    await make({ LastName: twin, FirstName: 'A', PhoneNumber: phone, BirthDate: '1970-01-01' });
    await make({ LastName: twin, FirstName: 'B', PhoneNumber: phone, BirthDate: '1999-12-31' });
  }
}

function watch(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  return problems;
}

async function signInAsOperator(page: Page, base: string, language: Language): Promise<void> {
  const { signIn: words } = texts[language];
  await page.goto(base);
  await page.getByLabel(words.email).fill(operator.Email);
  await page.getByLabel(words.password).fill(operator.Password);
  await page.getByRole('button', { name: words.submit, exact: true }).click();
}

async function beReady(page: Page, language: Language): Promise<void> {
  const { work, nav } = texts[language];
  await page.waitForURL('**/d/desk/workspace');
  await page.getByRole('button', { name: work.beReady }).click();
  await page.getByRole('heading', { name: work.ready.AVAILABLE }).waitFor();
  for (const closed of [nav.board, nav.contacts, nav.routing]) {
    assert.equal(await page.getByRole('link', { name: closed }).count(), 0, closed);
  }
}

async function startChat(
  browser: Browser,
  base: string,
  language: Language,
  who: { name: string; contact: string; message: string },
): Promise<Page> {
  const words = chatTexts[language];
  const page = await openPage(browser, { language, width: 400, height: 640 });
  await page.goto(`${base}/chat?domain=desk`);
  await page.getByLabel(words.name).fill(who.name);
  await page.getByLabel(words.contact).fill(who.contact);
  await page.getByLabel(words.firstMessage).fill(who.message);
  await page.getByRole('button', { name: words.start }).click();
  return page;
}

/** A control of the contact at hand; an offer that is not at hand has buttons of the same name above the page. */
const inPane = (agent: Page, name: string) =>
  agent.locator('.w-contact').getByRole('button', { name, exact: true });

const customerHeading = (agent: Page, name: string) =>
  agent.locator('.w-customer').getByRole('heading', { level: 2, name });

async function chat(browser: Browser, base: string, agent: Page, language: Language): Promise<void> {
  const { last, first, email } = people[language];
  const { tab, pop, chat: words, control, work } = texts[language];
  const message = `${language}: まだ届きません`;
  const customer = await startChat(browser, base, language, { name: last, contact: email, message });
  // The customer is there while the contact is still offered.
  await inPane(agent, control.accept).waitFor();
  await customerHeading(agent, `${last} ${first}`).waitFor();
  await agent.getByText(pop.linkedBy.AUTOMATIC).waitFor();
  assert.deepEqual(await agent.locator('.w-customer').getByRole('tab').allTextContents(), [
    tab.cases,
    tab.details,
    tab.contacts,
    tab.purchases,
  ]);
  await agent.keyboard.press('a');
  await agent.getByRole('log').getByText(message).waitFor();
  await customer.getByText(chatTexts[language].waiting).waitFor({ state: 'detached' });
  // Letters are letters while an answer is written.
  await agent.getByLabel(words.reply).fill('承知しました');
  await customer.locator('.c-typing').waitFor();
  await agent.keyboard.press('Enter');
  await customer.getByText('承知しました').waitFor();
  await customer.getByLabel(chatTexts[language].write, { exact: true }).fill('ありがとう');
  await customer.keyboard.press('Enter');
  await agent.getByRole('log').getByText('ありがとう').waitFor();
  await agent.getByText(words.mark.read, { exact: true }).waitFor();
  // After a reload everything is as before.
  await agent.reload();
  await agent.getByRole('log').getByText('ありがとう').waitFor();
  await customerHeading(agent, `${last} ${first}`).waitFor();
  await agent.getByLabel(words.reply).press('Escape');
  await writeCase(agent, language);
  await agent.keyboard.press('Shift+E');
  await inPane(agent, control.finish).waitFor();
  await customer.getByText(chatTexts[language].ended).waitFor();
  await agent.keyboard.press('f');
  await agent.getByRole('heading', { name: work.ready.AVAILABLE }).waitFor();
  await customer.context().close();
  await inHistory(agent, base, language, message);
}

/** By the key, from the tab beside the contact; the case is linked with the contact that runs. */
async function writeCase(agent: Page, language: Language): Promise<void> {
  const { case: words } = texts[language];
  await agent.keyboard.press('c');
  const dialog = agent.getByRole('dialog');
  await dialog.getByLabel(new RegExp(`^${words.field.title}`)).fill(`${language} 未着の問い合わせ`);
  await dialog.getByRole('button', { name: words.create, exact: true }).click();
  const row = agent.locator('[data-case]').filter({ hasText: `${language} 未着の問い合わせ` });
  await row.getByText(words.linked).waitFor();
  // Until then the keys belong to the window.
  await dialog.waitFor({ state: 'detached' });
}

async function inHistory(agent: Page, base: string, language: Language, message: string): Promise<void> {
  const { last } = people[language];
  const { contact, chat: words, contactState } = texts[language];
  await openCustomer(agent, base, last);
  const row = agent.getByRole('row').filter({ hasText: operator.Name });
  await row.waitFor();
  await row.getByRole('button').click();
  await agent.getByRole('menuitem', { name: contact.open }).click();
  await agent.waitForURL('**/contacts/*');
  await agent.getByRole('heading', { name: words.title, exact: true }).waitFor();
  await agent.getByText(message).waitFor();
  await agent.getByText(contactState.ENDED).first().waitFor();
  await agent.getByRole('link', { name: last }).waitFor();
  await agent.getByRole('link', { name: `${language} 未着の問い合わせ` }).waitFor();
  await agent.goto(`${base}/d/desk/workspace`);
}

/** The page of a customer, at the history of contacts. */
async function openCustomer(agent: Page, base: string, name: string): Promise<void> {
  const found = (await callAs(agent, 'nayose', 'FindProfiles', { ...domain, Query: name })) as {
    Items: { ProfileId: string }[];
  };
  await agent.goto(`${base}/d/desk/customers/${found.Items[0]?.ProfileId}?tab=contacts`);
}

async function candidates(browser: Browser, base: string, agent: Page, language: Language): Promise<void> {
  const { twin, phone } = people[language];
  const { pop, control, work } = texts[language];
  const customer = await startChat(browser, base, language, { name: twin, contact: phone, message: '2' });
  await inPane(agent, control.accept).click();
  await agent.getByRole('heading', { name: pop.choose }).waitFor();
  const listed = agent.locator('.w-candidate');
  await listed.nth(1).waitFor();
  assert.equal(await listed.count(), 2);
  const born = { ja: '1999/12/31', en: '31 Dec 1999' }[language];
  await listed.filter({ hasText: born }).getByRole('button', { name: pop.take }).click();
  await customerHeading(agent, `${twin} B`).waitFor();
  await agent.getByText(pop.linkedBy.AGENT).waitFor();
  await agent.getByRole('button', { name: pop.unlink }).click();
  // Those who are the same go straight into the review of a merge.
  await agent.getByRole('heading', { name: pop.choose }).waitFor();
  await listed.nth(1).getByRole('checkbox').waitFor();
  for (const box of await listed.getByRole('checkbox').all()) await box.click();
  await agent.getByRole('button', { name: pop.same }).click();
  await agent.waitForURL(/\/d\/desk\/merge\?ids=[0-9a-f]{32},[0-9a-f]{32}$/);
  await agent.goBack();
  await inPane(agent, control.end).click();
  await inPane(agent, control.finish).click();
  await agent.getByRole('heading', { name: work.ready.AVAILABLE }).waitFor();
  await customer.context().close();
}

async function nobody(browser: Browser, base: string, agent: Page, language: Language): Promise<void> {
  const { pop, control, work, standard } = texts[language];
  const contact = `${language}.new@example.jp`;
  const customer = await startChat(browser, base, language, { name: '新井 光', contact, message: '3' });
  await inPane(agent, control.accept).click();
  await agent.getByRole('heading', { name: pop.nobody }).waitFor();
  assert.equal(await agent.getByLabel(standard.EmailAddress, { exact: true }).inputValue(), contact);
  assert.equal(await agent.getByLabel(standard.LastName, { exact: true }).inputValue(), '新井');
  await agent.getByRole('button', { name: pop.create }).click();
  await customerHeading(agent, '新井 光').waitFor();
  await inPane(agent, control.end).click();
  await inPane(agent, control.finish).click();
  await agent.getByRole('heading', { name: work.ready.AVAILABLE }).waitFor();
  await customer.context().close();
}

async function withoutAgent(browser: Browser, base: string, agent: Page, language: Language): Promise<void> {
  const { last, email } = people[language];
  const { contact, known, work } = texts[language];
  await agent.locator('.w-status button').click();
  await agent.getByRole('menuitemcheckbox', { name: known.status.Offline }).click();
  await agent.getByRole('heading', { name: work.ready.OFFLINE }).waitFor();
  const customer = await startChat(browser, base, language, { name: last, contact: email, message: '4' });
  const words = chatTexts[language];
  await customer.getByText(words.waiting).waitFor();
  await openCustomer(agent, base, last);
  await agent.getByRole('row').filter({ hasText: operator.Name }).waitFor();
  await customer.getByRole('button', { name: words.end }).click();
  await customer.getByRole('button', { name: words.endYes }).click();
  // It comes into the open list by itself.
  await agent.getByRole('row').filter({ hasText: contact.noAgent }).waitFor();
  assert.match(String(await agent.getByRole('row').nth(1).textContent()), new RegExp(contact.noAgent));
  await customer.context().close();
}

async function overview(admin: Page, base: string): Promise<void> {
  const { nav, contact } = texts.ja;
  await admin.goto(`${base}/d/desk/board`);
  await admin.getByRole('heading', { name: nav.board }).waitFor();
  await admin.locator('[data-count="abandoned"]').getByText('2').waitFor();
  await admin.getByText(operator.Name).waitFor();
  await admin.goto(`${base}/d/desk/contacts?answered=NONE`);
  await admin.getByRole('row').filter({ hasText: contact.noAgent }).first().waitFor();
  assert.equal(await admin.getByRole('row').filter({ hasText: contact.noAgent }).count(), 2);
  await admin.goto(`${base}/d/desk/routing`);
  await admin.getByRole('heading', { name: nav.routing }).waitFor();
  await admin.getByRole('button', { name: texts.ja.known.queue.BasicQueue }).waitFor();
}
