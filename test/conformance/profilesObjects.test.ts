import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AddProfileKeyCommand,
  BatchGetProfileCommand,
  CreateDomainCommand,
  CreateProfileCommand,
  DeleteProfileKeyCommand,
  DeleteProfileObjectCommand,
  GetDomainCommand,
  GetProfileHistoryRecordCommand,
  ListProfileHistoryRecordsCommand,
  ListProfileObjectsCommand,
  PutProfileObjectCommand,
  PutProfileObjectTypeCommand,
  type PutProfileObjectTypeCommandInput,
  SearchProfilesCommand,
  UpdateProfileCommand,
} from '@aws-sdk/client-customer-profiles';
import { SignatureV4 } from '@smithy/signature-v4';
import { isUnavailable } from '../../src/database/unavailable.ts';
import { expireObjects, expireProfiles } from '../../src/profiles/expire.ts';
import { startAwsServer } from '../helpers/awsServer.ts';

const DomainName = 'shop';
const day = 86_400_000;
const nobody = 'f'.repeat(32);
const types: Record<string, Partial<PutProfileObjectTypeCommandInput>> = {
  Crm: {
    Fields: {
      id: { Source: '_source.id' },
      first: { Source: '_source.first', Target: '_profile.FirstName' },
      mail: { Source: '_source.mail', Target: '_profile.EmailAddress', ContentType: 'EMAIL_ADDRESS' },
    },
    Keys: { crmId: [{ StandardIdentifiers: ['PROFILE', 'UNIQUE'], FieldNames: ['id'] }] },
  },
  Sale: {
    Fields: {
      id: { Source: '_source.id' },
      mail: { Source: '_source.mail', ContentType: 'EMAIL_ADDRESS' },
      serial: { Source: '_source.serial', Target: '_asset.SerialNumber' },
      name: { Source: '_source.name', Target: '_asset.AssetName' },
    },
    Keys: {
      saleId: [{ StandardIdentifiers: ['UNIQUE', 'ASSET'], FieldNames: ['id'] }],
      _email: [{ StandardIdentifiers: ['PROFILE'], FieldNames: ['mail'] }],
    },
  },
};

async function start(t: TestContext) {
  const server = await startAwsServer(t);
  const { client } = server;
  await client.send(new CreateDomainCommand({ DomainName, DefaultExpirationDays: 366 }));
  for (const [ObjectTypeName, type] of Object.entries(types)) {
    await client.send(
      new PutProfileObjectTypeCommand({
        DomainName,
        ObjectTypeName,
        Description: 'x',
        AllowProfileCreation: true,
        ...type,
      }),
    );
  }
  return {
    ...server,
    put: (ObjectTypeName: string, object: object) =>
      client.send(
        new PutProfileObjectCommand({ DomainName, ObjectTypeName, Object: JSON.stringify(object) }),
      ),
    ids: async (KeyName: string, ...Values: string[]) =>
      ((await client.send(new SearchProfilesCommand({ DomainName, KeyName, Values }))).Items ?? []).map(
        (item) => item.ProfileId ?? '',
      ),
    create: async (profile: object) =>
      (await client.send(new CreateProfileCommand({ DomainName, ...profile }))).ProfileId ?? '',
  };
}

test('a key added by hand is found; taken away it is not found, whatever says it, until something says it anew', async (t) => {
  const { client, put, ids } = await start(t);
  await put('Crm', { id: '1', mail: 'a@x.jp' });
  const [ProfileId = ''] = await ids('crmId', '1');
  const edit = (KeyName: string, Values: string[]) => ({ DomainName, ProfileId, KeyName, Values });
  await client.send(new AddProfileKeyCommand(edit('_phone', ['090-1111-2222', '+819011112222'])));
  assert.deepEqual(await ids('_phone', '09011112222'), [ProfileId]);
  const gone = await client.send(
    new DeleteProfileKeyCommand(edit('_phone', ['+81 90 1111 2222', '0312345678'])),
  );
  assert.match(gone.Message ?? '', /^1 of 2/);
  assert.deepEqual(await ids('_phone', '09011112222'), []);

  await client.send(new DeleteProfileKeyCommand(edit('_email', ['A@x.jp'])));
  assert.deepEqual(await ids('_email', 'a@x.jp'), []);
  await put('Crm', { id: '1', mail: 'a@x.jp', first: 'again' });
  assert.deepEqual(await ids('_email', 'a@x.jp'), [], 'the same object does not bring it back');
  await client.send(new UpdateProfileCommand({ DomainName, ProfileId, EmailAddress: 'b@x.jp' }));
  assert.deepEqual(await ids('_email', 'b@x.jp'), [ProfileId]);
  await client.send(new UpdateProfileCommand({ DomainName, ProfileId, EmailAddress: 'a@x.jp' }));
  assert.deepEqual(await ids('_email', 'a@x.jp'), [ProfileId], 'entered anew');
  await client.send(new DeleteProfileKeyCommand(edit('_email', ['a@x.jp'])));
  await client.send(new AddProfileKeyCommand(edit('_email', ['a@x.jp'])));
  assert.deepEqual(await ids('_email', 'a@x.jp'), [ProfileId], 'added by hand');
});

test('a deleted object is gone with its keys; the profile keeps what it filled', async (t) => {
  const { client, put, ids } = await start(t);
  const { ProfileObjectUniqueKey } = await put('Crm', { id: '1', first: 'Taro' });
  const [ProfileId = ''] = await ids('crmId', '1');
  const which = { DomainName, ProfileId, ObjectTypeName: 'Crm', ProfileObjectUniqueKey };
  const list = () =>
    client.send(new ListProfileObjectsCommand({ DomainName, ProfileId, ObjectTypeName: 'Crm' }));
  assert.equal((await list()).Items?.[0]?.ProfileObjectUniqueKey, ProfileObjectUniqueKey);
  await client.send(new DeleteProfileObjectCommand(which));
  assert.deepEqual((await list()).Items, []);
  assert.deepEqual(await ids('crmId', '1'), []);
  const [profile] =
    (await client.send(new SearchProfilesCommand({ DomainName, KeyName: '_profileId', Values: [ProfileId] })))
      .Items ?? [];
  assert.equal(profile?.FirstName, 'Taro');
  await assert.rejects(client.send(new DeleteProfileObjectCommand(which)), {
    name: 'ResourceNotFoundException',
  });
});

test('objects of a profile page by page, records by filter', async (t) => {
  const { client, put, create } = await start(t);
  const ProfileId = await create({ EmailAddress: 'buyer@x.jp' });
  for (let n = 0; n < 5; n += 1) {
    await put('Sale', { id: `${n}`, mail: 'buyer@x.jp', serial: `s${n}`, name: n < 2 ? '冷蔵庫' : '洗濯機' });
  }
  const all = async (ObjectTypeName: string) => {
    const found: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(
        new ListProfileObjectsCommand({ DomainName, ProfileId, ObjectTypeName, MaxResults: 2, NextToken }),
      );
      assert.ok((page.Items?.length ?? 0) <= 2);
      found.push(...(page.Items ?? []).map((item) => item.ProfileObjectUniqueKey ?? ''));
      NextToken = page.NextToken;
    } while (NextToken);
    return found;
  };
  assert.equal(new Set(await all('Sale')).size, 5);
  const assets = await all('_asset');
  assert.equal(new Set(assets).size, 5);
  const filtered = async (KeyName: string, ...Values: string[]) =>
    (
      await client.send(
        new ListProfileObjectsCommand({
          DomainName,
          ProfileId,
          ObjectTypeName: '_asset',
          ObjectFilter: { KeyName, Values },
        }),
      )
    ).Items?.map((item) => JSON.parse(item.Object ?? '').SerialNumber).sort();
  assert.deepEqual(await filtered('_assetId', assets[0] ?? '', nobody, 'no id'), [
    JSON.parse(
      (
        await client.send(
          new ListProfileObjectsCommand({ DomainName, ProfileId, ObjectTypeName: '_asset', MaxResults: 1 }),
        )
      ).Items?.[0]?.Object ?? '',
    ).SerialNumber,
  ]);
  assert.deepEqual(await filtered('_assetName', '冷蔵庫'), ['s0', 's1']);
  assert.deepEqual(await filtered('_serialNumber', 's3', 's4', 's9'), ['s3', 's4']);
  assert.deepEqual(await filtered('saleId', '2'), ['s2']);
  assert.deepEqual(await filtered('_caseId', nobody), []);
});

test('profiles by id: those there are, an error for each that is not, once each', async (t) => {
  const { client, create } = await start(t);
  const [one, two] = [await create({ FirstName: 'A' }), await create({ FirstName: 'B' })];
  const read = await client.send(
    new BatchGetProfileCommand({ DomainName, ProfileIds: [two, nobody, one, two, nobody] }),
  );
  assert.deepEqual(
    read.Profiles?.map((profile) => [profile.ProfileId, profile.FirstName]),
    [
      [two, 'B'],
      [one, 'A'],
    ],
  );
  assert.deepEqual(
    read.Errors?.map((error) => [error.ProfileId, error.Code]),
    [[nobody, '404']],
  );
});

test('history by type, action and person, page by page, with content', async (t) => {
  const { client, put, ids, advance } = await start(t);
  for (const first of ['A', 'B', 'C']) {
    await put('Crm', { id: '1', first, mail: 'x@x.jp' });
    advance(1000);
  }
  const [ProfileId = ''] = await ids('crmId', '1');
  await put('Sale', { id: '1', mail: 'x@x.jp' });
  advance(1000);
  await client.send(new UpdateProfileCommand({ DomainName, ProfileId, LastName: '山田' }));
  const list = async (filter: object) =>
    (await client.send(new ListProfileHistoryRecordsCommand({ DomainName, ProfileId, ...filter })))
      .ProfileHistoryRecords ?? [];
  const told = async (filter: object) =>
    (await list(filter)).map((record) => `${record.ActionType} ${record.ObjectTypeName}`);
  const everything = [
    'UPDATED _profile',
    'INGESTED Sale',
    'INGESTED Crm',
    'INGESTED Crm',
    'INGESTED Crm',
    'CREATED _profile',
  ];
  assert.deepEqual((await told({})).toSorted(), everything.toSorted());
  assert.equal((await told({}))[0], 'UPDATED _profile');
  assert.deepEqual(await told({ ObjectTypeName: 'Sale' }), ['INGESTED Sale']);
  assert.deepEqual(await told({ ObjectTypeName: '_profile', ActionType: 'UPDATED' }), ['UPDATED _profile']);
  assert.deepEqual(await told({ ObjectTypeName: 'Nobody' }), []);
  assert.deepEqual(await told({ PerformedBy: 'arn:aws:iam::000000000000:user/other' }), []);
  assert.equal((await told({ PerformedBy: 'arn:aws:iam::000000000000:user/test' })).length, 6);
  const paged: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new ListProfileHistoryRecordsCommand({ DomainName, ProfileId, MaxResults: 1, NextToken }),
    );
    paged.push(...(page.ProfileHistoryRecords ?? []).map((record) => record.Id ?? ''));
    NextToken = page.NextToken;
  } while (NextToken);
  assert.deepEqual(
    paged,
    (await list({})).map((record) => record.Id),
  );
  assert.equal(new Set(paged).size, 6, 'ids are apart though two types have an object with the same key');
  const contents = await Promise.all(
    (await list({ ActionType: 'INGESTED' })).map(async ({ Id, ObjectTypeName }) => {
      const record = await client.send(new GetProfileHistoryRecordCommand({ DomainName, ProfileId, Id }));
      assert.equal(record.ObjectTypeName, ObjectTypeName);
      return JSON.parse(record.Content ?? '').first;
    }),
  );
  assert.deepEqual(contents, [undefined, 'C', 'B', 'A']);
  const [edit] = await list({ ActionType: 'UPDATED' });
  const { Content } = await client.send(
    new GetProfileHistoryRecordCommand({ DomainName, ProfileId, Id: edit?.Id }),
  );
  assert.deepEqual(JSON.parse(Content ?? ''), { LastName: '山田' });
});

test('a profile expires when nothing was written for its period; every write starts it again', async (t) => {
  const { client, house, put, ids, create, advance } = await start(t);
  await client.send(
    new PutProfileObjectTypeCommand({
      DomainName,
      ObjectTypeName: 'Crm',
      Description: 'x',
      AllowProfileCreation: true,
      ...types.Crm,
      ExpirationDays: 10,
    }),
  );
  await put('Crm', { id: 'left alone' });
  await put('Crm', { id: 'sent again' });
  await put('Crm', { id: 'changed', first: 'A' });
  const created = await create({ FirstName: 'By hand' });
  const there = async () => {
    const found = await Promise.all(['left alone', 'sent again', 'changed'].map((id) => ids('crmId', id)));
    return found.map((list) => list.length).concat((await ids('_profileId', created)).length);
  };
  advance(8 * day);
  await put('Crm', { id: 'sent again' });
  await put('Crm', { id: 'changed', first: 'B' });
  assert.equal(await expireProfiles(house), 0);
  advance(4 * day);
  await ids('crmId', 'left alone');
  assert.equal(await expireProfiles(house), 1, 'reading does not count');
  assert.deepEqual(await there(), [0, 1, 1, 1]);
  advance(8 * day);
  assert.equal(await expireProfiles(house), 2);
  assert.deepEqual(await there(), [0, 0, 0, 1]);
  advance(346 * day);
  assert.equal(await expireProfiles(house), 0);
  advance(3 * day);
  assert.equal(await expireProfiles(house), 1);
  const { Stats } = await client.send(new GetDomainCommand({ DomainName }));
  assert.deepEqual([Stats?.ProfileCount, Stats?.ObjectCount], [0, 0]);
  await put('Crm', { id: 'left alone' });
  assert.equal((await ids('crmId', 'left alone')).length, 1, 'an expired customer can come again');
});

test('objects and records expire by themselves, with the keys they held; the customer and its fields stay', async (t) => {
  const { client, house, put, ids, advance } = await start(t);
  await client.send(
    new PutProfileObjectTypeCommand({
      DomainName,
      ObjectTypeName: 'Sale',
      Description: 'x',
      ...types.Sale,
      ExpirationDays: 10,
    }),
  );
  await put('Crm', { id: '1', first: 'A', mail: 'a@x.jp' });
  await put('Sale', { id: 's1', mail: 'a@x.jp', serial: '77', name: 'Kettle' });
  const [ProfileId = ''] = await ids('crmId', '1');
  const held = async (ObjectTypeName: string) =>
    (await client.send(new ListProfileObjectsCommand({ DomainName, ProfileId, ObjectTypeName }))).Items
      ?.length;
  assert.deepEqual(
    [await held('Sale'), await held('_asset'), await ids('saleId', 's1')],
    [1, 1, [ProfileId]],
  );
  advance(9 * day);
  assert.equal(await expireObjects(house), 0);
  advance(3 * day);
  assert.equal(await expireObjects(house), 1);
  assert.equal(await expireProfiles(house), 0);
  assert.deepEqual([await held('Sale'), await held('_asset'), await ids('saleId', 's1')], [0, 0, []]);
  assert.deepEqual([await held('Crm'), await ids('_email', 'a@x.jp')], [1, [ProfileId]]);
  const { ProfileHistoryRecords } = await client.send(
    new ListProfileHistoryRecordsCommand({ DomainName, ProfileId, ObjectTypeName: 'Sale' }),
  );
  assert.deepEqual(
    ProfileHistoryRecords?.map(({ ActionType }) => ActionType),
    ['EXPIRED', 'INGESTED'],
  );
});

test('200 objects at once: of one customer they become one, of many as many, and each has its answer', async (t) => {
  const { client, put, ids } = await start(t);
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, n) => put('Crm', { id: n % 2 ? 'same' : `own ${n}`, first: `${n}` })),
  );
  assert.equal(new Set(answers.map((answer) => answer.ProfileObjectUniqueKey)).size, 101);
  assert.equal((await ids('crmId', 'same')).length, 1);
  const mixed = await Promise.allSettled(
    Array.from({ length: 200 }, (_, n) =>
      put('Crm', n % 5 ? { id: `own ${n}`, first: 'again' } : { first: 'nobody' }),
    ),
  );
  assert.equal(mixed.filter(({ status }) => status === 'rejected').length, 40);
  const { Stats } = await client.send(new GetDomainCommand({ DomainName }));
  assert.equal(Stats?.ProfileCount, Stats?.ObjectCount);
});

test('PostgreSQL ends connections in the middle of puts: each put is answered, none is half done, the next ones go', async (t) => {
  const { client, house, put } = await start(t);
  let stop = false;
  const killer = (async () => {
    for (let round = 0; round < 12 && !stop; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 15));
      await house.sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`.catch(() => undefined);
    }
  })();
  const answers = await Promise.allSettled(
    Array.from({ length: 200 }, async (_, n) => {
      await new Promise((resolve) => setTimeout(resolve, n));
      return put('Crm', { id: `${n}`, first: 'x'.repeat(200), mail: `${n}@x.jp` });
    }),
  );
  stop = true;
  await killer;
  const failed = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
  for (const reason of failed) {
    assert.ok(reason.$metadata?.httpStatusCode >= 500, `${reason.name} ${reason.message}`);
    assert.doesNotMatch(reason.message, /postgres|SELECT|pg_/i);
  }
  const held = await whenBack(() => house.sql`select count(*) as objects from profile_object`);
  assert.ok(held[0]?.objects >= answers.length - failed.length, 'what was answered is there');
  const after = (n: number) => whenBack(() => put('Crm', { id: `${n}`, first: 'after' }));
  await Promise.all(Array.from({ length: 20 }, (_, n) => after(n)));
  const { Stats } = await whenBack(() => client.send(new GetDomainCommand({ DomainName })));
  assert.equal(Stats?.ProfileCount, Stats?.ObjectCount);
});

/** Asks again while connections that were ended are only now found out: some die later than they were told to. */
async function whenBack<Row>(query: () => PromiseLike<Row>): Promise<Row> {
  for (let left = 20; ; left -= 1) {
    try {
      return await query();
    } catch (cause) {
      const { $metadata } = cause as { $metadata?: { httpStatusCode: number } };
      if (left === 0 || !(isUnavailable(cause) || ($metadata && $metadata.httpStatusCode >= 500)))
        throw cause;
      await sleep(25);
    }
  }
}

/** BatchPutProfileObject is newer than the installed SDK: signed by its signer, sent as it is. */
async function batchPut(
  url: string,
  body: object,
): Promise<{ status: number; body: Record<string, never[]> }> {
  class Sha256 {
    private readonly inner: Hash | Hmac;
    constructor(secret?: string | Uint8Array) {
      this.inner = secret ? createHmac('sha256', secret) : createHash('sha256');
    }
    update(data: Uint8Array): void {
      this.inner.update(data);
    }
    async digest(): Promise<Uint8Array> {
      return new Uint8Array(this.inner.digest());
    }
    reset(): void {}
  }
  const { host, hostname, port } = new URL(url);
  const signer = new SignatureV4({
    service: 'profile',
    region: 'ap-northeast-1',
    credentials: { accessKeyId: 'AKTEST000000000000', secretAccessKey: 'test-secret-of-the-test-key' },
    sha256: Sha256 as never,
  });
  const path = `/domains/${DomainName}/profiles/objects/batch-put-profile-object`;
  const request = await signer.sign({
    method: 'PUT',
    protocol: 'http:',
    hostname,
    port: Number(port),
    path,
    query: {},
    headers: { host, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await fetch(`${url}${path}`, {
    method: 'PUT',
    headers: request.headers,
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, never[]> };
}

test('several objects in one call: each succeeds or fails by itself', async (t) => {
  const { url, ids } = await start(t);
  const item = (Id: string, object: unknown) => ({
    Id,
    Object: typeof object === 'string' ? object : JSON.stringify(object),
  });
  const Items = [
    item('a', { id: '1', first: 'A' }),
    item('b', {}),
    item('c', 'no JSON'),
    item('d', { id: '1', first: 'D' }),
    item('e', []),
  ];
  const { status, body } = await batchPut(url, { ObjectTypeName: 'Crm', Items });
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual(
    body.Successful?.map((done: { Id: string }) => done.Id),
    ['a', 'd'],
  );
  assert.deepEqual(
    body.Failed?.map((failed: { Id: string; Code: number }) => [failed.Id, failed.Code]),
    [
      ['b', 400],
      ['c', 400],
      ['e', 400],
    ],
  );
  assert.equal((await ids('crmId', '1')).length, 1);
  const refusals = [
    { ObjectTypeName: 'Nobody', Items },
    { ObjectTypeName: 'Crm', Items: [] },
    { ObjectTypeName: 'Crm', Items: Array(11).fill(Items[0]) },
    { ObjectTypeName: '_order', Items },
    { Items },
  ];
  for (const refused of refusals) assert.match(String((await batchPut(url, refused)).status), /^40[04]$/);
});

const cliKnows = (operation: string) =>
  spawnSync('aws', ['customer-profiles', operation, 'help'], { env: { ...process.env, AWS_PAGER: 'cat' } })
    .status === 0;

test('the same by the AWS CLI', {
  skip: cliKnows('batch-put-profile-object') ? false : 'no AWS CLI that knows it',
}, async (t) => {
  const { url, ids } = await start(t);
  const Items = JSON.stringify([{ Id: 'a', Object: '{"id":"1"}' }]);
  const args = [
    'customer-profiles',
    'batch-put-profile-object',
    '--domain-name',
    DomainName,
    '--object-type-name',
    'Crm',
    '--items',
    Items,
  ];
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'AKTEST000000000000',
    AWS_SECRET_ACCESS_KEY: 'test-secret-of-the-test-key',
    AWS_DEFAULT_REGION: 'ap-northeast-1',
  };
  const child = spawn('aws', args, { env, stdio: 'inherit' });
  assert.equal(await new Promise((resolve) => child.on('close', resolve)), 0);
  assert.equal((await ids('crmId', '1')).length, 1);
});
