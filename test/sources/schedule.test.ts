import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDue, nextDue, scheduleProblem } from '../../src/sources/schedule.ts';

const due = (expression: string, lastRun: string | undefined, now: string, timezone?: string) =>
  isDue({ expression, timezone, lastRunAt: lastRun ? new Date(lastRun) : undefined }, new Date(now));

test('rates', () => {
  assert.equal(due('rate(15minutes)', undefined, '2026-01-01T00:00:00Z'), true);
  assert.equal(due('rate(15minutes)', '2026-01-01T00:00:00Z', '2026-01-01T00:14:00Z'), false);
  assert.equal(due('rate(15 minutes)', '2026-01-01T00:00:02Z', '2026-01-01T00:15:00Z'), true);
  assert.equal(due('rate(1hours)', '2026-01-01T00:00:00Z', '2026-01-01T00:59:00Z'), false);
  assert.equal(due('rate(1 day)', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'), true);
});

test('cron, in its time zone, and a little late', () => {
  const night = 'cron(30 3 * * ? *)';
  assert.equal(due(night, '2026-01-01T00:00:00Z', '2026-01-01T03:30:20Z'), true);
  assert.equal(due(night, '2026-01-01T00:00:00Z', '2026-01-01T03:29:59Z'), false);
  assert.equal(due(night, '2026-01-01T03:30:05Z', '2026-01-01T03:31:00Z'), false);
  assert.equal(due(night, '2026-01-01T00:00:00Z', '2026-01-01T03:50:00Z'), true, 'the minute was missed');
  assert.equal(due(night, undefined, '2026-01-01T18:30:10Z', 'Asia/Tokyo'), true);
  assert.equal(due('cron(0/20 9-17 ? * MON-FRI *)', undefined, '2026-01-05T09:40:00Z'), true);
  assert.equal(due('cron(0/20 9-17 ? * MON-FRI *)', undefined, '2026-01-04T09:40:00Z'), false);
});

test('a schedule keeps to its bounds', () => {
  const now = new Date('2026-01-02T00:00:00Z');
  const state = { expression: 'rate(1minutes)', timezone: undefined, lastRunAt: undefined };
  assert.equal(isDue({ ...state, startAt: new Date('2026-01-03T00:00:00Z') }, now), false);
  assert.equal(isDue({ ...state, endAt: new Date('2026-01-01T00:00:00Z') }, now), false);
});

test('expressions that mean nothing are refused', () => {
  for (const good of [
    'rate(5minutes)',
    'rate (5 minutes)',
    'cron(0 3 1,15 * ? *)',
    'cron(*/5 * * JAN-MAR ? *)',
  ]) {
    assert.equal(scheduleProblem(good, 'Asia/Tokyo'), undefined, good);
  }
  for (const bad of ['', 'rate(0minutes)', 'rate(5 parsecs)', 'cron(* * *)', 'cron(61 * * * ? *)', 'daily']) {
    assert.match(scheduleProblem(bad, undefined) ?? '', /ScheduleExpression/, bad);
  }
});

test('the next time is told, in its time zone', () => {
  const next = (expression: string, now: string, more: object = {}) =>
    nextDue({ expression, timezone: undefined, lastRunAt: undefined, ...more }, new Date(now))?.toISOString();
  const last = { lastRunAt: new Date('2026-01-01T00:00:00Z') };
  assert.equal(next('rate(15minutes)', '2026-01-01T00:01:00Z', last), '2026-01-01T00:15:00.000Z');
  assert.equal(next('rate(15minutes)', '2026-01-01T08:00:00Z', last), '2026-01-01T08:00:00.000Z');
  const tokyo = { timezone: 'Asia/Tokyo' };
  assert.equal(next('cron(30 3 * * ? *)', '2026-01-01T00:00:00Z', tokyo), '2026-01-01T18:30:00.000Z');
  const nepal = { timezone: 'Asia/Kathmandu' };
  assert.equal(next('cron(0 9 * * ? *)', '2026-01-01T00:00:00Z', nepal), '2026-01-01T03:15:00.000Z');
  assert.equal(next('cron(5 0 29 2 ? *)', '2027-03-01T00:00:00Z'), '2028-02-29T00:05:00.000Z');
  assert.equal(next('cron(0 0 30 2 ? *)', '2026-01-01T00:00:00Z'), undefined);
  const ended = { endAt: new Date('2026-01-01T02:00:00Z') };
  assert.equal(next('cron(30 3 * * ? *)', '2026-01-01T00:00:00Z', ended), undefined);
});
