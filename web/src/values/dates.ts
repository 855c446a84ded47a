export type Language = 'ja' | 'en';

/** How dates are written in a language; the English ones everywhere with the day first. */
export const dateFormat = (language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(language === 'ja' ? 'ja' : 'en-GB', { hourCycle: 'h23', ...options });

/** A day as lists have it: `2027/11/03`, `3 Nov 2027`. */
const dayOptions = (language: Language): Intl.DateTimeFormatOptions =>
  language === 'ja'
    ? { year: 'numeric', month: '2-digit', day: '2-digit' }
    : { year: 'numeric', month: 'short', day: 'numeric' };

/** A moment from the wire (epoch seconds) in the reader's own time zone: `2027/11/03 09:05`, `3 Nov 2027, 09:05`. */
export function showMoment(seconds: number | undefined, language: Language): string {
  if (seconds === undefined) return '';
  const options = { ...dayOptions(language), hour: '2-digit', minute: '2-digit' } as const;
  return dateFormat(language, options).format(new Date(seconds * 1000));
}

/** The day of a moment from the wire. */
export const showDayOf = (seconds: number, language: Language): string =>
  dateFormat(language, dayOptions(language)).format(new Date(seconds * 1000));

/** The time of day of a moment from the wire: `09:05`. */
export const showTime = (seconds: number, language: Language): string =>
  dateFormat(language, { hour: '2-digit', minute: '2-digit' }).format(new Date(seconds * 1000));

/** Year before the first of an era, by its name or letter. */
const eras: Record<string, number> = {
  ...{ 明治: 1867, 大正: 1911, 昭和: 1925, 平成: 1988, 令和: 2018 },
  ...{ M: 1867, T: 1911, S: 1925, H: 1988, R: 2018 },
};

/** `昭和60年4月3日`, `S60.4.3`, `令和元年5月1日` with the year of our calendar. */
function withoutEra(text: string): string {
  return text.replace(
    /^(明治|大正|昭和|平成|令和|[MTSHR])\s*(元|\d{1,2})(?=[年./-])/,
    (_, era: string, year: string) => String(eras[era]! + (year === '元' ? 1 : Number(year))),
  );
}

/** A calendar date written `1985-04-03`, `1985/4/3`, `19850403`, `1985年4月3日` or `昭和60年4月3日`; else undefined. */
export function readDate(text: string): { year: number; month: number; day: number } | undefined {
  const plain = withoutEra(text.normalize('NFKC').trim());
  const parts =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:$|[T\s])/.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ??
    /^(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日$/.exec(plain);
  if (!parts) return undefined;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? { year, month, day } : undefined;
}

/** Whole years on `today`; undefined for a date to come or more than 130 years ago (those are not ages). */
export function ageOn(birth: { year: number; month: number; day: number }, today: Date): number | undefined {
  const hadBirthday =
    today.getMonth() + 1 > birth.month ||
    (today.getMonth() + 1 === birth.month && today.getDate() >= birth.day);
  const age = today.getFullYear() - birth.year - (hadBirthday ? 0 : 1);
  return age >= 0 && age <= 130 ? age : undefined;
}

/** Midnight of a calendar date, for formats of the zone UTC. */
const midnight = ({ year, month, day }: { year: number; month: number; day: number }) =>
  new Date(Date.UTC(year, month - 1, day));

/** A calendar date as lists have it: `2027/11/03`, `3 Nov 2027`; a text that is no date stays as it is. */
export function showDay(text: string, language: Language): string {
  const date = readDate(text);
  return date
    ? dateFormat(language, { ...dayOptions(language), timeZone: 'UTC' }).format(midnight(date))
    : text;
}

/** The same with its era in Japanese: `1985年4月3日（昭和60年）`. */
export function showBirthDate(text: string, language: Language): string {
  const date = readDate(text);
  if (!date || language === 'en') return showDay(text, language);
  const years = { era: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  const era = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', years).format(midnight(date));
  return `${date.year}年${date.month}月${date.day}日（${era}）`;
}

/** `12 s`, `3 min 5 s` as numbers; the screen words them. */
export function splitSeconds(seconds: number): { minutes: number; seconds: number } {
  const whole = Math.max(0, Math.round(seconds));
  return { minutes: Math.floor(whole / 60), seconds: whole % 60 };
}

/** The reader's own time zone. */
export const hereZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
