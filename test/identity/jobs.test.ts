import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  GetAutoMergingPreviewCommand,
  GetDomainCommand,
  GetIdentityResolutionJobCommand,
  GetMatchesCommand,
  GetSimilarProfilesCommand,
  ListIdentityResolutionJobsCommand,
  ListRuleBasedMatchesCommand,
} from '@aws-sdk/client-customer-profiles';
import { DomainName, openRoom } from './support/room.ts';

const byEmail = {
  Enabled: true,
  MatchingRules: [{ Rule: ['EmailAddress'] }, { Rule: ['LastName', 'PhoneNumber'] }],
  MaxAllowedRuleLevelForMatching: 2,
  MaxAllowedRuleLevelForMerging: 1,
  AttributeTypesSelector: {
    AttributeMatchingModel: 'ONE_TO_ONE' as const,
    EmailAddress: ['EmailAddress'],
    PhoneNumber: ['PhoneNumber'],
  },
};

test('rules: a run merges up to the level, lists the rest, and says so everywhere', async (t) => {
  const room = await openRoom(t);
  const { client, create, configure, quiet, get, run } = room;
  const a = await create({
    FirstName: '太郎',
    LastName: '山田',
    EmailAddress: 'taro@example.jp',
    PhoneNumber: '090-1111-2222',
  });
  const b = await create({ FirstName: 'タロウ', EmailAddress: 'TARO@example.jp' });
  const c = await create({ LastName: '山田', PhoneNumber: '+819011112222' });
  const d = await create({ LastName: '鈴木', EmailAddress: 'suzuki@example.jp' });
  await configure(undefined, byEmail);
  const job = await quiet();
  assert.equal(job?.Status, 'COMPLETED', job?.Message);
  assert.deepEqual(
    (await get(a, b)).map(({ ProfileId }) => ProfileId),
    [a],
  );
  assert.deepEqual((await get(c, d)).map(({ ProfileId }) => ProfileId).sort(), [c, d].sort());
  const { RuleBasedMatching } = await client.send(new GetDomainCommand({ DomainName }));
  assert.equal(RuleBasedMatching?.Status, 'ACTIVE');
  assert.equal(job?.Stats?.MergesDone, 1);
  const { MatchIds } = await client.send(new ListRuleBasedMatchesCommand({ DomainName }));
  assert.equal(MatchIds?.length, 1);
  const similar = await client.send(
    new GetSimilarProfilesCommand({
      DomainName,
      MatchType: 'RULE_BASED_MATCHING',
      SearchKey: '_profileId',
      SearchValue: b,
    }),
  );
  assert.deepEqual([similar.ProfileIds?.toSorted(), similar.RuleLevel], [[a, b, c].sort(), 2]);
  assert.equal(similar.MatchId, MatchIds?.[0]);
  const listed = await client.send(new ListIdentityResolutionJobsCommand({ DomainName }));
  assert.deepEqual(
    listed.IdentityResolutionJobsList?.map(({ Status }) => Status),
    ['COMPLETED'],
  );
  const told = await client.send(new GetIdentityResolutionJobCommand({ DomainName, JobId: job?.JobId }));
  assert.deepEqual(told.JobStats, {
    NumberOfProfilesReviewed: 4,
    NumberOfMatchesFound: 1,
    NumberOfMergesDone: 1,
  });
  const { Items } = await run<{ Items: { Method: string; RuleLevel: number }[] }>('ListMerges', {
    ProfileId: a,
  });
  assert.deepEqual(
    Items.map(({ Method, RuleLevel }) => [Method, RuleLevel]),
    [['RULE', 1]],
  );
});

test('a run that finds what is merged does nothing; changed rules part what no longer belongs together', async (t) => {
  const { create, configure, quiet, resolve, get } = await openRoom(t);
  const a = await create({ LastName: '山田', EmailAddress: 'x@example.jp' });
  const b = await create({ LastName: '山田', EmailAddress: 'x@example.jp' });
  const before = await get(a, b);
  await configure(undefined, byEmail);
  await quiet();
  const again = await resolve();
  assert.deepEqual(
    [again.Stats?.MergesDone, again.Stats?.MergesUndone, again.Comparison?.Unchanged],
    [0, 0, 1],
  );
  await configure(undefined, {
    ...byEmail,
    MatchingRules: [{ Rule: ['AccountNumber'] }],
    MaxAllowedRuleLevelForMatching: 1,
  });
  const job = await quiet();
  assert.deepEqual([job?.Stats?.MergesUndone, job?.Comparison?.Split], [1, 1]);
  assert.deepEqual(await get(a, b), before);
});

test('started twice, on a domain without matching, unknown ids: refused', async (t) => {
  const { client, run, create, configure } = await openRoom(t, { start: false });
  await assert.rejects(run('StartResolutionJob'), /enable one with UpdateDomain/);
  await create({ LastName: '山田' });
  await configure({ Enabled: true });
  await assert.rejects(run('StartResolutionJob'), /under way/);
  await assert.rejects(run('GetResolutionJob', { JobId: 'f'.repeat(32) }), /does not exist/);
  await assert.rejects(
    client.send(new GetIdentityResolutionJobCommand({ DomainName, JobId: 'f'.repeat(32) })),
    { name: 'ResourceNotFoundException' },
  );
  await configure({ Enabled: false });
  const { Items } = await run<{ Items: unknown[] }>('ListResolutionJobs');
  assert.deepEqual(Items, [], 'a run that waits goes when matching is turned off');
});

test('settings that cannot be used are refused with what to do', async (t) => {
  const { configure, folder } = await openRoom(t, { start: false });
  const wrong: [object | undefined, object | undefined, RegExp][] = [
    [undefined, { Enabled: true, MatchingRules: [{ Rule: ['Shoe'] }] }, /Shoe/],
    [
      undefined,
      { Enabled: true, MatchingRules: [{ Rule: ['LastName'] }], MaxAllowedRuleLevelForMatching: 3 },
      /MaxAllowedRuleLevelForMatching/,
    ],
    [
      undefined,
      { ...byEmail, MaxAllowedRuleLevelForMatching: 1, MaxAllowedRuleLevelForMerging: 2 },
      /MaxAllowedRuleLevelForMerging/,
    ],
    [undefined, { Enabled: true }, /MatchingRules/],
    [
      { Enabled: true, AutoMerging: { Enabled: true, MinAllowedConfidenceScoreForMerging: 1.5 } },
      undefined,
      /MinAllowedConfidenceScoreForMerging/,
    ],
    [
      {
        Enabled: true,
        AutoMerging: { Enabled: true, Consolidation: { MatchingAttributesList: [['Nose']] } },
      },
      undefined,
      /Nose/,
    ],
    [
      {
        Enabled: true,
        AutoMerging: {
          Enabled: true,
          ConflictResolution: { ConflictResolvingModel: 'SOURCE', SourceName: 'Nobody' },
        },
      },
      undefined,
      /Nobody/,
    ],
    [{ Enabled: true, JobSchedule: { DayOfTheWeek: 'SUNDAY', Time: '25:00' } }, undefined, /./],
  ];
  for (const [matching, rules, expected] of wrong) {
    await assert.rejects(configure(matching as never, rules as never), (error: Error) => {
      assert.equal(error.name, 'BadRequestException');
      assert.match(error.message, expected);
      return true;
    });
  }
  writeFileSync(join(folder, 'taken'), 'a file stands where the bucket would be');
  const ExportingConfig = { S3Exporting: { S3BucketName: 'taken', S3KeyName: 'results' } };
  await assert.rejects(configure({ Enabled: true, ExportingConfig }), /cannot be written/);
});

const person = (n: number, more: object = {}) => ({
  LastName: ['佐藤', '鈴木', '高橋', '田中', '伊藤', '渡辺', '山本', '中村', '小林', '加藤'][n % 10],
  FirstName: ['翔太', '美咲', '大輔', '陽子', '健一', '由美', '拓也', '恵', '直樹', '優子'][
    Math.floor(n / 10) % 10
  ],
  BirthDate: `19${60 + (n % 40)}-0${1 + (n % 9)}-1${n % 10}`,
  PhoneNumber: `090-${String(1000 + n * 7).slice(-4)}-${String(5000 + n * 13).slice(-4)}`,
  EmailAddress: `user${n}@example.jp`,
  Address: {
    PostalCode: `${100 + n}-00${10 + (n % 80)}`,
    State: '東京都',
    City: '港区',
    Address1: `${n}丁目${n + 3}`,
  },
  ...more,
});

test('model: found, exported, previewed exactly, merged, undone as a run', async (t) => {
  const room = await openRoom(t);
  const { client, create, configure, quiet, resolve, run, get, folder } = room;
  const ids: string[] = [];
  for (let n = 0; n < 60; n++) ids.push(await create(person(n)));
  const doubles: string[] = [];
  for (let n = 0; n < 12; n++)
    doubles.push(
      await create(person(n, { EmailAddress: `USER${n}@EXAMPLE.jp`, FirstName: person(n).FirstName })),
    );
  const before = await get(...ids.slice(0, 12), ...doubles);
  const ExportingConfig = { S3Exporting: { S3BucketName: 'results', S3KeyName: 'nightly' } };
  await configure({ Enabled: true, ExportingConfig });
  const found = await quiet();
  assert.equal(found?.Status, 'COMPLETED', found?.Message);
  const matches = await client.send(new GetMatchesCommand({ DomainName, MaxResults: 5 }));
  assert.equal(matches.PotentialMatches, 12);
  assert.equal(matches.Matches?.length, 5);
  const rest = await client.send(new GetMatchesCommand({ DomainName, NextToken: matches.NextToken }));
  const groups = [...(matches.Matches ?? []), ...(rest.Matches ?? [])];
  const pairs = groups.map(({ ProfileIds }) => ProfileIds?.toSorted()).sort();
  assert.deepEqual(pairs, doubles.map((id, n) => [ids[n] ?? '', id].sort()).sort());
  const csv = readFileSync(join(folder, 'results', 'nightly', found?.JobId ?? '', 'decisions.csv'), 'utf8');
  assert.equal(csv.trim().split('\r\n').length, 13);
  assert.ok(existsSync(join(folder, 'results', 'nightly', found?.JobId ?? '', 'run.json')));
  const consolidation = { MatchingAttributesList: [['LastName', 'BirthDate'], ['PhoneNumber']] };
  const preview = await client.send(
    new GetAutoMergingPreviewCommand({
      DomainName,
      Consolidation: consolidation,
      ConflictResolution: { ConflictResolvingModel: 'RECENCY' },
      MinAllowedConfidenceScoreForMerging: 0.9,
    }),
  );
  assert.deepEqual(
    [preview.NumberOfMatchesInSample, preview.NumberOfProfilesInSample, preview.NumberOfProfilesWillBeMerged],
    [12, 24, 24],
  );
  assert.deepEqual(await get(...ids.slice(0, 12), ...doubles), before, 'a preview changes nothing');
  await configure({
    Enabled: true,
    AutoMerging: { Enabled: true, Consolidation: consolidation, MinAllowedConfidenceScoreForMerging: 0.9 },
  });
  const merged = await resolve();
  assert.equal(merged.Stats?.MergesDone, 12);
  assert.equal((await get(...doubles)).length, 12);
  assert.deepEqual((await get(...doubles)).map(({ ProfileId }) => ProfileId).sort(), ids.slice(0, 12).sort());
  const after = await client.send(new GetMatchesCommand({ DomainName }));
  assert.deepEqual(after.Matches, [], 'what is merged is not delivered');
  const undone = await run<{ Undone: number }>('UndoJob', { JobId: merged.JobId });
  assert.equal(undone.Undone, 12);
  assert.deepEqual(await get(...ids.slice(0, 12), ...doubles), before);
  await assert.rejects(run('UndoJob', { JobId: merged.JobId }), /undone already/);
});

test('results that cannot be written in the end: everything is merged, and the run says what is missing', async (t) => {
  const { create, configure, quiet, resolve, get, folder } = await openRoom(t);
  const a = await create({ EmailAddress: 'x@example.jp' });
  const ExportingConfig = { S3Exporting: { S3BucketName: 'results', S3KeyName: 'nightly' } };
  await configure(undefined, { ...byEmail, ExportingConfig });
  assert.equal((await quiet())?.Status, 'COMPLETED');
  const b = await create({ EmailAddress: 'x@example.jp' });
  rmSync(join(folder, 'results'), { recursive: true });
  writeFileSync(join(folder, 'results'), 'a file stands where the bucket was');
  const job = await resolve();
  assert.equal(job.Status, 'PARTIAL_SUCCESS');
  assert.match(job.Message ?? '', /could not be written/);
  assert.ok(!job.Message?.includes(folder), 'no path of the server is told');
  assert.equal((await get(a, b)).length, 1);
});

test('the model needs no crowd: a handful of profiles is enough', async (t) => {
  const { client, create, configure, quiet } = await openRoom(t);
  const ids = [
    await create({
      FirstName: 'John',
      LastName: 'Doe',
      EmailAddress: 'JOHN_DOE@ANYCOMPANY.COM',
      PhoneNumber: '+1-555-010-0000',
    }),
    await create({
      FirstName: 'Jhn',
      LastName: 'Doe',
      EmailAddress: 'john_doe@anycompany.com',
      PhoneNumber: '+15550100000',
    }),
  ];
  await create({ FirstName: '花子', LastName: '山田', GenderString: '女' });
  await create({ FirstName: '花子', LastName: '山田', GenderString: '女' });
  await configure({ Enabled: true });
  const job = await quiet();
  assert.equal(job?.Stats?.MatchesFound, 1);
  const { Matches } = await client.send(new GetMatchesCommand({ DomainName }));
  assert.deepEqual(
    Matches?.map(({ ProfileIds }) => ProfileIds),
    [ids],
  );
  assert.ok((Matches?.[0]?.ConfidenceScore ?? 0) > 0.98);
  const similar = await client.send(
    new GetSimilarProfilesCommand({
      DomainName,
      MatchType: 'ML_BASED_MATCHING',
      SearchKey: 'profileId',
      SearchValue: ids[1],
    }),
  );
  assert.deepEqual([similar.ProfileIds, similar.MatchId], [ids, Matches?.[0]?.MatchId]);
});
