import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { openPage, testBrowser } from '../helpers/browser.ts';
import { callAs, languages, signIn, testWebApp, texts } from './webApp.ts';

const domain = { DomainName: 'desk' };

/** Whether a notice lies over the contact, where the agent speaks and writes. */
async function covered(page: Page): Promise<boolean> {
  const [notice, contact] = await Promise.all(
    ['.w-flashes', '.w-contact'].map((name) => page.locator(name).boundingBox()),
  );
  if (!notice || !contact) throw new Error('there is no notice, or no contact');
  const meet = (from: number, length: number, other: number, otherLength: number) =>
    from < other + otherLength && other < from + length;
  return (
    meet(notice.x, notice.width, contact.x, contact.width) &&
    meet(notice.y, notice.height, contact.y, contact.height)
  );
}

test('a call is connected by itself, and its after-contact work ends by itself, counted down', async (t) => {
  const base = await testWebApp(t, { demo: false });
  const browser = await testBrowser(t);
  const admin = await openPage(browser, { language: 'ja' });
  await signIn(admin, base, 'ja');
  await callAs(admin, 'profile', 'CreateDomain', { ...domain, DefaultExpirationDays: 366 });
  for (const language of languages) {
    await t.test(language, async () => {
      const { work, contactState } = texts[language];
      const Email = `${language}@example.jp`;
      const { User } = (await callAs(admin, 'nayose', 'CreateUser', {
        ...{ Name: `係 ${language}`, Email, Role: 'agent', Password: 'a password for tests' },
      })) as { User: { UserId: string } };
      await callAs(admin, 'nayose', 'PutAgentSettings', {
        ...{ ...domain, UserId: User.UserId, AutoAccept: ['VOICE'] },
        AfterContactWorkSeconds: { VOICE: 12 },
      });
      const agent = await openPage(browser, { language });
      await signIn(agent, base, language, Email);
      await agent.getByRole('button', { name: work.beReady }).click();
      await agent.getByRole('heading', { name: work.ready.AVAILABLE }).waitFor();
      const { ContactId } = (await callAs(admin, 'nayose', 'HandsetDial', {
        ...{ ...domain, From: '03-1234-5678' },
      })) as { ContactId: string };
      await agent.locator('.w-head-state').getByText(contactState.CONNECTED, { exact: true }).waitFor();
      await agent.getByText(work.connectedByItself.VOICE).waitFor();
      assert.equal(await covered(agent), false, 'the notice leaves the contact free');
      await agent.setViewportSize({ width: 390, height: 844 });
      assert.equal(await covered(agent), false, 'on a phone too');
      await agent.setViewportSize({ width: 1440, height: 900 });
      await callAs(admin, 'nayose', 'HandsetHangUp', { ...domain, ContactId });
      await agent.locator('.w-head-state').getByText(work.workLeft).waitFor();
      assert.match(String(await agent.locator('.w-head-state .n-clock').textContent()), /^0:(?:0\d|1[0-3])$/);
      await agent.getByRole('heading', { name: work.ready.AVAILABLE }).waitFor({ timeout: 60_000 });
      await agent.context().close();
    });
  }
});
