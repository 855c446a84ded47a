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

/** Rarity is kept to this part of a bit, so that patterns stay few. */
const grain = 2;

/** Collapses weighted pairs to distinct agreement patterns, in order of first appearance. */
export function collectPatterns(
  comparisons: readonly Comparison[],
  left: Uint32Array,
  right: Uint32Array,
  weights: Float64Array,
): Patterns {
  const known = new Map<string, number>();
  const patterns: Pattern[] = [];
  const of = new Uint32Array(left.length);
  const levels = new Uint8Array(comparisons.length);
  for (let at = 0; at < left.length; at++) {
    const [rarity, rarityAtHome] = describe(comparisons, left[at]!, right[at]!, levels);
    const id = `${String.fromCharCode(...levels)}${rarity}/${rarityAtHome}`;
    let number = known.get(id);
    if (number === undefined) {
      number = patterns.length;
      known.set(id, number);
      patterns.push({
        levels: levels.slice(),
        rarity: rarity / grain,
        rarityAtHome: rarityAtHome / grain,
        weight: 0,
      });
    }
    patterns[number]!.weight += weights[at]!;
    of[at] = number;
  }
  return { patterns, of };
}

function describe(
  comparisons: readonly Comparison[],
  a: number,
  b: number,
  levels: Uint8Array,
): [number, number] {
  let [rarity, rarityAtHome] = [0, 0];
  for (let at = 0; at < comparisons.length; at++) {
    const comparison = comparisons[at]!;
    const level = comparison.compare(a, b);
    levels[at] = level;
    if (!comparison.counted[level]) continue;
    const bits = Math.log2(comparison.frequency(a, b, level));
    rarity += bits;
    if (comparison.atHome === 'chance') rarityAtHome += bits;
  }
  return [Math.round(rarity * grain), Math.round(rarityAtHome * grain)];
}
