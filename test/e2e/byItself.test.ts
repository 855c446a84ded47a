import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, testBrowser } from '../helpers/browser.ts';
import { callAs, languages, signIn, testWebApp, texts } from './webApp.ts';

const domain = { DomainName: 'desk' };

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
        AfterContactWorkSeconds: { VOICE: 6 },
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
      await callAs(admin, 'nayose', 'HandsetHangUp', { ...domain, ContactId });
      await agent.locator('.w-head-state').getByText(work.workLeft).waitFor();
      assert.match(String(await agent.locator('.w-head-state .n-clock').textContent()), /^0:0[0-7]$/);
      await agent.getByRole('heading', { name: work.ready.AVAILABLE }).waitFor();
      await agent.context().close();
    });
  }
});
