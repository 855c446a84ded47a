/** When a schedule was last served and what bounds it. */
export interface ScheduleState {
  /** `rate(15minutes)` or `cron(0 3 * * ? *)`. */
  expression: string;
  /** IANA name; cron fields are in its local time. */
  timezone: string | undefined;
  lastRunAt: Date | undefined;
  startAt?: Date | undefined;
  endAt?: Date | undefined;
}

const minute = 60_000;
const units: Readonly<Record<string, number>> = { minute, hour: 60 * minute, day: 1_440 * minute };

/** Minutes looked back for a cron time that passed while nobody was running. */
const catchUp = 60;

/** Why a schedule cannot be used, or undefined (AppFlow: rate(5minutes), rate(1hours); cron of six fields). */
export function scheduleProblem(expression: string, timezone: string | undefined): string | undefined {
  if (!rateOf(expression) && !cronOf(expression)) {
    return 'ScheduleExpression must be like rate(15minutes), rate(1hours), rate(1days) or cron(0 3 * * ? *)';
  }
  try {
    if (timezone) new Intl.DateTimeFormat('en', { timeZone: timezone });
    return undefined;
  } catch {
    return 'Timezone must be an IANA name such as Asia/Tokyo';
  }
}

/** True when the schedule wants a run now. */
export function isDue(state: ScheduleState, now: Date): boolean {
  if (state.startAt && now < state.startAt) return false;
  if (state.endAt && now > state.endAt) return false;
  const rate = rateOf(state.expression);
  // A tick comes a little early or late; a rate of minutes must not slip by a whole one.
  if (rate) return !state.lastRunAt || now.getTime() - state.lastRunAt.getTime() >= rate - minute / 2;
  const cron = cronOf(state.expression);
  if (!cron) return false;
  const last = Math.max(
    state.lastRunAt?.getTime() ?? now.getTime() - minute,
    now.getTime() - catchUp * minute,
  );
  for (let at = Math.floor(now.getTime() / minute) * minute; at > last; at -= minute) {
    if (matches(cron, new Date(at), state.timezone)) return true;
  }
  return false;
}

function rateOf(expression: string): number | undefined {
  const match = /^rate\s*\(\s*(\d{1,5})\s*(minute|hour|day)s?\s*\)$/i.exec(expression.trim());
  const count = Number(match?.[1]);
  return match && count > 0 ? count * (units[match[2]?.toLowerCase() ?? ''] ?? 0) : undefined;
}

type Cron = ((value: number) => boolean)[];

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
/** Least and greatest value of: minute, hour, day of month, month, day of week (1 = Sunday), year. */
const ranges = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [1, 7],
  [1970, 2199],
] as const;

function cronOf(expression: string): Cron | undefined {
  const fields = /^cron\s*\(([^()]*)\)$/i.exec(expression.trim())?.[1]?.trim().split(/\s+/);
  if (fields?.length !== 6) return undefined;
  const tests = fields.map((field, i) => fieldTest(field.toLowerCase(), i));
  return tests.every((test) => test !== undefined) ? (tests as Cron) : undefined;
}

function fieldTest(field: string, index: number): ((value: number) => boolean) | undefined {
  const [least, greatest] = ranges[index] ?? [0, 0];
  const names = index === 3 ? months : index === 4 ? days : [];
  const numberOf = (text: string) => {
    const named = names.indexOf(text);
    const value = named >= 0 ? named + 1 : /^\d+$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= greatest ? value : undefined;
  };
  const spans = field.split(',').map((part) => {
    const [span = '', step] = part.split('/');
    const [from, to] = span === '*' || span === '?' ? [least, greatest] : span.split('-').map(numberOf);
    const every = step === undefined ? 1 : Number(step);
    if (from === undefined || !(every >= 1)) return undefined;
    const last = span.includes('-')
      ? to
      : span === '*' || span === '?' || step !== undefined
        ? greatest
        : from;
    return last === undefined ? undefined : { from, last, every };
  });
  if (spans.some((span) => span === undefined)) return undefined;
  return (value) =>
    spans.some((s) => s && value >= s.from && value <= s.last && (value - s.from) % s.every === 0);
}

function matches(cron: Cron, at: Date, timezone = 'UTC'): boolean {
  const values = partsOf(at, timezone);
  return cron.every((test, i) => test(values[i] ?? -1));
}

/** Minute, hour, day of month, month, day of week and year, as cron fields count them. */
function partsOf(at: Date, timezone: string): number[] {
  const parts = formatOf(timezone).formatToParts(at);
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? '';
  const weekday = days.indexOf(part('weekday').toLowerCase()) + 1;
  return [part('minute'), part('hour'), part('day'), part('month'), weekday, part('year')].map(Number);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs much more than using it. */
function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known) return known;
  const numbers = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  } as const;
  const made = new Intl.DateTimeFormat('en', {
    ...numbers,
    timeZone: timezone,
    hourCycle: 'h23',
    weekday: 'short',
  });
  formats.set(timezone, made);
  return made;
}

const quarter = 15 * minute;
/** How far ahead a time is looked for. */
const horizon = 366 * 1_440 * minute;

/** The next time the schedule wants a run, at the earliest `now`; undefined when it wants none within a year. */
export function nextDue(state: ScheduleState, now: Date): Date | undefined {
  const from = new Date(Math.max(now.getTime(), state.startAt?.getTime() ?? 0));
  const due = rateOf(state.expression) ? nextOfRate(state, from) : nextOfCron(state, from);
  return due && state.endAt && due > state.endAt ? undefined : due;
}

function nextOfRate({ expression, lastRunAt }: ScheduleState, from: Date): Date {
  const next = (lastRunAt?.getTime() ?? 0) + (rateOf(expression) ?? 0);
  return new Date(Math.max(next, from.getTime()));
}

/** Looks minute by minute in hours that fit, passes over the others, and over days that do not fit. */
function nextOfCron({ expression, timezone = 'UTC' }: ScheduleState, from: Date): Date | undefined {
  const cron = cronOf(expression);
  if (!cron) return undefined;
  const last = from.getTime() + horizon;
  for (let at = Math.ceil(from.getTime() / minute) * minute; at <= last; ) {
    const parts = partsOf(new Date(at), timezone);
    const fits = parts.map((value, i) => cron[i]?.(value) === true);
    if (fits.every(Boolean)) return new Date(at);
    const [, hourFits, ...dayFits] = fits;
    if (!dayFits.every(Boolean)) at = toQuarter(at + restOfDay(parts));
    else at = hourFits ? at + minute : toQuarter(at);
  }
  return undefined;
}

/** The next quarter of an hour; time zones are shifted by quarters. */
const toQuarter = (at: number) => (Math.floor(at / quarter) + 1) * quarter;

/** Milliseconds of the day that may be passed over; an hour is left for clocks that are put forward. */
const restOfDay = ([ofMinute = 0, hour = 0]: number[]) =>
  Math.max(0, 22 * 60 - hour * 60 - ofMinute) * minute;
