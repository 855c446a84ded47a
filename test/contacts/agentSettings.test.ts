import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateUserCommand,
  DescribeUserCommand,
  ListInstancesCommand,
  ListRoutingProfilesCommand,
  SearchUsersCommand,
} from '@aws-sdk/client-connect';
import { agentSettings, asConfigs, checkConfigs } from '../../src/contacts/agentSettings.ts';
import { securityProfiles } from '../../src/contacts/operations/instances.ts';
import { until } from '../helpers/until.ts';
import {
  contactsServer,
  offered,
  type Person,
  type ShownContact,
  setStatus,
  telephoneSystem,
  type Workspace,
} from './contactsServer.ts';

test('settings of the phone and of single channels are read as one', () => {
  const read = (identity: Parameters<typeof agentSettings>[0]) => {
    const { autoAccept, workSeconds } = agentSettings(identity);
    return [[...autoAccept], Object.fromEntries(workSeconds)];
  };
  assert.deepEqual(read({}), [[], {}]);
  assert.deepEqual(read({ PhoneConfig: { AutoAccept: true, AfterContactWorkTimeLimit: 30 } }), [
    ['VOICE'],
    { VOICE: 30, CHAT: 30, TASK: 30 },
  ]);
  const single = {
    AutoAcceptConfigs: [
      { Channel: 'CHAT', AutoAccept: true },
      { Channel: 'EMAIL', AutoAccept: true },
      { Channel: 'TASK', AutoAccept: false },
    ],
    AfterContactWorkConfigs: [
      { Channel: 'CHAT', AfterContactWorkConfig: { AfterContactWorkTimeLimit: 5 } },
      { Channel: 'TASK', AfterContactWorkConfig: { AfterContactWorkTimeLimit: 0 } },
    ],
  };
  assert.deepEqual(read(single), [['CHAT'], { CHAT: 5 }]);
  assert.deepEqual(read(asConfigs(agentSettings(single))), [['CHAT'], { CHAT: 5 }]);
  assert.throws(
    () => checkConfigs({ PhoneConfig: { AutoAccept: false }, AutoAcceptConfigs: single.AutoAcceptConfigs }),
    /AutoAcceptConfigs say the same/,
  );
  assert.throws(() => checkConfigs({ PhoneConfig: { AfterContactWorkTimeLimit: 2_000_001 } }), /2000000/);
});

test('a user keeps the settings it was made with; the search tells the limit in milliseconds', async (t) => {
  const { connect } = await contactsServer(t);
  const { InstanceSummaryList } = await connect.send(new ListInstancesCommand({}));
  const InstanceId = InstanceSummaryList?.[0]?.Id;
  const { RoutingProfileSummaryList } = await connect.send(new ListRoutingProfilesCommand({ InstanceId }));
  const user = (Username: string, more: object) =>
    new CreateUserCommand({
      InstanceId,
      Username,
      Password: 'A-long-passw0rd',
      RoutingProfileId: RoutingProfileSummaryList?.[0]?.Id,
      SecurityProfileIds: [securityProfiles[2].id],
      ...more,
    });
  const PhoneConfig = { PhoneType: 'SOFT_PHONE', AutoAccept: true, AfterContactWorkTimeLimit: 30 } as const;
  const { UserId } = await connect.send(user('phone@example.jp', { PhoneConfig }));
  const described = await connect.send(new DescribeUserCommand({ InstanceId, UserId }));
  assert.deepEqual(described.User?.PhoneConfig, PhoneConfig);
  const found = await connect.send(new SearchUsersCommand({ InstanceId }));
  const limits = found.Users?.map((one) => one.PhoneConfig?.AfterContactWorkTimeLimit);
  assert.ok(limits?.includes(30_000));
  const AutoAcceptConfigs = [{ Channel: 'CHAT', AutoAccept: true }] as const;
  const AfterContactWorkConfigs = [
    { Channel: 'CHAT', AfterContactWorkConfig: { AfterContactWorkTimeLimit: 5 } },
  ] as const;
  const second = await connect.send(user('chat@example.jp', { AutoAcceptConfigs, AfterContactWorkConfigs }));
  const { User } = await connect.send(new DescribeUserCommand({ InstanceId, UserId: second.UserId }));
  assert.deepEqual(User?.AutoAcceptConfigs, AutoAcceptConfigs);
  assert.deepEqual(User?.AfterContactWorkConfigs, AfterContactWorkConfigs);
  await assert.rejects(connect.send(user('both@example.jp', { PhoneConfig, AutoAcceptConfigs })), {
    name: 'InvalidRequestException',
  });
});

const put = (admin: Person, agent: Person, settings: object) =>
  admin.call('PutAgentSettings', {
    UserId: agent.userId,
    AutoAccept: [],
    AfterContactWorkSeconds: {},
    ...settings,
  });

const atHand = async (agent: Person) => (await agent.call<Workspace>('GetWorkspace')).Contacts;

test('a call is connected by itself, a task waits for the agent: auto-accept goes by channel', async (t) => {
  const server = await contactsServer(t);
  const admin = await server.person('admin', 'root');
  const agent = await server.person('agent', 'hanako');
  const pbx = await telephoneSystem(server, admin);
  await put(admin, agent, { AutoAccept: ['VOICE'] });
  const routing = await admin.call<{ Agents: { UserId: string; AutoAccept: string[] }[] }>('GetRouting');
  assert.deepEqual(routing.Agents.find(({ UserId }) => UserId === agent.userId)?.AutoAccept, ['VOICE']);
  await setStatus(agent, 'Available');
  await agent.call('StartTask', {
    Name: '書類',
    QueueId: (await agent.call<Workspace>('GetWorkspace')).Queues[0]?.QueueId,
  });
  await offered(agent);
  await pbx.send({ type: 'ringing', callId: 'c1', from: '0312345678' });
  const call = await until('connected by itself', async () =>
    (await atHand(agent)).find(({ Channel, State }) => Channel === 'VOICE' && State === 'CONNECTED'),
  );
  assert.deepEqual((await atHand(agent)).map(({ Channel, State }) => [Channel, State]).sort(), [
    ['TASK', 'OFFERED'],
    ['VOICE', 'CONNECTED'],
  ]);
  const { Events } = await agent.call<{
    Events: { Kind: string; Actor?: object; Detail?: Record<string, string> }[];
  }>('GetContactView', call);
  assert.deepEqual(
    Events.map(({ Kind }) => Kind),
    ['start', 'offer', 'accept'],
  );
  assert.equal(Events[2]?.Detail?.['Reason'], 'AUTO_ACCEPT');
  assert.equal(Events[2]?.Actor, undefined, 'nobody did it');
});

test('an offer that a dying process left is connected by the next look', async (t) => {
  const server = await contactsServer(t);
  const admin = await server.person('admin', 'root');
  const agent = await server.person('agent', 'hanako');
  const pbx = await telephoneSystem(server, admin);
  await setStatus(agent, 'Available');
  await pbx.send({ type: 'ringing', callId: 'c1', from: '0312345678' });
  await offered(agent);
  await put(admin, agent, { AutoAccept: ['VOICE'] });
  await server.contacts.look();
  assert.deepEqual(
    (await atHand(agent)).map(({ State }) => State),
    ['CONNECTED'],
  );
});

test('nobody is connected by itself with an agent whose screen has just gone', async (t) => {
  const server = await contactsServer(t);
  server.stopClock();
  const admin = await server.person('admin', 'root');
  const agent = await server.person('agent', 'hanako');
  const pbx = await telephoneSystem(server, admin);
  await put(admin, agent, { AutoAccept: ['VOICE'] });
  const stop = new AbortController();
  const topic = `agent:${agent.userId}`;
  await fetch(`${server.base}/api/events?topics=${topic}`, {
    headers: { cookie: agent.cookie },
    signal: stop.signal,
  });
  await setStatus(agent, 'Available');
  await server.contacts.look();
  await pbx.send({ type: 'ringing', callId: 'c1', from: '0312345678' });
  await until('with the screen open', async () =>
    (await atHand(agent)).find(({ State }) => State === 'CONNECTED'),
  );
  await pbx.send({ type: 'ended', callId: 'c1' });
  for (const contact of await atHand(agent)) await agent.call('FinishContact', contact);
  stop.abort();
  await until('the screen is gone', () => ![...server.bus.open()].includes(topic));
  await pbx.send({ type: 'ringing', callId: 'c2', from: '0312345679' });
  await offered(agent);
  await server.contacts.look();
  assert.deepEqual(
    (await atHand(agent)).map(({ State }) => State),
    ['OFFERED'],
  );
  server.advance(11_000);
  await server.contacts.look();
  assert.deepEqual(await atHand(agent), [], 'the caller waits for somebody who is there');
});

test('after-contact work ends by itself after its limit, and not before', async (t) => {
  const server = await contactsServer(t);
  server.stopClock();
  const admin = await server.person('admin', 'root');
  const agent = await server.person('agent', 'hanako');
  const pbx = await telephoneSystem(server, admin);
  await put(admin, agent, { AfterContactWorkSeconds: { VOICE: 30 } });
  await setStatus(agent, 'Available');
  await pbx.send({ type: 'ringing', callId: 'c1', from: '0312345678' });
  await agent.call('AcceptContact', await offered(agent));
  await pbx.send({ type: 'ended', callId: 'c1' });
  const [work] = (await atHand(agent)) as (ShownContact & { WorkExpiresAt?: number; EndedAt?: number })[];
  assert.equal(work?.State, 'AFTER_CONTACT_WORK');
  assert.equal(
    Math.round((work?.WorkExpiresAt ?? 0) - (work?.EndedAt ?? 0)),
    30,
    'the screen can count down',
  );
  server.advance(20_000);
  await server.contacts.look();
  assert.equal((await atHand(agent)).length, 1);
  server.advance(11_000);
  await server.contacts.look();
  const { Agent, Contacts } = await agent.call<Workspace>('GetWorkspace');
  assert.deepEqual([Agent.State, Contacts], ['AVAILABLE', []]);
  const view = await agent.call<{ Contact: ShownContact; Events: { Kind: string; Detail?: object }[] }>(
    'GetContactView',
    { ContactId: work?.ContactId },
  );
  assert.equal(view.Contact.State, 'ENDED');
  assert.deepEqual(view.Events.at(-1), {
    ...view.Events.at(-1),
    Kind: 'finish',
    Detail: { Reason: 'TIME_LIMIT' },
  });
  // A task of the same agent has no limit.
  const { Contact } = await agent.call<{ Contact: ShownContact }>('StartTask', { Name: '書類' });
  await agent.call('EndContact', Contact);
  server.advance(100_000);
  await server.contacts.look();
  assert.deepEqual(
    (await atHand(agent)).map(({ State }) => State),
    ['AFTER_CONTACT_WORK'],
  );
});

test('settings are for admins, within limits, of users there are', async (t) => {
  const server = await contactsServer(t);
  const admin = await server.person('admin', 'root');
  const agent = await server.person('agent', 'hanako');
  const settings = { UserId: agent.userId, AutoAccept: [], AfterContactWorkSeconds: {} };
  assert.equal((await agent.send('PutAgentSettings', settings)).status, 403);
  const wrong = (more: object) => admin.send('PutAgentSettings', { ...settings, ...more });
  assert.equal((await wrong({ AfterContactWorkSeconds: { VOICE: 2_000_001 } })).status, 400);
  assert.equal((await wrong({ AfterContactWorkSeconds: { FAX: 1 } })).status, 400);
  assert.equal((await wrong({ AutoAccept: ['EMAIL'] })).status, 400);
  assert.equal((await wrong({ UserId: 'f'.repeat(32) })).status, 404);
});
