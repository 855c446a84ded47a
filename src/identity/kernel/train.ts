import type { Calibration } from './calibrate.ts';
import type { HashedBases } from './candidates.ts';
import { type Chance, chanceOf, countLevels, type Part, rangeOf, whole } from './chance.ts';
import type { Columns } from './columns.ts';
import type { Comparison } from './comparison.ts';
import { comparisonsOf } from './comparisons.ts';
import { expectationMaximisation, logTables, posterior } from './expectation.ts';
import { type BaseKey, baseKeysOf, possibleKeys } from './keys.ts';
import { firstParameters, type Parameters } from './parameters.ts';
import { collectPatterns, comparePairs } from './patterns.ts';
import { type PlannedKey, planKeys } from './plan.ts';
import {
  type DrawnKey,
  distinctPairs,
  drawerOf,
  hashSample,
  rowsOfPairs,
  type Sample,
  type SampledPairs,
  type SampledRows,
  sampleRows,
  weighPairs,
} from './sample.ts';
import { fewestPairs } from './smallWorld.ts';

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
  /** What people's decisions say about the evidence, when there are enough. */
  calibration?: Calibration;
}

export interface TrainingOptions {
  /** Link the sources of the columns with each other instead of finding duplicates. */
  across?: boolean;
}

/** Learns a model from the rows alone: no labels, no settings, no randomness. */
export function train(columns: Columns, { across = false }: TrainingOptions = {}): Model {
  const training = new Training(columns, [hashForTraining(columns)], across);
  const drawn = training.draw(whole);
  const pairs = training.pairsOf([drawn]);
  return training.model([drawn], pairs, [training.compare([drawn], pairs, whole)]);
}

/** The first step of training: a part of the hashes that the others need. */
export const hashForTraining = (columns: Columns, part = whole): HashedBases =>
  hashSample(columns, baseKeysOf(columns), part);

/** What one part of the drawing found. */
export interface DrawnPart {
  /** Levels of random pairs; see `countLevels`. */
  counts: Float64Array[];
  /** What was drawn, by the number of the key. */
  drawn: { number: number; found: DrawnKey[] }[];
}

/** What one part of the comparing found, for its range of the pairs. */
export interface ComparedPart extends SampledPairs {
  levels: Uint8Array;
}

/**
 * Training in steps, of which hashing, drawing and comparing can be divided among worker threads that share the columns: every
 * part is put in its place again, so the model is the same however many there were.
 */
export class Training {
  private readonly columns: Columns;
  private readonly across: boolean;
  private readonly comparisons: readonly Comparison[];
  private readonly bases: readonly BaseKey[];
  private readonly sampled: SampledRows;

  /** `hashed` are all parts of `hashForTraining`. */
  constructor(columns: Columns, hashed: readonly HashedBases[], across = false) {
    this.columns = columns;
    this.across = across;
    this.comparisons = comparisonsOf(columns);
    this.bases = baseKeysOf(columns);
    this.sampled = sampleRows(columns, hashed);
  }

  /** Draws pairs from every n-th key, and compares a part of the random pairs. */
  draw(part: Part): DrawnPart {
    const counts = countLevels(this.columns, this.comparisons, this.across, part);
    const drawnFrom = drawerOf(this.sampled, this.bases);
    const drawn = [...possibleKeys(this.bases).entries()]
      .filter(([number]) => number % part.of === part.number)
      .map(([number, key]) => ({ number, found: drawnFrom(key) }));
    return { counts, drawn };
  }

  /** The pairs that are to be compared, from all parts of the drawing. */
  pairsOf(parts: readonly DrawnPart[]): Float64Array {
    return distinctPairs(inOrder(parts), this.sampled, this.across ? this.columns.sources : undefined);
  }

  /** Compares a part of the pairs. */
  compare(parts: readonly DrawnPart[], pairs: Float64Array, part: Part): ComparedPart {
    const own = pairs.subarray(...rangeOf(pairs.length, part));
    const { left, right } = rowsOfPairs(this.sampled, own);
    const levels = comparePairs(this.comparisons, left, right);
    return { ...weighPairs(this.sampled, this.bases, inOrder(parts), own), levels };
  }

  /** Learns from what was drawn and compared, the parts in their order. */
  model(parts: readonly DrawnPart[], drawnPairs: Float64Array, compared: readonly ComparedPart[]): Model {
    const { columns, comparisons, bases, across } = this;
    const chance = chanceOf(parts.map(({ counts }) => counts));
    const sample: Sample = {
      rows: this.sampled.rows,
      ...rowsOfPairs(this.sampled, drawnPairs),
      weights: joined(
        compared.map(({ weights }) => weights),
        (length) => new Float64Array(length),
      ),
      shared: joined(
        compared.map(({ shared }) => shared),
        (length) => new Uint32Array(length),
      ),
      levels: joined(
        compared.map(({ levels }) => levels),
        (length) => new Uint8Array(length),
      ),
      keys: inOrder(parts).map(({ key, total }) => ({ key, pairs: total })),
    };
    const pairs = Math.max(fewestPairs, allPairs(columns, sample.rows, across));
    const { found, parameters, own } = learnTwice(comparisons, chance, sample, pairs);
    const tables = logTables(comparisons, parameters);
    const byPattern = found.patterns.map((pattern) => posterior(tables, pattern)[0]);
    const matches = new Float64Array(found.of.length);
    for (let at = 0; at < matches.length; at++) matches[at] = byPattern[found.of[at]!]!;
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
}

const inOrder = (parts: readonly DrawnPart[]): DrawnKey[] =>
  parts
    .flatMap(({ drawn }) => drawn)
    .sort((one, other) => one.number - other.number)
    .flatMap(({ found }) => found);

function joined<Numbers extends Uint8Array | Uint32Array | Float64Array>(
  parts: readonly Numbers[],
  make: (length: number) => Numbers,
): Numbers {
  const all = make(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Of the rows of one person, this share is expected to carry one and the same value. */
const agreeing = 0.8;

/** How rare a value is among strangers depends on how many rows a person has, and the other way round: hence twice. */
function learnTwice(comparisons: readonly Comparison[], chance: Chance, sample: Sample, pairs: number) {
  const rows = sample.rows.length;
  const start = firstParameters(comparisons, chance.levels, rows, pairs);
  const collect = (own: number) => collectPatterns(comparisons, sample, own);
  const learn = (firmness: number) => {
    const input = { comparisons, chance: chance.levels, comparable: chance.comparable, pairs, firmness };
    const first = expectationMaximisation(input, collect(0).patterns, start);
    const own = (agreeing * 2 * first.same * pairs) / Math.max(1, rows);
    const found = collect(own);
    return { found, own, parameters: expectationMaximisation(input, found.patterns, first) };
  };
  const learnt = learn(open);
  return isOnePerson(comparisons, learnt.parameters) ? learnt : learn(firm);
}

/** Nearly all is left to the data; or most is not, where the data has led astray. */
const [open, firm] = [0.02, 3];
/** People who are entered twice bear another family name, or another given name, at most so often. */
const mostOtherNames = 0.4;

/** False where what was taken for one person are mostly people of other names: something else than people was found. */
function isOnePerson(comparisons: readonly Comparison[], { m }: Parameters): boolean {
  return comparisons.every(
    ({ name, levels }, at) =>
      (name !== 'familyName' && name !== 'givenName') ||
      m[at]![levels.indexOf('different')]! <= mostOtherNames,
  );
}

function allPairs({ sources }: Columns, rows: Uint32Array, across: boolean): number {
  const all = (rows.length * (rows.length - 1)) / 2;
  if (!across) return all;
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(sources[row]!, (counts.get(sources[row]!) ?? 0) + 1);
  return [...counts.values()].reduce((left, count) => left - (count * (count - 1)) / 2, all);
}
