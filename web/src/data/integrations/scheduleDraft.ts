/** Days as cron expressions name them, Monday first. */
export const cronDays = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;
export type CronDay = (typeof cronDays)[number];

export const rateUnits = ['minutes', 'hours', 'days'] as const;
export type RateUnit = (typeof rateUnits)[number];

/** When an integration looks, as the form holds it. */
export interface ScheduleDraft {
  /** `expression`: a cron expression that the form has no boxes for. */
  kind: 'demand' | 'rate' | 'daily' | 'weekly' | 'expression';
  count: string;
  unit: RateUnit;
  /** `HH:MM`. */
  time: string;
  days: readonly CronDay[];
  expression: string;
  timezone: string;
}

/** The form of a schedule that is not given: every quarter of an hour, once that is chosen. */
export const emptySchedule = (timezone: string): ScheduleDraft => ({
  kind: 'demand',
  count: '15',
  unit: 'minutes',
  time: '03:00',
  days: ['MON'],
  expression: '',
  timezone,
});

/** Reads a stored schedule into the form; `here` is the reader's time zone, for one that names none. */
export function toScheduleDraft(
  schedule: string | undefined,
  timezone: string | undefined,
  here: string,
): ScheduleDraft {
  const empty = emptySchedule(schedule ? (timezone ?? 'UTC') : here);
  if (!schedule) return empty;
  const rate = /^rate\s*\(\s*(\d+)\s*(minute|hour|day)s?\s*\)$/i.exec(schedule.trim());
  if (rate) {
    const [, count = '', unit = ''] = rate;
    return { ...empty, kind: 'rate', count, unit: `${unit.toLowerCase()}s` as RateUnit };
  }
  const expression = schedule.trim();
  const cron = /^cron\s*\(\s*(\d{1,2})\s+(\d{1,2})\s+[*?]\s+\*\s+(\S+)\s+\*\s*\)$/i.exec(expression);
  const [, minute = '', hour = '', daysPart = ''] = cron ?? [];
  const days = daysOf(daysPart);
  if (!cron || Number(minute) > 59 || Number(hour) > 23 || !days)
    return { ...empty, kind: 'expression', expression };
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  return {
    ...empty,
    expression,
    time,
    ...(days.length === 7 ? { kind: 'daily' } : { kind: 'weekly', days }),
  };
}

/** `*`, `MON`, `MON-FRI`, `SAT,SUN`; undefined for anything else. */
function daysOf(text: string): CronDay[] | undefined {
  if (text === '*' || text === '?') return [...cronDays];
  const chosen = new Set<CronDay>();
  for (const part of text.toUpperCase().split(',')) {
    const [from, to] = part.split('-').map((name) => cronDays.indexOf(name as CronDay));
    if (from === undefined || from < 0 || (to !== undefined && to < from)) return undefined;
    for (const day of cronDays.slice(from, (to ?? from) + 1)) chosen.add(day);
  }
  return cronDays.filter((day) => chosen.has(day));
}

/** The schedule as the API takes it; no members: on demand only. */
export function fromScheduleDraft(draft: ScheduleDraft): { Schedule?: string; Timezone?: string } {
  const { kind, count, unit, time, days, expression } = draft;
  const timezone = draft.timezone.trim();
  const zoned = (Schedule: string) => ({ Schedule, ...(timezone && { Timezone: timezone }) });
  if (kind === 'demand') return {};
  if (kind === 'rate') return { Schedule: `rate(${Number(count)}${unit})` };
  if (kind === 'expression') return zoned(expression.trim());
  const [hour, minute] = time.split(':').map(Number);
  if (kind === 'daily') return zoned(`cron(${minute} ${hour} * * ? *)`);
  return zoned(`cron(${minute} ${hour} ? * ${cronDays.filter((day) => days.includes(day)).join(',')} *)`);
}

/** True when the form says a time. */
export function isScheduleComplete({ kind, count, time, days, expression }: ScheduleDraft): boolean {
  if (kind === 'rate') return /^[1-9]\d{0,3}$/.test(count);
  if (kind === 'expression') return /^(?:cron|rate)\s*\(.+\)$/.test(expression.trim());
  const timed = /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time);
  if (kind === 'daily') return timed;
  return kind === 'demand' || (timed && days.length > 0);
}
