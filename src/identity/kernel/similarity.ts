import { type Dictionary, endOf, signsOf, startOf } from './dictionary.ts';

/** Longer texts are compared by their beginning. */
const longest = 64;
const taken = new Uint8Array(longest);
const one = new Uint16Array(longest);
const other = new Uint16Array(longest);
let oneLength = 0;
let otherLength = 0;

/**
 * Jaro–Winkler similarity of two texts of a dictionary, 0–1 (Winkler 1990, prefix of four, weight 0.1).
 * Jaro's greedy matching depends on which text comes first, so the smaller one always does: the result is symmetric.
 * A result certain to lie below `least` is given as 0 without working it out.
 */
export function jaroWinkler(dictionary: Dictionary, a: number, b: number, least = 0): number {
  if (mostLikeness(dictionary, a, b, least) < least) return 0;
  load(dictionary, a, b);
  if (oneLength === 0 || otherLength === 0) return 0;
  const range = Math.max(0, (otherLength >> 1) - 1);
  taken.fill(0, 0, otherLength);
  let matches = 0;
  for (let i = 0; i < oneLength; i++) {
    const sign = one[i]!;
    const end = Math.min(otherLength - 1, i + range);
    for (let j = Math.max(0, i - range); j <= end; j++) {
      if (taken[j] === 1 || other[j] !== sign) continue;
      taken[j] = 1;
      // Matched signs are kept in order at the front; the place is already read.
      one[matches++] = sign;
      break;
    }
  }
  if (matches === 0) return 0;
  const jaro =
    (matches / oneLength + matches / otherLength + (matches - transpositions(matches)) / matches) / 3;
  return jaro + prefix(dictionary, a, b) * 0.1 * (1 - jaro);
}

/** How many bits are set. */
function bitsIn(mask: number): number {
  let bits = mask - ((mask >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** No two texts can be more alike than if every sign of the shorter that occurs in the longer stood in its place. */
function mostLikeness({ chars, texts }: Dictionary, a: number, b: number, least: number): number {
  const [one, two] = [endOf(texts, a) - startOf(texts, a), endOf(texts, b) - startOf(texts, b)];
  if (one <= longest && two <= longest) {
    // Signs that the other text has nowhere are told without a look at the texts.
    const common = Math.min(
      one - bitsIn(signsOf(texts, a) & ~signsOf(texts, b)),
      two - bitsIn(signsOf(texts, b) & ~signsOf(texts, a)),
    );
    const bound = common <= 0 ? 0 : Math.min(1, (common / one + common / two + 1) / 3);
    if (bound + 0.4 * (1 - bound) < least) return 0;
  }
  let [from, length, other] = [
    startOf(texts, a),
    endOf(texts, a) - startOf(texts, a),
    endOf(texts, b) - startOf(texts, b),
  ];
  let mask = signsOf(texts, b);
  const first = chars[startOf(texts, a)] === chars[startOf(texts, b)];
  if (length > other) {
    [from, length, other] = [startOf(texts, b), other, length];
    mask = signsOf(texts, a);
  }
  let matches = 0;
  for (let at = from; at < from + length; at++) matches += (mask >>> (chars[at]! & 31)) & 1;
  if (matches === 0) return 0;
  const jaro = Math.min(1, (matches / length + matches / other + 1) / 3);
  return first ? jaro + 0.4 * (1 - jaro) : jaro;
}

/**
 * False when the signs alone tell that two texts lie further apart than a slip, less alike than `least` (Jaro–Winkler),
 * and that neither begins with the other.
 */
export function mayBeAlike({ texts }: Dictionary, a: number, b: number, least: number): boolean {
  const x = signsOf(texts, a);
  const y = signsOf(texts, b);
  if ((x & y) === 0) return bitsIn(x | y) <= 2;
  const p = bitsIn(x & ~y);
  const q = bitsIn(y & ~x);
  if (p + q <= 2 || p === 0 || q === 0) return true;
  const one = endOf(texts, a) - startOf(texts, a);
  const two = endOf(texts, b) - startOf(texts, b);
  if (one > longest || two > longest) return true;
  const common = Math.min(one - p, two - q);
  // The bound of `mostLikeness` with an equal beginning, put so that nothing is divided.
  return common * (one + two) >= (5 * least - 3) * one * two - 1e-6;
}

/** False when the signs alone tell that no slip turns one text into the other: it would change two of them at most. */
export const maySlip = ({ texts }: Dictionary, a: number, b: number): boolean =>
  bitsIn(signsOf(texts, a) ^ signsOf(texts, b)) <= 2;

function transpositions(matches: number): number {
  let [out, seen] = [0, 0];
  for (let j = 0; j < otherLength && seen < matches; j++) {
    if (taken[j] === 0) continue;
    if (other[j] !== one[seen]) out += 1;
    seen += 1;
  }
  return out >> 1;
}

function prefix({ chars, texts }: Dictionary, a: number, b: number): number {
  const [from, to] = [startOf(texts, a), startOf(texts, b)];
  const end = Math.min(4, oneLength, otherLength);
  let length = 0;
  while (length < end && chars[from + length] === chars[to + length]) length += 1;
  return length;
}

/** Puts the two texts into the work space, the shorter (or smaller) one first. */
function load({ chars, texts }: Dictionary, a: number, b: number): void {
  let [from, to] = [startOf(texts, a), startOf(texts, b)];
  oneLength = Math.min(longest, endOf(texts, a) - from);
  otherLength = Math.min(longest, endOf(texts, b) - to);
  if (oneLength > otherLength || (oneLength === otherLength && greater(chars, from, to, oneLength))) {
    [from, to] = [to, from];
    [oneLength, otherLength] = [otherLength, oneLength];
  }
  for (let at = 0; at < oneLength; at++) one[at] = chars[from + at]!;
  for (let at = 0; at < otherLength; at++) other[at] = chars[to + at]!;
}

function greater(chars: Uint16Array, from: number, to: number, length: number): boolean {
  for (let at = 0; at < length; at++) {
    const difference = chars[from + at]! - chars[to + at]!;
    if (difference !== 0) return difference > 0;
  }
  return false;
}

/**
 * True when one slip turns one text into the other: a sign wrong, lost or added, or two neighbours exchanged
 * (optimal string alignment distance of at most 1).
 */
export function oneSlip({ chars, texts }: Dictionary, a: number, b: number): boolean {
  // One slip changes two signs at most, which is told without a look at the texts.
  if (bitsIn(signsOf(texts, a) ^ signsOf(texts, b)) > 2) return false;
  const from = startOf(texts, a);
  const to = startOf(texts, b);
  let left = endOf(texts, a) - from;
  let right = endOf(texts, b) - to;
  if (Math.abs(left - right) > 1) return false;
  // From the end, for numbers begin alike.
  while (left > 0 && right > 0 && chars[from + left - 1] === chars[to + right - 1]) {
    left -= 1;
    right -= 1;
  }
  let rest = Math.min(left, right);
  if (left === right && rest > 0) {
    // The last sign left is wrong, or was exchanged with the one before.
    rest -= 1;
    if (rest > 0 && chars[from + rest - 1] !== chars[to + rest - 1]) {
      if (chars[from + rest] !== chars[to + rest - 1] || chars[from + rest - 1] !== chars[to + rest])
        return false;
      rest -= 1;
    }
  }
  while (rest > 0 && chars[from + rest - 1] === chars[to + rest - 1]) rest -= 1;
  return rest === 0;
}

/** True when one text begins with the other. */
export function beginsAlike({ chars, texts }: Dictionary, a: number, b: number): boolean {
  const [from, to] = [startOf(texts, a), startOf(texts, b)];
  const length = Math.min(endOf(texts, a) - from, endOf(texts, b) - to);
  for (let at = 0; at < length; at++) if (chars[from + at] !== chars[to + at]) return false;
  return length > 0;
}
