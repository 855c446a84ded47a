import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from '../../src/database/connection.ts';
import { startJob } from '../../src/identity/startJob.ts';
import { undoJob } from '../../src/identity/undoJob.ts';
import { putObjectType } from '../../src/profiles/putObjectType.ts';
import { updateDomain } from '../../src/profiles/store/domains.ts';
import { incoming, take, testHouse } from '../profiles/support/house.ts';

const runner = new URL('./support/runner.ts', import.meta.url).pathname;

const people = 3_000;

async function statusOf(sql: Pool): Promise<{ status: string; merges: number; undone: number }> {
  const [job] = await sql`select status from resolution_job order by job_id desc limit 1`;
  const [row] = await sql`select count(*) as merges, count(undone_at) as undone from merge`;
  return { status: job?.status, merges: row?.merges, undone: row?.undone };
}

/** What is shown is what the ledger says, and no group of a run is without its run. */
async function checkWhole(sql: Pool): Promise<void> {
  const [torn] = await sql`
    select count(*) as profiles from profile p where p.survivor_id <> p.profile_id and not exists (
      select 1 from merge m where m.domain_id = p.domain_id and m.undone_at is null and m.survivor_id = p.survivor_id
        and p.profile_id = any(m.absorbed_ids))`;
  assert.equal(torn?.profiles, 0, 'nobody is absorbed without a merge that says so');
  const [half] = await sql`
    select count(*) as merges from merge m where m.undone_at is null and exists (
      select 1 from profile p where p.domain_id = m.domain_id and p.profile_id = any(m.absorbed_ids)
        and p.survivor_id <> m.survivor_id)`;
  assert.equal(half?.merges, 0, 'no merge is carried out by half');
}

/** A domain of pairs that share an e-mail address, and a run that waits to merge them. */
async function runAboutToStart(t: TestContext) {
  const { house, url, newDomain, domain, setClock } = await testHouse(t);
  const { sql } = house;
  setClock(new Date());
  const name = await newDomain();
  await putObjectType(house, await domain(name), 'Crm', {
    Description: 'Crm',
    AllowProfileCreation: true,
    Fields: {
      id: { Source: '_source.id' },
      mail: { Source: '_source.mail', Target: '_profile.EmailAddress', ContentType: 'EMAIL_ADDRESS' },
    },
    Keys: { crmId: [{ StandardIdentifiers: ['PROFILE', 'UNIQUE'], FieldNames: ['id'] }] },
  });
  const rows = Array.from({ length: people * 2 }, (_, at) =>
    incoming('Crm', { id: `C${at}`, mail: `user${at % people}@example.jp` }),
  );
  await take(house, await domain(name), rows);
  /** Makes a run that merges whoever has the same in a field. */
  const runBy = async (field: string) => {
    const { accountId, domainId, settings } = await domain(name);
    const rules = { Enabled: true, MatchingRules: [{ Rule: [field] }], MaxAllowedRuleLevelForMerging: 1 };
    await updateDomain(sql, domainId, { ...settings, RuleBasedMatching: rules }, new Date());
    house.domains.forget(accountId, name);
    const wish = { kind: 'ON_DEMAND' as const, startedBy: 'test' };
    return startJob({ house, queue: { send: async () => undefined } }, await domain(name), wish);
  };
  const jobId = await runBy('EmailAddress');
  return { house, sql, url, jobId, runBy, domain: () => domain(name) };
}

type Now = Awaited<ReturnType<typeof statusOf>>;

/**
 * Has a process work until the run has come so far, or has ended, and ends the process. `options`: milliseconds of silence,
 * and whether it also matches on write.
 */
async function workUntil(
  sql: Pool,
  url: string,
  reached: (now: Now) => boolean,
  signal: 'SIGTERM' | 'SIGKILL',
  ...options: string[]
): Promise<void> {
  const child = spawn(process.execPath, [runner, url, '/nonexistent', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  await once(child.stdout, 'data');
  for (let now = await statusOf(sql); !reached(now) && !isEnded(now); now = await statusOf(sql))
    await wait(5);
  child.kill(signal);
  await gone;
}

const isEnded = ({ status }: { status: string }) =>
  ['COMPLETED', 'FAILED', 'PARTIAL_SUCCESS'].includes(status);

test('a run killed at any point is taken up again and ends with every merge once', {
  timeout: 240_000,
}, async (t) => {
  const { sql, url, jobId } = await runAboutToStart(t);
  // Killed while it looks for matches, while it merges, asked to stop while it merges.
  const points = [
    (now: Now) => now.status !== 'PENDING',
    (now: Now) => now.merges > 0,
    (now: Now) => now.merges > 1_000,
  ];
  for (const [turn, reached] of points.entries()) {
    await workUntil(sql, url, reached, turn === 2 ? 'SIGTERM' : 'SIGKILL');
    await checkWhole(sql);
  }
  await workUntil(sql, url, isEnded, 'SIGTERM');
  await checkWhole(sql);
  const done = await statusOf(sql);
  assert.deepEqual(done, { status: 'COMPLETED', merges: people, undone: 0 });
  const [shown] = await sql`select count(*) as profiles from profile where survivor_id = profile_id`;
  assert.equal(shown?.profiles, people);
  const groups =
    await sql`select state, count(*) as groups from match_group where job_id = ${jobId} group by state`;
  assert.deepEqual(
    groups.map(({ state, groups: count }) => [state, count]),
    [['MERGED', people]],
  );
  const [lost] = await sql`select count(*) as pairs from match_pair p where not exists (
    select 1 from match_group g where g.domain_id = p.domain_id and g.match_id = p.match_id)`;
  assert.equal(lost?.pairs, 0, 'nothing is left of the attempts before');
});

test('what is left of a run killed while it merges is merged by that run, not by matching on write; undone, all of it goes', {
  timeout: 120_000,
}, async (t) => {
  const { house, sql, url, jobId, domain } = await runAboutToStart(t);
  await workUntil(sql, url, ({ merges }) => merges > 0, 'SIGKILL');
  assert.ok((await statusOf(sql)).merges < people, 'killed while it merged');
  const [begun] = await sql`select plan_hash from resolution_job where job_id = ${jobId}`;
  // It waits for the silence of the first before it takes the run up, and listens to what is written meanwhile.
  await workUntil(sql, url, isEnded, 'SIGTERM', '5000', 'follow');
  const byRun = await sql`select job_id, count(*) as merges from merge group by job_id`;
  assert.deepEqual([...byRun], [{ job_id: jobId, merges: people }]);
  const [job] =
    await sql`select status, stats, comparison, plan_hash from resolution_job where job_id = ${jobId}`;
  assert.equal(job?.status, 'COMPLETED');
  assert.equal(job.plan_hash, begun?.plan_hash, 'it is the run of the same plan, as a preview knows it');
  assert.deepEqual([job.stats.MergesDone, job.comparison.Merged], [people, people]);
  const { undone } = await undoJob(house, await domain(), jobId, 'test');
  assert.equal(undone, people);
  await checkWhole(sql);
  const [shown] = await sql`select count(*) as profiles from profile where survivor_id = profile_id`;
  assert.equal(shown?.profiles, people * 2);
});

test('a run killed while it parts tells in the end of all that it has parted', {
  timeout: 120_000,
}, async (t) => {
  const { sql, url, runBy } = await runAboutToStart(t);
  await workUntil(sql, url, isEnded, 'SIGTERM');
  const jobId = await runBy('PhoneNumber');
  await workUntil(sql, url, ({ undone }) => undone > 0, 'SIGKILL');
  assert.ok((await statusOf(sql)).undone < people, 'killed while it parted');
  await workUntil(sql, url, isEnded, 'SIGTERM');
  await checkWhole(sql);
  const [job] = await sql`select status, stats, comparison from resolution_job where job_id = ${jobId}`;
  assert.equal(job?.status, 'COMPLETED');
  assert.deepEqual([job.stats.MergesUndone, job.comparison.Split], [people, people]);
  const [parted] = await sql`
    select count(*) as groups from match_group where job_id = ${jobId} and change = 'SPLIT'`;
  assert.equal(parted?.groups, people);
});
