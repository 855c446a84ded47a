import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SendMessageCommand } from '@aws-sdk/client-connectparticipant';
import { newId } from '../../../src/database/ids.ts';
import { until } from '../../helpers/until.ts';
import { as, type ChatServer, chatServer, customer, follow } from './chatServer.ts';

const say = (server: ChatServer, token: string, Content: string) =>
  server.participant.send(
    new SendMessageCommand({ ConnectionToken: token, ContentType: 'text/plain', Content }),
  );

const kinds = (items: unknown) =>
  (items as { ParticipantRole: string; ContentType: string; Content: string }[]).map(
    ({ ParticipantRole, ContentType, Content }) =>
      `${ParticipantRole} ${Content || ContentType.split('.').slice(-2).join('.')}`,
  );

test('only the agent who is in the chat writes in it; everybody here may read it', async (t) => {
  const server = await chatServer(t);
  const mori = await server.signIn('agent', 'mori');
  const ono = await server.signIn('agent', 'ono');
  const one = await customer(server);
  const place = { DomainName: 'demo', ContactId: one.contactId };
  const write = (cookie: string, Text: string, ClientToken = Text) =>
    as(server.base, cookie, 'SendChatMessage', { ...place, ClientToken, Text });
  assert.equal((await write(mori.cookie, '早い')).status, 403);
  await server.change(one.contactId, { kind: 'AGENT_JOINED', userId: mori.user.userId, name: '森' });
  await server.change(one.contactId, { kind: 'AGENT_JOINED', userId: mori.user.userId, name: '森' });
  const first = await write(mori.cookie, 'どうぞ', 't');
  const second = await write(mori.cookie, 'どうぞ', 't');
  assert.deepEqual(first, second);
  assert.equal((await write(ono.cookie, '横から')).status, 403);
  assert.equal((await write(mori.cookie, 'x'.repeat(1_025))).status, 400);
  const read = await as(server.base, ono.cookie, 'GetChat', place);
  assert.deepEqual(kinds(read.body['Items']), [
    'CUSTOMER participant.joined',
    'AGENT participant.joined',
    'AGENT どうぞ',
  ]);
  assert.equal((await as(server.base, ono.cookie, 'GetChat', { ...place, DomainName: 'shop' })).status, 404);
  assert.equal((await as(server.base, ono.cookie, 'GetChat', { ...place, ContactId: newId() })).status, 404);
  assert.equal((await fetch(`${server.base}/api/nayose/GetChat`, { method: 'POST' })).status, 401);
  await server.change(one.contactId, { kind: 'AGENT_LEFT', userId: mori.user.userId });
  assert.equal((await write(mori.cookie, '遅い')).status, 403);
});

test('a transfer carries the conversation to another contact and agent', async (t) => {
  const server = await chatServer(t);
  const mori = await server.signIn('agent', 'mori');
  const ono = await server.signIn('agent', 'ono');
  const one = await customer(server);
  const stream = await follow(server.base, one.token);
  t.after(stream.stop);
  await server.change(one.contactId, { kind: 'AGENT_JOINED', userId: mori.user.userId, name: '森' });
  const newContactId = newId();
  await server.change(one.contactId, { kind: 'AGENT_LEFT', userId: mori.user.userId });
  await server.change(one.contactId, { kind: 'TRANSFERRED', newContactId, to: '技術' });
  await server.change(newContactId, { kind: 'AGENT_JOINED', userId: ono.user.userId, name: '小野' });
  // The first agent finishes the work on the contact that the conversation has left.
  await server.change(one.contactId, { kind: 'ENDED' });
  await say(server, one.token, '引き続きお願いします');
  const { body } = await as(server.base, ono.cookie, 'GetChat', {
    DomainName: 'demo',
    ContactId: newContactId,
  });
  assert.deepEqual(kinds(body['Items']), [
    'CUSTOMER participant.joined',
    'AGENT participant.joined',
    'AGENT participant.left',
    'SYSTEM 技術',
    'AGENT participant.joined',
    'CUSTOMER 引き続きお願いします',
  ]);
  const { domainId } = await server.house.domains.get('000000000000', 'demo');
  const summaries = await server.room.summaries(server.sql, domainId, [one.contactId, newContactId, newId()]);
  assert.equal(summaries.get(newContactId)?.Unread, 1);
  assert.equal(summaries.get(newContactId)?.LastMessage?.Text, '引き続きお願いします');
  assert.equal(summaries.size, 2);
  await until('the message', () =>
    stream.events.some(({ data }) => data['Content'] === '引き続きお願いします'),
  );
  assert.equal(stream.state.closed, false);
  await server.change(newContactId, { kind: 'ENDED' });
  await until('the end', () => stream.state.closed);
});

test('a long conversation is read from its end, page by page, and writers take turns', async (t) => {
  const server = await chatServer(t);
  const mori = await server.signIn('agent', 'mori');
  const one = await customer(server);
  const { domainId } = await server.house.domains.get('000000000000', 'demo');
  await server.sql`
    insert into chat_item (domain_id, chat_id, sequence, item_id, contact_id, kind, role, display_name, content_type,
                           content, at)
    select ${domainId}, ${one.contactId}::uuid, n, gen_random_uuid(), ${one.contactId}::uuid, 'MESSAGE', 'CUSTOMER', 'x',
           'text/plain', 'm' || n, now() from generate_series(2, 250) n`;
  await server.sql`update chat set last_sequence = 250`;
  await server.sql.begin((tx) => server.room.say(tx, domainId, one.contactId, 'お待ちください'));
  const place = { DomainName: 'demo', ContactId: one.contactId };
  const seen: number[] = [];
  let NextToken: unknown;
  do {
    const { body } = await as(server.base, mori.cookie, 'GetChat', { ...place, NextToken });
    seen.unshift(...(body['Items'] as { Sequence: number }[]).map(({ Sequence }) => Sequence));
    NextToken = body['NextToken'];
  } while (NextToken);
  assert.deepEqual(
    seen,
    Array.from({ length: 251 }, (_, at) => at + 1),
  );
  const forged = await as(server.base, mori.cookie, 'GetChat', { ...place, NextToken: 'x' });
  assert.equal(forged.status, 400);
});
