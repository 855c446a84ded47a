/** Reads a source's own timestamp: epoch milliseconds, or undefined when the text does not fit. */
export type TimeReader = (text: string) => number | undefined;

const letters: Record<string, string> = {
  y: '(?<y>\\d{4})',
  M: '(?<M>\\d{1,2})',
  d: '(?<d>\\d{1,2})',
  H: '(?<H>\\d{1,2})',
  h: '(?<h>\\d{1,2})',
  m: '(?<m>\\d{1,2})',
  s: '(?<s>\\d{1,2})',
  S: '(?<S>\\d{1,9})',
  a: '(?<a>[AaPp][Mm])',
  X: '(?<zone>Z|[+-]\\d{2}(?::?\\d{2})?)',
  Z: '(?<zone>[+-]\\d{2}:?\\d{2})',
  z: '(?<zone>Z|UTC|GMT|JST|[+-]\\d{2}:?\\d{2})',
};

/**
 * Compiles SourceLastUpdatedTimestampFormat: `EpochMilli` or a Java SimpleDateFormat pattern of the letters
 * y M d H h m s S a X Z z, quoted text and punctuation. Without a zone the time is UTC. Throws an Error naming a letter it cannot read.
 */
export function compileTimeFormat(format: string): TimeReader {
  if (format === 'EpochMilli') {
    return (text) => (/^-?\d{1,15}$/.test(text.trim()) ? inReach(Number(text)) : undefined);
  }
  let pattern = '';
  const seen = new Set<string>();
  if (format.replaceAll("''", '').split("'").length % 2 === 0)
    throw new Error('a quote of the pattern is not closed');
  for (const [token] of format.matchAll(/'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+/g)) {
    const first = token[0] ?? '';
    if (first === "'") pattern += literally(token.slice(1, -1).replaceAll("''", "'") || "'");
    else if (!/[A-Za-z]/.test(first)) pattern += literally(token);
    else if (seen.has(kindOf(first))) throw new Error(`letter "${first}" stands in the pattern twice`);
    else if (first === 'M' && token.length >= 3) pattern += '(?<mon>[A-Za-z]{3,9})';
    else if (first === 'y' && token.length === 2) pattern += '(?<yy>\\d{2})';
    else if (letters[first]) pattern += letters[first];
    else throw new Error(`letter "${first}" of the pattern is not supported`);
    if (/[A-Za-z]/.test(first)) seen.add(kindOf(first));
  }
  const reader = new RegExp(`^${pattern}$`);
  return (text) => {
    const groups = reader.exec(text.trim())?.groups;
    return groups ? toMillis(groups) : undefined;
  };
}

/** Letters that say the same thing: three ways to write a zone. */
const kindOf = (letter: string) => (/[XZz]/.test(letter) ? 'X' : letter);

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** The month of its English name or the first three letters of it; 0 for anything else. */
const monthOf = (name: string) =>
  months.findIndex((month) => month === name.toLowerCase() || month.slice(0, 3) === name.toLowerCase()) + 1;

/** Two digits of a year fall between 1970 and 2069. */
const fullYear = (digits: number) => digits + (digits < 70 ? 2000 : 1900);

/** Years of four digits, the only ones that every part of the house can write. */
const earliest = Date.UTC(1000, 0, 1);
const latest = Date.UTC(9999, 11, 31);
const inReach = (millis: number) => (millis >= earliest && millis <= latest ? millis : undefined);

function toMillis(part: Record<string, string | undefined>): number | undefined {
  const year = part.yy ? fullYear(Number(part.yy)) : Number(part.y ?? 1970);
  const month = part.mon ? monthOf(part.mon) : Number(part.M ?? 1);
  const day = Number(part.d ?? 1);
  const hour =
    part.h === undefined ? Number(part.H ?? 0) : (Number(part.h) % 12) + (/p/i.test(part.a ?? '') ? 12 : 0);
  const fraction = Number((part.S ?? '0').padEnd(3, '0').slice(0, 3));
  const minute = Number(part.m ?? 0);
  const second = Number(part.s ?? 0);
  const millis = Date.UTC(year, month - 1, day, hour, minute, second, fraction);
  const date = new Date(millis);
  // Date takes the years 0 to 99 for 1900 to 1999, and day 30 of February for a day of March.
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    return undefined;
  if (hour > 23 || minute > 59 || second > 59 || Number(part.h ?? 1) < 1 || Number(part.h ?? 1) > 12) {
    return undefined;
  }
  const offset = offsetOf(part.zone);
  return offset === undefined ? undefined : inReach(millis - offset);
}

/** Milliseconds east of UTC; undefined for what no clock shows. */
function offsetOf(zone: string | undefined): number | undefined {
  if (zone === 'JST') return 9 * 3_600_000;
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone ?? '');
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  if (minutes > 18 * 60 || Number(match[3] ?? 0) > 59) return undefined;
  return (match[1] === '-' ? -1 : 1) * minutes * 60_000;
}
