import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CreateParticipantConnectionCommand, SendMessageCommand } from '@aws-sdk/client-connectparticipant';
import { until } from '../../helpers/until.ts';
import { as, type ChatServer, chatServer, customer, follow } from './chatServer.ts';

const start = (server: ChatServer, domain: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${server.base}/public/chat/${domain}/start`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const say = (server: ChatServer, token: string, Content: string) =>
  server.participant.send(
    new SendMessageCommand({ ConnectionToken: token, ContentType: 'text/plain', Content }),
  );

test('a stranger opens a chat where it is switched on, and only there', async (t) => {
  const server = await chatServer(t);
  const admin = await server.signIn('admin', 'boss');
  const agent = await server.signIn('agent', 'mori');
  const opened = await start(server, 'demo', {
    DisplayName: '佐藤 花子',
    EmailAddress: 'hanako@example.jp',
    PhoneNumber: '090-1234-5678',
    Attributes: { page: '/cart' },
    Message: 'こんにちは',
    ClientToken: 'one',
  });
  assert.equal(opened.status, 200);
  const { ParticipantToken } = (await opened.json()) as { ParticipantToken: string };
  const { ConnectionCredentials } = await server.participant.send(
    new CreateParticipantConnectionCommand({ ParticipantToken }),
  );
  const stream = await follow(server.base, ConnectionCredentials!.ConnectionToken!);
  t.after(stream.stop);
  await until('the first message', () => stream.events.some(({ data }) => data['Content'] === 'こんにちは'));
  const shop = { DomainName: 'shop' };
  for (const domain of ['shop', 'nowhere', '..%2Fdemo']) {
    assert.equal((await start(server, domain, { DisplayName: 'x' })).status, 404, domain);
    assert.equal((await fetch(`${server.base}/public/chat/${domain}`)).status, 404, domain);
  }
  assert.deepEqual((await as(server.base, agent.cookie, 'GetChatWidget', shop)).body, {
    Enabled: false,
    Origins: [],
  });
  assert.equal(
    (await as(server.base, agent.cookie, 'PutChatWidget', { ...shop, Enabled: true })).status,
    403,
  );
  assert.equal(
    (await as(server.base, admin.cookie, 'PutChatWidget', { ...shop, Enabled: true })).status,
    200,
  );
  assert.equal((await start(server, 'shop', { DisplayName: 'x' })).status, 200);
  await as(server.base, admin.cookie, 'PutChatWidget', { DomainName: 'demo', Enabled: false });
  assert.equal((await start(server, 'demo', { DisplayName: 'x' })).status, 404);
  const wrong = await as(server.base, admin.cookie, 'PutChatWidget', {
    ...shop,
    Enabled: true,
    Origins: ['x; script-src *'],
  });
  assert.equal(wrong.status, 400);
});

test('what a stranger may not send is refused with what is expected, and nothing is opened', async (t) => {
  const server = await chatServer(t);
  const bodies: unknown[] = [
    'not json',
    '',
    '[]',
    {},
    { DisplayName: ' ' },
    { DisplayName: 'x'.repeat(101) },
    { DisplayName: 'x', EmailAddress: 'no address' },
    { DisplayName: 'x', PhoneNumber: '<script>' },
    { DisplayName: 'x', Attributes: { profileSearchKey: '_account' } },
    { DisplayName: 'x', Attributes: { _profileId: '1' } },
    { DisplayName: 'x', Attributes: { 'a b': '1' } },
    { DisplayName: 'x', Attributes: { a: 'x'.repeat(501) } },
    { DisplayName: 'x', Message: 'x'.repeat(1_025) },
    { DisplayName: 'x', Role: 'AGENT' },
  ];
  for (const [at, body] of bodies.entries()) {
    const answer = await start(server, 'demo', body, { 'x-forwarded-for': `192.0.2.${at}` });
    assert.equal(answer.status, 400, JSON.stringify(body));
    assert.ok(((await answer.json()) as { Message: string }).Message.length > 5);
  }
  const big = { DisplayName: 'x', Message: 'x'.repeat(20_000) };
  assert.equal((await start(server, 'demo', big)).status, 413);
  const foreign = await start(server, 'demo', { DisplayName: 'x' }, { origin: 'https://evil.example' });
  assert.equal(foreign.status, 403);
  assert.equal(foreign.headers.get('access-control-allow-origin'), null);
  const [row] = await server.sql`select count(*)::int as n from chat`;
  assert.equal(row!.n, 0);
});

test('floods end in refusals that say when to come back', async (t) => {
  const server = await chatServer(t);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) => start(server, 'demo', { DisplayName: `n${at}` })),
  );
  const refused = answers.filter((answer) => answer.status === 429);
  assert.ok(refused.length >= 6 && refused.length <= 9, String(refused.length));
  assert.match(refused[0]!.headers.get('retry-after') ?? '', /^\d+$/);
  const one = await customer(server);
  // More than a slow machine's time gives back meanwhile.
  const sent = await Promise.allSettled(
    Array.from({ length: 150 }, (_, at) => say(server, one.token, `m${at}`)),
  );
  const failed = sent.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : []));
  assert.ok(failed.length > 0, String(failed.length));
  assert.ok(failed.every((error) => error.name === 'ThrottlingException'));
  const [row] = await server.sql`select count(*)::int as n from chat_item where kind = 'MESSAGE'`;
  assert.equal(row!.n, sent.length - failed.length);
});

test('a broken stream resumes after the last item it gave, and several pages stay together', async (t) => {
  const server = await chatServer(t);
  const one = await customer(server);
  await say(server, one.token, 'm1');
  const first = await follow(server.base, one.token);
  const second = await follow(server.base, one.token);
  t.after(second.stop);
  const messages = (stream: typeof first) =>
    stream.events.flatMap(({ event, data }) =>
      event === 'item' && data['Content'] ? [data['Content']] : [],
    );
  await until('m1', () => messages(first).includes('m1'));
  const lastId = first.events.findLast(({ event }) => event === 'item')?.id;
  await first.stop();
  for (const text of ['m2', 'm3', 'm4']) await say(server, one.token, text);
  const resumed = await follow(server.base, one.token, lastId);
  t.after(resumed.stop);
  await until('the rest', () => messages(resumed).length === 3);
  assert.deepEqual(messages(resumed), ['m2', 'm3', 'm4']);
  await Promise.all(['m5', 'm6', 'm7', 'm8'].map((text) => say(server, one.token, text)));
  await until('all', () => messages(second).length === 8 && messages(resumed).length === 7);
  assert.deepEqual(messages(second).slice(1), messages(resumed));
  const ids = second.events.flatMap(({ id }) => (id ? [Number(id)] : []));
  assert.deepEqual(
    ids,
    ids.toSorted((a, b) => a - b),
  );
  for (const strange of ['x', '-1', '99999999999999', "1' or 1=1"]) {
    const again = await follow(server.base, one.token, strange);
    await until(strange, () => messages(again).length === 8);
    await again.stop();
  }
  await server.change(one.contactId, { kind: 'ENDED' });
  await until('the end', () => second.state.closed && resumed.state.closed);
  assert.equal(second.events.at(-1)?.event, 'end');
  const late = await follow(server.base, one.token);
  await until('an ended chat can be read once more', () => late.state.closed);
  assert.equal(messages(late).length, 8);
});

test('pages of one chat give way to newer ones; a closed page is noted', async (t) => {
  const server = await chatServer(t);
  const admin = await server.signIn('admin', 'boss');
  assert.equal(admin.user.role, 'admin');
  const one = await customer(server);
  const pages: Awaited<ReturnType<typeof follow>>[] = [];
  for (let at = 0; at < 6; at += 1) pages.push(await follow(server.base, one.token));
  await until('the oldest is closed', () => pages[0]!.state.closed);
  assert.equal(pages[5]!.state.closed, false);
  const gone = async () => (await server.sql`select gone_at from chat`)[0]!.gone_at !== null;
  await until('noted as open', async () => !(await gone()));
  for (const page of pages) await page.stop();
  await until('noted as gone', gone);
  await server.room.sweep();
  assert.deepEqual(server.ended, []);
  server.advance(6 * 60_000);
  await server.room.sweep();
  assert.deepEqual(server.ended, [{ contactId: one.contactId, reason: 'CUSTOMER_DISCONNECT' }]);
});

test('a chat runs out when its time is over', async (t) => {
  const server = await chatServer(t);
  const one = await customer(server, 'Ann', { ChatDurationInMinutes: 60 });
  server.advance(59 * 60_000);
  await server.room.sweep();
  assert.deepEqual(server.ended, []);
  server.advance(60_000);
  await server.room.sweep();
  assert.deepEqual(server.ended, [{ contactId: one.contactId, reason: 'EXPIRED' }]);
});

test('a domain that is deleted takes its chats with it', async (t) => {
  const server = await chatServer(t);
  const one = await customer(server);
  await say(server, one.token, 'm1');
  const stream = await follow(server.base, one.token);
  t.after(stream.stop);
  await server.deleteDomain('demo');
  for (const table of ['chat', 'chat_segment', 'chat_participant', 'chat_connection', 'chat_item']) {
    const [row] = await server.sql`select count(*)::int as n from ${server.sql(table)}`;
    assert.equal(row!.n, 0, table);
  }
  await assert.rejects(say(server, one.token, 'm2'), { name: 'AccessDeniedException' });
});

test('a chat that a page opened and never followed is ended, one that is followed is not', async (t) => {
  const server = await chatServer(t);
  const open = async () => {
    const answer = await start(server, 'demo', { DisplayName: 'Ann' });
    return (await answer.json()) as { ContactId: string; ParticipantToken: string };
  };
  const left = await open();
  const { ContactId, ParticipantToken } = await open();
  const { ConnectionCredentials } = await server.participant.send(
    new CreateParticipantConnectionCommand({ ParticipantToken }),
  );
  const stream = await follow(server.base, ConnectionCredentials!.ConnectionToken!);
  t.after(stream.stop);
  await until('it is followed', () => stream.events.length > 0);
  await server.sql`update chat set gone_at = started_at`;
  server.advance(6 * 60_000);
  await server.room.sweep();
  assert.deepEqual(
    server.ended.map((one) => one.contactId),
    [left.ContactId],
  );
  const [row] = await server.sql`select gone_at from chat where chat_id = ${ContactId}`;
  assert.equal(row!.gone_at, null);
});

test('a page of a site that an administrator has named opens a chat by itself, no other does', async (t) => {
  const server = await chatServer(t);
  const { cookie } = await server.signIn('admin', 'boss');
  const named = 'https://shop.example.jp';
  const from = (origin: string) => ({ origin, 'sec-fetch-site': 'cross-site' });
  assert.equal((await start(server, 'demo', { DisplayName: 'Ann' }, from(named))).status, 403);
  const setting = { DomainName: 'demo', Enabled: true, Origins: [named] };
  await as(server.base, cookie, 'PutChatWidget', setting);
  const opened = await start(server, 'demo', { DisplayName: 'Ann' }, from(named));
  assert.equal(opened.status, 200);
  assert.equal(opened.headers.get('access-control-allow-origin'), named);
  assert.equal(opened.headers.get('access-control-allow-credentials'), null);
  const ask = (origin: string, domain: string) =>
    fetch(`${server.base}/public/chat/${domain}/start`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
  assert.equal((await ask(named, 'demo')).status, 204);
  for (const [origin, domain] of [
    ['https://evil.example', 'demo'],
    [`${named}.evil.example`, 'demo'],
    [named, 'shop'],
    [named, 'nowhere'],
    ['null', 'demo'],
  ] as const) {
    const asked = await ask(origin, domain);
    assert.equal(asked.status, 403, `${origin} ${domain}`);
    assert.equal(asked.headers.get('access-control-allow-origin'), null);
    const tried = await start(server, domain, { DisplayName: 'Ann' }, from(origin));
    assert.equal(tried.status, 403, `${origin} ${domain}`);
  }
});
