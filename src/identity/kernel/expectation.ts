import type { Comparison } from './comparison.ts';
import type { Parameters } from './parameters.ts';
import { homeLevels } from './parameters.ts';
import type { Pattern } from './patterns.ts';

/** Weights of evidence in bits: tables of log2 probabilities, ready to be added up. */
export interface LogTables {
  same: number;
  home: number;
  strangers: number;
  m: Float64Array[];
  u: Float64Array[];
  h: Float64Array[];
}

/**
 * Tables for adding up. Where a level has a frequency, u is left at 0: the frequency of the value stands in its place
 * (strangers meet in a value as often as it occurs), and at home too where agreement is by chance.
 */
export function logTables(comparisons: readonly Comparison[], parameters: Parameters): LogTables {
  const log = (tables: readonly Float64Array[], byValue: (comparison: Comparison) => boolean) =>
    tables.map((table, at) => {
      const comparison = comparisons[at]!;
      return table.map((share, level) =>
        level === 0 || (byValue(comparison) && comparison.counted[level])
          ? 0
          : Math.log2(Math.max(share, 1e-15)),
      );
    });
  return {
    same: Math.log2(parameters.same),
    home: Math.log2(Math.max(parameters.home, 1e-30)),
    strangers: Math.log2(Math.max(1e-9, 1 - parameters.same - parameters.home)),
    m: log(parameters.m, () => false),
    u: log(parameters.u, () => true),
    h: log(parameters.h, ({ atHome }) => atHome === 'chance'),
  };
}

/** Probabilities that pairs of a pattern are one person, one home, strangers. */
export function posterior(tables: LogTables, pattern: Pattern): [number, number, number] {
  let same = tables.same;
  let home = tables.home + pattern.rarityAtHome;
  let strangers = tables.strangers + pattern.rarity;
  const { levels } = pattern;
  for (let at = 0; at < levels.length; at++) {
    const level = levels[at]!;
    same += tables.m[at]![level]!;
    home += tables.h[at]![level]!;
    strangers += tables.u[at]![level]!;
  }
  const top = Math.max(same, home, strangers);
  const [p, q, r] = [2 ** (same - top), 2 ** (home - top), 2 ** (strangers - top)];
  const all = p + q + r;
  return [p / all, q / all, r / all];
}

/** What training needs besides the patterns. */
export interface EmInput {
  comparisons: readonly Comparison[];
  chance: readonly Float64Array[];
  /** Share of random pairs that can be compared at all, by comparison. */
  comparable: readonly number[];
  /** All pairs of the sampled rows; pairs outside the patterns are strangers. */
  pairs: number;
  /** How firmly one person is expected to agree as `expected` says: as if this part of all pairs said so. */
  firmness: number;
}

/** As `firmness`, for pairs of one home: kin bear names alike more often than strangers do, how often is for the data to say. */
const firmnessAtHome = { home: 0.3, chance: 0.05 };

const rounds = 60;

/**
 * Expectation–maximisation over all pairs of rows: pairs that share no key count as strangers, so only the patterns of
 * candidates need a look. u is measured on random pairs and kept free of the matches among them.
 */
export function expectationMaximisation(
  input: EmInput,
  patterns: readonly Pattern[],
  start: Parameters,
): Parameters {
  let parameters = start;
  for (let round = 0; round < rounds; round++) {
    const next = maximise(input, patterns, parameters);
    const change = Math.abs(Math.log2(next.same / parameters.same));
    parameters = next;
    if (change < 1e-4 && round > 10) break;
  }
  return parameters;
}

function maximise(input: EmInput, patterns: readonly Pattern[], parameters: Parameters): Parameters {
  const { comparisons } = input;
  const tables = logTables(comparisons, parameters);
  const empty = () => comparisons.map(({ levels }) => new Float64Array(levels.length));
  const [m, h, u] = [empty(), empty(), empty()];
  let [same, home] = [0, 0];
  for (const pattern of patterns) {
    const [p, q, r] = posterior(tables, pattern);
    same += p * pattern.weight;
    home += q * pattern.weight;
    for (let at = 0; at < comparisons.length; at++) {
      const level = pattern.levels[at]!;
      m[at]![level]! += p * pattern.weight;
      h[at]![level]! += q * pattern.weight;
      u[at]![level]! += r * pattern.weight;
    }
  }
  return {
    same: Math.max(same, 0.5) / input.pairs,
    home: parameters.home === 0 ? 0 : Math.max(home, 0.01) / input.pairs,
    m: m.map((counts, at) => share(counts, comparisons[at]!.expected, 4, input.firmness)),
    h: h.map((counts, at) => {
      const comparison = comparisons[at]!;
      const first = homeLevels(comparison, input.chance[at]!);
      return comparison.atHome === 'own'
        ? first
        : share(counts, first, 20, firmnessAtHome[comparison.atHome]);
    }),
    u: u.map((counts, at) => strangersLevels(input, at, counts, m[at]!, h[at]!)),
  };
}

/** Shares of the levels among what can be compared, held to the expected ones as if `strength` more pairs and a `part` of all said so. */
function share(
  counts: Float64Array,
  expected: ArrayLike<number>,
  strength: number,
  part: number,
): Float64Array {
  let all = 0;
  for (let level = 1; level < counts.length; level++) all += counts[level]!;
  const prior = strength + all * part;
  return counts.map((count, level) => (level === 0 ? 1 : (count + prior * expected[level]!) / (all + prior)));
}

/** Of the pairs that agree in a rare value, at least this share is taken for strangers. */
const leastStrangers = 0.02;

/**
 * How strangers agree: as random pairs do, without the few among those that are one person or one home. Levels that
 * random pairs hardly show (one e-mail, one phone) are counted where they all are: among candidates.
 */
function strangersLevels(
  { comparisons, chance, comparable, pairs }: EmInput,
  at: number,
  strangers: Float64Array,
  m: Float64Array,
  h: Float64Array,
): Float64Array {
  const { rare } = comparisons[at]!;
  const all = Math.max(1, pairs * comparable[at]!);
  const related = m.reduce((sum, count, level) => (level === 0 ? sum : sum + count + h[level]!), 0) / all;
  return chance[at]!.map((share, level) => {
    if (level === 0) return share;
    if (!rare?.[level]) {
      const left = share - (m[level]! + h[level]!) / all;
      return Math.max(left / Math.max(0.5, 1 - related), share / 10);
    }
    const agreeing = strangers[level]! + m[level]! + h[level]!;
    return (Math.max(strangers[level]!, leastStrangers * agreeing) + 1) / all;
  });
}
