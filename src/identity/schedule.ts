import type { NayoseSettings, ResolutionSettings } from './settings.ts';
import { isOn } from './settings.ts';

const minute = 60_000;
const days = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const;

/** A time of the week: the day absent means every day. */
interface Slot {
  day: (typeof days)[number] | undefined;
  hour: number;
  minute: number;
  timeZone: string;
}

/** Weekly at the API's JobSchedule, which is in UTC; else every day at the hour of the domain. */
function slotOf({ Matching, Nayose }: ResolutionSettings): Slot {
  const { DayOfTheWeek, Time } = (Matching?.Enabled && Matching.JobSchedule) || {};
  if (DayOfTheWeek && Time) {
    const [hour = 0, at = 0] = Time.split(':').map(Number);
    return { day: DayOfTheWeek, hour, minute: at, timeZone: 'UTC' };
  }
  return { day: undefined, hour: Nayose.DailyHour, minute: 0, timeZone: Nayose.TimeZone };
}

/** The latest scheduled time not after `now`, looked for in the last eight days. */
export function lastDueAt(settings: ResolutionSettings, now: Date): Date | undefined {
  return search(slotOf(settings), now, -1);
}

/** The next scheduled time after `now`; undefined when nothing is enabled. */
export function nextDueAt(settings: ResolutionSettings, now: Date): Date | undefined {
  return isOn(settings) ? search(slotOf(settings), new Date(now.getTime() + minute), 1) : undefined;
}

/** Whether a run should begin: a scheduled time has passed since the last one was made, or there was none yet. */
export function isDue(settings: ResolutionSettings, lastRunAt: Date | undefined, now: Date): boolean {
  if (!isOn(settings)) return false;
  if (!lastRunAt) return true;
  const due = lastDueAt(settings, now);
  return due !== undefined && due > lastRunAt;
}

/** Walks minute by minute where the minute fits, hour by hour elsewhere; zones shift by quarter hours at most. */
function search(slot: Slot, from: Date, direction: 1 | -1): Date | undefined {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: slot.timeZone,
    hourCycle: 'h23',
    weekday: 'long',
    hour: 'numeric',
    minute: 'numeric',
  });
  let at = Math.floor(from.getTime() / minute) * minute;
  for (
    const end = at + direction * 8 * 1_440 * minute;
    direction * (end - at) > 0;
    at += direction * minute
  ) {
    if (new Date(at).getUTCMinutes() % 15 !== slot.minute % 15) continue;
    const told = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
    const fits = Number(told.hour) === slot.hour && Number(told.minute) === slot.minute;
    if (fits && (!slot.day || told.weekday?.toUpperCase() === slot.day)) return new Date(at);
  }
  return undefined;
}

/** Why a time zone cannot be used, or undefined. */
export function timeZoneProblem({ TimeZone }: Pick<NayoseSettings, 'TimeZone'>): string | undefined {
  try {
    new Intl.DateTimeFormat('en', { timeZone: TimeZone });
    return undefined;
  } catch {
    return 'TimeZone must be an IANA name such as Asia/Tokyo';
  }
}
