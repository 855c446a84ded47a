import type { Columns } from './columns.ts';
import { type Comparison, uncounted } from './comparison.ts';
import type { Dictionary } from './dictionary.ts';
import type { Feature } from './feature.ts';
import { jaroWinkler, oneSlip } from './similarity.ts';

/** From this many rows with the same value, a value whose rows bear many names is nobody's own. */
const crowd = 12;

/** Tells for each value whether so many different people have it that it says nothing about who they are. */
export type IsCrowd = (code: number) => boolean;

const phoneLevels = ['unknown', 'different', 'slip', 'sameAmongOthers', 'same', 'sameMobile'] as const;
const emailLevels = ['unknown', 'different', 'close', 'sameLocalPart', 'same'] as const;

/** Phones many-to-many and e-mail addresses; values that a crowd shares count as not known. */
export function contactComparisons(columns: Columns): Comparison[] {
  const [phone, email] = [columns.feature('phone'), columns.feature('email')];
  const common = { counted: [] as boolean[], frequency: uncounted };
  const made: Comparison[] = [];
  if (phone && phone.filled > 0) {
    const isCrowd = crowdOf(columns, phone);
    made.push({
      ...common,
      name: 'phone',
      levels: phoneLevels,
      expected: [0, 0.2, 0.03, 0.1, 0.37, 0.3],
      rare: [false, false, false, true, true, true],
      atHome: 'home',
      expectedAtHome: [0, 0.45, 0.02, 0.25, 0.26, 0.02],
      compare: (a, b) => phoneLevel(phone, isCrowd, a, b),
    });
  }
  if (email && email.filled > 0) {
    const [isCrowd, areNamesakes] = [crowdOf(columns, email), namesakesIn(columns)];
    made.push({
      ...common,
      name: 'email',
      levels: emailLevels,
      expected: [0, 0.2, 0.05, 0.05, 0.7],
      rare: [false, false, false, true, true],
      atHome: 'own',
      sharedAtHome: 0.05,
      compare: (a, b) => emailLevel(email, isCrowd, areNamesakes, a, b),
    });
  }
  return made;
}

/**
 * Values of a feature on at least `crowd` rows that bear about as many names. Worked out when first asked, and anew when
 * the rows have grown by a tenth; of a frozen feature at once and for good.
 */
export function crowdOf(columns: Columns, feature: Feature): IsCrowd {
  let found = feature.isFrozen ? findCrowds(columns, feature) : undefined;
  let sizeThen = feature.isFrozen ? Number.POSITIVE_INFINITY : 0;
  return (code) => {
    if (!found || columns.size > sizeThen * 1.1) {
      found = findCrowds(columns, feature);
      sizeThen = columns.size;
    }
    return found.length > 0 && ((found[code >>> 5]! >>> (code & 31)) & 1) === 1;
  };
}

/** A bit for each code, so that asking touches little memory; empty when no value is anything like a crowd's. */
function findCrowds(columns: Columns, feature: Feature): Uint32Array {
  const { counts, width } = feature;
  if (!counts.some((count) => count >= crowd)) return new Uint32Array(0);
  const names = new Map<number, Set<number>>();
  const given = columns.feature('givenReading') ?? columns.feature('familyReading');
  const written = columns.feature('given') ?? columns.feature('family');
  for (let row = 0; row < columns.size; row++) {
    for (let slot = 0; slot < width; slot++) {
      const code = feature.at(row, slot);
      if (code < 0 || counts[code]! < crowd) continue;
      const seen = names.get(code) ?? new Set();
      const reading = given?.at(row) ?? -1;
      seen.add(reading >= 0 ? reading : -2 - (written?.at(row) ?? row));
      names.set(code, seen);
    }
  }
  const found = new Uint32Array((counts.length + 31) >>> 5);
  for (const [code, seen] of names)
    if (seen.size * 3 > counts[code]! || seen.size > 30) found[code >>> 5]! |= 1 << (code & 31);
  return found;
}

function phoneLevel(phone: Feature, isCrowd: IsCrowd, a: number, b: number): number {
  const { width, dictionary } = phone;
  const { codes } = phone.table;
  const [from, against] = [phone.startOf(a), phone.startOf(b)];
  let best = 0;
  for (let slot = from; slot < from + width; slot++) {
    const x = codes[slot]!;
    if (x < 0) break;
    if (isCrowd(x)) continue;
    for (let to = against; to < against + width; to++) {
      const y = codes[to]!;
      if (y < 0) break;
      if (x !== y && isCrowd(y)) continue;
      const level = x === y ? (isMobile(phone, x) ? 5 : 4) : oneSlip(dictionary, x, y) ? 2 : 1;
      if (level > best) best = level;
    }
  }
  return best === 4 && haveRivals(phone, isCrowd, a, b) ? 3 : best;
}

/** True when the two carry telephones of their own that have nothing to do with each other. */
function haveRivals(phone: Feature, isCrowd: IsCrowd, a: number, b: number): boolean {
  const { width, dictionary } = phone;
  const { codes } = phone.table;
  const [from, against] = [phone.startOf(a), phone.startOf(b)];
  for (let slot = from; slot < from + width; slot++) {
    const x = codes[slot]!;
    if (x < 0) break;
    if (!isMobile(phone, x) || isCrowd(x)) continue;
    for (let to = against; to < against + width; to++) {
      const y = codes[to]!;
      if (y < 0) break;
      if (x !== y && isMobile(phone, y) && !isCrowd(y) && !oneSlip(dictionary, x, y)) return true;
    }
  }
  return false;
}

/** +81 70, 80 and 90: a telephone that one person carries, not a household's. */
function isMobile({ dictionary: { chars, starts } }: Feature, code: number): boolean {
  const start = starts[code]!;
  if (starts[code + 1]! - start !== 13 || chars[start] !== 0x2b) return false;
  if (chars[start + 1] !== 0x38 || chars[start + 2] !== 0x31 || chars[start + 4] !== 0x30) return false;
  return chars[start + 3]! >= 0x37 && chars[start + 3]! <= 0x39;
}

function emailLevel(
  email: Feature,
  isCrowd: IsCrowd,
  areNamesakes: AreNamesakes,
  a: number,
  b: number,
): number {
  const { width, dictionary } = email;
  const { codes } = email.table;
  const [from, against] = [email.startOf(a), email.startOf(b)];
  let best = 0;
  for (let slot = from; slot < from + width; slot++) {
    const x = codes[slot]!;
    if (x < 0) break;
    if (isCrowd(x)) continue;
    for (let to = against; to < against + width; to++) {
      const y = codes[to]!;
      if (y < 0) break;
      if (x === y) return 4;
      if (isCrowd(y)) continue;
      const level = unequalLevel(dictionary, x, y);
      // What merely spells a name that both bear says nothing beyond the name.
      if (level === 3 && !hasDigit(dictionary, x) && areNamesakes(a, b)) continue;
      best = Math.max(best, level);
    }
  }
  return best;
}

/** What stands before the @ must be this long to be somebody's own choice rather than `info`. */
const shortestLocalPart = 6;

function unequalLevel(dictionary: Dictionary, x: number, y: number): number {
  const length = localLength(dictionary, x);
  if (
    length >= shortestLocalPart &&
    length === localLength(dictionary, y) &&
    beginEqually(dictionary, x, y, length)
  )
    return 3;
  if (oneSlip(dictionary, x, y)) return 2;
  return jaroWinkler(dictionary, x, y, 0.96) >= 0.96 && haveSameDigits(dictionary, x, y) ? 2 : 1;
}

/** Addresses with other numbers (`sato1985`, `sato2003`) look alike and are different ones. */
function haveSameDigits({ chars, starts }: Dictionary, x: number, y: number): boolean {
  const [end, endOther] = [starts[x + 1]!, starts[y + 1]!];
  for (let [at, to] = [starts[x]!, starts[y]!]; ; at++, to++) {
    while (at < end && !isDigit(chars[at]!)) at += 1;
    while (to < endOther && !isDigit(chars[to]!)) to += 1;
    if (at === end || to === endOther) return at === end && to === endOther;
    if (chars[at] !== chars[to]) return false;
  }
}

const isDigit = (sign: number) => sign >= 0x30 && sign <= 0x39;

/** Tells whether two rows bear the same family and given name, written or read. */
type AreNamesakes = (a: number, b: number) => boolean;

function namesakesIn(columns: Columns): AreNamesakes {
  const parts = [
    ['family', 'familyReading'],
    ['given', 'givenReading'],
  ].map((names) => names.flatMap((name) => columns.feature(name) ?? []));
  const agree = (feature: Feature, a: number, b: number) =>
    feature.at(a) >= 0 && feature.at(a) === feature.at(b);
  return (a, b) => parts.every((features) => features.some((feature) => agree(feature, a, b)));
}

/** Whether an address has a digit before its @: somebody's own choice rather than a name alone. */
function hasDigit({ chars, starts }: Dictionary, code: number): boolean {
  for (let at = starts[code]!; at < starts[code + 1]! && chars[at] !== 0x40; at++)
    if (isDigit(chars[at]!)) return true;
  return false;
}

function beginEqually({ chars, starts }: Dictionary, x: number, y: number, length: number): boolean {
  const [from, to] = [starts[x]!, starts[y]!];
  for (let at = 0; at < length; at++) if (chars[from + at] !== chars[to + at]) return false;
  return true;
}

/** Signs of an e-mail address before its @. */
export function localLength({ chars, starts }: Dictionary, code: number): number {
  const start = starts[code]!;
  let end = start;
  while (end < starts[code + 1]! && chars[end] !== 0x40) end += 1;
  return end - start;
}
