import type { Columns } from './columns.ts';
import type { Comparison } from './comparison.ts';
import { spread } from './dictionary.ts';
import { comparePairs } from './patterns.ts';
import { fewestPairs } from './smallWorld.ts';

/** What random pairs look like. */
export interface Chance {
  /** Share of each level among comparable pairs, by comparison. */
  levels: Float64Array[];
  /** Share of pairs with a value on both sides, by comparison. */
  comparable: number[];
}

/** Pairs looked at to learn how often strangers agree. */
const wanted = 300_000;

/** One of so many equal shares of some work, for worker threads that divide it among themselves. */
export interface Part {
  number: number;
  of: number;
}

/** All of it. */
export const whole: Part = { number: 0, of: 1 };

/** Where a part of so many things begins and ends. */
export const rangeOf = (count: number, { number, of }: Part): [number, number] => [
  Math.floor((count * number) / of),
  Math.floor((count * (number + 1)) / of),
];

/** Random pairs at each level of each comparison. All pairs when there are few rows; otherwise drawn by a fixed rule. */
export function countLevels(
  columns: Columns,
  comparisons: readonly Comparison[],
  across = false,
  part = whole,
): Float64Array[] {
  const counts = comparisons.map(({ levels }) => new Float64Array(levels.length));
  const left: number[] = [];
  const right: number[] = [];
  eachRandomPair(columns.size, part, (a, b) => {
    if (across && columns.sources[a] === columns.sources[b]) return;
    left.push(a);
    right.push(b);
  });
  const levels = comparePairs(comparisons, Uint32Array.from(left), Uint32Array.from(right));
  for (let at = 0; at < levels.length; at++) counts[at % comparisons.length]![levels[at]!]! += 1;
  return counts;
}

/** Of the strangers added to a small set, this share is plainly different; the rest agree in part. */
const plainlyDifferent = 0.9;

/** What the added strangers count at a level (level 0: nothing to compare, level 1: different). */
const ofStrangers = (level: number, levels: number) =>
  level === 0 ? 0 : level === 1 ? plainlyDifferent : (1 - plainlyDifferent) / Math.max(1, levels - 2);

/**
 * For each comparison, the share of random pairs at each level among those that can be compared (u of Fellegi and
 * Sunter). `parts` are the counts that the parts found. A level never seen gets half a pair; a set of a few rows, whose
 * only pairs may well be one person, is filled up with strangers.
 */
export function chanceOf(parts: readonly (readonly Float64Array[])[]): Chance {
  const seenPairs = parts.reduce(
    (sum, part) => sum + (part[0]?.reduce((all, count) => all + count, 0) ?? 0),
    0,
  );
  const added = Math.max(0, fewestPairs - seenPairs);
  const counts = parts[0]!.map((first, at) =>
    first.map(
      (_count, level) =>
        parts.reduce((sum, part) => sum + part[at]![level]!, 0) + added * ofStrangers(level, first.length),
    ),
  );
  const totals = counts.map((seen) =>
    seen.reduce((sum, count, level) => (level === 0 ? sum : sum + count), 0),
  );
  return {
    levels: counts.map((seen, at) =>
      seen.map((count, level) => (level === 0 ? 1 : (count + 0.5) / (totals[at]! + 0.5 * (seen.length - 1)))),
    ),
    comparable: counts.map((seen, at) => {
      const known = totals[at]! - added;
      return known / Math.max(1, known + seen[0]!);
    }),
  };
}

function eachRandomPair(size: number, part: Part, visit: (a: number, b: number) => void): void {
  if ((size * (size - 1)) / 2 <= wanted) {
    if (part.number > 0) return;
    for (let a = 0; a < size; a++) for (let b = a + 1; b < size; b++) visit(a, b);
    return;
  }
  const [from, to] = rangeOf(wanted, part);
  for (let turn = from; turn < to; turn++) {
    const a = (spread(turn * 2 + 1) >>> 0) % size;
    const b = (spread(turn * 2 + 2) >>> 0) % size;
    if (a !== b) visit(a, b);
  }
}
