import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../helpers/until.ts';
import {
  contactsServer,
  offered,
  type ShownContact,
  setStatus,
  telephoneSystem,
  type Workspace,
} from './contactsServer.ts';

const workspace = (agent: { call: <A>(operation: string, input?: object) => Promise<A> }) =>
  agent.call<Workspace>('GetWorkspace');

test('an offer that nobody takes goes back, and the agent gets no more until they say so', async (t) => {
  const server = await contactsServer(t);
  server.stopClock();
  const hanako = await server.person('agent', 'hanako');
  const taro = await server.person('agent', 'taro');
  const pbx = await telephoneSystem(server, await server.person('admin', 'root'));
  await setStatus(hanako, 'Available');
  await pbx.send({ type: 'ringing', callId: 'c1', from: '0312345678' });
  const offer = await offered(hanako);
  assert.equal((await workspace(hanako)).Agent.State, 'OFFERED');
  server.advance(21_000);
  await server.contacts.look();
  await until('missed', async () => (await workspace(hanako)).Agent.State === 'MISSED');
  const late = await hanako.send('AcceptContact', offer);
  assert.equal(late.status, 409);
  assert.match(String(late.body.Message), /no longer offered/);
  await setStatus(taro, 'Available');
  const second = await offered(taro);
  assert.equal(second.ContactId, offer.ContactId);
  const stolen = await hanako.send('AcceptContact', offer);
  assert.equal(stolen.status, 409);
  assert.match(String(stolen.body.Message), /somebody else/);
  await taro.call('AcceptContact', second);
  const taken = await taro.send('AcceptContact', second);
  assert.equal(taken.status, 409, 'accepted already');
  await setStatus(hanako, 'Available');
  assert.equal((await workspace(hanako)).Agent.State, 'AVAILABLE');
});

test('a declined call goes to somebody else, and comes back only after a while', async (t) => {
  const server = await contactsServer(t);
  const hanako = await server.person('agent', 'hanako');
  const taro = await server.person('agent', 'taro');
  const pbx = await telephoneSystem(server, await server.person('admin', 'root'));
  await setStatus(hanako, 'Available');
  await pbx.send({ type: 'ringing', callId: 'c1', from: '0312345678' });
  await hanako.call('DeclineContact', await offered(hanako));
  await server.contacts.look();
  assert.equal((await workspace(hanako)).Contacts.length, 0);
  await setStatus(taro, 'Available');
  await taro.call('DeclineContact', await offered(taro));
  server.advance(61_000);
  await server.contacts.look();
  await offered(hanako);
});

test('a transfer makes a new contact with the customer, for a colleague or for a queue', async (t) => {
  const server = await contactsServer(t);
  const hanako = await server.person('agent', 'hanako');
  const taro = await server.person('agent', 'taro');
  const pbx = await telephoneSystem(server, await server.person('admin', 'root'));
  await setStatus(hanako, 'Available');
  await pbx.send({ type: 'ringing', callId: 'c1', from: '0312345678', attributes: { order: '42' } });
  const first = await offered(hanako);
  await hanako.call('AcceptContact', first);
  await setStatus(taro, 'Available');
  const strange = await taro.send('TransferContact', { ...first, UserId: taro.userId });
  assert.equal(strange.status, 403, 'it is not his');
  assert.equal((await hanako.send('TransferContact', { ContactId: first.ContactId })).status, 400);
  const moved = await hanako.call<{ Contact: ShownContact; NewContactId: string }>('TransferContact', {
    ContactId: first.ContactId,
    UserId: taro.userId,
  });
  assert.equal(moved.Contact.State, 'AFTER_CONTACT_WORK');
  assert.equal(moved.Contact.DisconnectReason, 'TRANSFERRED');
  const second = await offered(taro);
  assert.equal(second.ContactId, moved.NewContactId);
  assert.deepEqual(second.Attributes, { order: '42' });
  const view = await taro.call<{ Related: { ContactId: string; Relation: string }[] }>(
    'GetContactView',
    second,
  );
  assert.deepEqual(view.Related, [{ ContactId: first.ContactId, Relation: 'PREVIOUS' }]);
  await taro.call('AcceptContact', second);
  await hanako.call('FinishContact', first);
  const { Queues } = await workspace(taro);
  const queue = { ContactId: second.ContactId, QueueId: Queues[0]?.QueueId };
  await taro.call('TransferContact', queue);
  const third = await offered(hanako);
  assert.notEqual(third.ContactId, second.ContactId);
  assert.equal((await pbx.send({ type: 'ended', callId: 'c1' })).body.ContactId, third.ContactId);
});

test('somebody busy who wants a break gets it when the last contact is finished', async (t) => {
  const server = await contactsServer(t);
  const hanako = await server.person('agent', 'hanako');
  const pbx = await telephoneSystem(server, await server.person('admin', 'root'));
  await setStatus(hanako, 'Available');
  await pbx.send({ type: 'ringing', callId: 'c1', from: '0312345678' });
  const contact = await offered(hanako);
  await hanako.call('AcceptContact', contact);
  await setStatus(hanako, 'Break');
  const during = (await workspace(hanako)).Agent;
  assert.deepEqual(
    [during.Status.Name, during.NextStatus?.Name, during.State],
    ['Available', 'Break', 'BUSY'],
  );
  await pbx.send({ type: 'ringing', callId: 'c2', from: '0312345678' });
  await hanako.call('EndContact', contact);
  await hanako.call('FinishContact', contact);
  const after = (await workspace(hanako)).Agent;
  assert.deepEqual([after.Status.Name, after.NextStatus, after.State], ['Break', undefined, 'OFFLINE']);
  await setStatus(hanako, 'Available');
  await offered(hanako);
});

test('tasks for oneself and for others; three chats at once, one call at a time', async (t) => {
  const server = await contactsServer(t);
  const hanako = await server.person('agent', 'hanako');
  const taro = await server.person('agent', 'taro');
  const away = await server.person('agent', 'jiro');
  const mine = await hanako.call<{ Contact: ShownContact }>('StartTask', { Name: '書類を送る' });
  assert.deepEqual([mine.Contact.State, mine.Contact.Agent?.UserId], ['CONNECTED', hanako.userId]);
  await setStatus(taro, 'Available');
  await hanako.call('StartTask', { Name: '確認', UserId: taro.userId });
  const his = await offered(taro);
  assert.equal(his.Channel, 'TASK');
  for (let index = 0; index < 4; index += 1) await hanako.call('StartTask', { Name: `仕事 ${index}` });
  assert.equal((await hanako.send('StartTask', { Name: 'もう一つ' })).status, 409);
  const empty = await hanako.send('StartTask', { Name: '  ' });
  assert.equal(empty.status, 400);
  const long = await hanako.call<{ Contact: ShownContact }>('StartTask', {
    Name: 'ｗ'.repeat(512),
    UserId: away.userId,
  });
  assert.equal(long.Contact.State, 'QUEUED');
});

test('wrong ids, wrong states and other people’s contacts are refused with what to do', async (t) => {
  const server = await contactsServer(t);
  const hanako = await server.person('agent', 'hanako');
  const taro = await server.person('agent', 'taro');
  const { Contact } = await hanako.call<{ Contact: ShownContact }>('StartTask', { Name: '仕事' });
  const { ContactId } = Contact;
  const wrong: [operation: string, input: object, status: number, message: RegExp][] = [
    ['AcceptContact', { ContactId: 'f'.repeat(32) }, 404, /no contact/],
    ['AcceptContact', { ContactId: 'nonsense' }, 400, /ContactId/],
    ['FinishContact', { ContactId }, 409, /CONNECTED.*AFTER_CONTACT_WORK/],
    ['ResumeContact', { ContactId }, 409, /ON_HOLD/],
    ['TransferContact', { ContactId, QueueId: 'f'.repeat(32) }, 400, /QueueId/],
    ['TransferContact', { ContactId, UserId: 'f'.repeat(32) }, 404, /user/],
    ['TransferContact', { ContactId, UserId: hanako.userId }, 400, /already/],
    ['SetAgentStatus', { StatusId: 'f'.repeat(32) }, 404, /status/],
    ['DialOut', { PhoneNumber: 'abc' }, 400, /PhoneNumber/],
    ['GetContactView', { ContactId: 'f'.repeat(32) }, 404, /contact/],
  ];
  for (const [operation, input, status, message] of wrong) {
    const answer = await hanako.send(operation, input);
    assert.equal(answer.status, status, `${operation} ${JSON.stringify(answer.body)}`);
    assert.match(String(answer.body.Message), message);
  }
  assert.equal((await taro.send('EndContact', { ContactId })).status, 403);
  assert.equal((await taro.send('SearchContactLog', {})).status, 403);
  assert.equal((await taro.send('GetLiveBoard', {})).status, 403);
  assert.equal((await taro.send('CreateCtiKey', { Name: 'x' })).status, 403);
  const supervisor = await server.person('supervisor', 'boss');
  await supervisor.call('EndContact', { ContactId });
});

test('a supervisor sees the board, and finds contacts by number, state and time', async (t) => {
  const server = await contactsServer(t);
  const hanako = await server.person('agent', 'hanako');
  const boss = await server.person('supervisor', 'boss');
  const pbx = await telephoneSystem(server, await server.person('admin', 'root'));
  await setStatus(hanako, 'Available');
  await pbx.send({ type: 'ringing', callId: 'c1', from: '03-1234-5678' });
  await hanako.call('AcceptContact', await offered(hanako));
  await pbx.send({ type: 'ringing', callId: 'c2', from: '080-1111-2222' });
  await pbx.send({ type: 'ringing', callId: 'c3', from: '080-1111-2222' });
  await pbx.send({ type: 'ended', callId: 'c3' });
  server.advance(30_000);
  const board = await boss.call<{
    Queues: Record<string, number>[];
    Agents: { State: string; Contacts: number; UserId: string }[];
  }>('GetLiveBoard');
  const { QueueId, Name, LongestWaitSeconds, ...counts } = board.Queues[0] ?? {};
  assert.ok(QueueId && Name && Number(LongestWaitSeconds) >= 30);
  assert.deepEqual(counts, { Waiting: 1, Offered: 0, Connected: 1, HandledToday: 1, AbandonedToday: 1 });
  assert.equal(board.Agents.find((agent) => agent.UserId === hanako.userId)?.State, 'BUSY');
  const log = async (input: object) =>
    (await boss.call<{ Items: ShownContact[] }>('SearchContactLog', input)).Items;
  assert.equal((await log({})).length, 3);
  assert.equal((await log({ Text: '０８０１１１１２２２２' })).length, 2);
  assert.equal((await log({ Text: '100%' })).length, 0);
  assert.equal((await log({ Answered: 'NONE' })).length, 1);
  assert.equal((await log({ Answered: 'AGENT', UserId: hanako.userId })).length, 1);
  assert.equal((await log({ State: 'QUEUED', Channel: 'VOICE' })).length, 1);
  assert.equal((await log({ From: Date.now() / 1_000 + 3_600 })).length, 0);
  const page = await boss.call<{ Items: unknown[]; NextToken: string }>('SearchContactLog', {
    MaxResults: 2,
  });
  assert.equal((await log({ MaxResults: 2, NextToken: page.NextToken })).length, 1);
});

test('texts that no database can hold are refused everywhere, and odd ones stay as they are', async (t) => {
  const server = await contactsServer(t);
  const admin = await server.person('admin', 'root');
  const { InstanceId, Queues } = await admin.call<Workspace>('GetWorkspace');
  const { Contact } = await admin.call<{ Contact: ShownContact }>('StartTask', { Name: '仕事' });
  const { ContactId } = Contact;
  const spoken = { ja: 'は\0い', en: 'yes' };
  const wrong: [operation: string, input: object][] = [
    ['StartTask', { Name: 'a\0b' }],
    ['SetContactAttributes', { ContactId, Attributes: { k: '\0' } }],
    ['SetContactAttributes', { ContactId, Attributes: { '\ud800': 'v' } }],
    ['SearchContactLog', { Text: '\0' }],
    ['CreateCtiKey', { Name: '\0' }],
    ['PutPhoneNumber', { PhoneNumber: '0312345678', QueueId: Queues[0]?.QueueId, Description: '\0' }],
    [
      'PutContactSettings',
      {
        Language: 'ja',
        Greeting: spoken,
        Waiting: spoken,
        Closed: spoken,
        OfferSeconds: 20,
        GraceSeconds: 30,
      },
    ],
    ['connect/CreateAgentStatus', { InstanceId, Name: '\0', State: 'ENABLED' }],
    ['connect/UpdateContact', { InstanceId, ContactId, Name: '\0' }],
    ['connect/UpdateContactAttributes', { InstanceId, InitialContactId: ContactId, Attributes: { k: '\0' } }],
    [
      'connect/SearchContacts',
      {
        InstanceId,
        TimeRange: { Type: 'INITIATION_TIMESTAMP', StartTime: 0, EndTime: 1 },
        SearchCriteria: { Name: { SearchText: ['\0'], MatchType: 'MATCH_ANY' } },
      },
    ],
  ];
  for (const [operation, input] of wrong) {
    const { status, body } = await admin.send(operation, input);
    assert.equal(status, 400, `${operation}: ${JSON.stringify(body)}`);
  }
  const odd = `\u202e<b>${'あ'.repeat(400)}\u0007'"\\%_`;
  const { Contact: task } = await admin.call<{ Contact: ShownContact & { Name: string } }>('StartTask', {
    Name: odd,
  });
  assert.equal(task.Name, odd);
  const found = await admin.call<{ Items: ShownContact[] }>('SearchContactLog', { Text: `'"\\%_` });
  assert.equal(found.Items.length, 1);
});
