import type { Columns } from './columns.ts';
import { type Comparison, uncounted } from './comparison.ts';
import { type Crowds, type FoundBefore, foundOf, isCrowd } from './crowds.ts';
import type { Feature } from './feature.ts';

const levels = ['unknown', 'different', 'sameYear', 'twoPartsSame', 'slip', 'same'] as const;
const [unknown, different, sameYear, twoPartsSame, slip, same] = [0, 1, 2, 3, 4, 5];

/**
 * A date on at least such a share of the rows, and on so many times more of them than dates are on average, was put where
 * none was known: 1900-01-01.
 */
const [leastShare, timesUsual] = [0.001, 50];

const known: FoundBefore<Crowds> = new WeakMap();

/** Birth dates: equal, one slip of a digit, two of year, month and day equal, the year alone, or different. */
export function birthComparisons(columns: Columns): Comparison[] {
  const birth = columns.feature('birth');
  if (!birth || birth.filled === 0) return [];
  const dummies = foundOf(columns, birth, known, findDummies);
  const compareBeside = (crowds: Crowds, a: number, b: number) => {
    const x = birth.at(a);
    const y = birth.at(b);
    if (x < 0 || y < 0 || isCrowd(crowds, x) || isCrowd(crowds, y)) return unknown;
    return x === y ? same : levelOf(columns.packedBirths[x]!, columns.packedBirths[y]!);
  };
  return [
    {
      name: 'birthDate',
      levels,
      expected: [0, 0.03, 0.02, 0.03, 0.05, 0.87],
      atHome: 'home',
      // Twins; how many there are is learnt.
      expectedAtHome: [0, 0.94, 0.02, 0.015, 0.005, 0.02],
      counted: [false, false, false, false, false, true],
      compare: (a, b) => compareBeside(dummies(), a, b),
      glance: ({ left, right, from, to }, seen) => {
        const crowds = dummies();
        for (let at = from; at < to; at++)
          seen[at - from] = 1 << compareBeside(crowds, left[at]!, right[at]!);
      },
      frequency: (a, _b, level, own) => (level === same ? birth.share(birth.at(a), own) : uncounted()),
    },
  ];
}

/** Empty when every date is somebody's. */
function findDummies(_columns: Columns, { counts, filled, dictionary }: Feature): Crowds {
  const most = Math.max(leastShare * filled, (timesUsual * filled) / Math.max(1, dictionary.size));
  const found = new Uint32Array((counts.length + 31) >>> 5);
  for (let code = 0; code < dictionary.size; code++)
    if (counts[code]! >= most) found[code >>> 5]! |= 1 << (code & 31);
  return found.some((codes) => codes !== 0) ? found : new Uint32Array(0);
}

/** Two dates of eight nibbles that have so little in common that they are no slips of one. */
export const areOtherBirths = (one: number, other: number): boolean =>
  one !== other && levelOf(one, other) === different;

/** Level of two unequal dates of eight nibbles: yyyymmdd. */
function levelOf(one: number, other: number): number {
  const wrong = one ^ other;
  const digits = wrongDigits(wrong);
  if (digits === 1 || (digits === 2 && areNeighboursExchanged(one, other))) return slip;
  if (isDayForMonth(one, other)) return slip;
  const year = (wrong & 0xffff0000) === 0 ? 1 : 0;
  const month = (wrong & 0xff00) === 0 ? 1 : 0;
  const day = (wrong & 0xff) === 0 ? 1 : 0;
  if (year + month + day === 2) return twoPartsSame;
  return year === 1 ? sameYear : different;
}

function wrongDigits(wrong: number): number {
  let count = 0;
  for (let rest = wrong; rest !== 0; rest >>>= 4) if ((rest & 15) !== 0) count += 1;
  return count;
}

function areNeighboursExchanged(one: number, other: number): boolean {
  for (let shift = 0; shift < 28; shift += 4) {
    const [x, y] = [(one >>> shift) & 0xff, (other >>> shift) & 0xff];
    if (x !== y && x === (((y & 15) << 4) | (y >>> 4)))
      return (one ^ other) >>> 0 === ((x ^ y) << shift) >>> 0;
  }
  return false;
}

const isDayForMonth = (one: number, other: number) =>
  one >>> 16 === other >>> 16 &&
  ((one >>> 8) & 0xff) === (other & 0xff) &&
  (one & 0xff) === ((other >>> 8) & 0xff);
