import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import * as connect from '@aws-sdk/client-connect';
import { until } from '../helpers/until.ts';
import { contactsServer, offered, type Person, type ShownContact, setStatus } from './contactsServer.ts';

interface Routing {
  InstanceId: string;
  Queues: { QueueId: string; HoursOfOperationId: string; IsDefault: boolean }[];
  RoutingProfiles: { RoutingProfileId: string; IsDefault: boolean }[];
}

const refused = (name: string, message: RegExp) => (cause: Error) => {
  assert.equal(cause.name, name);
  assert.match(cause.message, message);
  return true;
};
const inUse = (message: RegExp) => refused('ResourceInUseException', message);
const nowhere = 'f'.repeat(32);

async function server(t: TestContext) {
  const centre = await contactsServer(t);
  const admin = await centre.person('admin', 'root');
  const { InstanceId, ...first } = await admin.call<Routing>('GetRouting');
  const { connect: client } = centre;
  return {
    ...centre,
    admin,
    first: { queue: first.Queues[0]!, profile: first.RoutingProfiles[0]! },
    deleteQueue: (QueueId: string) => client.send(new connect.DeleteQueueCommand({ InstanceId, QueueId })),
    deleteHours: (HoursOfOperationId: string) =>
      client.send(new connect.DeleteHoursOfOperationCommand({ InstanceId, HoursOfOperationId })),
    deleteProfile: (RoutingProfileId: string) =>
      client.send(new connect.DeleteRoutingProfileCommand({ InstanceId, RoutingProfileId })),
    describeQueue: (QueueId: string) =>
      client.send(new connect.DescribeQueueCommand({ InstanceId, QueueId })),
  };
}

const newHours = (admin: Person, Name: string) =>
  admin
    .call<{ HoursOfOperationId: string }>('PutHours', {
      Name,
      TimeZone: 'Asia/Tokyo',
      Config: [{ Day: 'MONDAY', StartTime: { Hours: 9, Minutes: 0 }, EndTime: { Hours: 17, Minutes: 0 } }],
    })
    .then(({ HoursOfOperationId }) => HoursOfOperationId);

const newQueue = (admin: Person, Name: string, HoursOfOperationId: string) =>
  admin.call<{ QueueId: string }>('PutQueue', { Name, HoursOfOperationId }).then(({ QueueId }) => QueueId);

const putProfile = (admin: Person, QueueId: string, more: object) =>
  admin
    .call<{ RoutingProfileId: string }>('PutRoutingProfile', {
      Media: [{ Channel: 'TASK', Concurrency: 5, OtherChannels: true }],
      Queues: [{ QueueId, Channel: 'TASK', Priority: 1, Delay: 0 }],
      ...more,
    })
    .then(({ RoutingProfileId }) => RoutingProfileId);

test('hours, a queue and a routing profile are deleted one after the other, never while something leads to them', async (t) => {
  const { admin, first, deleteHours, deleteQueue, deleteProfile, describeQueue } = await server(t);
  const hours = await newHours(admin, '平日');
  const queue = await newQueue(admin, '修理', hours);
  await assert.rejects(deleteHours(hours), inUse(/hours "平日".* queue "修理"/));
  const profile = await putProfile(admin, queue, { Name: '修理係' });
  await assert.rejects(deleteQueue(queue), inUse(/queue "修理".* routing profile "修理係"/));
  await putProfile(admin, first.queue.QueueId, { RoutingProfileId: profile, Name: '修理係' });
  const number = { PhoneNumber: '0312345678', QueueId: queue };
  const { PhoneNumber } = await admin.call<{ PhoneNumber: { PhoneNumberId: string } }>(
    'PutPhoneNumber',
    number,
  );
  await assert.rejects(deleteQueue(queue), inUse(/phone number \+81312345678/));
  await admin.call('DeletePhoneNumber', PhoneNumber);
  await deleteQueue(queue);
  await assert.rejects(describeQueue(queue), refused('ResourceNotFoundException', /queue/));
  await assert.rejects(deleteQueue(queue), refused('ResourceNotFoundException', /queue/));
  await deleteHours(hours);
  await assert.rejects(deleteHours(hours), refused('ResourceNotFoundException', /hours/));
  await deleteProfile(profile);
  await assert.rejects(deleteProfile(profile), refused('ResourceNotFoundException', /routing profile/));
  const left = await admin.call<Routing>('GetRouting');
  assert.deepEqual([left.Queues.length, left.RoutingProfiles.length], [1, 1]);
  await newQueue(admin, '修理', first.queue.HoursOfOperationId);
});

test('a routing profile stays while somebody works by it; who has left does not count', async (t) => {
  const { admin, first, deleteProfile, person, sql } = await server(t);
  const hanako = await person('agent', 'hanako');
  const profile = await putProfile(admin, first.queue.QueueId, { Name: '夜間' });
  const { InstanceId } = await admin.call<Routing>('GetRouting');
  const move = (RoutingProfileId: string) =>
    admin.call('connect/UpdateUserRoutingProfile', { InstanceId, UserId: hanako.userId, RoutingProfileId });
  await move(profile);
  await assert.rejects(deleteProfile(profile), inUse(/routing profile "夜間".* user "hanako/));
  await admin.call('connect/DeleteUser', { InstanceId, UserId: hanako.userId });
  await deleteProfile(profile);
  const [row] = await sql`select routing_profile_id from agent where user_id = ${hanako.userId}`;
  assert.equal(row?.routing_profile_id.replaceAll('-', ''), first.profile.RoutingProfileId);
});

test('a queue stays while contacts are under way in it; those that are over go on naming it', async (t) => {
  const { admin, first, deleteQueue, person } = await server(t);
  const hanako = await person('agent', 'hanako');
  const queue = await newQueue(admin, '修理', first.queue.HoursOfOperationId);
  const { RoutingProfileId } = first.profile;
  await putProfile(admin, queue, { RoutingProfileId, Name: '全員' });
  await setStatus(hanako, 'Available');
  await hanako.call('StartTask', { Name: '見積もり', QueueId: queue });
  const { ContactId } = await offered(hanako);
  await putProfile(admin, first.queue.QueueId, { RoutingProfileId, Name: '全員' });
  await assert.rejects(deleteQueue(queue), inUse(/queue "修理".*contacts under way \(1\)/));
  await hanako.call('AcceptContact', { ContactId });
  await hanako.call('EndContact', { ContactId });
  await assert.rejects(deleteQueue(queue), inUse(/under way/));
  await hanako.call('FinishContact', { ContactId });
  await deleteQueue(queue);
  const { Contact } = await hanako.call<{ Contact: ShownContact }>('GetContactView', { ContactId });
  assert.equal(Contact.Queue?.Name, '修理');
  const refusal = await hanako.send('StartTask', { Name: '見積もり', QueueId: queue });
  assert.equal(refusal.status, 400);
});

test('what everything falls back on is not deleted, and deleting is for admins', async (t) => {
  const { first, deleteQueue, deleteHours, deleteProfile, person, admin } = await server(t);
  await assert.rejects(
    deleteQueue(first.queue.QueueId),
    refused('InvalidRequestException', /sends elsewhere/),
  );
  await assert.rejects(
    deleteProfile(first.profile.RoutingProfileId),
    refused('InvalidRequestException', /begins with/),
  );
  await assert.rejects(deleteHours(first.queue.HoursOfOperationId), inUse(/BasicQueue/));
  await assert.rejects(deleteHours(nowhere), refused('ResourceNotFoundException', /hours/));
  const supervisor = await person('supervisor', 'sachiko');
  const { InstanceId } = await admin.call<Routing>('GetRouting');
  const { status } = await supervisor.send('connect/DeleteQueue', { InstanceId, QueueId: nowhere });
  assert.equal(status, 403);
});

test('of a deletion and a routing profile that comes to serve the queue, one wins and nothing dangles', async (t) => {
  const { admin, first, deleteQueue, sql } = await server(t);
  const { RoutingProfileId } = first.profile;
  for (const round of [1, 2, 3, 4]) {
    const queue = await newQueue(admin, `修理 ${round}`, first.queue.HoursOfOperationId);
    const [, put] = await Promise.allSettled([
      deleteQueue(queue),
      putProfile(admin, queue, { RoutingProfileId, Name: '全員' }),
    ]);
    if (put.status === 'rejected') assert.match(String(put.reason), /answered 400: .*QueueId/);
    const [row] = await sql`
      select (select count(*) from routing_profile_queue where queue_id = ${queue}) as served,
        (select count(*) from contact_queue where queue_id = ${queue}) as there`;
    assert.equal(Number(row?.served), Number(row?.there), `round ${round}`);
    await putProfile(admin, first.queue.QueueId, { RoutingProfileId, Name: '全員' });
  }
});

/** What an operation answers that waits for the deletion of a row, when that has come. */
async function answerAfterDeleting(
  { sql, admin }: Pick<Awaited<ReturnType<typeof server>>, 'sql' | 'admin'>,
  [table, id]: [table: string, id: string],
  operation: string,
  input: object,
) {
  const column = { contact_queue: 'queue_id', hours_of_operation: 'hours_id' }[table] ?? 'routing_profile_id';
  const asked = await sql.begin(async (tx) => {
    await tx`delete from ${sql(table)} where ${sql(column)} = ${id}`;
    const under = admin.send(operation, input);
    await until('it waits for the deletion', async () => {
      const [row] = await sql`
        select count(*)::int as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      return row?.n > 0;
    });
    return { under };
  });
  return asked.under;
}

test('what is changed while it is deleted is not found any more; a name that is taken is said to be', async (t) => {
  const centre = await server(t);
  const { admin, first } = centre;
  const { HoursOfOperationId, QueueId } = first.queue;
  const gone = async (table: string, id: string, operation: string, input: object) => {
    const { status, body } = await answerAfterDeleting(centre, [table, id], operation, input);
    assert.deepEqual([status, operation], [404, operation], JSON.stringify(body));
  };
  const media = {
    Media: [{ Channel: 'TASK', Concurrency: 5, OtherChannels: true }],
    Queues: [{ QueueId, Channel: 'TASK', Priority: 1, Delay: 0 }],
  };
  const profile = await putProfile(admin, QueueId, { Name: '夜間' });
  const night = { ...media, RoutingProfileId: profile, Name: '深夜' };
  assert.equal((await admin.send('PutRoutingProfile', { ...night, Name: '夜間' })).status, 200);
  const other = await putProfile(admin, QueueId, { Name: '休日' });
  const doubled = await admin.send('PutRoutingProfile', { ...night, RoutingProfileId: other, Name: '夜間' });
  assert.equal(doubled.status, 409, JSON.stringify(doubled.body));
  await gone('routing_profile', profile, 'PutRoutingProfile', night);
  const queue = await newQueue(admin, '修理', HoursOfOperationId);
  await gone('contact_queue', queue, 'PutQueue', { QueueId: queue, Name: '修繕', HoursOfOperationId });
  const { InstanceId } = await admin.call<Routing>('GetRouting');
  const renamed = await newQueue(admin, '返品', HoursOfOperationId);
  const name = { InstanceId, QueueId: renamed, Name: '交換' };
  await gone('contact_queue', renamed, 'connect/UpdateQueueName', name);
  const hours = await newHours(admin, '平日');
  const day = { Day: 'MONDAY', StartTime: { Hours: 9, Minutes: 0 }, EndTime: { Hours: 17, Minutes: 0 } };
  await gone('hours_of_operation', hours, 'PutHours', {
    ...{ HoursOfOperationId: hours, Name: '昼', TimeZone: 'Asia/Tokyo', Config: [day] },
  });
});

test('what is deleted while a request that names it is under way is refused by the name of its member', async (t) => {
  const { admin, first, sql, person } = await server(t);
  const { InstanceId } = await admin.call<Routing>('GetRouting');
  const { HoursOfOperationId } = first.queue;
  const { RoutingProfileId } = first.profile;
  const served = (QueueId: string) => ({
    Media: [{ Channel: 'TASK', Concurrency: 5, OtherChannels: true }],
    Queues: [{ QueueId, Channel: 'TASK', Priority: 1, Delay: 0 }],
  });
  const hanako = await person('agent', 'hanako');
  await hanako.call('GetWorkspace');
  const refusedFor = async (table: string, id: string, operation: string, input: object, member: RegExp) => {
    const { status, body } = await answerAfterDeleting({ sql, admin }, [table, id], operation, input);
    assert.deepEqual([status, operation], [400, operation], JSON.stringify(body));
    assert.match(String(body['Message']), member);
  };
  const queue = (name: string) => newQueue(admin, name, HoursOfOperationId);
  const profile = (Name: string) => putProfile(admin, first.queue.QueueId, { Name });
  for (const more of [{ Name: '新しい' }, { RoutingProfileId, Name: '全員' }]) {
    const gone = await queue(`修理 ${more.Name}`);
    await refusedFor('contact_queue', gone, 'PutRoutingProfile', { ...served(gone), ...more }, /QueueId/);
  }
  const outbound = await queue('発信');
  await refusedFor(
    ...(['contact_queue', outbound, 'PutRoutingProfile'] as const),
    { ...served(first.queue.QueueId), Name: '発信', DefaultOutboundQueueId: outbound },
    /DefaultOutboundQueueId/,
  );
  const associated = await queue('返品');
  const reference = { QueueReference: { QueueId: associated, Channel: 'TASK' }, Priority: 1, Delay: 0 };
  const association = { InstanceId, RoutingProfileId, QueueConfigs: [reference] };
  const associate = 'connect/AssociateRoutingProfileQueues';
  await refusedFor('contact_queue', associated, associate, association, /QueueId/);
  const called = await queue('代表');
  const number = { PhoneNumber: '0312345678', QueueId: called };
  await refusedFor('contact_queue', called, 'PutPhoneNumber', number, /QueueId/);
  const begun = await queue('見積');
  await refusedFor('contact_queue', begun, 'StartTask', { Name: '見積もり', QueueId: begun }, /queue/);
  const { Contact } = await admin.call<{ Contact: ShownContact }>('StartTask', { Name: '見積もり' });
  const aim = await queue('技術');
  const transfer = { ContactId: Contact.ContactId, QueueId: aim };
  await refusedFor('contact_queue', aim, 'TransferContact', transfer, /queue/);
  const hours = await newHours(admin, '平日');
  const during = { Name: '昼', HoursOfOperationId: hours };
  await refusedFor('hours_of_operation', hours, 'PutQueue', during, /HoursOfOperationId/);
  const night = await profile('夜間');
  const move = { InstanceId, UserId: hanako.userId, RoutingProfileId: night };
  await refusedFor('routing_profile', night, 'connect/UpdateUserRoutingProfile', move, /RoutingProfileId/);
  const other = await profile('休日');
  const again = {
    InstanceId,
    RoutingProfileId: other,
    QueueConfigs: [{ ...reference, QueueReference: { QueueId: first.queue.QueueId, Channel: 'CHAT' } }],
  };
  await refusedFor('routing_profile', other, associate, again, /RoutingProfileId/);
});
