import { type Chance, chanceLevels } from './chance.ts';
import type { Columns } from './columns.ts';
import type { Comparison } from './comparison.ts';
import { comparisonsOf } from './comparisons.ts';
import { expectationMaximisation, logTables, posterior } from './expectation.ts';
import { baseKeysOf, possibleKeys } from './keys.ts';
import { firstParameters, type Parameters } from './parameters.ts';
import { collectPatterns, type Pattern } from './patterns.ts';
import { type PlannedKey, planKeys } from './plan.ts';
import { drawSample } from './sample.ts';

/** What training found out about a set of rows; plain data that can be stored. */
export interface Model {
  parameters: Parameters;
  /** Names of the comparisons, in the order of the tables. */
  comparisons: string[];
  /** Keys by the numbers of `baseKeysOf`. */
  plan: PlannedKey[];
  /** True when only pairs of different sources are of interest. */
  across: boolean;
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
  const found = collectPatterns(comparisons, sample.left, sample.right, sample.weights);
  const parameters = learn(comparisons, chance, found.patterns, sample.rows.length, pairs);
  const tables = logTables(comparisons, parameters);
  const byPattern = found.patterns.map((pattern) => posterior(tables, pattern)[0]);
  const matches = Float64Array.from(found.of, (pattern) => byPattern[pattern]!);
  const scale = (columns.size / Math.max(1, sample.rows.length)) ** 2;
  return {
    parameters,
    comparisons: comparisons.map(({ name }) => name),
    plan: planKeys(sample, matches, columns.size),
    across,
    expectedPairs: parameters.same * pairs * scale,
  };
}

function learn(
  comparisons: readonly Comparison[],
  chance: Chance,
  patterns: readonly Pattern[],
  rows: number,
  pairs: number,
): Parameters {
  const input = { comparisons, chance: chance.levels, comparable: chance.comparable, pairs };
  return expectationMaximisation(input, patterns, firstParameters(comparisons, chance.levels, rows, pairs));
}

function allPairs({ sources }: Columns, rows: Uint32Array, across: boolean): number {
  const all = (rows.length * (rows.length - 1)) / 2;
  if (!across) return all;
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(sources[row]!, (counts.get(sources[row]!) ?? 0) + 1);
  return [...counts.values()].reduce((left, count) => left - (count * (count - 1)) / 2, all);
}
