import type { Glance } from './comparison.ts';
import { type Crowds, isCrowd } from './crowds.ts';
import { type Dictionary, endOf, startOf } from './dictionary.ts';
import type { Feature } from './feature.ts';
import { mayBeAlike, oneSlip } from './similarity.ts';

/** What stands before the @ must be this long to be somebody's own choice rather than `info`. */
export const shortestLocalPart = 6;
/** Similarity from which two e-mail addresses are close (Jaro–Winkler). */
export const closeFrom = 0.96;

/** What two values say, as bits of levels; equal ones are looked at by the caller. */
type Unequal = (dictionary: Dictionary, x: number, y: number) => number;

/** Level 0: a row without a value, or with nothing but a crowd's; level 1: nothing in common. */
const [unknown, different] = [1, 1 << 1];

/** Telephones: all but how far an equal number is one's own. */
export const phoneGlance = (phone: Feature, crowds: () => Crowds): Glance =>
  glanceOf(phone, crowds, (1 << 3) | (1 << 4) | (1 << 5), (dictionary, x, y) =>
    oneSlip(dictionary, x, y) ? 1 << 2 : different,
  );

/** E-mail addresses: by their first letters and their signs. */
export const emailGlance = (email: Feature, crowds: () => Crowds): Glance =>
  glanceOf(email, crowds, 1 << 4, (dictionary, x, y) => {
    // What merely spells their names says nothing at all.
    if (beginAlike(dictionary, x, y)) return unknown | different | (1 << 2) | (1 << 3);
    return mayBeAlike(dictionary, x, y, closeFrom) ? unknown | different | (1 << 2) : different;
  });

function glanceOf(feature: Feature, crowds: () => Crowds, equal: number, unequal: Unequal): Glance {
  const { width, dictionary } = feature;
  const own = new Int32Array(width);
  return ({ left, right, from, to }, seen) => {
    const { codes, stride } = feature.table;
    const { offset } = feature;
    const known = crowds();
    let count = 0;
    for (let at = from, row = -1; at < to; at++) {
      if (left[at] !== row) {
        row = left[at]!;
        count = 0;
        for (let slot = row * stride + offset; slot < row * stride + offset + width; slot++) {
          const x = codes[slot]!;
          if (x < 0) break;
          if (!isCrowd(known, x)) own[count++] = x;
        }
      }
      const start = right[at]! * stride + offset;
      let end = start;
      let some = 0;
      for (; count > 0 && end < start + width && codes[end]! >= 0; end++)
        for (let place = 0; place < count; place++) if (own[place] === codes[end]) some = equal;
      // An equal value counts, whatever the others say.
      for (let slot = start; slot < end && some !== equal; slot++) {
        const y = codes[slot]!;
        if (isCrowd(known, y)) continue;
        for (let place = 0; place < count; place++) some |= unequal(dictionary, own[place]!, y);
      }
      seen[at - from] = some || unknown;
    }
  };
}

function beginAlike({ chars, texts }: Dictionary, x: number, y: number): boolean {
  const from = startOf(texts, x);
  const to = startOf(texts, y);
  if (chars[from] !== chars[to]) return false;
  const end = Math.min(shortestLocalPart, endOf(texts, x) - from, endOf(texts, y) - to);
  for (let at = 1; at < end; at++) if (chars[from + at] !== chars[to + at]) return false;
  return true;
}
