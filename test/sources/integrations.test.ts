import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Buckets } from '../../src/sources/buckets/bucket.ts';
import { folderBuckets } from '../../src/sources/buckets/folder.ts';
import { listScheduled } from '../../src/sources/store/integrations.ts';
import { runDue } from '../../src/sources/watch.ts';
import { call, openRoom } from './helpers/room.ts';

type Room = Awaited<ReturnType<typeof openRoom>>;

const flow = (over: object = {}, trigger: object = { TriggerType: 'OnDemand' }) => ({
  DomainName: 'shop',
  ObjectTypeName: 'Customers',
  FlowDefinition: {
    FlowName: 'customers',
    KmsArn: 'arn:aws:kms:us-east-1:000000000000:key/x',
    SourceFlowConfig: {
      ConnectorType: 'S3',
      SourceConnectorProperties: { S3: { BucketName: 'imports', BucketPrefix: 'crm/' } },
    },
    Tasks: [],
    TriggerConfig: trigger,
  },
  ...over,
});

const putIntegration = (room: Room, input: object) =>
  room.sources.awsOperations.PutIntegration(input as never, call);
const runNow = (room: Room, Uri: string) => room.run<{ ImportIds: string[] }>('RunIntegration', { Uri });

test('an integration imports each content of each file once', async (t) => {
  const room = await openRoom(t);
  const { Uri } = await putIntegration(room, flow());
  assert.match(
    Uri ?? '',
    /^arn:aws:appflow:us-east-1:000000000000:flow\/Customer_Profiles_shop_S3_Customers_\d{13}$/,
  );
  await room.put('crm/a.csv', 'customer_id,name\n1,a\n2,b\n');
  await room.put('crm/b.csv', 'customer_id,name\n3,c\n');
  await room.put('crm/page.csv', '<html>');
  await room.put('elsewhere/c.csv', 'customer_id,name\n9,z\n');
  const first = await runNow(room, Uri ?? '');
  assert.equal(first.ImportIds.length, 3);
  const ended = await Promise.all(first.ImportIds.map((id) => room.ended(id)));
  assert.deepEqual(ended.map(({ Status, Created }) => [Status, Created]).sort(), [
    ['COMPLETED', 1],
    ['COMPLETED', 2],
    ['FAILED', 0],
  ]);
  assert.deepEqual((await runNow(room, Uri ?? '')).ImportIds, []);
  await room.put('crm/b.csv', 'customer_id,name\n3,c\n');
  assert.deepEqual((await runNow(room, Uri ?? '')).ImportIds, [], 'written again with the same content');
  await room.put('crm/b.csv', 'customer_id,name\n3,changed\n4,d\n');
  const [again] = (await runNow(room, Uri ?? '')).ImportIds;
  const done = await room.ended(again ?? '');
  assert.deepEqual(
    [done.Status, done.Created, done.Updated, done.ObjectTypeName],
    ['COMPLETED', 1, 1, 'Customers'],
  );
  assert.equal(done.StartedBy, Uri);
});

test('a schedule is served when its time has come, by one process', async (t) => {
  const room = await openRoom(t, { start: false });
  const Scheduled = { ScheduleExpression: 'rate(15minutes)', DataPullMode: 'Incremental' };
  await putIntegration(room, flow({}, { TriggerType: 'Scheduled', TriggerProperties: { Scheduled } }));
  await room.put('crm/a.csv', 'customer_id,name\n1,a\n');
  const sent: string[] = [];
  const at = { now: new Date(Date.now() + 60_000) };
  const deps = {
    house: { ...room.house, clock: () => at.now },
    buckets: folderBuckets(room.folder),
    queue: { send: async (id: string) => void sent.push(id) },
    log: (message: string) => assert.fail(message),
  };
  await Promise.all([runDue(deps), runDue(deps)]);
  assert.equal(sent.length, 1);
  await room.put('crm/b.csv', 'customer_id,name\n2,b\n');
  at.now = new Date(at.now.getTime() + 10 * 60_000);
  await runDue(deps);
  assert.equal(sent.length, 1, 'ten minutes later it is not due');
  at.now = new Date(at.now.getTime() + 5 * 60_000);
  await runDue(deps);
  assert.equal(sent.length, 2);
});

test('integrations are put, found, listed and deleted', async (t) => {
  const room = await openRoom(t, { start: false });
  const aws = room.sources.awsOperations;
  const made = await putIntegration(room, flow({ Tags: { team: 'crm' } }));
  const again = await putIntegration(room, flow({ ObjectTypeName: 'People' }));
  assert.equal(again.Uri, made.Uri, 'the same flow is the same integration');
  const other = await putIntegration(room, {
    DomainName: 'shop',
    ObjectTypeName: 'X',
    Uri: 's3://imports/x/',
  });
  const Uri = made.Uri ?? '';
  const got = await aws.GetIntegration({ DomainName: 'shop', Uri } as never, call);
  assert.deepEqual([got.ObjectTypeName, got.Tags, got.Scope], ['People', { team: 'crm' }, 'PROFILE']);
  const page = await aws.ListIntegrations({ DomainName: 'shop', MaxResults: 1 } as never, call);
  const next = await aws.ListIntegrations(
    { DomainName: 'shop', MaxResults: 1, NextToken: page.NextToken } as never,
    call,
  );
  assert.deepEqual([page.Items?.[0]?.Uri, next.Items?.[0]?.Uri, next.NextToken], [Uri, other.Uri, undefined]);
  const account = await aws.ListAccountIntegrations({ Uri } as never, call);
  assert.deepEqual(
    account.Items?.map((item) => item.DomainName),
    ['shop'],
  );
  await aws.DeleteIntegration({ DomainName: 'shop', Uri } as never, call);
  await assert.rejects(aws.GetIntegration({ DomainName: 'shop', Uri } as never, call), {
    name: 'ResourceNotFoundException',
  });
  const stranger = { ...call, caller: { ...call.caller, accountId: '111111111111' } };
  await assert.rejects(aws.GetIntegration({ DomainName: 'shop', Uri: other.Uri } as never, stranger), {
    name: 'ResourceNotFoundException',
  });
});

test('what cannot be integrated is refused with the reason', async (t) => {
  const room = await openRoom(t, { start: false });
  const scheduled = (Scheduled: object) =>
    flow({}, { TriggerType: 'Scheduled', TriggerProperties: { Scheduled } });
  const cases: [object, RegExp][] = [
    [{ DomainName: 'shop', ObjectTypeName: 'X' }, /either Uri or FlowDefinition/],
    [{ ...flow(), Uri: 's3://imports' }, /one of the two/],
    [flow({ ObjectTypeName: undefined }), /ObjectTypeName/],
    [{ DomainName: 'shop', ObjectTypeName: 'X', Uri: 's3://nowhere/x' }, /no bucket "nowhere"/],
    [flow({}, { TriggerType: 'Event' }), /Scheduled or OnDemand/],
    [flow({}, { TriggerType: 'Scheduled' }), /ScheduleExpression/],
    [scheduled({ ScheduleExpression: 'every day' }), /rate\(15minutes\)/],
    [scheduled({ ScheduleExpression: 'rate(1hours)', Timezone: 'Nowhere/X' }), /Timezone/],
  ];
  for (const [input, says] of cases) {
    await assert.rejects(putIntegration(room, input), (error: Error) => {
      assert.equal(error.name, 'BadRequestException');
      assert.match(error.message, says);
      return true;
    });
  }
});

interface View {
  Schedule?: string;
  Timezone?: string;
  PausedAt?: number;
  NextLookAt?: number;
  LastLook?: { At: number; FilesFound?: number; FilesNew?: number; Problem?: string };
  Totals: { Imports: number; Failed: number; RowsRead: number; Created: number; Rejected: number };
}

test('an integration tells what its last look found and what came of it', async (t) => {
  const room = await openRoom(t);
  const Uri = (await putIntegration(room, flow())).Uri ?? '';
  const view = () => room.run<View>('GetIntegrationView', { Uri });
  assert.equal((await view()).LastLook, undefined);
  await room.put('crm/a.csv', 'customer_id,name\n1,a\n2,"b\n');
  await room.put('crm/page.csv', '<html>');
  const { ImportIds } = await runNow(room, Uri);
  await Promise.all(ImportIds.map((id) => room.ended(id)));
  const { LastLook, Totals } = await view();
  assert.deepEqual([LastLook?.FilesFound, LastLook?.FilesNew, LastLook?.Problem], [2, 2, undefined]);
  assert.deepEqual(
    [Totals.Imports, Totals.Failed, Totals.RowsRead, Totals.Created, Totals.Rejected],
    [2, 1, 2, 1, 1],
  );
  await room.importFile('crm/a.csv', { ObjectTypeName: 'Customers' });
  const list = await room.run<{ Items: View[] }>('ListIntegrationViews', {});
  assert.deepEqual(
    list.Items.map((item) => item.LastLook),
    [LastLook],
  );
  const { Imports } = await room.run<{ Imports: { ImportId: string }[] }>('ListImports', { StartedBy: Uri });
  assert.deepEqual(Imports.map(({ ImportId }) => ImportId).sort(), [...ImportIds].sort());
});

test('a look that fails says why, and what to do', async (t) => {
  const buckets: Buckets = folderBuckets(mkdtempSync(join(tmpdir(), 'nayose-looks-')));
  const room = await openRoom(t, { buckets });
  const Uri = (await putIntegration(room, flow())).Uri ?? '';
  buckets.open = () => Promise.reject(Object.assign(new Error('no'), { name: 'AccessDenied' }));
  await assert.rejects(runNow(room, Uri), { name: 'BadRequestException', message: /right to list and read/ });
  const { LastLook } = await room.run<View>('GetIntegrationView', { Uri });
  assert.match(LastLook?.Problem ?? '', /AccessDenied/);
  assert.equal(LastLook?.FilesFound, undefined);
});

test('a schedule is changed, paused and resumed', async (t) => {
  const room = await openRoom(t, { start: false });
  const Uri = (await putIntegration(room, flow())).Uri ?? '';
  const run = (name: string, input: object = {}) => room.run<View>(name, { Uri, ...input });
  await assert.rejects(run('ScheduleIntegration', { Schedule: 'daily' }), /rate\(15minutes\)/);
  const given = { Schedule: 'cron(0 3 * * ? *)', Timezone: 'Asia/Tokyo' };
  const scheduled = await run('ScheduleIntegration', given);
  assert.deepEqual([scheduled.Schedule, scheduled.Timezone], [given.Schedule, given.Timezone]);
  assert.ok((scheduled.NextLookAt ?? 0) * 1000 > Date.now());
  const paused = await run('PauseIntegration');
  assert.ok(paused.PausedAt);
  assert.equal(paused.NextLookAt, undefined);
  assert.equal((await run('PauseIntegration')).PausedAt, paused.PausedAt);
  assert.deepEqual(await listScheduled(room.sql), []);
  assert.equal((await run('ResumeIntegration')).PausedAt, undefined);
  assert.equal((await listScheduled(room.sql)).length, 1);
  const onDemand = await run('ScheduleIntegration');
  assert.deepEqual(
    [onDemand.Schedule, onDemand.Timezone, onDemand.NextLookAt],
    [undefined, undefined, undefined],
  );
});

test('what is named after a template is taken by it: contact records of an instance, files of a source', async (t) => {
  const room = await openRoom(t);
  const types = async () => [...(await room.house.domains.get(call.caller.accountId, 'shop')).types.keys()];
  await putIntegration(room, {
    DomainName: 'shop',
    ObjectTypeName: 'CTR',
    Uri: 'arn:aws:connect:us-east-1:000000000000:instance/x',
  });
  assert.deepEqual(await types(), ['CTR']);
  const { Uri } = await putIntegration(room, flow({ ObjectTypeName: 'Shopify-Customer' }));
  await room.put('crm/a.csv', 'id,first_name,last_name,email\n7,花子,佐藤,hanako@example.jp\n');
  const [importId] = (await runNow(room, Uri ?? '')).ImportIds;
  const done = await room.ended(importId ?? '');
  assert.deepEqual([done.Status, done.Created, done.Rejected], ['COMPLETED', 1, 0]);
  const [key] = await room.sql`select value from profile_key where key_name = '_shopifyCustomerId'`;
  assert.equal(key?.value, '7');
  await room.put('other.csv', 'userId,traits\nu1,x\n');
  const dry = await room.importFile('other.csv', { ObjectTypeName: 'Segment-Identify', DryRun: true });
  assert.deepEqual([dry.Status, dry.Created], ['COMPLETED', 1]);
  const real = await room.importFile('other.csv', { ObjectTypeName: 'Segment-Identify' });
  assert.deepEqual([real.Status, real.Created], ['COMPLETED', 1]);
  assert.deepEqual(await types(), ['CTR', 'Segment-Identify', 'Shopify-Customer']);
});
