import type { Columns } from './columns.ts';
import { type Comparison, uncounted } from './comparison.ts';
import { closeFrom, emailGlance, phoneGlance, shortestLocalPart } from './contactGlances.ts';
import { type Crowds, crowdsOf, isCrowd } from './crowds.ts';
import { type Dictionary, endOf, startOf } from './dictionary.ts';
import { emailCrowdsOf } from './emailCrowds.ts';
import { spellsPersonIn } from './emailNames.ts';
import type { Feature } from './feature.ts';
import { jaroWinkler, oneSlip } from './similarity.ts';

const phoneLevels = ['unknown', 'different', 'slip', 'sameAmongOthers', 'same', 'sameMobile'] as const;
const emailLevels = ['unknown', 'different', 'close', 'sameLocalPart', 'same'] as const;

/** Phones many-to-many and e-mail addresses; values that a crowd shares count as not known. */
export function contactComparisons(columns: Columns): Comparison[] {
  const [phone, email] = [columns.feature('phone'), columns.feature('email')];
  const common = { counted: [] as boolean[], frequency: uncounted };
  const made: Comparison[] = [];
  if (phone && phone.filled > 0) {
    const crowds = crowdsOf(columns, phone);
    made.push({
      ...common,
      name: 'phone',
      levels: phoneLevels,
      expected: [0, 0.2, 0.03, 0.1, 0.37, 0.3],
      rare: [false, false, false, true, true, true],
      atHome: 'home',
      expectedAtHome: [0, 0.45, 0.02, 0.25, 0.26, 0.02],
      compare: (a, b) => phoneLevel(phone, crowds(), a, b),
      glance: phoneGlance(phone, crowds),
    });
  }
  if (email && email.filled > 0) {
    const crowds = emailCrowdsOf(columns, email);
    const areNamesakes = namesakesIn(columns, email);
    made.push({
      ...common,
      name: 'email',
      levels: emailLevels,
      expected: [0, 0.2, 0.05, 0.05, 0.7],
      rare: [false, false, false, true, true],
      atHome: 'own',
      sharedAtHome: 0.05,
      compare: (a, b) => emailLevel(email, crowds(), areNamesakes, a, b),
      glance: emailGlance(email, crowds),
    });
  }
  return made;
}

function phoneLevel(phone: Feature, crowds: Crowds, a: number, b: number): number {
  const { width, dictionary } = phone;
  const { codes } = phone.table;
  const [from, against] = [phone.startOf(a), phone.startOf(b)];
  let best = 0;
  for (let slot = from; slot < from + width; slot++) {
    const x = codes[slot]!;
    if (x < 0) break;
    if (isCrowd(crowds, x)) continue;
    for (let to = against; to < against + width; to++) {
      const y = codes[to]!;
      if (y < 0) break;
      if (x !== y && isCrowd(crowds, y)) continue;
      const level = x === y ? (isMobile(phone, x) ? 5 : 4) : oneSlip(dictionary, x, y) ? 2 : 1;
      if (level > best) best = level;
    }
  }
  return best === 4 && haveRivals(phone, crowds, a, b) ? 3 : best;
}

/** True when the two carry telephones of their own that have nothing to do with each other. */
function haveRivals(phone: Feature, crowds: Crowds, a: number, b: number): boolean {
  const { width, dictionary } = phone;
  const { codes } = phone.table;
  const [from, against] = [phone.startOf(a), phone.startOf(b)];
  for (let slot = from; slot < from + width; slot++) {
    const x = codes[slot]!;
    if (x < 0) break;
    if (!isMobile(phone, x) || isCrowd(crowds, x)) continue;
    for (let to = against; to < against + width; to++) {
      const y = codes[to]!;
      if (y < 0) break;
      if (x !== y && isMobile(phone, y) && !isCrowd(crowds, y) && !oneSlip(dictionary, x, y)) return true;
    }
  }
  return false;
}

/** +81 70, 80 and 90: a telephone that one person carries, not a household's. */
function isMobile({ dictionary: { chars, texts } }: Feature, code: number): boolean {
  const start = startOf(texts, code);
  if (endOf(texts, code) - start !== 13 || chars[start] !== 0x2b) return false;
  if (chars[start + 1] !== 0x38 || chars[start + 2] !== 0x31 || chars[start + 4] !== 0x30) return false;
  return chars[start + 3]! >= 0x37 && chars[start + 3]! <= 0x39;
}

function emailLevel(
  email: Feature,
  crowds: Crowds,
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
    if (isCrowd(crowds, x)) continue;
    for (let to = against; to < against + width; to++) {
      const y = codes[to]!;
      if (y < 0) break;
      if (x === y) return 4;
      if (isCrowd(crowds, y)) continue;
      const level = unequalLevel(dictionary, x, y);
      // What merely spells names that they share says nothing beyond the names.
      if (level > 1 && areNamesakes(x, y, a, b, level === 3)) continue;
      best = Math.max(best, level);
    }
  }
  return best;
}

function unequalLevel(dictionary: Dictionary, x: number, y: number): number {
  const length = localLength(dictionary, x);
  if (
    length >= shortestLocalPart &&
    length === localLength(dictionary, y) &&
    beginEqually(dictionary, x, y, length)
  )
    return 3;
  if (oneSlip(dictionary, x, y)) return 2;
  return jaroWinkler(dictionary, x, y, closeFrom) >= closeFrom && haveSameDigits(dictionary, x, y) ? 2 : 1;
}

/** Addresses with other numbers (`sato1985`, `sato2003`) look alike and are different ones. */
function haveSameDigits({ chars, texts }: Dictionary, x: number, y: number): boolean {
  const [end, endOther] = [endOf(texts, x), endOf(texts, y)];
  for (let [at, to] = [startOf(texts, x), startOf(texts, y)]; ; at++, to++) {
    while (at < end && !isDigit(chars[at]!)) at += 1;
    while (to < endOther && !isDigit(chars[to]!)) to += 1;
    if (at === end || to === endOther) return at === end && to === endOther;
    if (chars[at] !== chars[to]) return false;
  }
}

const isDigit = (sign: number) => sign >= 0x30 && sign <= 0x39;

/**
 * Whether addresses of two rows, equal before the @ or nearly so, only say again that the two bear a name they share or
 * nearly share.
 */
type AreNamesakes = (x: number, y: number, a: number, b: number, isEqual: boolean) => boolean;

/** Up to so many digits behind a name may well be alike by chance: those of equal addresses, and those a slip apart. */
const [idleWhereEqual, idleWhereClose] = [2, 4];

function namesakesIn(columns: Columns, email: Feature): AreNamesakes {
  const parts = [
    ['family', 'familyReading'],
    ['given', 'givenReading'],
  ].map((names) => names.flatMap((name) => columns.feature(name) ?? []));
  const agree = (features: readonly Feature[], a: number, b: number) =>
    features.some((feature) => feature.at(a) >= 0 && feature.at(a) === feature.at(b));
  const spellsPerson = spellsPersonIn(columns, email);
  return (x, y, a, b, isEqual) => {
    if (!parts.some((features) => agree(features, a, b))) return false;
    const idle = isEqual ? idleWhereEqual : idleWhereClose;
    return spellsPerson(x, a, idle) && spellsPerson(y, b, idle);
  };
}

function beginEqually({ chars, texts }: Dictionary, x: number, y: number, length: number): boolean {
  const [from, to] = [startOf(texts, x), startOf(texts, y)];
  for (let at = 0; at < length; at++) if (chars[from + at] !== chars[to + at]) return false;
  return true;
}

/** Signs of an e-mail address before its @. */
export function localLength({ chars, texts }: Dictionary, code: number): number {
  const start = startOf(texts, code);
  let end = start;
  while (end < endOf(texts, code) && chars[end] !== 0x40) end += 1;
  return end - start;
}
