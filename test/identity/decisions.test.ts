import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import {
  CreateDomainCommand,
  DeleteDomainCommand,
  DeleteProfileCommand,
  GetMatchesCommand,
  MergeProfilesCommand,
  UpdateProfileCommand,
} from '@aws-sdk/client-customer-profiles';
import { DomainName, openRoom } from './support/room.ts';

const matchOnly = {
  Enabled: true,
  MatchingRules: [{ Rule: ['EmailAddress'] }],
  AttributeTypesSelector: { AttributeMatchingModel: 'ONE_TO_ONE' as const, EmailAddress: ['EmailAddress'] },
};
const merging = { ...matchOnly, MaxAllowedRuleLevelForMerging: 1 };

interface Group {
  MatchId: string;
  State: string;
  Size: number;
  Change?: string;
  Profiles: { ProfileId: string }[];
}
interface Named {
  ProfileId: string;
  LastName?: string;
  FirstName?: string;
}
interface Listed {
  Items: Group[];
  Total: number;
}

async function start(t: TestContext, rules: object = matchOnly) {
  const room = await openRoom(t);
  const { create, configure, quiet, run } = room;
  const same = { EmailAddress: 'one@example.jp' };
  const ids = [
    await create({ ...same, LastName: '山田', FirstName: '太郎' }),
    await create({ ...same, LastName: '山田', FirstName: 'タロウ' }),
    await create({ ...same, LastName: '佐藤', Attributes: { 肌質: '乾燥' } }),
  ];
  await configure(undefined, rules as never);
  await quiet();
  const groups = async (input: object = {}) => (await run<Listed>('ListMatchGroups', input)).Items;
  const counts = () => run<Record<string, number>>('GetReviewCounts');
  const decide = (MatchId: string, Decision: string, more: object = {}) =>
    run<{ MergeId?: string; Open: number }>('DecideMatch', { MatchId, Decision, ...more });
  const shown = async () => (await room.get(...ids)).map(({ ProfileId }) => ids.indexOf(ProfileId ?? ''));
  return { ...room, ids, groups, counts, decide, shown };
}

test('a group shows every member, what merging would leave with its sources, and waits', async (t) => {
  const { groups, run, ids, counts } = await start(t);
  const [group, ...more] = await groups();
  assert.deepEqual([group?.Size, group?.State, more.length], [3, 'OPEN', 0]);
  assert.deepEqual(
    group?.Profiles.map(({ ProfileId }) => ProfileId),
    ids,
  );
  assert.equal((await counts())['Open'], 1);
  const detail = await run<{
    Members: { ProfileId: string; Fields: Record<string, { Value: string }>; Cases: number }[];
    Result: {
      ProfileId: string;
      Fields: Record<string, { Value: string; FromProfileId: string; Others: object[] }>;
    };
    Pairs: { RuleLevel: number }[];
  }>('GetMatchGroup', { MatchId: group?.MatchId });
  assert.deepEqual(detail.Members.map(({ ProfileId }) => ProfileId).sort(), ids.toSorted());
  const { Result } = detail;
  assert.equal(Result.ProfileId, ids[0]);
  assert.deepEqual(
    [Result.Fields['LastName']?.Value, Result.Fields['LastName']?.FromProfileId],
    ['佐藤', ids[2]],
  );
  assert.deepEqual(Result.Fields['LastName']?.Others.length, 1);
  assert.deepEqual([Result.Fields['Attributes.肌質']?.FromProfileId, detail.Pairs.length], [ids[2], 2]);
});

test('"same" merges the chosen with the chosen values; "different" pins the rest; later runs obey both', async (t) => {
  const { groups, decide, shown, get, ids, resolve, run, configure, quiet, counts } = await start(t);
  const [group] = await groups();
  const two = ids.slice(0, 2);
  const { MergeId, Open } = await decide(group?.MatchId ?? '', 'SAME', {
    ProfileIds: two,
    MainProfileId: ids[1],
    FieldSourceProfileIds: { FirstName: ids[0] },
  });
  assert.match(MergeId ?? '', /^[0-9a-f]{32}$/);
  assert.equal(Open, 1, 'the third is still in doubt');
  assert.deepEqual(await shown(), [1, 2]);
  assert.equal((await get(ids[0] ?? ''))[0]?.FirstName, '太郎');
  await decide(group?.MatchId ?? '', 'DIFFERENT', { ProfileIds: [ids[2]] });
  assert.deepEqual(await groups(), []);
  assert.deepEqual([(await counts())['Open'], (await counts())['DecidedToday']], [0, 1]);
  await configure(undefined, merging);
  await quiet();
  assert.deepEqual(await shown(), [1, 2], 'the run merges nothing that people keep apart');
  assert.equal((await resolve()).Stats?.MergesDone, 0);
  const { Items } = await run<{ Items: { Verdict: string; JudgementId: string; WithdrawnAt?: number }[] }>(
    'ListJudgements',
  );
  assert.deepEqual(Items.map(({ Verdict }) => Verdict).sort(), ['DIFFERENT', 'DIFFERENT', 'SAME']);
  for (const { JudgementId, Verdict } of Items)
    if (Verdict === 'DIFFERENT') await run('WithdrawJudgement', { JudgementId });
  await assert.rejects(
    run('WithdrawJudgement', { JudgementId: Items[0]?.JudgementId }),
    /withdrawn already|does not/,
  );
  await resolve();
  assert.deepEqual(await shown(), [1], 'once withdrawn, the rule counts again');
});

test('decisions and merged groups name the profiles as they were before', async (t) => {
  const { groups, decide, run, ids, resolve } = await start(t);
  const [group] = await groups();
  await decide(group?.MatchId ?? '', 'SAME', { ProfileIds: ids.slice(0, 2) });
  const { Items } = await run<{ Items: { Left: Named; Right: Named }[] }>('ListJudgements');
  assert.deepEqual(
    Items.map(({ Left, Right }) => [Left.FirstName, Right.FirstName, Left.ProfileId, Right.ProfileId]),
    [['太郎', 'タロウ', ids[0], ids[1]]],
  );
  await decide(group?.MatchId ?? '', 'SAME');
  const { JobId } = await resolve();
  const [merged] = (await groups({ JobId })) as { Profiles: Named[] }[];
  assert.deepEqual(
    merged?.Profiles.map(({ LastName, FirstName, ProfileId }) => [
      LastName,
      FirstName,
      ids.indexOf(ProfileId),
    ]),
    [
      ['山田', '太郎', 0],
      ['山田', 'タロウ', 0],
      ['佐藤', undefined, 0],
    ],
  );
});

test('"later" puts a group off, and the next run remembers', async (t) => {
  const { groups, decide, counts, resolve } = await start(t);
  const [group] = await groups();
  assert.equal((await decide(group?.MatchId ?? '', 'LATER')).Open, 0);
  assert.deepEqual((await groups({ State: 'LATER' })).length, 1);
  await resolve();
  const { Open, Later } = await counts();
  assert.deepEqual([Open, Later], [0, 1]);
});

test('undoing what the engine merged keeps it apart for good, unless told otherwise', async (t) => {
  const { shown, run, ids, resolve, groups } = await start(t, merging);
  assert.deepEqual(await shown(), [0]);
  const [merge] = (
    await run<{ Items: { MergeId: string; JobId: string }[] }>('ListMerges', { ProfileId: ids[2] })
  ).Items;
  await run('UndoMerge', { MergeId: merge?.MergeId, KeepApart: false });
  assert.deepEqual(await shown(), [0, 1, 2]);
  assert.equal((await groups()).length, 1, 'the group is open again');
  await resolve();
  assert.deepEqual(await shown(), [0]);
  const [again] = (await run<{ Items: { MergeId: string }[] }>('ListMerges', { ProfileId: ids[2] })).Items;
  await run('UndoMerge', { MergeId: again?.MergeId });
  await assert.rejects(run('UndoMerge', { MergeId: again?.MergeId }), /undone already/);
  assert.deepEqual(await groups(), [], 'and now it is decided');
  await resolve();
  assert.deepEqual(await shown(), [0, 1, 2]);
  const { Items } = await run<{ Items: { UndoneAt?: number }[] }>('ListMerges', {
    ProfileId: ids[0],
    IncludeUndone: true,
  });
  assert.deepEqual(
    Items.map(({ UndoneAt }) => UndoneAt !== undefined),
    [true, true],
  );
});

test('"different" parts what the engine merged, and leaves merges by people to people', async (t) => {
  const { shown, run, ids, groups, decide, resolve, client } = await start(t, merging);
  const [group] = await groups({ ProfileId: ids[0] });
  assert.equal(group?.State, 'MERGED');
  await decide(group?.MatchId ?? '', 'DIFFERENT', { ProfileIds: [ids[1]] });
  assert.deepEqual(
    await shown(),
    [0, 1, 0].filter((at, place) => place < 2 || at !== 0),
  );
  await resolve();
  assert.deepEqual((await shown()).length, 2);
  await client.send(
    new MergeProfilesCommand({ DomainName, MainProfileId: ids[0], ProfileIdsToBeMerged: [ids[1] ?? ''] }),
  );
  assert.deepEqual(await shown(), [0], 'the later word of a person counts');
  await resolve();
  assert.deepEqual(await shown(), [0]);
  const [now] = await groups({ ProfileId: ids[0] });
  await assert.rejects(decide(now?.MatchId ?? '', 'DIFFERENT'), /made by a person/);
  const { Items } = await run<{ Items: { Method: string; MergeId: string }[] }>('ListMerges', {
    ProfileId: ids[0],
  });
  const byHand = Items.find(({ Method }) => Method === 'MANUAL');
  await run('UndoMerge', { MergeId: byHand?.MergeId });
  assert.equal((await shown()).length, 2);
});

test('deciding about what is not there is refused', async (t) => {
  const { groups, decide, create, run, ids } = await start(t);
  const [group] = await groups();
  const stranger = await create({ LastName: '他人' });
  await assert.rejects(decide('f'.repeat(32), 'SAME'), { name: 'ResourceNotFoundException' });
  await assert.rejects(
    decide(group?.MatchId ?? '', 'SAME', { ProfileIds: [ids[0], stranger] }),
    /not in this match group/,
  );
  await assert.rejects(decide(group?.MatchId ?? '', 'SAME', { ProfileIds: [ids[0]] }), /two or more/);
  await assert.rejects(decide(group?.MatchId ?? '', 'SAME', { MainProfileId: stranger }), /MainProfileId/);
  await assert.rejects(
    decide(group?.MatchId ?? '', 'SAME', { FieldSourceProfileIds: { LastName: stranger } }),
    /FieldSourceProfileIds/,
  );
  await assert.rejects(run('UndoMerge', { MergeId: 'f'.repeat(32) }), { name: 'ResourceNotFoundException' });
  await assert.rejects(run('UndoJob', { JobId: 'f'.repeat(32) }), { name: 'ResourceNotFoundException' });
  await assert.rejects(run('GetMatchGroup', { MatchId: 'f'.repeat(32) }), {
    name: 'ResourceNotFoundException',
  });
  await assert.rejects(run('PreviewUndo', {}), /either MergeId or JobId/);
});

test('deleted profiles leave groups and decisions, and a domain takes everything along', async (t) => {
  const { client, house, groups, decide, ids, run, get } = await start(t);
  const [group] = await groups();
  await decide(group?.MatchId ?? '', 'DIFFERENT', { ProfileIds: [ids[2]] });
  await client.send(new DeleteProfileCommand({ DomainName, ProfileId: ids[1] }));
  const left = await run<{ Members: object[]; Pairs: object[] }>('GetMatchGroup', {
    MatchId: group?.MatchId,
  });
  assert.equal(left.Members.length, 2);
  const { Items } = await run<{ Items: object[] }>('ListJudgements');
  assert.equal(Items.length, 1);
  await client.send(new DeleteProfileCommand({ DomainName, ProfileId: ids[2] }));
  await assert.rejects(run('GetMatchGroup', { MatchId: group?.MatchId }), {
    name: 'ResourceNotFoundException',
  });
  assert.equal((await get(ids[0] ?? '')).length, 1);
  await client.send(new DeleteDomainCommand({ DomainName }));
  for (const table of [
    'match_group',
    'match_member',
    'match_pair',
    'judgement',
    'merge',
    'resolution_job',
    'resolution_state',
  ]) {
    const [row] = await house.sql`select count(*) as rows from ${house.sql(table)}`;
    assert.equal(row?.rows, 0, table);
  }
});

test('another domain and another account see nothing of it', async (t) => {
  const { client, stranger, groups, run, ids } = await start(t);
  const [group] = await groups();
  await client.send(new CreateDomainCommand({ DomainName: 'other', DefaultExpirationDays: 366 }));
  await assert.rejects(run('GetMatchGroup', { DomainName: 'other', MatchId: group?.MatchId }), {
    name: 'ResourceNotFoundException',
  });
  await assert.rejects(run('ListMerges', { DomainName: 'other', ProfileId: ids[0] }), {
    name: 'ResourceNotFoundException',
  });
  await assert.rejects(stranger.send(new GetMatchesCommand({ DomainName })), {
    name: 'ResourceNotFoundException',
  });
  const other = await client.send(new GetMatchesCommand({ DomainName: 'other' }));
  assert.deepEqual(other.Matches, []);
});

test('a preview compares changed rules with what is merged, and running it does exactly that', async (t) => {
  const { run, configure, ended, shown, groups, create, get, client, ids } = await start(t, merging);
  const named = [
    await create({ LastName: '鈴木', FirstName: '一' }),
    await create({ LastName: '鈴木', FirstName: '一' }),
  ];
  const byName = {
    Enabled: true,
    MatchingRules: [{ Rule: ['LastName', 'FirstName'] }],
    MaxAllowedRuleLevelForMerging: 1,
  };
  const before = await shown();
  const { JobId } = await run<{ JobId: string }>('PreviewResolution', { RuleBasedMatching: byName });
  const preview = await ended(JobId);
  assert.equal(preview.Status, 'COMPLETED', preview.Message);
  assert.deepEqual(preview.Comparison, { Merged: 1, Split: 1, Unchanged: 0, Review: 0 });
  assert.deepEqual(await shown(), before, 'a preview merges nothing');
  const [merged] = await groups({ JobId, Change: 'MERGE' });
  assert.deepEqual(
    merged?.Profiles.map(({ ProfileId }) => ProfileId),
    named,
  );
  const [split] = await groups({ JobId, Change: 'SPLIT' });
  assert.equal(split?.Size, 3);
  await assert.rejects(run('StartResolutionJob', { PreviewId: JobId }), /not those of the preview/);
  await assert.rejects(run('StartResolutionJob', { PreviewId: 'f'.repeat(32) }), {
    name: 'ResourceNotFoundException',
  });
  await run('UndoJob', { JobId }).catch((error: Error) => assert.match(error.message, /preview/));
  await client.send(new UpdateProfileCommand({ DomainName, ProfileId: ids[0], LastName: '変更' }));
  await assert.rejects(run('StartResolutionJob', { PreviewId: JobId }), /not those of the preview/);
  const fresh = (await run<{ JobId: string }>('PreviewResolution', { RuleBasedMatching: byName })).JobId;
  const foreseen = await ended(fresh);
  // Setting the rules starts a run of its own; it becomes the one that was previewed.
  await configure(undefined, byName);
  const done = await ended((await run<{ JobId: string }>('StartResolutionJob', { PreviewId: fresh })).JobId);
  assert.equal(done.Status, 'COMPLETED', done.Message);
  const repeated = await run<{ JobId: string }>('StartResolutionJob', { PreviewId: fresh });
  assert.equal(repeated.JobId, done.JobId, 'it is carried out once');
  assert.deepEqual(done.Comparison, foreseen.Comparison);
  assert.equal((await get(...named)).length, 1);
  assert.equal((await shown()).length, 3);
});

test('EngagementPreferences come from whom a decision names, as in a merge', async (t) => {
  const { groups, decide, client, get, ids } = await start(t);
  const [one = '', other = ''] = ids;
  const prefer = (ProfileId: string, KeyValue: string) =>
    client.send(
      new UpdateProfileCommand({
        ...{ DomainName, ProfileId },
        EngagementPreferences: { Phone: [{ KeyName: 'k', KeyValue, ContactType: 'PhoneNumber' }] },
      }),
    );
  await prefer(one, 'one');
  await prefer(other, 'other');
  const [group] = await groups();
  const sources = { EngagementPreferences: other };
  await decide(group?.MatchId ?? '', 'SAME', { ProfileIds: [one, other], FieldSourceProfileIds: sources });
  const [shown] = await get(one);
  assert.equal(shown?.EngagementPreferences?.Phone?.[0]?.KeyValue, 'other');
});
