import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scheduleProblem } from '../../src/sources/schedule.ts';
import {
  emptySchedule,
  fromScheduleDraft,
  isScheduleComplete,
  type ScheduleDraft,
  toScheduleDraft,
} from '../../web/src/data/integrations/scheduleDraft.ts';

const read = (schedule?: string, timezone?: string) => toScheduleDraft(schedule, timezone, 'Asia/Tokyo');

test('a stored schedule is read into the form, and written as it was', () => {
  const cases: [string, Partial<ScheduleDraft>, string?][] = [
    ['rate(15minutes)', { kind: 'rate', count: '15', unit: 'minutes' }],
    ['rate(1 hour)', { kind: 'rate', count: '1', unit: 'hours' }, 'rate(1hours)'],
    ['cron(5 3 * * ? *)', { kind: 'daily', time: '03:05' }],
    ['cron(30 9 ? * MON-FRI *)', { kind: 'weekly', time: '09:30' }, 'cron(30 9 ? * MON,TUE,WED,THU,FRI *)'],
    ['cron(0 0 ? * SUN,SAT *)', { kind: 'weekly', days: ['SAT', 'SUN'] }, 'cron(0 0 ? * SAT,SUN *)'],
    ['cron(0 3 1 * ? *)', { kind: 'expression' }],
    ['cron(0/20 9-17 ? * MON-FRI *)', { kind: 'expression' }],
    ['cron(0 3 ? * 2 *)', { kind: 'expression' }],
    ['cron(99 3 * * ? *)', { kind: 'expression' }],
  ];
  for (const [schedule, part, written = schedule] of cases) {
    const draft = read(schedule, 'Europe/Berlin');
    for (const [name, value] of Object.entries(part))
      assert.deepEqual(draft[name as keyof ScheduleDraft], value, `${schedule} ${name}`);
    assert.equal(isScheduleComplete(draft), true, schedule);
    const zone = schedule.startsWith('rate') ? {} : { Timezone: 'Europe/Berlin' };
    assert.deepEqual(fromScheduleDraft(draft), { Schedule: written, ...zone });
  }
});

test('none is on demand; one without a zone is in UTC, a new one in the zone of the reader', () => {
  assert.deepEqual(fromScheduleDraft(read()), {});
  assert.equal(read().timezone, 'Asia/Tokyo');
  assert.equal(read('cron(0 3 * * ? *)').timezone, 'UTC');
});

test('what the form writes is a schedule, and what is missing is not sent', () => {
  const empty = emptySchedule('Asia/Tokyo');
  for (const kind of ['rate', 'daily', 'weekly'] as const) {
    const { Schedule = '', Timezone } = fromScheduleDraft({ ...empty, kind });
    assert.equal(scheduleProblem(Schedule, Timezone), undefined, Schedule);
  }
  const incomplete: Partial<ScheduleDraft>[] = [
    { kind: 'rate', count: '0' },
    { kind: 'rate', count: '' },
    { kind: 'daily', time: '24:00' },
    { kind: 'weekly', days: [] },
    { kind: 'expression', expression: 'every day' },
  ];
  for (const part of incomplete) assert.equal(isScheduleComplete({ ...empty, ...part }), false);
});
