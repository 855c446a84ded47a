import { kanjiDigits, kanjiNumber } from './numerals.ts';

/** Year before the first of each era, by its name and its letter. 元年 is year 1. */
const eras: readonly [RegExp, number][] = [
  [/^(?:明治|明|M)\.?/i, 1867],
  [/^(?:大正|大|T)\.?/i, 1911],
  [/^(?:昭和|昭|S)\.?/i, 1925],
  [/^(?:平成|平|H)\.?/i, 1988],
  [/^(?:令和|令|R)\.?/i, 2018],
];

const eraDate = /^(\d{1,2})(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})日?$/;
const eraDigits = /^(\d{2})(\d{2})(\d{2})$/;
const westernDate = /^(?:西暦)?(\d{4})(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})日?$/;
const westernDigits = /^(\d{4})(\d{2})(\d{2})$/;
const timeOfDay = /[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/i;
const weekday = /\([日月火水木金土]\)$/;
const kanjiRun = new RegExp(`[${kanjiDigits}元]{1,7}(?=[年月日])`, 'g');

/**
 * A day as ISO `yyyy-mm-dd`, from 1985/01/02, 1985-1-2, 19850102, 1985年1月2日, 昭和60年1月2日, S60.1.2, 令和元年5月1日,
 * in any width, a time of day ignored. Undefined for anything else: no such day, no year, or day and month in doubt.
 */
export function japaneseDate(text: string): string | undefined {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(timeOfDay, '')
    .replace(weekday, '')
    .replace(kanjiRun, (run) => String(kanjiNumber(run) ?? run))
    .replace(/[\u2010-\u2015\u2212ー]/g, '-')
    .replace(/\s+/g, '');
  for (const [name, before] of eras) {
    if (!name.test(plain)) continue;
    const rest = plain.replace(name, '');
    const parts = eraDate.exec(rest) ?? eraDigits.exec(rest);
    return parts ? isoDay(before + Number(parts[1]), parts) : undefined;
  }
  const parts = westernDate.exec(plain) ?? westernDigits.exec(plain);
  return parts ? isoDay(Number(parts[1]), parts) : undefined;
}

const daysOfMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isoDay(year: number, parts: RegExpExecArray): string | undefined {
  const [month, day] = [Number(parts[2]), Number(parts[3])];
  if (year < 1800 || year > 2199 || day < 1 || day > (daysOfMonth[month - 1] ?? 0)) return undefined;
  if (month === 2 && day === 29 && !isLeap(year)) return undefined;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}`;
}

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
