import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateParticipantConnectionCommand,
  DisconnectParticipantCommand,
  GetTranscriptCommand,
  SendMessageCommand,
} from '@aws-sdk/client-connectparticipant';
import { pageLimits } from '../../../src/contacts/chat/limits.ts';
import { newId } from '../../../src/database/ids.ts';
import { until } from '../../helpers/until.ts';
import { as, type ChatServer, chatServer, customer, follow } from './chatServer.ts';
import { addressOf, chatSocket, openSocket } from './socketClient.ts';

const say = (server: ChatServer, ConnectionToken: string, Content: string) =>
  server.participant.send(new SendMessageCommand({ ConnectionToken, ContentType: 'text/plain', Content }));

/** A message's id and its first receipt. */
const flatten = (metadata: unknown): Record<string, string> => {
  const { Receipts, ...rest } = metadata as { Receipts: Record<string, string>[] };
  return { ...rest, ...Receipts[0] };
};

const eventType = (name: string) => `application/vnd.amazonaws.connect.event.${name}`;

test('a subscribed websocket gets what is new, as the transcript has it, with typing marks and receipts', async (t) => {
  const server = await chatServer(t);
  const { user, cookie } = await server.signIn('agent', 'mori');
  const one = await customer(server);
  await say(server, one.token, '前から');
  const socket = await chatSocket(t, server, one.participantToken);
  assert.deepEqual(socket.frames, [
    { topic: 'aws/subscribe', content: { status: 'success', topics: ['aws/chat'] } },
  ]);
  await server.change(one.contactId, { kind: 'AGENT_JOINED', userId: user.userId, name: '森' });
  const mine = await say(server, one.token, '今');
  const place = { DomainName: 'demo', ContactId: one.contactId };
  await as(server.base, cookie, 'SendChatEvent', { ...place, Kind: 'TYPING' });
  await as(server.base, cookie, 'SendChatMessage', { ...place, ClientToken: '1', Text: 'はい' });
  await as(server.base, cookie, 'SendChatEvent', { ...place, Kind: 'READ', MessageId: mine.Id });
  await until('all of it', () => socket.items().length === 5);
  const { Transcript } = await server.participant.send(
    new GetTranscriptCommand({ ConnectionToken: one.token, SortOrder: 'ASCENDING' }),
  );
  const stored = socket
    .items()
    .filter(({ Type, ContentType }) => Type !== 'MESSAGEMETADATA' && ContentType !== eventType('typing'));
  assert.deepEqual(
    stored.map(({ Id, InitialContactId, ContactId }) => [Id, InitialContactId, ContactId]),
    Transcript?.slice(2).map((item) => [item.Id, one.contactId, one.contactId]),
  );
  const typing = socket.items().find(({ ContentType }) => ContentType === eventType('typing'));
  assert.equal(typing?.['DisplayName'], '森');
  assert.equal(typing?.['ParticipantRole'], 'AGENT');
  const receipt = socket.items().find(({ Type }) => Type === 'MESSAGEMETADATA');
  assert.equal(receipt?.['ContentType'], eventType('message.read'));
  const { ReadTimestamp, ...metadata } = flatten(receipt['MessageMetadata']);
  assert.deepEqual(metadata, { MessageId: mine.Id, RecipientParticipantId: typing?.['ParticipantId'] });
  assert.match(ReadTimestamp ?? '', /^\d{4}-/);
});

test('heartbeats are answered; unknown topics are not had; nothing comes after leaving the topic', async (t) => {
  const server = await chatServer(t);
  const one = await customer(server);
  const socket = await chatSocket(t, server, one.participantToken);
  socket.say({ topic: 'aws/heartbeat' });
  socket.say({ topic: 'aws/ping' });
  socket.say({ topic: 'aws/subscribe', content: { topics: ['aws/chat', 'aws/other'] } });
  socket.say({ topic: 'aws/dance', content: 1 });
  socket.say({ topic: 'aws/unsubscribe', content: { topics: ['aws/chat'] } });
  await until('five answers', () => socket.frames.length === 6);
  assert.deepEqual(socket.frames.slice(1, 4), [
    { topic: 'aws/heartbeat' },
    { topic: 'aws/ping', statusCode: 200, statusContent: 'OK' },
    { topic: 'aws/subscribe', content: { status: 'failure', topics: ['aws/chat', 'aws/other'] } },
  ]);
  assert.match(String(socket.frames[4]?.['message']), /no such topic/);
  assert.deepEqual(socket.frames[5]?.['content'], { status: 'success', topics: ['aws/chat'] });
  await say(server, one.token, 'unheard');
  await socket.subscribe();
  await say(server, one.token, 'heard');
  await until('the message', () => socket.texts().length > 0);
  assert.deepEqual(socket.texts(), ['heard']);
});

test('connections that follow each other lose nothing: the rest is in the transcript', async (t) => {
  const server = await chatServer(t);
  const one = await customer(server);
  const lost = await chatSocket(t, server, one.participantToken);
  await say(server, one.token, 'm1');
  await until('m1', () => lost.texts().length === 1);
  lost.socket.terminate();
  await say(server, one.token, 'm2');
  const next = await chatSocket(t, server, one.participantToken);
  const { Transcript } = await server.participant.send(
    new GetTranscriptCommand({ ConnectionToken: one.token, SortOrder: 'ASCENDING' }),
  );
  assert.deepEqual(
    Transcript?.flatMap(({ Content }) => Content ?? []),
    ['m1', 'm2'],
  );
  // A connection is renewed while messages come, as the official library does it: two for a moment.
  const sent: string[] = [];
  const { domainId } = await server.house.domains.get('000000000000', 'demo');
  const write = async () => {
    sent.push(`n${sent.length}`);
    await server.sql.begin((tx) => server.room.say(tx, domainId, one.contactId, sent.at(-1)!));
  };
  let over = false;
  const writing = (async () => {
    for (; !over; await sleep(10)) await write();
  })();
  await until('some came', () => next.texts().length > 5);
  const renewed = await chatSocket(t, server, one.participantToken);
  next.socket.close(1000);
  await until('more came', () => renewed.texts().length > 5);
  over = true;
  await writing;
  await write();
  await until('the last came', () => renewed.texts().includes(sent.at(-1)!));
  const seen = [...next.texts(), ...renewed.texts().filter((text) => !next.texts().includes(text))];
  assert.deepEqual(seen, sent);
});

test('a websocket ends with the chat; who comes later is told that it has ended', async (t) => {
  const server = await chatServer(t);
  const one = await customer(server);
  const [first, second] = [
    await chatSocket(t, server, one.participantToken),
    await chatSocket(t, server, one.participantToken),
  ];
  const late = await addressOf(server, one.participantToken);
  await server.participant.send(new DisconnectParticipantCommand({ ConnectionToken: one.token }));
  await Promise.all([first.closed(), second.closed()]);
  assert.deepEqual(first.end, { code: 1000, reason: 'The chat has ended' });
  assert.equal(second.items().at(-1)?.['ContentType'], eventType('chat.ended'));
  const after = openSocket(t, late);
  await after.closed();
  assert.equal(after.end.code, 4401, 'a customer who left is nobody any more');
  const other = await customer(server);
  const open = await addressOf(server, other.participantToken);
  await server.change(other.contactId, { kind: 'ENDED' });
  const ended = openSocket(t, open);
  await ended.closed();
  assert.equal(ended.end.code, 1000);
  await assert.rejects(addressOf(server, other.participantToken), { name: 'AccessDeniedException' });
});

test('a transfer leaves the websocket where it is: the first contact names the chat, the other one who has it', async (t) => {
  const server = await chatServer(t);
  const { user, cookie } = await server.signIn('agent', 'ono');
  const one = await customer(server);
  const socket = await chatSocket(t, server, one.participantToken);
  const second = newId();
  await server.change(one.contactId, { kind: 'TRANSFERRED', newContactId: second, to: '技術' });
  await server.change(second, { kind: 'AGENT_JOINED', userId: user.userId, name: '小野' });
  await until('the agent is there', () => socket.items().length === 2);
  await as(server.base, cookie, 'SendChatEvent', { DomainName: 'demo', ContactId: second, Kind: 'TYPING' });
  await until('the mark', () => socket.items().length === 3);
  assert.deepEqual(
    socket.items().map(({ ContactId, InitialContactId }) => [ContactId, InitialContactId]),
    socket.items().map(() => [second, one.contactId]),
  );
});

test('forged, foreign and late addresses open nothing', async (t) => {
  const server = await chatServer(t);
  const one = await customer(server);
  const other = await customer(server, '別の人');
  const url = await addressOf(server, one.participantToken);
  const [letter, domain, , at, mac] = new URL(url).searchParams.get('ticket')!.split('.');
  const forged = [
    '',
    'x',
    one.token,
    one.participantToken,
    [letter, domain, other.participantId, at, mac].join('.'),
    [letter, 'zz', one.participantId, at, mac].join('.'),
    [letter, domain, one.participantId, `${at!.slice(0, -1)}${at!.endsWith('z') ? 'y' : 'z'}`, mac].join('.'),
    `${letter}.${domain}.${one.participantId}.${at}.${'A'.repeat(24)}`,
  ];
  for (const ticket of forged) {
    const socket = openSocket(t, `${url.split('?')[0]}?ticket=${encodeURIComponent(ticket)}`);
    await socket.closed();
    assert.equal(socket.end.code, 4401, ticket);
    assert.deepEqual(socket.frames, []);
  }
  const again = [openSocket(t, url), openSocket(t, url)];
  await Promise.all(again.map((socket) => socket.subscribe()));
  server.advance(101_000);
  const late = openSocket(t, url);
  await late.closed();
  assert.equal(late.end.code, 4401);
  server.advance(3_600_000);
  again[0]!.say({ topic: 'aws/heartbeat' });
  await Promise.all(again.map((socket) => socket.closed()));
  assert.deepEqual(
    again.map((socket) => socket.end.code),
    [4408, 4408],
  );
});

test('what is no frame closes the websocket and nothing else', async (t) => {
  const server = await chatServer(t);
  const one = await customer(server);
  const hostile = async (send: (socket: ReturnType<typeof openSocket>['socket']) => void) => {
    const socket = openSocket(t, await addressOf(server, one.participantToken));
    await socket.opened();
    send(socket.socket);
    await socket.closed();
    return socket.end.code;
  };
  assert.equal(await hostile((socket) => socket.send('hello')), 1007);
  assert.equal(await hostile((socket) => socket.send('[1]')), 1007);
  assert.equal(await hostile((socket) => socket.send('{"topic":"aws/subscribe"}')), 1007);
  assert.equal(
    await hostile((socket) => socket.send('{"topic":"aws/subscribe","content":{"topics":[1]}}')),
    1007,
  );
  assert.equal(await hostile((socket) => socket.send(Buffer.from([1, 2, 3]))), 1003);
  assert.equal(await hostile((socket) => socket.send('x'.repeat(100_000))), 1009);
  assert.equal(
    await hostile((socket) => socket.send('{"topic":"__proto__","content":{}}'.repeat(200))),
    1009,
  );
  const flood = await hostile((socket) => {
    for (let at = 0; at < 500; at += 1) socket.ping();
  });
  assert.equal(flood, 1008);
  const [row] = await server.sql`select count(*)::int as n from chat_item`;
  assert.equal(row!.n, 1);
  await until('nobody is left', () => server.room.door.count() === 0);
});

test('a participant has five websockets at the same time, and a place again when one goes', async (t) => {
  const server = await chatServer(t);
  const one = await customer(server);
  const sockets = await Promise.all(
    Array.from({ length: 5 }, () => chatSocket(t, server, one.participantToken)),
  );
  const sixth = openSocket(t, await addressOf(server, one.participantToken));
  await sixth.closed();
  assert.equal(sixth.end.code, 4429);
  sockets[0]!.socket.close();
  await until('a place', () => server.room.door.count() === 4);
  await chatSocket(t, server, one.participantToken);
  await say(server, one.token, 'all');
  await until('all five', () => sockets.slice(1).every((socket) => socket.texts().length === 1));
});

test('a page that does not read is let go; the others do not notice', async (t) => {
  const server = await chatServer(t);
  const one = await customer(server);
  const slow = await chatSocket(t, server, one.participantToken);
  const quick = await chatSocket(t, server, one.participantToken);
  slow.socket.pause();
  const { domainId } = await server.house.domains.get('000000000000', 'demo');
  const text = 'x'.repeat(12_000);
  const lines = 1_000;
  await server.sql`
    insert into chat_item (domain_id, chat_id, sequence, item_id, contact_id, kind, role, display_name, content_type,
                           content, at)
    select ${domainId}, ${one.contactId}::uuid, n, gen_random_uuid(), ${one.contactId}::uuid, 'MESSAGE', 'AGENT', 'x',
           'text/plain', ${text}, now() from generate_series(2, ${lines + 1}) n`;
  await server.sql`update chat set last_sequence = ${lines + 1}`;
  await say(server, one.token, 'last');
  await sleep(pageLimits.slowMillis);
  await until('the slow page is let go', () => server.room.door.count() === 1);
  await until('the other got all', () => quick.texts().length === lines + 1);
  assert.equal(quick.texts().at(-1), 'last');
  slow.socket.resume();
  await slow.closed();
  assert.ok([1006, 1013].includes(slow.end.code!), String(slow.end.code));
});

test('a websocket is a page like any other: while it follows the chat its customer is there', async (t) => {
  const server = await chatServer(t);
  const answer = await fetch(`${server.base}/public/chat/demo/start`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ DisplayName: 'Ann' }),
  });
  const { ContactId, ParticipantToken } = (await answer.json()) as Record<string, string>;
  const gone = async () =>
    (await server.sql`select gone_at from chat where chat_id = ${ContactId!}`)[0]!.gone_at !== null;
  assert.equal(await gone(), true);
  const socket = await chatSocket(t, server, ParticipantToken!);
  await until('noted as there', async () => !(await gone()));
  socket.socket.terminate();
  await until('noted as gone', gone);
});

test('pages of any site may speak the participant service; the address of the house is as they know it', async (t) => {
  const server = await chatServer(t);
  const preflight = await fetch(`${server.base}/participant/connection`, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://shop.example.jp',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,x-amz-bearer',
    },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
  assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /x-amz-bearer/);
  assert.equal(preflight.headers.get('access-control-allow-credentials'), null);
  const one = await customer(server);
  const connect = (headers: Record<string, string>) =>
    fetch(`${server.base}/participant/connection`, {
      method: 'POST',
      headers: { 'x-amz-bearer': one.participantToken, 'content-type': 'application/json', ...headers },
      body: '{"Type":["WEBSOCKET"]}',
    });
  const answer = await connect({
    origin: 'https://shop.example.jp',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'nayose.example',
  });
  assert.equal(answer.headers.get('access-control-allow-origin'), '*');
  const { Websocket } = (await answer.json()) as { Websocket: { Url: string } };
  assert.match(Websocket.Url, /^wss:\/\/nayose\.example\/public\/chat-socket\?ticket=/);
  const strange = await connect({ 'x-forwarded-host': 'a/b?c@d' });
  assert.equal(strange.status, 400);
  const refused = await fetch(`${server.base}/participant/connection`, {
    method: 'POST',
    headers: { 'x-amz-bearer': 'x', origin: 'https://shop.example.jp' },
  });
  assert.equal(refused.status, 403);
  assert.equal(refused.headers.get('access-control-allow-origin'), '*');
});

test('StartChatContact gives a connection at once, and refuses one that is not there', async (t) => {
  const server = await chatServer(t);
  const { cookie } = await server.signIn('admin', 'boss');
  const start = async (ConnectionTypes: string[], ClientToken?: string) => {
    const response = await fetch(`${server.base}/api/connect/StartChatContact`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ InstanceId: 'a'.repeat(32), ContactFlowId: 'flow', ConnectionTypes, ClientToken },
        ParticipantDetails: { DisplayName: 'Ann' },
      }),
    });
    return {
      status: response.status,
      body: (await response.json()) as Record<string, Record<string, string>>,
    };
  };
  const { body } = await start(['WEBSOCKET', 'CONNECTION_CREDENTIALS']);
  const socket = openSocket(t, body['Websocket']!['Url']!);
  await socket.subscribe();
  await say(server, body['ConnectionCredentials']!['ConnectionToken']!, 'hello');
  await until('the message', () => socket.texts().length === 1);
  assert.equal((await start(['WEBRTC_CONNECTION'])).status, 400);
  const first = await start(['WEBSOCKET'], 'once');
  assert.equal(first.body['ConnectionCredentials'], undefined);
  assert.ok(first.body['Websocket']);
  const ContactId = String(first.body['ContactId']);
  await server.change(ContactId, { kind: 'ENDED' });
  const again = await start(['WEBSOCKET'], 'once');
  assert.equal(again.body['ContactId'], ContactId);
  assert.equal(again.body['Websocket'], undefined);
});

test('a server that ends says so, and lets nobody in any more', async (t) => {
  const server = await chatServer(t);
  const one = await customer(server);
  const socket = await chatSocket(t, server, one.participantToken);
  const late = await addressOf(server, one.participantToken);
  await server.room.stop();
  await socket.closed();
  assert.equal(socket.end.code, 1001);
  const next = openSocket(t, late);
  await next.closed();
  assert.equal(next.end.code, 1013);
});

test('other wishes to change the protocol are passed over, and the address says what it is for', async (t) => {
  const server = await chatServer(t);
  const { port } = new URL(server.base);
  const status = (path: string, upgrade: string) =>
    new Promise<number>((resolve, reject) => {
      const headers = {
        connection: 'Upgrade, HTTP2-Settings',
        upgrade,
        'http2-settings': 'AAMAAABkAAQAAP__',
      };
      const call = request({ port, path, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      call.on('upgrade', (_, socket) => socket.destroy()).on('error', reject);
      call.end();
    });
  assert.equal(await status('/health/live', 'h2c'), 200);
  assert.equal(await status('/health/live', 'websocket'), 200);
  assert.equal((await fetch(`${server.base}/public/chat-socket`)).status, 426);
});

test('a websocket and the event stream of a chat tell the same in the same order', async (t) => {
  const server = await chatServer(t);
  const one = await customer(server);
  const stream = await follow(server.base, one.token);
  t.after(stream.stop);
  const socket = await chatSocket(t, server, one.participantToken);
  await Promise.all(Array.from({ length: 12 }, (_, at) => say(server, one.token, `m${at}`)));
  const streamed = () =>
    stream.events.flatMap(({ event, data }) =>
      event === 'item' && data['Content'] ? [data['Content']] : [],
    );
  await until('all', () => streamed().length === 12 && socket.texts().length === 12);
  assert.deepEqual(socket.texts(), streamed());
});

test('the participant service is told who a connection is for, whatever else is sent', async (t) => {
  const server = await chatServer(t);
  const one = await customer(server);
  const { ConnectionCredentials } = await server.participant.send(
    new CreateParticipantConnectionCommand({
      ParticipantToken: one.participantToken,
      Type: ['CONNECTION_CREDENTIALS'],
      ConnectParticipant: true,
    }),
  );
  assert.ok(ConnectionCredentials);
  const [row] = await server.sql`select count(*)::int as n from chat_item`;
  assert.equal(row!.n, 1, 'the customer has joined once');
});
