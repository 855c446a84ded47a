import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { newId } from '../../src/database/ids.ts';
import { decideMatch } from '../../src/identity/decideMatch.ts';
import { mergeProfiles } from '../../src/identity/merge.ts';
import { runJob } from '../../src/identity/runJob.ts';
import { currentSettings, startJob } from '../../src/identity/startJob.ts';
import { listGroups } from '../../src/identity/store/groupLists.ts';
import { claimJob, findJob, type JobRow } from '../../src/identity/store/jobs.ts';
import { listClusters } from '../../src/identity/store/ledger.ts';
import { createProfile } from '../../src/profiles/editProfile.ts';
import { lockSettings, updateDomain } from '../../src/profiles/store/domains.ts';
import { folderBuckets } from '../../src/sources/buckets/folder.ts';
import { accountId, actor, testHouse } from '../profiles/support/house.ts';

const attributes = ['LastName', 'EmailAddress', 'PhoneNumber'] as const;
const anyPerson = fc.record({
  LastName: fc.constantFrom('山田', '鈴木'),
  EmailAddress: fc.constantFrom('a@example.jp', 'b@example.jp', 'c@example.jp', 'd@example.jp'),
  PhoneNumber: fc.constantFrom('090-0000-0001', '09000000002', '+819000000003'),
});
const anyRules = fc.record({
  rules: fc.array(fc.subarray([...attributes], { minLength: 1 }), { minLength: 1, maxLength: 3 }),
  merging: fc.integer({ min: 1, max: 3 }),
});
const anyCase = fc.record({
  people: fc.array(anyPerson, { minLength: 3, maxLength: 9 }),
  before: anyRules,
  after: anyRules,
  word: fc.constantFrom('SAME', 'DIFFERENT', 'LATER'),
  byHand: fc.boolean(),
});

type Rules = { rules: string[][]; merging: number };
const settingsFor = ({ rules, merging }: Rules) => ({
  Enabled: true,
  MatchingRules: rules.map((Rule) => ({ Rule })),
  MaxAllowedRuleLevelForMerging: Math.min(merging, rules.length),
});

test('law: a preview tells exactly what the run does, whatever was merged and said before', async (t) => {
  const { house, newDomain, domain, setClock } = await testHouse(t);
  const { sql } = house;
  let time = Date.now();
  const tick = () => {
    time += 1_000;
    setClock(new Date(time));
  };
  const owner = newId();
  const deps = {
    ...{ house, owner, createBuckets: false, buckets: folderBuckets('/nonexistent') },
    report: () => undefined,
    log: (message: string) => assert.fail(message),
  };
  const run = async (name: string, wish: Partial<Parameters<typeof startJob>[2]>): Promise<JobRow> => {
    tick();
    const started = await startJob({ house, queue: { send: async () => undefined } }, await domain(name), {
      kind: 'ON_DEMAND',
      startedBy: actor,
      ...wish,
    });
    const job = await claimJob(sql, started, owner, 60_000, house.clock());
    assert.ok(job);
    await runJob(deps, job, new AbortController().signal);
    const done = await findJob(sql, job.domainId, started);
    assert.equal(done?.status, 'COMPLETED', done?.message);
    return done!;
  };
  const configure = async (name: string, rules: Rules) => {
    const { domainId } = await domain(name);
    const settings = await lockSettings(sql, domainId);
    await updateDomain(sql, domainId, { ...settings!, RuleBasedMatching: settingsFor(rules) }, house.clock());
    house.domains.forget(accountId, name);
  };
  const oneCase = async ({
    people,
    before,
    after,
    word,
    byHand,
  }: typeof anyCase extends fc.Arbitrary<infer T> ? T : never) => {
    const name = await newDomain();
    const ids: string[] = [];
    for (const person of people) ids.push(await createProfile(house, await domain(name), person, actor));
    tick();
    if (byHand) {
      const request = { mainId: ids[2]!, otherIds: [ids[0]!], rule: { kind: 'MAIN' as const } };
      await mergeProfiles(house, await domain(name), request, actor);
    }
    await configure(name, before);
    const first = await run(name, {});
    const { domainId } = await domain(name);
    const [group] = await listGroups(sql, domainId, { jobId: first.jobId }, { after: undefined, limit: 1 });
    tick();
    // A refusal (parting what a person has merged) leaves everything as it was.
    if (group)
      await decideMatch(house, await domain(name), group.matchId, { decision: word as 'SAME' }, actor).catch(
        () => undefined,
      );
    const shown = () => listClusters(sql, domainId, ids);
    const standing = await shown();
    const settings = {
      ...(await currentSettings(house, await domain(name))),
      RuleBasedMatching: settingsFor(after),
    };
    const preview = await run(name, { kind: 'PREVIEW', settings });
    assert.deepEqual(await shown(), standing, 'a preview changes nothing');
    const foreseen = await listGroups(
      sql,
      domainId,
      { jobId: preview.jobId },
      { after: undefined, limit: 100 },
    );
    await configure(name, after);
    const done = await run(name, { previewId: preview.jobId });
    assert.deepEqual(done.comparison, preview.comparison);
    assert.equal(done.planHash, preview.planHash);
    const found = await listGroups(sql, domainId, { jobId: done.jobId }, { after: undefined, limit: 100 });
    const told = (rows: typeof found) =>
      rows.map(({ method, change, profileIds, parts }) => ({ method, change, profileIds, parts }));
    assert.deepEqual(told(found), told(foreseen));
    const again = await run(name, { kind: 'PREVIEW' });
    assert.deepEqual([again.comparison?.Merged, again.comparison?.Split], [0, 0], 'nothing is left to do');
    const now = await shown();
    for (const { change, profileIds } of foreseen) {
      const sides = new Set(profileIds.map((id) => now.get(id))).size;
      if (change === 'UNCHANGED') assert.equal(sides, 1);
      if (change === 'SPLIT') assert.ok(sides > 1);
    }
  };
  await fc.assert(fc.asyncProperty(anyCase, oneCase), { numRuns: 6 });
});
