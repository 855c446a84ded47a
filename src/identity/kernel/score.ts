import type { Columns } from './columns.ts';
import type { Comparison } from './comparison.ts';
import { comparisonsNamed } from './comparisons.ts';
import { Evidence } from './evidence.ts';
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
  /** As `bitsFrom` for the first `count` pairs side by side. */
  bitsOfAll(left: Uint32Array, right: Uint32Array, count: number, least: number, bits: Float64Array): void;
}

/** Readies a model for scoring rows of these columns. Throws when the columns have other comparisons than the model. */
export function scorerOf(columns: Columns, model: Model): Scorer {
  const comparisons = comparisonsNamed(columns, model.comparisons);
  const tables = logTables(comparisons, model.parameters);
  const rarest = Math.log2(Math.max(smallestWorld, columns.size));
  const evidence = new Evidence(comparisons, tables, model.own, rarest);
  const { slope, offset } = model.calibration ?? { slope: 1, offset: 0 };
  const bitsOfAll: Scorer['bitsOfAll'] = (left, right, count, least, found) => {
    evidence.bitsOfAll(left, right, count, (least - offset) / slope, found);
    for (let at = 0; at < count; at++) found[at] = slope * found[at]! + offset;
  };
  const [left, right, found] = [new Uint32Array(1), new Uint32Array(1), new Float64Array(1)];
  const bitsFrom = (a: number, b: number, least: number) => {
    left[0] = a;
    right[0] = b;
    bitsOfAll(left, right, 1, least, found);
    return found[0]!;
  };
  const bits = (a: number, b: number) => slope * evidence.bits(a, b) + offset;
  return { comparisons, tables, own: model.own, slope, offset, bits, bitsFrom, bitsOfAll };
}

/** Pairs remembered at most: those of crowds are too many. */
const mostRemembered = 1 << 20;
/** More rows than there are. */
const beyondRows = 2 ** 26;

/** As a scorer, for rows of groups: the same pairs are asked for again and again, and `bits` works each out once. */
export function remembering(scorer: Scorer): Scorer {
  const known = new Map<number, number>();
  const bits = (a: number, b: number) => {
    const pair = a < b ? a * beyondRows + b : b * beyondRows + a;
    let found = known.get(pair);
    if (found === undefined) {
      found = scorer.bits(a, b);
      if (known.size < mostRemembered) known.set(pair, found);
    }
    return found;
  };
  return { ...scorer, bits };
}

/** Confidence 0–1 that bits of evidence stand for. */
export const confidenceOf = (bits: number): number => 1 / (1 + 2 ** -bits);

/** Bits of evidence that a confidence stands for. */
export const bitsAt = (confidence: number): number => Math.log2(confidence / (1 - confidence));
