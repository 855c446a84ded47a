import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { createProfile, updateProfile } from '../../src/profiles/editProfile.ts';
import { packObject, unpackObject } from '../../src/profiles/objectText.ts';
import { profileScreens } from '../../src/profiles/operations/operations.ts';
import { putObjectType } from '../../src/profiles/putObjectType.ts';
import type { Call } from '../../src/wire/call.ts';
import { accountId, actor, incoming, take, testHouse } from './support/house.ts';

const call: Call = {
  caller: { accountId, arn: actor, region: 'ap-northeast-1', role: 'admin' },
  requestId: 'r',
};

async function start(t: TestContext) {
  const opened = await testHouse(t);
  const DomainName = await opened.newDomain();
  const operations = new Map(profileScreens(opened.house).map((operation) => [operation.name, operation]));
  const run = async (name: string, input: object, as: Call = call) => {
    const operation = operations.get(name);
    assert.ok(operation, name);
    // What a screen gets is the JSON of it.
    return JSON.parse(JSON.stringify(await operation.run({ DomainName, ...input }, as)));
  };
  return { ...opened, DomainName, run, current: () => opened.domain(DomainName) };
}

const definition = (priority?: number) => ({
  Description: 'x',
  AllowProfileCreation: true,
  ...(priority ? { SourcePriority: priority } : {}),
  SourceLastUpdatedTimestampFormat: 'yyyy-MM-dd',
  Fields: {
    id: {},
    last: { Target: '_profile.LastName' },
    skin: { Target: '_profile.Attributes.肌質' },
    at: { Target: '_profile.SourceLastUpdatedTimestamp' },
  },
  Keys: { crmId: [{ StandardIdentifiers: ['PROFILE', 'UNIQUE'], FieldNames: ['id'] }] },
});

test('the profile page tells where each value is from and what lost to it', async (t) => {
  const { house, run, current, DomainName, setClock } = await start(t);
  await putObjectType(house, await current(), 'Crm', definition());
  const [made] = await take(house, await current(), [
    incoming('Crm', { id: '1', last: '山田', skin: '乾燥', at: '2025-01-02' }),
  ]);
  assert.ok(made?.kind === 'created');
  const { profileId: ProfileId } = made;
  await updateProfile(house, await current(), ProfileId, { LastName: '佐藤' }, 'arn:person');
  const view = await run('GetProfileView', { ProfileId });
  assert.deepEqual(view.Profile, { ProfileId, LastName: '佐藤', Attributes: { 肌質: '乾燥' } });
  assert.equal(view.Fields.LastName.Value, '佐藤');
  assert.deepEqual(
    [
      view.Fields.LastName.From.Kind,
      view.Fields.LastName.From.Actor,
      view.Fields.LastName.Others.map((other: { Value: string }) => other.Value),
    ],
    ['MANUAL', 'arn:person', ['山田']],
  );
  const { From } = view.Fields['Attributes.肌質'];
  assert.deepEqual([From.Kind, From.ObjectTypeName], ['OBJECT', 'Crm']);
  assert.equal(new Date(From.SourceTime * 1000 || From.SourceTime).getUTCFullYear(), 2025);
  assert.deepEqual(view.ObjectTypes, [{ ObjectTypeName: 'Crm', Count: 1 }]);
  assert.deepEqual(
    view.CustomFields.map((field: { Name: string }) => field.Name),
    ['肌質'],
  );
  // The same type says it once more, after the person: without a rank it still loses, with one it wins.
  setClock(new Date('2026-01-03T00:00:00Z'));
  await take(house, await current(), [
    incoming('Crm', { id: '1', last: '山田', skin: '脂性', at: '2025-01-03' }),
  ]);
  const before = await run('FindProfiles', { Query: '山田' });
  assert.deepEqual(before.Items, []);
  await putObjectType(house, await current(), 'Crm', definition(1));
  const [hit] = (await run('FindProfiles', { Query: '山田' })).Items;
  assert.equal(hit?.ProfileId, ProfileId, 'a new rank shows, and is found, at once');
  assert.equal((await run('GetProfileView', { ProfileId })).Fields.LastName.Value, '山田');
  await assert.rejects(run('GetProfileView', { ProfileId: 'f'.repeat(32) }), /does not exist in domain/);
  await assert.rejects(run('GetProfileView', { ProfileId: 'x' }), /ProfileId/);
  await assert.rejects(
    run('GetProfileView', { ProfileId }, { ...call, caller: { ...call.caller, accountId: '111111111111' } }),
    new RegExp(`Domain "${DomainName}" does not exist`),
  );
});

test('found customers page by page; a forged token is refused', async (t) => {
  const { house, run, current } = await start(t);
  for (let n = 0; n < 7; n += 1) {
    await createProfile(
      house,
      await current(),
      { LastName: '山田', FirstName: `花${n}`, PhoneNumber: `03-1111-222${n}` },
      actor,
    );
  }
  const found: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await run('FindProfiles', {
      Query: '山田',
      MaxResults: 3,
      ...(NextToken ? { NextToken } : {}),
    });
    found.push(...page.Items.map((item: { FirstName: string }) => item.FirstName));
    NextToken = page.NextToken;
  } while (NextToken);
  assert.deepEqual(found, ['花0', '花1', '花2', '花3', '花4', '花5', '花6']);
  const [byPhone] = (await run('FindProfiles', { Query: '2223' })).Items;
  assert.deepEqual(
    [byPhone.FirstName, byPhone.PhoneNumber, byPhone.Matched],
    ['花3', '03-1111-2223', { Field: 'PhoneNumber', Kind: 'phoneEnd' }],
  );
  for (const place of [['x'], [-1], [1, 2], [0.5], null]) {
    const token = Buffer.from(JSON.stringify(place)).toString('base64url');
    await assert.rejects(run('FindProfiles', { Query: '山田', NextToken: token }), /NextToken/);
  }
});

test('the field catalogue: what types and people bring, labels, and taking out', async (t) => {
  const { house, run, current } = await start(t);
  await putObjectType(house, await current(), 'Crm', definition());
  await createProfile(house, await current(), { 'Attributes.趣味': '釣り', 'Attributes.gone': null }, actor);
  await run('PutCustomField', { Name: '肌質', LabelJa: '肌の質', LabelEn: 'Skin' });
  await run('PutCustomField', { Name: '会員' });
  const list = async () =>
    (await run('ListCustomFields', {})).Items as { Name: string; LabelEn?: string; Source: string }[];
  assert.deepEqual(new Set((await list()).map((field) => field.Name)), new Set(['肌質', '趣味', '会員']));
  assert.deepEqual((await list()).find((field) => field.Name === '肌質')?.LabelEn, 'Skin');
  await run('DeleteCustomField', { Name: '会員' });
  await assert.rejects(run('DeleteCustomField', { Name: '会員' }), /not in the catalogue/);
  assert.equal((await list()).length, 2);
});

test('law: an object is kept as it came, to the letter', () => {
  const text = fc.oneof(
    fc.json({ maxDepth: 2 }),
    fc
      .dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }))
      .map((value) => JSON.stringify(value)),
    fc
      .dictionary(fc.constantFrom('1', 'a', '__proto__', 'b "c"'), fc.string())
      .map((value) => JSON.stringify(value, null, 1)),
    fc.constantFrom(
      '{"a":"x","a":"y"}',
      '{"a": "x"}',
      '{"\\u0061":"x"}',
      '{"a":"\\u0041"}',
      '{"a":"\\ud800"}',
      '{"__proto__":"x"}',
      '{"2":"x","1":"y"}',
      '{"a":"x"} ',
    ),
  );
  fc.assert(
    fc.property(text, (json) => {
      const { shapeId, names, text: kept } = packObject(json);
      assert.equal(unpackObject(shapeId === null ? null : names, kept), json);
    }),
    { numRuns: 1000 },
  );
});

test('a domain without customers says so', async (t) => {
  const { run, house, current } = await start(t);
  assert.deepEqual(await run('HasProfiles', {}), { Some: false });
  await createProfile(house, await current(), { LastName: '佐藤' }, actor);
  assert.deepEqual(await run('HasProfiles', {}), { Some: true });
});
