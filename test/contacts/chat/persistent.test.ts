import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StartChatContactCommand } from '@aws-sdk/client-connect';
import {
  CreateParticipantConnectionCommand,
  GetTranscriptCommand,
  type GetTranscriptCommandInput,
  type Item,
  SendMessageCommand,
} from '@aws-sdk/client-connectparticipant';
import { newId } from '../../../src/database/ids.ts';
import { until } from '../../helpers/until.ts';
import { as, type ChatServer, chatServer, customer, follow } from './chatServer.ts';
import { chatSocket } from './socketClient.ts';

const say = (server: ChatServer, ConnectionToken: string, Content: string) =>
  server.participant.send(new SendMessageCommand({ ConnectionToken, ContentType: 'text/plain', Content }));

/** The whole transcript, page by page. */
async function transcript(
  server: ChatServer,
  ConnectionToken: string,
  more: Partial<GetTranscriptCommandInput> = {},
): Promise<Item[]> {
  const items: Item[] = [];
  let NextToken: string | undefined;
  do {
    const page = await server.participant.send(
      new GetTranscriptCommand({
        ConnectionToken,
        MaxResults: 3,
        ScanDirection: 'FORWARD',
        SortOrder: 'ASCENDING',
        NextToken,
        ...more,
      }),
    );
    items.push(...(page.Transcript ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return items;
}

const shown = (items: readonly Item[]) =>
  items.map(({ Content, ContentType }) => Content ?? ContentType!.split('.').slice(-2).join('.'));

const continuing = (SourceContactId: string, RehydrationType = 'ENTIRE_PAST_SESSION') => ({
  PersistentChat: { SourceContactId, RehydrationType },
});

/** A chat that was with one agent, then with another, and has ended. */
async function endedChat(server: ChatServer) {
  const mori = await server.signIn('agent', 'mori');
  const one = await customer(server);
  await server.change(one.contactId, { kind: 'AGENT_JOINED', userId: mori.user.userId, name: '森' });
  await say(server, one.token, '最初の用件');
  const second = newId();
  await server.change(one.contactId, { kind: 'AGENT_LEFT', userId: mori.user.userId });
  await server.change(one.contactId, { kind: 'TRANSFERRED', newContactId: second, to: '技術' });
  await say(server, one.token, '次の用件');
  await server.change(second, { kind: 'ENDED' });
  return { ...one, second, mori };
}

const firstPart = ['participant.joined', 'participant.joined', '最初の用件', 'participant.left'];
const secondPart = ['transfer.succeeded', '次の用件', 'chat.ended'];

test('a chat goes on with one that has ended: both are one transcript', async (t) => {
  const server = await chatServer(t);
  const past = await endedChat(server);
  const start = () => customer(server, '佐藤 花子', { ...continuing(past.contactId), ClientToken: 'again' });
  const next = await start();
  assert.equal((await start()).contactId, next.contactId);
  await say(server, next.token, '続きです');
  const items = await transcript(server, next.token);
  assert.deepEqual(shown(items), [
    ...firstPart,
    ...secondPart,
    ...['chat.rehydrated', 'participant.joined', '続きです'],
  ]);
  assert.deepEqual(
    items.map(({ ContactId, RelatedContactId }) => [ContactId, RelatedContactId]),
    [
      ...firstPart.map(() => [undefined, past.contactId]),
      ...secondPart.map(() => [undefined, past.second]),
      ...[1, 2, 3].map(() => [next.contactId, undefined]),
    ],
  );
  const backward = await transcript(server, next.token, {
    ScanDirection: 'BACKWARD',
    SortOrder: 'DESCENDING',
  });
  assert.deepEqual(shown(backward), shown(items).reverse());
  const middle = items.find(({ Content }) => Content === '次の用件')!;
  for (const StartPosition of [{ Id: middle.Id }, { AbsoluteTime: middle.AbsoluteTime }, { MostRecent: 5 }]) {
    const found = await transcript(server, next.token, { StartPosition });
    assert.deepEqual(shown(found), shown(items).slice(-5));
  }
  const { cookie } = past.mori;
  const place = { DomainName: 'demo', ContactId: next.contactId };
  const { body } = await as(server.base, cookie, 'GetChat', place);
  assert.equal((body['Items'] as object[]).length, items.length);
});

test('the contact it goes on from is told, and may be one in the middle', async (t) => {
  const server = await chatServer(t);
  const past = await endedChat(server);
  const start = (more: object) =>
    server.connect.send(
      new StartChatContactCommand({
        ...{ InstanceId: 'a'.repeat(32), ContactFlowId: 'flow', ParticipantDetails: { DisplayName: 'Ann' } },
        ...more,
      }),
    );
  const entire = await start(continuing(past.contactId));
  assert.equal(entire.ContinuedFromContactId, past.second);
  const part = await start(continuing(past.contactId, 'FROM_SEGMENT'));
  assert.equal(part.ContinuedFromContactId, past.contactId);
  const { ConnectionCredentials } = await server.participant.send(
    new CreateParticipantConnectionCommand({ ParticipantToken: part.ParticipantToken }),
  );
  const items = await transcript(server, ConnectionCredentials!.ConnectionToken!);
  assert.deepEqual(shown(items), [...firstPart, 'chat.rehydrated', 'participant.joined']);
  assert.equal((await start({})).ContinuedFromContactId, undefined);
});

test('chats that go on with each other are one transcript, live too', async (t) => {
  const server = await chatServer(t);
  let last = await endedChat(server);
  const said: string[] = [];
  for (let round = 0; round < 4; round += 1) {
    const next = await customer(server, 'Ann', continuing(last.contactId));
    await say(server, next.token, `round ${round}`);
    said.push('chat.rehydrated', 'participant.joined', `round ${round}`, 'chat.ended');
    await server.change(next.contactId, { kind: 'ENDED' });
    last = { ...last, ...next };
  }
  const now = await customer(server, 'Ann', continuing(last.contactId));
  const stream = await follow(server.base, now.token);
  t.after(stream.stop);
  const socket = await chatSocket(t, server, now.participantToken);
  await say(server, now.token, 'now');
  const everything = [...firstPart, ...secondPart, ...said, 'chat.rehydrated', 'participant.joined', 'now'];
  assert.deepEqual(shown(await transcript(server, now.token)), everything);
  await until(
    'all of it',
    () => stream.events.filter(({ event }) => event === 'item').length === everything.length,
  );
  assert.equal(stream.state.closed, false, 'the end of an earlier chat is not the end of this one');
  await until('the new one', () => socket.texts().length === 1);
  assert.deepEqual(socket.texts(), ['now']);
  await server.change(now.contactId, { kind: 'ENDED' });
  await until('the end', () => stream.state.closed);
});

test('what cannot be gone on with is refused, and nothing is opened', async (t) => {
  const server = await chatServer(t);
  const past = await endedChat(server);
  const open = await customer(server);
  const [before] = await server.sql`select count(*)::int as n from chat`;
  const refused = async (more: object, name: string) =>
    assert.rejects(customer(server, 'Ann', more), { name }, JSON.stringify(more));
  await refused(continuing(open.contactId), 'InvalidRequestException');
  await refused(continuing(newId()), 'ResourceNotFoundException');
  await refused(continuing("' or 1=1"), 'ResourceNotFoundException');
  await refused(
    { ...continuing(past.contactId), RelatedContactId: past.contactId },
    'InvalidRequestException',
  );
  await refused({ PersistentChat: { SourceContactId: past.contactId } }, 'InvalidRequestException');
  await refused({ PersistentChat: { RehydrationType: 'FROM_SEGMENT' } }, 'InvalidRequestException');
  const [after] = await server.sql`select count(*)::int as n from chat`;
  assert.equal(after!.n, before!.n);
});

test('a customer’s page goes on with its own chat, for a day', async (t) => {
  const server = await chatServer(t);
  const start = async (more: object) => {
    const answer = await fetch(`${server.base}/public/chat/demo/start`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ DisplayName: 'Ann', ...more }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, string> };
  };
  const connect = async (ParticipantToken: string) =>
    (await server.participant.send(new CreateParticipantConnectionCommand({ ParticipantToken })))
      .ConnectionCredentials!.ConnectionToken!;
  const past = (await start({ Message: 'before' })).body;
  const Continue = past['ParticipantToken']!;
  assert.equal((await start({ Continue })).status, 403, 'it goes on still');
  await server.change(past['ContactId']!, { kind: 'ENDED' });
  const token = await connect((await start({ Continue })).body['ParticipantToken']!);
  const items = await transcript(server, token);
  assert.deepEqual(shown(items).slice(0, 1), ['before']);
  for (const forged of ['x', token, `${Continue.slice(0, -2)}AA`]) {
    assert.equal((await start({ Continue: forged })).status, 403, forged);
  }
  server.advance(24 * 3_600_000 + 1_000);
  assert.equal((await start({ Continue })).status, 403, 'it ended too long ago');
});
