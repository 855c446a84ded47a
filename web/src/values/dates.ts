export type Language = 'ja' | 'en';

/** A moment from the wire (epoch seconds) in the reader's own time zone. */
export function showMoment(seconds: number | undefined, language: Language): string {
  if (seconds === undefined) return '';
  return new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: language === 'ja' ? '2-digit' : 'short',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(seconds * 1000));
}

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

/** `1985年4月3日（昭和60年）` in Japanese, `3 Apr 1985` in English; a text that is no date stays as it is. */
export function showBirthDate(text: string, language: Language): string {
  const date = readDate(text);
  if (!date) return text;
  const moment = new Date(Date.UTC(date.year, date.month - 1, date.day));
  const format = (locale: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(moment);
  if (language === 'en') return format('en-GB', { year: 'numeric', month: 'short', day: 'numeric' });
  const era = format('ja-JP-u-ca-japanese', { era: 'long', year: 'numeric' });
  return `${date.year}年${date.month}月${date.day}日（${era}）`;
}

/** `1985/04/03`: the short form for lists; a text that is no date stays as it is. */
export function showShortDate(text: string): string {
  const date = readDate(text);
  if (!date) return text;
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.year}/${two(date.month)}/${two(date.day)}`;
}

/** `12 s`, `3 min 5 s` as numbers; the screen words them. */
export function splitSeconds(seconds: number): { minutes: number; seconds: number } {
  const whole = Math.max(0, Math.round(seconds));
  return { minutes: Math.floor(whole / 60), seconds: whole % 60 };
}

/** A calendar date in the reader's way of writing: `2027/11/23`, `23 Nov 2027`. */
export function showDay(text: string, language: Language): string {
  return language === 'ja' ? showShortDate(text) : showBirthDate(text, 'en');
}
