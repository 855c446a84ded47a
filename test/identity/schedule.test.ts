import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDue, lastDueAt, nextDueAt } from '../../src/identity/schedule.ts';
import { type ResolutionSettings, usualSettings } from '../../src/identity/settings.ts';
import { startDueJobs } from '../../src/identity/startDueJobs.ts';
import { findOpenJob, listJobs } from '../../src/identity/store/jobs.ts';
import { updateDomain } from '../../src/profiles/store/domains.ts';
import { testHouse } from '../profiles/support/house.ts';

const daily: ResolutionSettings = { Matching: { Enabled: true }, Nayose: usualSettings('JP') };
const weekly: ResolutionSettings = {
  ...daily,
  Matching: { Enabled: true, JobSchedule: { DayOfTheWeek: 'SUNDAY', Time: '4:30' } },
};
const at = (text: string) => new Date(text);

test('every day at the hour of the domain; with a JobSchedule once a week, in UTC', () => {
  assert.deepEqual(nextDueAt(daily, at('2026-11-22T10:00:00Z')), at('2026-11-22T18:00:00Z'), '3:00 in Tokyo');
  assert.deepEqual(lastDueAt(daily, at('2026-11-22T17:59:59Z')), at('2026-11-21T18:00:00Z'));
  assert.deepEqual(lastDueAt(daily, at('2026-11-22T18:00:30Z')), at('2026-11-22T18:00:00Z'));
  assert.deepEqual(nextDueAt(weekly, at('2026-11-22T04:30:00Z')), at('2026-11-29T04:30:00Z'));
  assert.deepEqual(nextDueAt(weekly, at('2026-11-22T04:29:00Z')), at('2026-11-22T04:30:00Z'));
  const india = { ...daily, Nayose: { ...daily.Nayose, DailyHour: 0, TimeZone: 'Asia/Kolkata' } };
  assert.deepEqual(nextDueAt(india, at('2026-11-22T10:00:00Z')), at('2026-11-22T18:30:00Z'));
  assert.equal(nextDueAt({ ...daily, Matching: { Enabled: false } }, at('2026-11-22T10:00:00Z')), undefined);
});

test('the first run comes at once, later ones when a time has passed, however late', () => {
  assert.equal(isDue(daily, undefined, at('2026-11-22T10:00:00Z')), true);
  assert.equal(isDue(daily, at('2026-11-21T18:00:05Z'), at('2026-11-22T17:00:00Z')), false);
  assert.equal(isDue(daily, at('2026-11-21T18:00:05Z'), at('2026-11-22T18:01:00Z')), true);
  assert.equal(
    isDue(daily, at('2026-11-19T18:00:05Z'), at('2026-11-22T12:00:00Z')),
    true,
    'the server was off',
  );
  assert.equal(
    isDue({ ...daily, Matching: { Enabled: false } }, undefined, at('2026-11-22T10:00:00Z')),
    false,
  );
});

test('runs are started where their time has come, one at a time', async (t) => {
  const { house, newDomain, domain, setClock } = await testHouse(t);
  const { sql } = house;
  const name = await newDomain();
  await newDomain();
  const { domainId, settings } = await domain(name);
  await updateDomain(sql, domainId, { ...settings, Matching: { Enabled: true } }, house.clock());
  const status = { resident: true, behind: false };
  const deps = { house, queue: { send: async () => undefined }, followed: async () => status };
  const start = () => startDueJobs(deps, (message) => assert.fail(message));
  await start();
  await start();
  const jobs = await listJobs(sql, domainId, { before: undefined, limit: 10, allKinds: true });
  assert.deepEqual(
    jobs.map(({ kind, status }) => [kind, status]),
    [['SCHEDULED', 'PENDING']],
  );
  await sql`update resolution_job set status = 'COMPLETED', ended_at = now()`;
  await start();
  assert.equal(await findOpenJob(sql, domainId), undefined, 'the next one is due tomorrow');
  const later = (hours: number) => setClock(new Date(house.clock().getTime() + hours * 3_600_000));
  status.behind = true;
  await start();
  assert.equal(await findOpenJob(sql, domainId), undefined, 'what an import left waits for an hour');
  later(1);
  status.resident = false;
  await start();
  assert.equal(await findOpenJob(sql, domainId), undefined, 'while it goes on there is no run');
  status.resident = true;
  await start();
  assert.equal((await findOpenJob(sql, domainId))?.kind, 'SCHEDULED', 'then it is not left to the night');
  await sql`update resolution_job set status = 'COMPLETED', ended_at = now()`;
  status.behind = false;
  await start();
  assert.equal(await findOpenJob(sql, domainId), undefined);
  later(24);
  await start();
  assert.equal((await findOpenJob(sql, domainId))?.kind, 'SCHEDULED');
});
