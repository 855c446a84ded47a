/** A stretch of a day in which somebody is there, as the API has it; an end of 24:00 or 00:00 is the end of the day. */
export interface OpenSlot {
  Day: string;
  StartTime: { Hours: number; Minutes: number };
  EndTime: { Hours: number; Minutes: number };
}

const days = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const;

/** Open all day, every day: what a new instance begins with. */
export const aroundTheClock: OpenSlot[] = days.map((Day) => ({
  Day,
  StartTime: { Hours: 0, Minutes: 0 },
  EndTime: { Hours: 0, Minutes: 0 },
}));

/** Whether the clock shows an hour of operation in a time zone (IANA name). Pure. */
export function isOpen(hours: { timeZone: string; config: readonly OpenSlot[] }, at: Date): boolean {
  const { day, minute } = localTime(hours.timeZone, at);
  return hours.config.some((slot) => {
    if (slot.Day !== day) return false;
    const start = minutesOf(slot.StartTime);
    const end = minutesOf(slot.EndTime) || 24 * 60;
    // From 22:00 to 06:00 runs past midnight: its second half belongs to the next day's slot.
    return start < end ? minute >= start && minute < end : minute >= start;
  });
}

/** The first day whose stretches overlap, or that has one without any length; undefined when there is none. Pure. */
export function overlappingDay(config: readonly OpenSlot[]): string | undefined {
  return days.find((day) => {
    const stretches = config
      .filter((slot) => slot.Day === day)
      .map((slot) => ({ start: minutesOf(slot.StartTime), end: minutesOf(slot.EndTime) || 24 * 60 }))
      .sort((a, b) => a.start - b.start);
    return stretches.some(({ start, end }, at) => {
      const next = stretches[at + 1]?.start ?? Number.POSITIVE_INFINITY;
      // One that runs past midnight takes the rest of its day.
      return start === end || next < (start < end ? end : 24 * 60);
    });
  });
}

/** When the day began that it now is in a time zone; on a day that changes the clocks it may be an hour off. Pure. */
export function startOfDay(timeZone: string, at: Date): Date {
  const { minute } = localTime(timeZone, at);
  return new Date(Math.floor(at.getTime() / 60_000) * 60_000 - minute * 60_000);
}

/** Whether the name is one of a time zone. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const minutesOf = (time: { Hours: number; Minutes: number }) => time.Hours * 60 + time.Minutes;

function localTime(timeZone: string, at: Date): { day: string; minute: number } {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return { day: part('weekday').toUpperCase(), minute: Number(part('hour')) * 60 + Number(part('minute')) };
}
