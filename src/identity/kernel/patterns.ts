import type { Comparison } from './comparison.ts';

/** Pairs that agree in the same way, taken together. */
export interface Pattern {
  /** Level of each comparison. */
  levels: Uint8Array;
  /** log2 of the frequency of the values agreed on, over all comparisons: how likely strangers are to agree on them. */
  rarity: number;
  /** The same over the comparisons that are by chance at home. */
  rarityAtHome: number;
  /** Pairs it stands for. */
  weight: number;
}

/** Patterns of pairs, and the pattern that each pair belongs to. */
export interface Patterns {
  patterns: Pattern[];
  of: Uint32Array;
}

/** Pairs of rows with the weight of each and its level in every comparison (`levels[pair * comparisons + comparison]`). */
export interface ComparedPairs {
  left: Uint32Array;
  right: Uint32Array;
  weights: Float64Array;
  levels: Uint8Array;
}

/** Rarity is kept to this part of a bit, so that patterns stay few. */
const grain = 2;

/** Levels of pairs in every comparison. */
export function comparePairs(
  comparisons: readonly Comparison[],
  left: Uint32Array,
  right: Uint32Array,
): Uint8Array {
  const levels = new Uint8Array(left.length * comparisons.length);
  for (let pair = 0; pair < left.length; pair++) {
    for (let at = 0; at < comparisons.length; at++) {
      levels[pair * comparisons.length + at] = comparisons[at]!.compare(left[pair]!, right[pair]!);
    }
  }
  return levels;
}

/** Collapses weighted pairs to distinct agreement patterns, in order of first appearance. `own` as in `Comparison`. */
export function collectPatterns(
  comparisons: readonly Comparison[],
  { left, right, weights, levels }: ComparedPairs,
  own: number,
): Patterns {
  const known = new Map<string, number>();
  const patterns: Pattern[] = [];
  const of = new Uint32Array(left.length);
  for (let pair = 0; pair < left.length; pair++) {
    const start = pair * comparisons.length;
    const [rarity, rarityAtHome] = rarities(comparisons, left[pair]!, right[pair]!, levels, start, own);
    const seen = levels.subarray(start, start + comparisons.length);
    const id = `${String.fromCharCode(...seen)}${rarity}/${rarityAtHome}`;
    let number = known.get(id);
    if (number === undefined) {
      number = patterns.length;
      known.set(id, number);
      patterns.push({ levels: seen, rarity: rarity / grain, rarityAtHome: rarityAtHome / grain, weight: 0 });
    }
    patterns[number]!.weight += weights[pair]!;
    of[pair] = number;
  }
  return { patterns, of };
}

function rarities(
  comparisons: readonly Comparison[],
  a: number,
  b: number,
  levels: Uint8Array,
  start: number,
  own: number,
): [number, number] {
  let [rarity, rarityAtHome] = [0, 0];
  for (let at = 0; at < comparisons.length; at++) {
    const comparison = comparisons[at]!;
    const level = levels[start + at]!;
    if (!comparison.counted[level]) continue;
    const bits = Math.log2(comparison.frequency(a, b, level, own));
    rarity += bits;
    if (comparison.atHome === 'chance') rarityAtHome += bits;
  }
  return [Math.round(rarity * grain), Math.round(rarityAtHome * grain)];
}
