import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StartChatContactCommand } from '@aws-sdk/client-connect';
import {
  CreateParticipantConnectionCommand,
  DisconnectParticipantCommand,
  GetTranscriptCommand,
  SendEventCommand,
  SendMessageCommand,
} from '@aws-sdk/client-connectparticipant';
import { until } from '../../helpers/until.ts';
import { as, type ChatServer, chatServer, customer, follow } from './chatServer.ts';

const say = (server: ChatServer, token: string, Content: string, ClientToken?: string) =>
  server.participant.send(
    new SendMessageCommand({ ConnectionToken: token, ContentType: 'text/plain', Content, ClientToken }),
  );

const transcript = async (server: ChatServer, token: string, more: object = {}) =>
  server.participant.send(new GetTranscriptCommand({ ConnectionToken: token, ...more }));

test('the official participant client: a chat from its start to its end', async (t) => {
  const server = await chatServer(t);
  const { user, cookie } = await server.signIn('agent', 'mori');
  const one = await customer(server);
  assert.match(one.expiry, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  await server.change(one.contactId, { kind: 'AGENT_JOINED', userId: user.userId, name: '森' });
  const sent = await say(server, one.token, 'こんにちは');
  const place = { DomainName: 'demo', ContactId: one.contactId };
  const answer = await as(server.base, cookie, 'SendChatMessage', {
    ...place,
    ClientToken: 'a',
    Text: 'どうぞ',
  });
  assert.equal(answer.status, 200);
  const { Transcript, InitialContactId } = await transcript(server, one.token, { SortOrder: 'ASCENDING' });
  assert.equal(InitialContactId, one.contactId);
  assert.deepEqual(
    Transcript?.map((item) => [
      item.Type,
      item.ParticipantRole,
      item.DisplayName,
      item.Content,
      item.ContentType,
    ]),
    [
      [
        'EVENT',
        'CUSTOMER',
        '佐藤 花子',
        undefined,
        'application/vnd.amazonaws.connect.event.participant.joined',
      ],
      ['EVENT', 'AGENT', '森', undefined, 'application/vnd.amazonaws.connect.event.participant.joined'],
      ['MESSAGE', 'CUSTOMER', '佐藤 花子', 'こんにちは', 'text/plain'],
      ['MESSAGE', 'AGENT', '森', 'どうぞ', 'text/plain'],
    ],
  );
  assert.equal(Transcript?.[2]?.Id, sent.Id);
  assert.equal(Transcript?.[2]?.AbsoluteTime, sent.AbsoluteTime);
  await server.participant.send(new DisconnectParticipantCommand({ ConnectionToken: one.token }));
  await server.participant.send(new DisconnectParticipantCommand({ ConnectionToken: one.token }));
  assert.deepEqual(server.ended, [{ contactId: one.contactId, reason: 'CUSTOMER_DISCONNECT' }]);
  await assert.rejects(say(server, one.token, 'まだ?'), { name: 'AccessDeniedException' });
  const { body } = await as(server.base, cookie, 'GetChat', place);
  const last = (body['Items'] as { ContentType: string }[])
    .slice(-3)
    .map((item) => item.ContentType.split('.').slice(-2));
  assert.deepEqual(last, [
    ['participant', 'left'],
    ['participant', 'left'],
    ['chat', 'ended'],
  ]);
});

test('what a participant may send, and how long it may be', async (t) => {
  const server = await chatServer(t);
  const one = await customer(server, 'Ann', {
    SupportedMessagingContentTypes: ['text/plain', 'application/json'],
  });
  const send = (ContentType: string, Content: string) =>
    server.participant.send(new SendMessageCommand({ ConnectionToken: one.token, ContentType, Content }));
  await send('text/plain', '長'.repeat(1_024));
  await send('application/json', JSON.stringify({ text: 'x'.repeat(11_000) }));
  const refused: [string, string][] = [
    ['text/plain', 'x'.repeat(1_025)],
    ['text/plain', ' \n '],
    ['text/plain', 'a\0b'],
    ['text/plain', ''],
    ['text/markdown', '*x*'],
    ['text/html', '<b>x</b>'],
    ['application/json', '{not json'],
    ['application/json', `"${'x'.repeat(12_000)}"`],
  ];
  for (const [type, content] of refused) {
    await assert.rejects(send(type, content), { name: 'ValidationException' }, `${type} ${content.length}`);
  }
  const hostile = '<script>alert(1)</script> \u202egnp.exe\u202c \u2066x\u2069';
  await send('text/plain', hostile);
  const { Transcript } = await transcript(server, one.token, { MaxResults: 1 });
  assert.equal(Transcript?.[0]?.Content, hostile);
});

test('the same ClientToken is the same message, also when both arrive at once', async (t) => {
  const server = await chatServer(t);
  const one = await customer(server);
  const both = await Promise.all([1, 2, 3, 4, 5].map(() => say(server, one.token, '一度だけ', 'once')));
  assert.equal(new Set(both.map((sent) => sent.Id)).size, 1);
  await assert.rejects(say(server, one.token, '別の文', 'once'), { name: 'ValidationException' });
  const { Transcript } = await transcript(server, one.token);
  assert.equal(Transcript?.filter((item) => item.Type === 'MESSAGE').length, 1);
  const start = (name: string) =>
    server.connect.send(
      new StartChatContactCommand({
        ...{ InstanceId: 'a'.repeat(32), ContactFlowId: 'flow', ClientToken: 'start-1' },
        ParticipantDetails: { DisplayName: name },
      }),
    );
  const [first, second] = await Promise.all([start('Ann'), start('Ann')]);
  assert.equal(first.ContactId, second.ContactId);
  assert.equal(first.ParticipantToken, second.ParticipantToken);
  await assert.rejects(start('Bob'), { name: 'InvalidRequestException' });
});

test('forged, foreign and expired tokens open nothing', async (t) => {
  const server = await chatServer(t);
  const one = await customer(server);
  const other = await customer(server, '別の人');
  await say(server, one.token, '秘密');
  const [kind, domain, body] = one.token.split('.');
  const forged = [
    '',
    'x',
    one.participantToken,
    `${one.token.slice(0, -2)}AA`,
    `${kind}.zz.${body}.${one.token.split('.')[3]}`,
    `p.${domain}.${one.participantId}.${other.participantToken.split('.')[3]}`,
    "' or 1=1 --",
    'c.1.\u00e9',
  ];
  for (const token of forged) {
    const response = await fetch(`${server.base}/participant/transcript`, {
      method: 'POST',
      headers: { 'x-amz-bearer': encodeURI(token), 'content-type': 'application/json' },
      body: '{}',
    });
    assert.ok([400, 403].includes(response.status), `${token} ${response.status}`);
    assert.doesNotMatch(await response.text(), /秘密/);
    const stream = await follow(server.base, encodeURI(token));
    assert.equal(stream.status, 403, token);
  }
  const connect = (ParticipantToken: string) =>
    server.participant.send(new CreateParticipantConnectionCommand({ ParticipantToken }));
  await assert.rejects(connect(one.token), { name: 'AccessDeniedException' });
  const { Transcript } = await transcript(server, other.token);
  assert.equal(
    Transcript?.some((item) => item.Content === '秘密'),
    false,
  );
  const stored = await server.sql`select * from chat_connection`;
  assert.equal(JSON.stringify(stored).includes(one.token.split('.')[2]!), false);
  server.advance(24 * 3_600_000 + 1_000);
  await assert.rejects(say(server, one.token, '翌日'), { name: 'AccessDeniedException' });
  const again = await connect(one.participantToken);
  await say(server, again.ConnectionCredentials!.ConnectionToken!, '翌日');
});

test('a connection has what was asked for: a token, a websocket, or both', async (t) => {
  const server = await chatServer(t);
  const one = await customer(server);
  const connect = (Type?: ('WEBSOCKET' | 'WEBRTC_CONNECTION' | 'CONNECTION_CREDENTIALS')[]) =>
    server.participant.send(
      new CreateParticipantConnectionCommand({ ParticipantToken: one.participantToken, Type }),
    );
  const both = await connect(['WEBSOCKET', 'CONNECTION_CREDENTIALS']);
  assert.ok(both.ConnectionCredentials?.ConnectionToken);
  const { Url, ConnectionExpiry } = both.Websocket ?? {};
  assert.ok(Url?.startsWith(`${server.base.replace('http', 'ws')}/public/chat-socket?ticket=`), Url);
  const minutes = (Date.parse(ConnectionExpiry ?? '') - Date.now()) / 60_000;
  assert.ok(minutes > 58 && minutes <= 61, String(minutes));
  const alone = await connect(['WEBSOCKET']);
  assert.ok(alone.Websocket?.Url);
  assert.equal(alone.ConnectionCredentials, undefined);
  assert.equal((await connect()).Websocket, undefined);
  await assert.rejects(connect(['WEBRTC_CONNECTION']), { name: 'ValidationException' });
});

test('a transcript page by page, from either end, from an item and from a time', async (t) => {
  const server = await chatServer(t);
  const one = await customer(server);
  const sent: string[] = [];
  for (let at = 1; at <= 12; at += 1) {
    sent.push((await say(server, one.token, `m${at}`)).Id!);
    server.advance(1_000);
  }
  const contents = (page: { Transcript?: { Content?: string | undefined }[] | undefined }) =>
    page.Transcript?.map((item) => item.Content ?? '(event)');
  const latest = await transcript(server, one.token);
  assert.deepEqual(contents(latest), ['m12', 'm11', 'm10', 'm9', 'm8', 'm7', 'm6', 'm5', 'm4', 'm3']);
  const rest = await transcript(server, one.token, { NextToken: latest.NextToken });
  assert.deepEqual(contents(rest), ['m2', 'm1', '(event)']);
  assert.equal(rest.NextToken, undefined);
  const ascending = { ScanDirection: 'FORWARD', SortOrder: 'ASCENDING', MaxResults: 3 } as const;
  const first = await transcript(server, one.token, ascending);
  assert.deepEqual(contents(first), ['(event)', 'm1', 'm2']);
  const second = await transcript(server, one.token, { ...ascending, NextToken: first.NextToken });
  assert.deepEqual(contents(second), ['m3', 'm4', 'm5']);
  const from = { ...ascending, StartPosition: { Id: sent[7] } };
  assert.deepEqual(contents(await transcript(server, one.token, from)), ['m8', 'm9', 'm10']);
  const before = { MaxResults: 2, ScanDirection: 'BACKWARD', StartPosition: { Id: sent[7] } };
  assert.deepEqual(contents(await transcript(server, one.token, before)), ['m8', 'm7']);
  const all = await transcript(server, one.token, { MaxResults: 100 });
  const time = all.Transcript?.find((item) => item.Content === 'm6')?.AbsoluteTime;
  const since = { ...ascending, StartPosition: { AbsoluteTime: time } };
  assert.deepEqual(contents(await transcript(server, one.token, since)), ['m6', 'm7', 'm8']);
  const recent = { SortOrder: 'ASCENDING', StartPosition: { MostRecent: 2 } };
  assert.deepEqual(contents(await transcript(server, one.token, recent)), ['m11', 'm12']);
  for (const wrong of [
    { NextToken: 'x' },
    { StartPosition: { Id: 'nothing' } },
    { StartPosition: { AbsoluteTime: 'yesterday' } },
    { MaxResults: 101 },
  ]) {
    await assert.rejects(transcript(server, one.token, wrong), { name: 'ValidationException' });
  }
});

test('typing and receipts go both ways', async (t) => {
  const server = await chatServer(t);
  const { user, cookie } = await server.signIn('agent', 'mori');
  const one = await customer(server);
  await server.change(one.contactId, { kind: 'AGENT_JOINED', userId: user.userId, name: '森' });
  const heard: Record<string, unknown>[] = [];
  server.bus.subscribe(new Set([`contact:${one.contactId}`, `agent:${user.userId}`]), ({ topic, data }) =>
    heard.push({ ...data, to: topic.split(':')[0] }),
  );
  const stream = await follow(server.base, one.token);
  t.after(stream.stop);
  const event = (name: string, messageId?: string) =>
    server.participant.send(
      new SendEventCommand({
        ConnectionToken: one.token,
        ContentType: `application/vnd.amazonaws.connect.event.${name}`,
        ...(messageId ? { Content: JSON.stringify({ messageId }) } : {}),
      }),
    );
  await event('typing');
  assert.ok(heard.some((data) => data['Kind'] === 'typing' && data['DisplayName'] === '佐藤 花子'));
  const mine = await say(server, one.token, '在庫はありますか');
  await until('the agent is told', () =>
    heard.some((data) => data['to'] === 'agent' && data['Kind'] === 'message' && data['Unread'] === 1),
  );
  const place = { DomainName: 'demo', ContactId: one.contactId };
  await as(server.base, cookie, 'SendChatEvent', { ...place, Kind: 'TYPING' });
  await as(server.base, cookie, 'SendChatEvent', { ...place, Kind: 'READ', MessageId: mine.Id });
  await until('typing and the receipt', () =>
    ['typing', 'receipt'].every((kind) => stream.events.some((e) => e.event === kind)),
  );
  assert.deepEqual(stream.events.find((e) => e.event === 'receipt')?.data['MessageId'], mine.Id);
  assert.ok(heard.some((data) => data['to'] === 'agent' && data['Kind'] === 'read' && data['Unread'] === 0));
  const reply = await as(server.base, cookie, 'SendChatMessage', {
    ...place,
    ClientToken: '1',
    Text: 'はい',
  });
  await event('message.read', reply.body['MessageId'] as string);
  const { body } = await as(server.base, cookie, 'GetChat', place);
  const shown = (body['Items'] as { Content: string; ReadAt?: number }[]).find(
    (item) => item.Content === 'はい',
  );
  assert.equal(typeof shown?.ReadAt, 'number');
  const { Transcript } = await transcript(server, one.token);
  const receipt = Transcript?.find((item) => item.Id === mine.Id)?.MessageMetadata?.Receipts?.[0];
  assert.match(receipt?.ReadTimestamp ?? '', /^\d{4}-/);
  await assert.rejects(event('message.read', 'not an id'), { name: 'ValidationException' });
  await assert.rejects(event('dance'), { name: 'ValidationException' });
});
