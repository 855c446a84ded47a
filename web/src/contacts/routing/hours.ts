import type { OpenSlot } from './useRouting.ts';

/** The days of a week, Monday first. Names as in the API. */
export const weekDays = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
] as const;
export type WeekDay = (typeof weekDays)[number];

const clock = ({ Hours, Minutes }: { Hours: number; Minutes: number }) =>
  `${String(Hours).padStart(2, '0')}:${String(Minutes).padStart(2, '0')}`;

/** The stretches of a day as `09:00–18:00`; an end at midnight is written 24:00. */
export function slotsOn(config: readonly OpenSlot[], day: WeekDay): string[] {
  return config
    .filter(({ Day }) => Day === day)
    .map(({ StartTime, EndTime }) => {
      const end = clock(EndTime);
      return `${clock(StartTime)}–${end === '00:00' ? '24:00' : end}`;
    });
}

/** Days that have the same hours, together: `[['MONDAY', …, 'FRIDAY'], ['09:00–18:00']]`; closed days have no hours. */
export function groupedDays(config: readonly OpenSlot[]): { days: WeekDay[]; slots: string[] }[] {
  const groups: { days: WeekDay[]; slots: string[] }[] = [];
  for (const day of weekDays) {
    const slots = slotsOn(config, day);
    const last = groups.at(-1);
    if (last && last.slots.join() === slots.join()) last.days.push(day);
    else groups.push({ days: [day], slots });
  }
  return groups;
}

/** `09:30` as the API has it; undefined for what is no time of day. `24:00` is midnight at the end. */
export function timeOf(text: string): { Hours: number; Minutes: number } | undefined {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return undefined;
  const time = { Hours: Number(hours), Minutes: Number(minutes) };
  if (time.Hours === 24 && time.Minutes === 0) return { Hours: 0, Minutes: 0 };
  return time.Hours < 24 && time.Minutes < 60 ? time : undefined;
}

/**
 * Reads the stretches of a day as people write them: `9:00-12:00、13:00〜18:00`, in any width; an end of 24:00 is the end
 * of the day. Undefined when something is no stretch.
 */
export function readSlots(text: string): Pick<OpenSlot, 'StartTime' | 'EndTime'>[] | undefined {
  const parts = text
    .normalize('NFKC')
    .split(/[,、;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const slots = parts.map((part) => {
    const [start, end, ...more] = part.split(/\s*[-–—~〜ー−]\s*/);
    const StartTime = timeOf(start ?? '');
    const EndTime = timeOf(end ?? '');
    return StartTime && EndTime && more.length === 0 ? { StartTime, EndTime } : undefined;
  });
  const read = slots.filter((slot) => slot !== undefined);
  return read.length > 0 && read.length === slots.length ? read : undefined;
}
