import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import {
  BatchGetProfileCommand,
  CreateDomainCommand,
  CreateProfileCommand,
  MergeProfilesCommand,
  PutProfileObjectCommand,
  PutProfileObjectTypeCommand,
  SearchProfilesCommand,
  UpdateProfileCommand,
} from '@aws-sdk/client-customer-profiles';
import { undoMerge } from '../../src/identity/merge.ts';
import { mergeOperations } from '../../src/identity/operations/merges.ts';
import { previewUndo } from '../../src/identity/previewUndo.ts';
import { startAwsServer } from '../helpers/awsServer.ts';

const DomainName = 'shop';

async function start(t: TestContext) {
  const server = await startAwsServer(t, mergeOperations);
  const { client, house } = server;
  await client.send(new CreateDomainCommand({ DomainName, DefaultExpirationDays: 366 }));
  await client.send(
    new PutProfileObjectTypeCommand({
      DomainName,
      ObjectTypeName: 'Crm',
      Description: 'Crm',
      AllowProfileCreation: true,
      Fields: {
        id: { Source: '_source.id' },
        first: { Source: '_source.first', Target: '_profile.FirstName' },
        phone: { Source: '_source.phone', Target: '_profile.PhoneNumber', ContentType: 'PHONE_NUMBER' },
      },
      Keys: { crmId: [{ StandardIdentifiers: ['PROFILE', 'UNIQUE'], FieldNames: ['id'] }] },
    }),
  );
  const create = async (profile: object) =>
    (await client.send(new CreateProfileCommand({ DomainName, ...profile }))).ProfileId ?? '';
  const put = (object: object) =>
    client.send(
      new PutProfileObjectCommand({ DomainName, ObjectTypeName: 'Crm', Object: JSON.stringify(object) }),
    );
  const search = async (KeyName: string, value: string) =>
    (await client.send(new SearchProfilesCommand({ DomainName, KeyName, Values: [value] }))).Items ?? [];
  const get = async (...ProfileIds: string[]) =>
    (await client.send(new BatchGetProfileCommand({ DomainName, ProfileIds }))).Profiles ?? [];
  const merge = async (MainProfileId: string, others: string[], FieldSourceProfileIds?: object) => {
    const { Message } = await client.send(
      new MergeProfilesCommand({
        DomainName,
        MainProfileId,
        ProfileIdsToBeMerged: others,
        FieldSourceProfileIds,
      }),
    );
    return /[0-9a-f]{32}/.exec(Message ?? '')?.[0] ?? '';
  };
  const domain = () => house.domains.get('000000000000', DomainName);
  const undo = async (mergeId: string) => undoMerge(house, await domain(), mergeId, 'arn:test');
  const preview = async (mergeId: string) => previewUndo(house, await domain(), mergeId);
  return { ...server, create, put, search, get, merge, undo, preview };
}

test('12: a field chosen from a profile where it is empty is empty', async (t) => {
  const { create, get, merge } = await start(t);
  const main = await create({ FirstName: 'Main', LastName: 'Kept', Attributes: { a: '1' } });
  const other = await create({
    EmailAddress: 'o@example.jp',
    Attributes: { a: '2', b: '3' },
    Address: { City: '京都市' },
  });
  await merge(main, [other], { FirstName: other, Attributes: { a: other } });
  const [profile] = await get(main);
  assert.deepEqual(profile, {
    ProfileId: main,
    LastName: 'Kept',
    EmailAddress: 'o@example.jp',
    Address: { City: '京都市' },
    Attributes: { a: '2', b: '3' },
  });
});

test('an absorbed id, its keys and its objects lead to the survivor; undoing brings both back byte for byte', async (t) => {
  const { put, search, get, merge, undo, advance } = await start(t);
  await put({ id: '1', first: '太郎', phone: '090-0000-0001' });
  await put({ id: '2', first: 'タロウ', phone: '090-0000-0002' });
  const [one] = await search('crmId', '1');
  const [two] = await search('crmId', '2');
  const before = await get(one?.ProfileId ?? '', two?.ProfileId ?? '');
  advance(1000);
  const mergeId = await merge(one?.ProfileId ?? '', [two?.ProfileId ?? '']);
  assert.deepEqual(
    (await search('crmId', '2')).map((p) => [p.ProfileId, p.FirstName]),
    [[one?.ProfileId, '太郎']],
  );
  assert.deepEqual(
    (await get(two?.ProfileId ?? '')).map((p) => p.ProfileId),
    [one?.ProfileId],
  );
  advance(1000);
  assert.equal((await undo(mergeId)).length, 2);
  assert.deepEqual(await get(one?.ProfileId ?? '', two?.ProfileId ?? ''), before);
  await assert.rejects(undo(mergeId), /undone already/);
});

test('what arrives after a merge goes to the side of its key; what people edit stays with the survivor', async (t) => {
  const { client, put, search, get, merge, undo, preview, advance } = await start(t);
  await put({ id: '1', first: 'A' });
  await put({ id: '2', first: 'B' });
  const one = (await search('crmId', '1'))[0]?.ProfileId ?? '';
  const two = (await search('crmId', '2'))[0]?.ProfileId ?? '';
  advance(1000);
  const mergeId = await merge(one, [two]);
  advance(1000);
  await put({ id: '2', first: 'B', phone: '090-0000-0002' });
  await client.send(new UpdateProfileCommand({ DomainName, ProfileId: two, LastName: '山田' }));
  const [merged] = await get(one);
  assert.deepEqual(
    { ...merged, PhoneNumber: merged?.PhoneNumber, LastName: merged?.LastName },
    { ProfileId: one, FirstName: merged?.FirstName, PhoneNumber: '090-0000-0002', LastName: '山田' },
  );
  const foreseen = await preview(mergeId);
  assert.deepEqual(
    foreseen.map(({ profileId, staying }) => [profileId, staying]).sort(),
    [
      [one, ['LastName']],
      [two, []],
    ].sort(),
  );
  advance(1000);
  await undo(mergeId);
  assert.deepEqual(await get(one, two), [
    { ProfileId: one, FirstName: 'A', LastName: '山田' },
    { ProfileId: two, FirstName: 'B', PhoneNumber: '090-0000-0002' },
  ]);
});

test('merges undone in any order restore every profile', async (t) => {
  const { create, get, merge, undo, advance } = await start(t);
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 0, 2],
    [1, 2, 0],
  ]) {
    const ids: string[] = [];
    for (const name of ['A', 'B', 'C', 'D'])
      ids.push(await create({ FirstName: name, Attributes: { [name]: '1' } }));
    const [a = '', b = '', c = '', d = ''] = ids;
    const before = await get(...ids);
    advance(10);
    const merges = [await merge(a, [b]), await merge(c, [d])];
    advance(10);
    merges.push(await merge(d, [b]));
    assert.equal((await get(...ids)).length, 1);
    for (const index of order) await undo(merges[index] ?? '');
    assert.deepEqual(await get(...ids), before);
  }
});

test('a merge into itself, of the unknown and with foreign field sources is refused and changes nothing', async (t) => {
  const { create, get, merge } = await start(t);
  const a = await create({ FirstName: 'A' });
  const b = await create({ FirstName: 'B' });
  const c = await create({ FirstName: 'C' });
  const before = await get(a, b, c);
  await assert.rejects(merge(a, [a]), /one with the main profile/);
  await assert.rejects(merge(a, ['f'.repeat(32)]), /does not exist/);
  await assert.rejects(merge(a, [b], { FirstName: c }), /not among the profiles/);
  await merge(a, [b]);
  await assert.rejects(merge(b, [a]), /one with the main profile/);
  assert.deepEqual(await get(c), before.slice(2));
});

test('EngagementPreferences come from whom MergeProfiles names, even when there are none', async (t) => {
  const { create, merge, get } = await start(t);
  const phone = (KeyValue: string) => ({
    EngagementPreferences: { Phone: [{ KeyName: 'k', KeyValue, ContactType: 'PhoneNumber' }] },
  });
  for (const [others, wanted] of [
    [phone('B'), 'B'],
    [{}, undefined],
  ] as const) {
    const main = await create({ LastName: 'A', ...phone('A') });
    const other = await create({ LastName: 'B', ...others });
    await merge(main, [other], { EngagementPreferences: other });
    const [shown] = await get(main);
    assert.equal(shown?.LastName, 'A');
    assert.equal(shown?.EngagementPreferences?.Phone?.[0]?.KeyValue, wanted);
  }
});
