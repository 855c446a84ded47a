import type { Columns } from './columns.ts';
import type { Comparison } from './comparison.ts';
import { comparisonsNamed } from './comparisons.ts';
import { type LogTables, logTables } from './expectation.ts';
import { smallestWorld } from './smallWorld.ts';
import type { Model } from './train.ts';

/** Scores pairs of rows under a model. */
export interface Scorer {
  comparisons: readonly Comparison[];
  tables: LogTables;
  /** As in `Model`. */
  own: number;
  /** What each bit of evidence counts for; see `Calibration`. */
  slope: number;
  /** Bits on top of it. */
  offset: number;
  /** Weight of evidence that two rows are one person, in bits: log2 of the odds, prior included. Symmetric. */
  bits(a: number, b: number): number;
  /** As `bits`, but may say minus infinity as soon as it is certain that less than `least` will come out. */
  bitsFrom(a: number, b: number, least: number): number;
}

/** Readies a model for scoring rows of these columns. Throws when the columns have other comparisons than the model. */
export function scorerOf(columns: Columns, model: Model): Scorer {
  const comparisons = comparisonsNamed(columns, model.comparisons);
  const tables = logTables(comparisons, model.parameters);
  const steps = cheapestFirst(comparisons.map((comparison, at) => stepOf(comparison, tables, at)));
  const hopes = hopesAfter(steps, Math.log2(Math.max(smallestWorld, columns.size)));
  const { slope, offset } = model.calibration ?? { slope: 1, offset: 0 };
  const bitsFrom = (a: number, b: number, least: number) =>
    slope * bitsOf(steps, hopes, tables, model.own, a, b, (least - offset) / slope) + offset;
  const bits = (a: number, b: number) => bitsFrom(a, b, Number.NEGATIVE_INFINITY);
  return { comparisons, tables, own: model.own, slope, offset, bits, bitsFrom };
}

/** A comparison with its tables at hand. */
interface Step {
  comparison: Comparison;
  m: Float64Array;
  u: Float64Array;
  h: Float64Array;
}

const stepOf = (comparison: Comparison, { m, u, h }: LogTables, at: number): Step => ({
  comparison,
  m: m[at]!,
  u: u[at]!,
  h: h[at]!,
});

/** Names last: their likeness takes longest to work out, and is often not needed any more. */
function cheapestFirst(steps: readonly Step[]): Step[] {
  const isName = ({ comparison: { name } }: Step) => name === 'familyName' || name === 'givenName';
  return [...steps.filter((step) => !isName(step)), ...steps.filter(isName)];
}

/** The most evidence against strangers that the steps from each one on can still bring. `rarest` is in bits. */
function hopesAfter(steps: readonly Step[], rarest: number): Float64Array {
  const hopes = new Float64Array(steps.length + 1);
  for (let at = steps.length - 1; at >= 0; at--) {
    const { comparison, m, u } = steps[at]!;
    let best = 0;
    for (let level = 1; level < m.length; level++)
      best = Math.max(best, m[level]! - u[level]! + (comparison.counted[level] ? rarest : 0));
    hopes[at] = hopes[at + 1]! + best;
  }
  return hopes;
}

function bitsOf(
  steps: readonly Step[],
  hopes: Float64Array,
  tables: LogTables,
  own: number,
  a: number,
  b: number,
  least: number,
): number {
  let { same, home, strangers } = tables;
  for (let at = 0; at < steps.length; at++) {
    if (same - strangers + hopes[at]! < least) return Number.NEGATIVE_INFINITY;
    const { comparison, m, u, h } = steps[at]!;
    const level = comparison.compare(a, b);
    if (level === 0) continue;
    same += m[level]!;
    home += h[level]!;
    strangers += u[level]!;
    if (!comparison.counted[level]) continue;
    const rarity = Math.log2(comparison.frequency(a, b, level, own));
    strangers += rarity;
    if (comparison.atHome === 'chance') home += rarity;
  }
  return same - logSum(home, strangers);
}

/** log2(2^x + 2^y) */
export const logSum = (x: number, y: number) =>
  x > y ? x + Math.log2(1 + 2 ** (y - x)) : y + Math.log2(1 + 2 ** (x - y));

/** Confidence 0–1 that bits of evidence stand for. */
export const confidenceOf = (bits: number): number => 1 / (1 + 2 ** -bits);

/** Bits of evidence that a confidence stands for. */
export const bitsAt = (confidence: number): number => Math.log2(confidence / (1 - confidence));
