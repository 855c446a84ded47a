import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { StartChatContactCommand } from '@aws-sdk/client-connect';
import type { Page } from 'playwright-core';
import { brokenWire } from '../../helpers/brokenWire.ts';
import { openPage, testBrowser } from '../../helpers/browser.ts';
import { until } from '../../helpers/until.ts';
import { as, type ChatServer, chatServer } from './chatServer.ts';

/** What a shop's page does with Amazon's library; `window.heard` tells what it was told. */
const pageScript = `
  window.heard = [];
  window.open_ = (endpoint, chatDetails) => {
    connect.ChatSession.setGlobalConfig({ endpoint, region: 'ap-northeast-1' });
    const session = connect.ChatSession.create({
      chatDetails, type: 'CUSTOMER', options: { region: 'ap-northeast-1' }, disableCSM: true,
    });
    const note = (kind) => (event) => heard.push({ kind, data: event && event.data });
    session.onMessage(note('message'));
    session.onTyping(note('typing'));
    session.onReadReceipt(note('read'));
    session.onConnectionEstablished(note('established'));
    session.onConnectionLost(note('lost'));
    session.onConnectionBroken(note('broken'));
    session.onDeepHeartbeatSuccess(note('heartbeat'));
    session.onDeepHeartbeatFailure(note('noHeartbeat'));
    session.onEnded(note('ended'));
    window.session = session;
    return session.connect().then((answer) => answer.connectSuccess);
  };`;

interface Heard {
  kind: string;
  data?: Record<string, unknown>;
}

const heardBy = (page: Page) => page.evaluate('heard') as Promise<Heard[]>;

const hears = (page: Page, kind: string, more: (data: Record<string, unknown>) => boolean = () => true) =>
  until(`the page hears: ${kind}`, async () =>
    (await heardBy(page)).some((one) => one.kind === kind && more(one.data ?? {})),
  );

/** How often the page's websockets were told that they follow the chat; the library says it is connected before that. */
function subscriptionsOf(page: Page): () => number {
  let count = 0;
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (String(payload).includes('"aws/subscribe"')) count += 1;
    }),
  );
  return () => count;
}

/** A page of another site, with the library as its package has it. */
async function shopPage(t: TestContext): Promise<Page> {
  const library = await readFile(createRequire(import.meta.url).resolve('amazon-connect-chatjs'), 'utf8');
  const shop = createServer((request, response) => {
    const script = request.url === '/chat.js';
    response.writeHead(200, { 'content-type': script ? 'text/javascript' : 'text/html; charset=utf-8' });
    response.end(script ? library : `<script src="/chat.js"></script><script>${pageScript}</script>`);
  }).listen(0, '127.0.0.1');
  t.after(() => shop.close());
  const page = await openPage(await testBrowser(t));
  await page.goto(`http://127.0.0.1:${(shop.address() as AddressInfo).port}/`);
  return page;
}

/** A chat of the shop's server, opened in the page. */
async function openIn(page: Page, server: ChatServer, endpoint: string) {
  const { ContactId, ParticipantId, ParticipantToken } = await server.connect.send(
    new StartChatContactCommand({
      ...{
        InstanceId: 'a'.repeat(32),
        ContactFlowId: 'flow',
        ParticipantDetails: { DisplayName: '佐藤 花子' },
      },
    }),
  );
  const details = JSON.stringify({ ContactId, ParticipantId, ParticipantToken });
  const success = await page.evaluate(`open_(${JSON.stringify(endpoint.replace(/\/$/, ''))}, ${details})`);
  assert.equal(success, true);
  await hears(page, 'established');
  return ContactId!;
}

const texts = (heard: Heard[]) =>
  heard.flatMap(({ kind, data }) =>
    kind === 'message' && data?.['Type'] === 'MESSAGE' ? [data['Content']] : [],
  );

test('Amazon’s own chat library, in a page of another site', async (t) => {
  const server = await chatServer(t);
  const { user, cookie } = await server.signIn('agent', 'mori');
  const wire = await brokenWire(t, server.base);
  const page = await shopPage(t);
  const subscriptions = subscriptionsOf(page);
  const ContactId = await openIn(page, server, wire.url);
  await until('it follows the chat', () => subscriptions() === 1);
  const place = { DomainName: 'demo', ContactId };
  const answer = (Text: string) =>
    as(server.base, cookie, 'SendChatMessage', { ...place, ClientToken: Text, Text });

  await t.test('messages, typing marks and receipts both ways', async () => {
    await server.change(ContactId, { kind: 'AGENT_JOINED', userId: user.userId, name: '森' });
    await hears(page, 'message', (data) => String(data['ContentType']).endsWith('participant.joined'));
    assert.equal((await answer('いらっしゃいませ')).status, 200);
    await hears(page, 'message', (data) => data['Content'] === 'いらっしゃいませ');
    const mine = (await page.evaluate(
      `session.sendMessage({ contentType: 'text/plain', message: '在庫は?' }).then(({ data }) => data.Id)`,
    )) as string;
    await hears(page, 'message', (data) => data['Id'] === mine && data['ParticipantRole'] === 'CUSTOMER');
    await as(server.base, cookie, 'SendChatEvent', { ...place, Kind: 'TYPING' });
    await hears(page, 'typing', (data) => data['DisplayName'] === '森');
    await as(server.base, cookie, 'SendChatEvent', { ...place, Kind: 'READ', MessageId: mine });
    await hears(
      page,
      'read',
      (data) => (data['MessageMetadata'] as { MessageId: string }).MessageId === mine,
    );
    const told: unknown[] = [];
    server.bus.subscribe(new Set([`contact:${ContactId}`]), ({ data }) => told.push(data['Kind']));
    await page.evaluate(
      `session.sendEvent({ contentType: 'application/vnd.amazonaws.connect.event.typing' }).then(() => 0)`,
    );
    await until('the agent sees it', () => told.includes('typing'));
    await hears(page, 'heartbeat');
  });

  await t.test('a connection that broke comes back, and what was missed is in the transcript', async () => {
    const before = texts(await heardBy(page));
    wire.drop();
    await hears(page, 'lost');
    await answer('見えますか');
    await until('it follows the chat again', () => subscriptions() >= 2);
    await answer('もう一度');
    await hears(page, 'message', (data) => data['Content'] === 'もう一度');
    const transcript = (await page.evaluate(
      `session.getTranscript({ maxResults: 100, sortOrder: 'ASCENDING' }).then(({ data }) => data.Transcript)`,
    )) as { Content?: string }[];
    assert.deepEqual(
      transcript.flatMap(({ Content }) => Content ?? []),
      ['いらっしゃいませ', '在庫は?', '見えますか', 'もう一度'],
    );
    const after = texts(await heardBy(page)).slice(before.length);
    assert.deepEqual(after, [...new Set(after)], 'nothing came twice');
    assert.equal(after.at(-1), 'もう一度');
  });

  await t.test('the end is the end', async () => {
    await page.evaluate('session.disconnectParticipant().then(() => 0)');
    await hears(page, 'ended');
    await until('the websocket is closed', () => server.room.door.count() === 0);
    assert.deepEqual(server.ended, [{ contactId: ContactId, reason: 'CUSTOMER_DISCONNECT' }]);
    const kinds = (await heardBy(page)).map(({ kind }) => kind);
    assert.ok(!kinds.includes('broken') && !kinds.includes('noHeartbeat'), kinds.join(' '));
  });
});

test('a page of a site that an administrator has named needs no server of its own', async (t) => {
  const server = await chatServer(t);
  const { cookie } = await server.signIn('admin', 'boss');
  const page = await shopPage(t);
  const open = () =>
    page.evaluate(`fetch('${server.base}/public/chat/demo/start', {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"DisplayName":"Ann"}',
    }).then((answer) => answer.json()).then((details) => open_('${server.base}', details))`);
  await assert.rejects(open, /Failed to fetch/);
  const setting = { DomainName: 'demo', Enabled: true, Origins: [new URL(page.url()).origin] };
  assert.equal((await as(server.base, cookie, 'PutChatWidget', setting)).status, 200);
  const subscriptions = subscriptionsOf(page);
  assert.equal(await open(), true);
  await until('it follows the chat', () => subscriptions() === 1);
  await page.evaluate(`session.sendMessage({ contentType: 'text/plain', message: 'hello' }).then(() => 0)`);
  await hears(page, 'message', (data) => data['Content'] === 'hello');
});
