import type { Columns } from './columns.ts';
import type { Comparison } from './comparison.ts';
import { comparisonsNamed } from './comparisons.ts';
import { type LogTables, logTables } from './expectation.ts';
import type { Model } from './train.ts';

/** Scores pairs of rows under a model. */
export interface Scorer {
  comparisons: readonly Comparison[];
  tables: LogTables;
  /** As in `Model`. */
  own: number;
  /** Weight of evidence that two rows are one person, in bits: log2 of the odds, prior included. Symmetric. */
  bits(a: number, b: number): number;
}

/** Readies a model for scoring rows of these columns. Throws when the columns have other comparisons than the model. */
export function scorerOf(columns: Columns, model: Model): Scorer {
  const comparisons = comparisonsNamed(columns, model.comparisons);
  const tables = logTables(comparisons, model.parameters);
  return {
    comparisons,
    tables,
    own: model.own,
    bits: (a, b) => bitsOf(comparisons, tables, model.own, a, b),
  };
}

function bitsOf(
  comparisons: readonly Comparison[],
  tables: LogTables,
  own: number,
  a: number,
  b: number,
): number {
  let { same, home, strangers } = tables;
  for (let at = 0; at < comparisons.length; at++) {
    const comparison = comparisons[at]!;
    const level = comparison.compare(a, b);
    if (level === 0) continue;
    same += tables.m[at]![level]!;
    home += tables.h[at]![level]!;
    strangers += tables.u[at]![level]!;
    if (!comparison.counted[level]) continue;
    const rarity = Math.log2(comparison.frequency(a, b, level, own));
    strangers += rarity;
    if (comparison.atHome === 'chance') home += rarity;
  }
  return same - logSum(home, strangers);
}

/** log2(2^x + 2^y) */
const logSum = (x: number, y: number) =>
  x > y ? x + Math.log2(1 + 2 ** (y - x)) : y + Math.log2(1 + 2 ** (x - y));

/** Confidence 0–1 that bits of evidence stand for. */
export const confidenceOf = (bits: number): number => 1 / (1 + 2 ** -bits);

/** Bits of evidence that a confidence stands for. */
export const bitsAt = (confidence: number): number => Math.log2(confidence / (1 - confidence));
