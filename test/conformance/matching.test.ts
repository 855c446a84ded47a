import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  type AttributeMatchingModel,
  GetAutoMergingPreviewCommand,
  GetMatchesCommand,
  GetSimilarProfilesCommand,
  ListProfileObjectsCommand,
  ListRuleBasedMatchesCommand,
  MergeProfilesCommand,
  PutProfileObjectCommand,
  PutProfileObjectTypeCommand,
} from '@aws-sdk/client-customer-profiles';
import { DomainName, openRoom } from '../identity/support/room.ts';

/** A room whose customers come from a type that says of every row when it was updated. */
async function withSource(t: TestContext) {
  const room = await openRoom(t);
  const { client } = room;
  await client.send(
    new PutProfileObjectTypeCommand({
      DomainName,
      ObjectTypeName: 'Crm',
      Description: 'rows with the time of their last update',
      AllowProfileCreation: true,
      SourceLastUpdatedTimestampFormat: 'yyyy-MM-dd HH:mm',
      Fields: {
        row: { Source: '_source.row', ContentType: 'STRING' },
        customer: { Source: '_source.customer', ContentType: 'STRING' },
        first: { Source: '_source.first', Target: '_profile.FirstName', ContentType: 'NAME' },
        last: { Source: '_source.last', Target: '_profile.LastName', ContentType: 'NAME' },
        email: { Source: '_source.email', Target: '_profile.EmailAddress', ContentType: 'EMAIL_ADDRESS' },
        phone: { Source: '_source.phone', Target: '_profile.PhoneNumber', ContentType: 'PHONE_NUMBER' },
        at: { Source: '_source.at', Target: '_profile.SourceLastUpdatedTimestamp' },
      },
      Keys: {
        crmRow: [{ StandardIdentifiers: ['UNIQUE'], FieldNames: ['row'] }],
        crmCustomer: [{ StandardIdentifiers: ['PROFILE'], FieldNames: ['customer'] }],
      },
    }),
  );
  let rows = 0;
  const put = async (customer: string, hour: number, values: object) => {
    const at = `2026-01-01 0${hour}:00`;
    const row = JSON.stringify({ row: `${++rows}`, customer, at, ...values });
    await client.send(new PutProfileObjectCommand({ DomainName, ObjectTypeName: 'Crm', Object: row }));
  };
  return { ...room, put };
}

/** The profiles that the documentation of consolidation criteria takes as its example; every value has its own hour. */
async function putDocumented({ put }: Awaited<ReturnType<typeof withSource>>): Promise<void> {
  const email = { email: 'doefamily@anyemail.com' };
  await put('A', 5, { first: 'John', last: 'Doe', ...email });
  await put('A', 7, { phone: '555-555-5555' });
  await put('B', 4, { first: 'John', last: 'Doe', phone: '555-555-5556' });
  await put('B', 6, email);
  await put('C', 6, { first: 'Jane', last: 'Doe', phone: '555-555-5555' });
  await put('C', 7, email);
}

const criteria = [['FirstName', 'LastName', 'EmailAddress'], ['PhoneNumber']];

test('12: a field whose chosen profile has none is empty after merging by hand', async (t) => {
  const { client, create, get } = await openRoom(t);
  const main = await create({
    LastName: '山田',
    EmailAddress: 'main@example.jp',
    PhoneNumber: '090-1111-2222',
  });
  const other = await create({ LastName: '山田', PhoneNumber: '090-3333-4444' });
  await client.send(
    new MergeProfilesCommand({
      DomainName,
      MainProfileId: main,
      ProfileIdsToBeMerged: [other],
      FieldSourceProfileIds: { EmailAddress: other },
    }),
  );
  const [merged] = await get(main);
  assert.deepEqual([merged?.EmailAddress, merged?.PhoneNumber], [undefined, '090-1111-2222']);
});

test('13: the documented criteria make one profile of the three, with the newest value of each field', async (t) => {
  const room = await withSource(t);
  const { client, configure, quiet, get, run } = room;
  await putDocumented(room);
  await configure({
    Enabled: true,
    AutoMerging: {
      Enabled: true,
      Consolidation: { MatchingAttributesList: criteria },
      ConflictResolution: { ConflictResolvingModel: 'RECENCY' },
    },
  });
  const job = await quiet();
  assert.equal(job?.Status, 'COMPLETED', job?.Message);
  const { Items } = await run<{ Items: { Profiles: { ProfileId: string }[]; Size: number }[] }>(
    'ListMatchGroups',
    { JobId: job?.JobId },
  );
  assert.deepEqual(
    Items.map(({ Size }) => Size),
    [3],
  );
  const ids = [...new Set(Items[0]?.Profiles.map(({ ProfileId }) => ProfileId))];
  const profiles = await get(...ids);
  assert.equal(profiles.length, 1);
  const { FirstName, LastName, EmailAddress, PhoneNumber, ProfileId } = profiles[0] ?? {};
  assert.deepEqual(
    [FirstName, LastName, EmailAddress, PhoneNumber],
    ['Jane', 'Doe', 'doefamily@anyemail.com', '555-555-5555'],
  );
  const objects = await client.send(
    new ListProfileObjectsCommand({ DomainName, ProfileId, ObjectTypeName: 'Crm' }),
  );
  assert.equal(objects.Items?.length, 6, 'every object comes along');
});

test('13: the first criterion alone leaves Jane out', async (t) => {
  const room = await withSource(t);
  const { configure, quiet, run } = room;
  await putDocumented(room);
  await configure({
    Enabled: true,
    AutoMerging: {
      Enabled: true,
      Consolidation: { MatchingAttributesList: [criteria[0]!] },
      MinAllowedConfidenceScoreForMerging: 0.5,
    },
  });
  const job = await quiet();
  assert.deepEqual([job?.Stats?.MatchesFound, job?.Stats?.MergesDone], [1, 1]);
  const { Items } = await run<{ Items: { Profiles: { ProfileId: string }[] }[] }>('ListMatchGroups', {
    JobId: job?.JobId,
  });
  const shown = new Set(Items[0]?.Profiles.map(({ ProfileId }) => ProfileId));
  assert.equal(shown.size, 2, 'two people stand, the third waits for somebody');
});

/** Two profiles, and whether a rule by e-mail address says that they match. */
async function matches(
  t: TestContext,
  model: AttributeMatchingModel,
  [one, other]: readonly [object, object],
): Promise<boolean> {
  const { client, create, configure, quiet } = await openRoom(t);
  const ids = [await create(one), await create(other)];
  await configure(undefined, {
    Enabled: true,
    MatchingRules: [{ Rule: ['EmailAddress'] }],
    MaxAllowedRuleLevelForMatching: 1,
    AttributeTypesSelector: {
      AttributeMatchingModel: model,
      EmailAddress: ['EmailAddress', 'BusinessEmailAddress'],
    },
  });
  await quiet();
  const { MatchIds = [] } = await client.send(new ListRuleBasedMatchesCommand({ DomainName }));
  const search = { MatchType: 'RULE_BASED_MATCHING', SearchKey: 'profileId', SearchValue: ids[0] } as const;
  const similar = await client.send(new GetSimilarProfilesCommand({ DomainName, ...search }));
  assert.deepEqual(similar.ProfileIds?.toSorted() ?? [], MatchIds.length > 0 ? ids.toSorted() : []);
  if (MatchIds.length > 0) assert.deepEqual([similar.MatchId, similar.RuleLevel], [MatchIds[0], 1]);
  return MatchIds.length > 0;
}

test('14: one to one asks the same field, many to many any of those selected', async (t) => {
  const same = [
    { EmailAddress: 'one@example.jp', BusinessEmailAddress: 'shop@example.jp' },
    { EmailAddress: 'other@example.jp', BusinessEmailAddress: 'shop@example.jp' },
  ] as const;
  const crossed = [
    { EmailAddress: 'shop@example.jp', BusinessEmailAddress: 'one@example.jp' },
    { EmailAddress: 'other@example.jp', BusinessEmailAddress: 'shop@example.jp' },
  ] as const;
  assert.equal(await matches(t, 'ONE_TO_ONE', same), true);
  assert.equal(await matches(t, 'ONE_TO_ONE', crossed), false);
  assert.equal(await matches(t, 'MANY_TO_MANY', crossed), true);
});

test('15: a preview of auto-merging counts and changes nothing', async (t) => {
  const room = await withSource(t);
  const { client, configure, quiet, get, run } = room;
  await putDocumented(room);
  await configure({ Enabled: true });
  await quiet();
  const matched = await client.send(new GetMatchesCommand({ DomainName }));
  const ids = matched.Matches?.[0]?.ProfileIds ?? [];
  const before = await get(...ids);
  const counts = async (...lists: string[][]) => {
    const told = await client.send(
      new GetAutoMergingPreviewCommand({
        DomainName,
        Consolidation: { MatchingAttributesList: lists },
        ConflictResolution: { ConflictResolvingModel: 'RECENCY' },
        MinAllowedConfidenceScoreForMerging: 0.5,
      }),
    );
    const { NumberOfMatchesInSample, NumberOfProfilesInSample, NumberOfProfilesWillBeMerged } = told;
    return [NumberOfMatchesInSample, NumberOfProfilesInSample, NumberOfProfilesWillBeMerged];
  };
  assert.deepEqual(await counts(...criteria), [1, 3, 3]);
  assert.deepEqual(await counts(criteria[0]!), [1, 3, 2]);
  assert.equal(before.length, 3);
  assert.deepEqual(await get(...ids), before);
  assert.deepEqual(
    await client.send(new GetMatchesCommand({ DomainName })).then((told) => told.Matches),
    matched.Matches,
  );
  assert.deepEqual((await run<{ Items: unknown[] }>('ListMerges', { ProfileId: ids[0] })).Items, []);
});
