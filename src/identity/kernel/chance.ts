import type { Columns } from './columns.ts';
import type { Comparison } from './comparison.ts';
import { spread } from './dictionary.ts';

/** What random pairs look like. */
export interface Chance {
  /** Share of each level among comparable pairs, by comparison. */
  levels: Float64Array[];
  /** Share of pairs with a value on both sides, by comparison. */
  comparable: number[];
}

/** Pairs looked at to learn how often strangers agree. */
const wanted = 300_000;

/**
 * For each comparison, the share of random pairs at each level among those that can be compared (u of Fellegi and
 * Sunter). All pairs when there are few rows; otherwise pairs drawn by a fixed rule. A level never seen gets half a pair.
 */
export function chanceLevels(columns: Columns, comparisons: readonly Comparison[], across = false): Chance {
  const counts = comparisons.map(({ levels }) => new Float64Array(levels.length));
  eachRandomPair(columns.size, (a, b) => {
    if (across && columns.sources[a] === columns.sources[b]) return;
    for (let at = 0; at < comparisons.length; at++) counts[at]![comparisons[at]!.compare(a, b)]! += 1;
  });
  const totals = counts.map((seen) =>
    seen.reduce((sum, count, level) => (level === 0 ? sum : sum + count), 0),
  );
  return {
    levels: counts.map((seen, at) =>
      seen.map((count, level) => (level === 0 ? 1 : (count + 0.5) / (totals[at]! + 0.5 * (seen.length - 1)))),
    ),
    comparable: counts.map((seen, at) => totals[at]! / Math.max(1, totals[at]! + seen[0]!)),
  };
}

function eachRandomPair(size: number, visit: (a: number, b: number) => void): void {
  if ((size * (size - 1)) / 2 <= wanted) {
    for (let a = 0; a < size; a++) for (let b = a + 1; b < size; b++) visit(a, b);
    return;
  }
  for (let turn = 0; turn < wanted; turn++) {
    const a = (spread(turn * 2 + 1) >>> 0) % size;
    const b = (spread(turn * 2 + 2) >>> 0) % size;
    if (a !== b) visit(a, b);
  }
}
