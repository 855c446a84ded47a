import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateDomainCommand,
  CreateProfileCommand,
  GetAutoMergingPreviewCommand,
  GetDomainCommand,
  GetSimilarProfilesCommand,
  ListRuleBasedMatchesCommand,
  MergeProfilesCommand,
} from '@aws-sdk/client-customer-profiles';
import { markToken } from '../../src/wire/pageToken.ts';
import { DomainName, openRoom } from './support/room.ts';

const nayose = {
  DailyHour: 3,
  TimeZone: 'Asia/Tokyo',
  OnWrite: true,
  CustomFields: [] as string[],
  DistinctIdFields: [] as string[],
  Bands: { Merge: 0.98, Review: 0.2 },
};

const bad = (text: RegExp) => (error: Error) => {
  assert.equal(error.name, 'BadRequestException');
  assert.match(error.message, text);
  return true;
};

test('our own settings: thresholds, hours, zones and fields that cannot be are refused, and nothing is stored', async (t) => {
  const { run, configure } = await openRoom(t, { start: false });
  await configure({ Enabled: true });
  const before = await run<{ Nayose: object }>('GetResolutionSettings');
  const table: [object, RegExp][] = [
    [{ Bands: { Merge: 1.01, Review: 0.2 } }, /Merge/],
    [{ Bands: { Merge: 0.9, Review: -0.1 } }, /Review/],
    [{ Bands: { Merge: 0.3, Review: 0.6 } }, /Review is above Bands.Merge/],
    [{ DailyHour: 24 }, /DailyHour/],
    [{ TimeZone: 'Asia/Edo' }, /IANA/],
    [{ CustomFields: ['Shoe'] }, /"Shoe" is no field/],
    [{ DistinctIdFields: ['Attributes.'] }, /"Attributes\." is no field/],
  ];
  for (const [wrong, text] of table) {
    await assert.rejects(run('PutResolutionSettings', { Nayose: { ...nayose, ...wrong } }), bad(text));
    await assert.rejects(run('PreviewResolution', { Nayose: wrong }), bad(text));
  }
  assert.deepEqual((await run<{ Nayose: object }>('GetResolutionSettings')).Nayose, before.Nayose);
});

test('confidences outside 0 to 1, levels out of order and empty rules are refused wherever they come in', async (t) => {
  const { client, configure, run } = await openRoom(t, { start: false });
  const rules = { Enabled: true, MatchingRules: [{ Rule: ['EmailAddress'] }, { Rule: ['LastName'] }] };
  const tables: [object | undefined, object | undefined, RegExp][] = [
    ...[-0.1, 1.1].map((least): [object, undefined, RegExp] => [
      { Enabled: true, AutoMerging: { Enabled: true, MinAllowedConfidenceScoreForMerging: least } },
      undefined,
      /MinAllowedConfidenceScoreForMerging/,
    ]),
    [undefined, { ...rules, MaxAllowedRuleLevelForMatching: 0 }, /MaxAllowedRuleLevelForMatching/],
    [undefined, { ...rules, MaxAllowedRuleLevelForMerging: 16 }, /MaxAllowedRuleLevelForMerging/],
    [
      undefined,
      { ...rules, MaxAllowedRuleLevelForMatching: 1, MaxAllowedRuleLevelForMerging: 2 },
      /MaxAllowedRuleLevelForMerging/,
    ],
    [undefined, { ...rules, MatchingRules: [{ Rule: [] }] }, /Rule/],
    [undefined, { ...rules, MatchingRules: [{ Rule: ['_source.x'] }] }, /_source\.x/],
  ];
  for (const [matching, ruled, text] of tables) {
    await assert.rejects(configure(matching as never, ruled as never), bad(text));
    const input = { ...(matching && { Matching: matching }), ...(ruled && { RuleBasedMatching: ruled }) };
    await assert.rejects(run('PreviewResolution', input), (error: Error) => /BadRequest/.test(error.name));
  }
  const told = await client.send(new GetDomainCommand({ DomainName }));
  assert.deepEqual(
    [told.Matching, told.RuleBasedMatching],
    [undefined, undefined],
    'nothing was put in force',
  );
  const preview = (MinAllowedConfidenceScoreForMerging: number, criteria: string[][]) =>
    client.send(
      new GetAutoMergingPreviewCommand({
        DomainName,
        Consolidation: { MatchingAttributesList: criteria },
        ConflictResolution: { ConflictResolvingModel: 'RECENCY' },
        MinAllowedConfidenceScoreForMerging,
      }),
    );
  await assert.rejects(preview(1.5, [['EmailAddress']]), bad(/MinAllowedConfidenceScoreForMerging/));
  await assert.rejects(preview(0.5, [['Nose']]), bad(/Nose/));
});

test('of two runs started at the same moment one is refused, and so is a preview beside it', async (t) => {
  const { run, create, configure, house } = await openRoom(t, { start: false });
  await configure({ Enabled: true });
  await house.sql`delete from resolution_job`;
  await create({ LastName: '山田' });
  const both = await Promise.allSettled([run('StartResolutionJob'), run('StartResolutionJob')]);
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  const [refused] = both.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
  assert.match(refused?.message ?? '', /is under way .* wait until it has ended/);
  await assert.rejects(run('PreviewResolution'), bad(/is under way/));
  const { Items } = await run<{ Items: object[] }>('ListResolutionJobs');
  assert.equal(Items.length, 1);
});

test('profiles of another domain are not there to be merged, decided about or undone', async (t) => {
  const { client, create, get, run, configure, quiet } = await openRoom(t);
  const EmailAddress = 'x@example.jp';
  const here = [await create({ EmailAddress }), await create({ EmailAddress })];
  await client.send(new CreateDomainCommand({ DomainName: 'other', DefaultExpirationDays: 366 }));
  const made = await client.send(new CreateProfileCommand({ DomainName: 'other', EmailAddress }));
  const there = made.ProfileId ?? '';
  const merge = (MainProfileId: string, other: string) =>
    client.send(new MergeProfilesCommand({ DomainName, MainProfileId, ProfileIdsToBeMerged: [other] }));
  const before = await get(...here);
  for (const [main, other] of [
    [here[0], there],
    [there, here[0]],
  ])
    await assert.rejects(merge(main ?? '', other ?? ''), { name: 'ResourceNotFoundException' });
  await configure(undefined, {
    Enabled: true,
    MatchingRules: [{ Rule: ['EmailAddress'] }],
    MaxAllowedRuleLevelForMatching: 1,
  });
  const job = await quiet();
  assert.equal(job?.Stats?.ProfilesReviewed, 2, 'a run looks at its own domain');
  const { Items } = await run<{ Items: { MatchId: string; Profiles: object[] }[] }>('ListMatchGroups');
  const MatchId = Items[0]?.MatchId;
  assert.deepEqual([Items.length, Items[0]?.Profiles.length], [1, 2]);
  const elsewhere = { DomainName: 'other', MatchId };
  await assert.rejects(
    run('DecideMatch', { MatchId, Decision: 'SAME', ProfileIds: [here[0], there] }),
    bad(/not in this/),
  );
  await assert.rejects(run('GetMatchGroup', elsewhere), { name: 'ResourceNotFoundException' });
  await assert.rejects(run('DecideMatch', { ...elsewhere, Decision: 'SAME' }), {
    name: 'ResourceNotFoundException',
  });
  await assert.rejects(run('UndoJob', { DomainName: 'other', JobId: job?.JobId }), {
    name: 'ResourceNotFoundException',
  });
  assert.deepEqual(await get(...here), before);
});

test('a forged token of matches is refused', async (t) => {
  const { client, configure } = await openRoom(t, { start: false });
  await configure(undefined, { Enabled: true, MatchingRules: [{ Rule: ['EmailAddress'] }] });
  for (const place of [
    [1, 2],
    ['x', 'f'.repeat(32)],
    [1, 'id'],
  ]) {
    const token = Buffer.from(JSON.stringify(place)).toString('base64url');
    const NextToken = markToken('profile.ListRuleBasedMatches', token);
    const asked = client.send(new ListRuleBasedMatchesCommand({ DomainName, NextToken }));
    await assert.rejects(asked, bad(/NextToken/));
  }
  const { ProfileId } = await client.send(new CreateProfileCommand({ DomainName }));
  for (const MatchType of ['RULE_BASED_MATCHING', 'ML_BASED_MATCHING'] as const) {
    const alone = { DomainName, MatchType, SearchKey: 'profileId', SearchValue: ProfileId };
    assert.deepEqual((await client.send(new GetSimilarProfilesCommand(alone))).ProfileIds, []);
    for (const NextToken of ['x', markToken('profile.GetSimilarProfiles', 'x')])
      await assert.rejects(
        client.send(new GetSimilarProfilesCommand({ ...alone, NextToken })),
        bad(/NextToken/),
      );
  }
});

test('a new domain may name a source whose type comes later; one that is there may not', async (t) => {
  const { client, configure } = await openRoom(t, { start: false });
  const Matching = {
    Enabled: true,
    AutoMerging: {
      Enabled: true,
      Consolidation: { MatchingAttributesList: [['EmailAddress']] },
      ConflictResolution: { ConflictResolvingModel: 'SOURCE' as const, SourceName: 'Later' },
    },
  };
  await client.send(new CreateDomainCommand({ DomainName: 'young', DefaultExpirationDays: 30, Matching }));
  await assert.rejects(configure(Matching), bad(/no object type "Later"/));
});
