import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  GetMatchesCommand,
  ListRuleBasedMatchesCommand,
  type RuleBasedMatchingRequest,
  UpdateProfileCommand,
} from '@aws-sdk/client-customer-profiles';
import { until } from '../helpers/until.ts';
import { DomainName, type Job, openRoom } from './support/room.ts';

const rules: RuleBasedMatchingRequest = {
  Enabled: true,
  MatchingRules: [{ Rule: ['EmailAddress', 'LastName'] }, { Rule: ['PhoneNumber'] }],
  MaxAllowedRuleLevelForMatching: 2,
  AttributeTypesSelector: {
    AttributeMatchingModel: 'MANY_TO_MANY',
    EmailAddress: ['EmailAddress'],
    PhoneNumber: ['PhoneNumber', 'MobilePhoneNumber'],
  },
};

interface Group {
  MatchId: string;
  Method: string;
  Size: number;
  Change?: string;
  Also?: { Method: string; RuleLevel?: number; Confidence?: number };
}
interface Listed {
  Items: Group[];
  Total: number;
}
interface Detail {
  Pairs: {
    RuleLevel?: number;
    Confidence?: number;
    Reasons: { Field: string }[];
    Agreements?: { Attribute: string; Left: object; Right: object }[];
  }[];
}

/** A pair that both methods find, one that a rule alone finds, one that the model alone finds. */
async function withPeople(t: TestContext, options: { follow?: boolean } = {}) {
  const room = await openRoom(t, options);
  const { create, run, client } = room;
  const both = [
    await create({
      LastName: '髙橋',
      FirstName: '健太',
      EmailAddress: 'kenta@example.jp',
      MobilePhoneNumber: '090-1234-5678',
    }),
    await create({
      LastName: '高橋',
      FirstName: '健太',
      EmailAddress: 'KENTA@example.jp',
      PhoneNumber: '+819012345678',
    }),
  ];
  await create({ LastName: '佐藤', FirstName: '一郎', PhoneNumber: '03-1111-2222' });
  await create({ LastName: '鈴木', FirstName: '花', PhoneNumber: '03-1111-2222' });
  for (const EmailAddress of ['watanabe@example.jp', 'watanabe@example.com'])
    await create({ LastName: '渡辺', FirstName: '翔', BirthDate: '1990-01-02', EmailAddress });
  const lists = async (filter: object = {}) => run<Listed>('ListMatchGroups', filter);
  const delivered = async () => {
    const { Matches = [] } = await client.send(new GetMatchesCommand({ DomainName }));
    const { MatchIds = [] } = await client.send(new ListRuleBasedMatchesCommand({ DomainName }));
    return [Matches.length, MatchIds.length];
  };
  return { ...room, both, lists, delivered };
}

async function countsAgree(
  { lists, run }: Pick<Awaited<ReturnType<typeof withPeople>>, 'lists' | 'run'>,
  job: Job,
): Promise<void> {
  const { Comparison, Stats, JobId } = job;
  for (const [change, figure] of [
    ['MERGE', Comparison?.Merged],
    ['REVIEW', Comparison?.Review],
    ['UNCHANGED', Comparison?.Unchanged],
    ['SPLIT', Comparison?.Split],
  ] as const) {
    const { Items, Total } = await lists({ JobId, Change: change, MaxResults: 100 });
    assert.deepEqual([Items.length, Total], [figure, figure], `${change} of a ${job.Kind}`);
  }
  assert.equal(Stats?.GroupsToReview, Comparison?.Review);
  if (job.Kind === 'PREVIEW') return;
  const desk = await lists({ MaxResults: 100 });
  const counts = await run<{ Open: number }>('GetReviewCounts');
  assert.deepEqual([desk.Items.length, desk.Total, counts.Open], Array(3).fill(Comparison?.Review));
}

test('profiles that both methods found are shown once, with what each has to say; counts are those of the lists', async (t) => {
  const room = await withPeople(t);
  const { configure, quiet, lists, run, both, delivered, ended } = room;
  await configure({ Enabled: true }, rules);
  const job = (await quiet())!;
  assert.equal(job.Status, 'COMPLETED', job.Message);
  const { Items } = await lists();
  const found = Items.map(({ Method, Also }) => [Method, Also?.Method, Also?.RuleLevel]);
  assert.deepEqual(found.sort(), [
    ['MODEL', undefined, undefined],
    ['MODEL', 'RULE', 1],
    ['RULE', undefined, undefined],
  ]);
  await countsAgree(room, job);
  assert.equal(job.Stats?.MatchesFound, 3, 'the same people are one group found');
  assert.deepEqual(await delivered(), [2, 2], 'the operations of the API tell each method by itself');
  const shared = Items.find(({ Also }) => Also)!;
  const { Pairs } = await run<Detail>('GetMatchGroup', { MatchId: shared.MatchId });
  assert.equal(Pairs.length, 1);
  const [pair] = Pairs;
  assert.ok((pair?.Confidence ?? 0) > 0.9 && (pair?.Reasons.length ?? 0) > 0);
  assert.deepEqual(pair?.Agreements, [
    {
      Attribute: 'EmailAddress',
      Left: { Field: 'EmailAddress', Value: 'kenta@example.jp' },
      Right: { Field: 'EmailAddress', Value: 'KENTA@example.jp' },
    },
    {
      Attribute: 'LastName',
      Left: { Field: 'LastName', Value: '髙橋' },
      Right: { Field: 'LastName', Value: '高橋' },
    },
  ]);
  const byRule = await run<Detail>('GetMatchGroup', {
    MatchId: Items.find(({ Method }) => Method === 'RULE')?.MatchId,
  });
  assert.deepEqual(
    byRule.Pairs[0]?.Agreements?.map(({ Attribute }) => Attribute),
    ['PhoneNumber'],
  );
  const preview = await run<{ JobId: string }>('PreviewResolution', {
    RuleBasedMatching: { ...rules, MaxAllowedRuleLevelForMerging: 1 },
  });
  const told = await ended(preview.JobId);
  assert.deepEqual([told.Comparison?.Merged, told.Comparison?.Review], [1, 2]);
  await countsAgree(room, told);
  await run('DecideMatch', { MatchId: shared.MatchId, Decision: 'SAME' });
  assert.equal((await lists()).Total, 2, 'decided once, for both');
  assert.deepEqual(await delivered(), [1, 2]);
  assert.equal((await lists({ ProfileId: both[0] })).Items.length, 1);
});

test('a group of which a part merges by itself counts as merged and still waits', async (t) => {
  const room = await openRoom(t);
  const { create, configure, quiet, run } = room;
  const a = { LastName: '山田', EmailAddress: 'x@example.jp' };
  await create({ ...a, PhoneNumber: '090-1111-2222' });
  await create(a);
  await create({ LastName: '山田', PhoneNumber: '090-1111-2222' });
  await configure(undefined, { ...rules, MaxAllowedRuleLevelForMerging: 1 });
  const job = (await quiet())!;
  assert.deepEqual(
    [job.Stats?.MergesDone, job.Comparison?.Merged, job.Comparison?.Review, job.Stats?.GroupsToReview],
    [1, 1, 1, 1],
  );
  await countsAgree({ run, lists: (filter = {}) => run<Listed>('ListMatchGroups', filter) }, job);
});

test('with the model in runs only, what a rule finds on write is told with the group of the run', async (t) => {
  const room = await withPeople(t, { follow: true });
  const { both, lists, run, client, house } = room;
  const { Nayose } = await run<{ Nayose: object }>('GetResolutionSettings');
  await run('PutResolutionSettings', { Nayose: { ...Nayose, OnWrite: false } });
  await room.configure({ Enabled: true }, rules);
  await room.resolve();
  const mine = async () => {
    const { Items } = await lists({ ProfileId: both[0], MaxResults: 100 });
    return Items.map(({ Method, Also }) => [Method, Also?.Method]);
  };
  assert.deepEqual(await mine(), [['MODEL', 'RULE']]);
  const { sql } = house;
  const followed = async () => {
    const [row] = await sql`
      select (select max(sequence) from outbox) <= (select max(sequence) from resolution_state) as through`;
    return row?.through === true;
  };
  const written = async (change: object) => {
    await client.send(new UpdateProfileCommand({ DomainName, ProfileId: both[0], ...change }));
    await until('it was followed', followed);
  };
  await written({ AdditionalInformation: 'called' });
  assert.deepEqual(await mine(), [['MODEL', 'RULE']], 'a write that says nothing new');
  await written({ EmailAddress: 'other@example.jp' });
  assert.deepEqual(await mine(), [['MODEL', 'RULE']], 'another rule holds them together now');
});
