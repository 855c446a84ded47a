import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overlappingDay } from '../../src/contacts/hours.ts';
import { until } from '../helpers/until.ts';
import { contactsServer, offered, setStatus, type Workspace } from './contactsServer.ts';

interface Routing {
  Queues: {
    QueueId: string;
    Name: string;
    HoursOfOperationId: string;
    MaxContacts?: number;
    Enabled: boolean;
  }[];
  RoutingProfiles: {
    RoutingProfileId: string;
    Name: string;
    DefaultOutboundQueueId: string;
    IsDefault: boolean;
    MediaConcurrencies: { Channel: string; Concurrency: number; CrossChannelBehavior?: object }[];
    Queues: { QueueId: string; Channel: string; Priority: number; Delay: number }[];
  }[];
  Hours: { HoursOfOperationId: string; Name: string; TimeZone: string; Config: object[] }[];
}

const at = (Hours: number, Minutes = 0) => ({ Hours, Minutes });
const slot = (Day: string, from: number, to: number) => ({ Day, StartTime: at(from), EndTime: at(to) });

test('stretches of a day that overlap are found; midnight is an end, a night runs past it', () => {
  const day = (...stretches: [number, number][]) =>
    overlappingDay(stretches.map(([from, to]) => slot('MONDAY', from, to)));
  assert.equal(day([9, 12], [13, 18]), undefined);
  assert.equal(day([13, 18], [9, 13]), undefined);
  assert.equal(day([9, 13], [12, 18]), 'MONDAY');
  assert.equal(day([0, 0]), undefined);
  assert.equal(day([0, 0], [9, 10]), 'MONDAY');
  assert.equal(day([9, 9]), 'MONDAY');
  assert.equal(day([0, 6], [22, 6]), undefined);
  assert.equal(day([22, 6], [23, 0]), 'MONDAY');
  assert.equal(overlappingDay([slot('MONDAY', 9, 18), slot('TUESDAY', 9, 18)]), undefined);
});

test('hours and queues are made and changed whole, and what is wrong is refused', async (t) => {
  const server = await contactsServer(t);
  const admin = await server.person('admin', 'root');
  const read = () => admin.call<Routing>('GetRouting');
  const weekdays = { Name: '平日', TimeZone: 'Asia/Tokyo', Config: [slot('MONDAY', 9, 18)] };
  const { HoursOfOperationId } = await admin.call<{ HoursOfOperationId: string }>('PutHours', weekdays);
  const { QueueId } = await admin.call<{ QueueId: string }>('PutQueue', { Name: '修理', HoursOfOperationId });
  await admin.call('PutHours', {
    HoursOfOperationId,
    Name: '土曜も',
    TimeZone: 'UTC',
    Config: [slot('MONDAY', 9, 18), slot('SATURDAY', 10, 12)],
  });
  const { Hours } = await read();
  const changed = Hours.find((one) => one.HoursOfOperationId === HoursOfOperationId);
  assert.deepEqual([changed?.Name, changed?.TimeZone, changed?.Config.length], ['土曜も', 'UTC', 2]);
  const other = Hours.find((one) => one.HoursOfOperationId !== HoursOfOperationId);
  const elsewhere = { HoursOfOperationId: other?.HoursOfOperationId };
  await admin.call('PutQueue', { QueueId, Name: '修理受付', ...elsewhere, MaxContacts: 3 });
  const queue = (await read()).Queues.find((one) => one.QueueId === QueueId);
  assert.deepEqual(
    [queue?.Name, queue?.HoursOfOperationId, queue?.MaxContacts, queue?.Enabled],
    ['修理受付', other?.HoursOfOperationId, 3, true],
  );
  const refused = async (operation: string, input: object, status: number) =>
    assert.equal((await admin.send(operation, input)).status, status, JSON.stringify(input));
  await refused('PutHours', { ...weekdays, HoursOfOperationId, TimeZone: 'Mars/Base' }, 400);
  await refused('PutHours', { ...weekdays, Config: [] }, 400);
  await refused('PutHours', { ...weekdays, Config: [slot('MONDAY', 9, 13), slot('MONDAY', 12, 18)] }, 400);
  await refused('PutHours', { ...weekdays, Config: [slot('MONDAY', 9, 25)] }, 400);
  await refused('PutHours', { ...weekdays, Name: other?.Name }, 409);
  await refused('PutHours', { ...weekdays, HoursOfOperationId, Name: other?.Name }, 409);
  await refused('PutHours', { ...weekdays, HoursOfOperationId: 'f'.repeat(32) }, 404);
  await refused('PutQueue', { Name: 'x', HoursOfOperationId: 'f'.repeat(32) }, 400);
  await refused('PutQueue', { QueueId, Name: 'BasicQueue', ...elsewhere }, 409);
  await refused('PutQueue', { QueueId, Name: '修理', ...elsewhere, MaxContacts: 0 }, 400);
  await refused('PutQueue', { QueueId: 'f'.repeat(32), Name: 'x', ...elsewhere }, 404);
  const agent = await server.person('agent', 'hanako');
  assert.equal((await agent.send('PutQueue', { Name: 'x', HoursOfOperationId })).status, 403);
});

test('a routing profile is changed while its agents are at work: more room gives more contacts at once', async (t) => {
  const server = await contactsServer(t);
  const admin = await server.person('admin', 'root');
  const agent = await server.person('agent', 'hanako');
  const read = () => admin.call<Routing>('GetRouting');
  const [basic] = (await read()).RoutingProfiles;
  const QueueId = basic?.Queues[0]?.QueueId;
  const profile = {
    RoutingProfileId: basic?.RoutingProfileId,
    Name: '一つずつ',
    Media: [{ Channel: 'TASK', Concurrency: 1, OtherChannels: false }],
    Queues: [{ QueueId, Channel: 'TASK', Priority: 2, Delay: 0 }],
  };
  await admin.call('PutRoutingProfile', profile);
  const [changed] = (await read()).RoutingProfiles;
  assert.deepEqual(
    [changed?.Name, changed?.IsDefault, changed?.DefaultOutboundQueueId, changed?.Queues],
    ['一つずつ', true, basic?.DefaultOutboundQueueId, profile.Queues],
  );
  await setStatus(agent, 'Available');
  for (const Name of ['甲', '乙', '丙']) await agent.call('StartTask', { Name, QueueId });
  await agent.call('AcceptContact', await offered(agent));
  await server.contacts.look();
  const atHand = async () => (await agent.call<Workspace>('GetWorkspace')).Contacts.length;
  assert.equal(await atHand(), 1);
  await admin.call('PutRoutingProfile', {
    ...profile,
    Media: [{ Channel: 'TASK', Concurrency: 3, OtherChannels: false }],
  });
  await until('three at once', async () => (await atHand()) === 3);
  const refused = async (more: object, status: number) =>
    assert.equal(
      (await admin.send('PutRoutingProfile', { ...profile, ...more })).status,
      status,
      JSON.stringify(more),
    );
  const media = (Channel: string, Concurrency: number) => ({ Channel, Concurrency, OtherChannels: true });
  await refused({ Media: [media('VOICE', 2), media('TASK', 1)] }, 400);
  await refused({ Media: [media('TASK', 1), media('TASK', 2)] }, 400);
  await refused({ Media: [media('TASK', 0)] }, 400);
  await refused({ Media: [media('CHAT', 1)] }, 400);
  await refused({ Queues: [] }, 400);
  await refused({ Queues: [...profile.Queues, ...profile.Queues] }, 400);
  await refused({ Queues: [{ ...profile.Queues[0], QueueId: 'f'.repeat(32) }] }, 400);
  await refused({ RoutingProfileId: 'f'.repeat(32) }, 404);
  const { RoutingProfileId } = await admin.call<{ RoutingProfileId: string }>('PutRoutingProfile', {
    ...profile,
    RoutingProfileId: undefined,
    Name: '新しい',
  });
  await refused({ RoutingProfileId }, 409);
});
