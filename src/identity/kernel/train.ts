import { type Chance, chanceLevels } from './chance.ts';
import type { Columns } from './columns.ts';
import type { Comparison } from './comparison.ts';
import { comparisonsOf } from './comparisons.ts';
import { expectationMaximisation, logTables, posterior } from './expectation.ts';
import { baseKeysOf, possibleKeys } from './keys.ts';
import { firstParameters, type Parameters } from './parameters.ts';
import { collectPatterns, comparePairs } from './patterns.ts';
import { type PlannedKey, planKeys } from './plan.ts';
import { drawSample, type Sample } from './sample.ts';

/** What training found out about a set of rows; plain data that can be stored. */
export interface Model {
  parameters: Parameters;
  /** Names of the comparisons, in the order of the tables. */
  comparisons: string[];
  /** Keys under which rows are brought together, in order. */
  plan: PlannedKey[];
  /** True when only pairs of different sources are of interest. */
  across: boolean;
  /** Rows that a person is expected to have besides the one at hand, as far as they carry the same values. */
  own: number;
  /** Expected pairs of one person among all rows. */
  expectedPairs: number;
}

export interface TrainingOptions {
  /** Link the sources of the columns with each other instead of finding duplicates. */
  across?: boolean;
}

/** Learns a model from the rows alone: no labels, no settings, no randomness. */
export function train(columns: Columns, { across = false }: TrainingOptions = {}): Model {
  const comparisons = comparisonsOf(columns);
  const bases = baseKeysOf(columns);
  const chance = chanceLevels(columns, comparisons, across);
  const sample = drawSample(columns, bases, possibleKeys(bases), across);
  const pairs = Math.max(1, allPairs(columns, sample.rows, across));
  const { found, parameters, own } = learnTwice(comparisons, chance, sample, pairs);
  const tables = logTables(comparisons, parameters);
  const byPattern = found.patterns.map((pattern) => posterior(tables, pattern)[0]);
  const matches = Float64Array.from(found.of, (pattern) => byPattern[pattern]!);
  const scale = (columns.size / Math.max(1, sample.rows.length)) ** 2;
  return {
    parameters,
    comparisons: comparisons.map(({ name }) => name),
    plan: planKeys(sample, bases, matches, columns.size),
    across,
    own: own * (columns.size / Math.max(1, sample.rows.length)),
    expectedPairs: parameters.same * pairs * scale,
  };
}

/** Of the rows of one person, this share is expected to carry one and the same value. */
const agreeing = 0.8;

/** How rare a value is among strangers depends on how many rows a person has, and the other way round: hence twice. */
function learnTwice(comparisons: readonly Comparison[], chance: Chance, sample: Sample, pairs: number) {
  const rows = sample.rows.length;
  const input = { comparisons, chance: chance.levels, comparable: chance.comparable, pairs };
  const start = firstParameters(comparisons, chance.levels, rows, pairs);
  const levels = comparePairs(comparisons, sample.left, sample.right);
  const collect = (own: number) => collectPatterns(comparisons, { ...sample, levels }, own);
  const first = expectationMaximisation(input, collect(0).patterns, start);
  const own = (agreeing * 2 * first.same * pairs) / Math.max(1, rows);
  const found = collect(own);
  return { found, own, parameters: expectationMaximisation(input, found.patterns, first) };
}

function allPairs({ sources }: Columns, rows: Uint32Array, across: boolean): number {
  const all = (rows.length * (rows.length - 1)) / 2;
  if (!across) return all;
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(sources[row]!, (counts.get(sources[row]!) ?? 0) + 1);
  return [...counts.values()].reduce((left, count) => left - (count * (count - 1)) / 2, all);
}
