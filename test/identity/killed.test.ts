import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from '../../src/database/connection.ts';
import { startJob } from '../../src/identity/startJob.ts';
import { putObjectType } from '../../src/profiles/putObjectType.ts';
import { updateDomain } from '../../src/profiles/store/domains.ts';
import { incoming, take, testHouse } from '../profiles/support/house.ts';

const runner = new URL('./support/runner.ts', import.meta.url).pathname;

async function startRunner(url: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [runner, url, '/nonexistent'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout!, 'data');
  return child;
}

const people = 3_000;

async function statusOf(sql: Pool): Promise<{ status: string; merges: number }> {
  const [job] = await sql`select status from resolution_job`;
  const [row] = await sql`select count(*) as merges from merge`;
  return { status: job?.status, merges: row?.merges };
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

test('a run killed at any point is taken up again and ends with every merge once', {
  timeout: 240_000,
}, async (t) => {
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
  const { domainId, settings } = await domain(name);
  const rules = {
    Enabled: true,
    MatchingRules: [{ Rule: ['EmailAddress'] }],
    MaxAllowedRuleLevelForMerging: 1,
    AttributeTypesSelector: { AttributeMatchingModel: 'ONE_TO_ONE', EmailAddress: ['EmailAddress'] },
  };
  await updateDomain(sql, domainId, { ...settings, RuleBasedMatching: rules }, new Date());
  house.domains.forget((await domain(name)).accountId, name);
  const jobId = await startJob({ house, queue: { send: async () => undefined } }, await domain(name), {
    kind: 'ON_DEMAND',
    startedBy: 'test',
  });
  // Killed while it looks for matches, while it merges, asked to stop while it merges.
  const points = [
    (now: Awaited<ReturnType<typeof statusOf>>) => now.status !== 'PENDING',
    (now: Awaited<ReturnType<typeof statusOf>>) => now.merges > 0,
    (now: Awaited<ReturnType<typeof statusOf>>) => now.merges > 1_000,
  ];
  for (const [turn, reached] of points.entries()) {
    const child = await startRunner(url);
    const gone = once(child, 'exit');
    for (;;) {
      const now = await statusOf(sql);
      if (reached(now) || now.status === 'COMPLETED') break;
      await wait(5);
    }
    child.kill(turn === 2 ? 'SIGTERM' : 'SIGKILL');
    await gone;
    await checkWhole(sql);
  }
  const child = await startRunner(url);
  const gone = once(child, 'exit');
  while (!['COMPLETED', 'FAILED', 'PARTIAL_SUCCESS'].includes((await statusOf(sql)).status)) await wait(50);
  child.kill('SIGTERM');
  await gone;
  await checkWhole(sql);
  const done = await statusOf(sql);
  assert.deepEqual(done, { status: 'COMPLETED', merges: people });
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
