import { type Comparison, isOneLevel, levelIn, mostAtOnce, type RowPairs } from './comparison.ts';
import { spread } from './dictionary.ts';

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

/** Levels of pairs in every comparison. Most are strangers, which a glance shows. */
export function comparePairs(
  comparisons: readonly Comparison[],
  left: Uint32Array,
  right: Uint32Array,
): Uint8Array {
  const levels = new Uint8Array(left.length * comparisons.length);
  const seen = new Uint16Array(mostAtOnce);
  for (let from = 0; from < left.length; from += mostAtOnce) {
    const pairs = { left, right, from, to: Math.min(left.length, from + mostAtOnce) };
    for (let at = 0; at < comparisons.length; at++) {
      const comparison = comparisons[at]!;
      if (comparison.glance) comparison.glance(pairs, seen);
      else seen.fill(0);
      lookCloser(comparison, pairs, seen);
      for (let pair = from; pair < pairs.to; pair++)
        levels[pair * comparisons.length + at] = seen[pair - from]!;
    }
  }
  return levels;
}

/** Puts levels in the place of what a glance left open. */
function lookCloser({ compare }: Comparison, { left, right, from, to }: RowPairs, seen: Uint16Array): void {
  for (let pair = from; pair < to; pair++) {
    const some = seen[pair - from]!;
    seen[pair - from] = isOneLevel(some) ? levelIn(some) : compare(left[pair]!, right[pair]!);
  }
}

/** Collapses weighted pairs to distinct agreement patterns, in order of first appearance. `own` as in `Comparison`. */
export function collectPatterns(
  comparisons: readonly Comparison[],
  { left, right, weights, levels }: ComparedPairs,
  own: number,
): Patterns {
  const found = new PatternTable(levels, comparisons.length);
  const of = new Uint32Array(left.length);
  for (let pair = 0; pair < left.length; pair++) {
    const start = pair * comparisons.length;
    let [rarity, rarityAtHome] = [0, 0];
    for (let at = 0; at < comparisons.length; at++) {
      const comparison = comparisons[at]!;
      const level = levels[start + at]!;
      if (!comparison.counted[level]) continue;
      const bits = Math.log2(comparison.frequency(left[pair]!, right[pair]!, level, own));
      rarity += bits;
      if (comparison.atHome === 'chance') rarityAtHome += bits;
    }
    const number = found.number(start, Math.round(rarity * grain), Math.round(rarityAtHome * grain));
    found.patterns[number]!.weight += weights[pair]!;
    of[pair] = number;
  }
  return { patterns: found.patterns, of };
}

/** Patterns by their levels and rarities: open addressing over numbers, for there are many pairs. */
class PatternTable {
  readonly patterns: Pattern[] = [];
  private readonly levels: Uint8Array;
  private readonly width: number;
  private hashes: number[] = [];
  /** Number + 1. */
  private slots = new Int32Array(1 << 12);

  constructor(levels: Uint8Array, width: number) {
    this.levels = levels;
    this.width = width;
  }

  /** The number of the pattern with the levels from `start` on; rarities in whole grains. */
  number(start: number, rarity: number, rarityAtHome: number): number {
    let hash = Math.imul(rarity, 0x9e3779b1) ^ rarityAtHome;
    for (let at = 0; at < this.width; at++) hash = Math.imul(hash ^ this.levels[start + at]!, 0x01000193);
    hash = spread(hash);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
      const number = this.slots[slot]! - 1;
      if (this.hashes[number] === hash && this.isSame(this.patterns[number]!, start, rarity, rarityAtHome))
        return number;
    }
    const levels = this.levels.subarray(start, start + this.width);
    const number = this.patterns.length;
    this.patterns.push({ levels, rarity: rarity / grain, rarityAtHome: rarityAtHome / grain, weight: 0 });
    this.hashes.push(hash);
    this.slots[slot] = number + 1;
    if (number * 2 > mask) this.widen();
    return number;
  }

  private isSame(pattern: Pattern, start: number, rarity: number, rarityAtHome: number): boolean {
    if (pattern.rarity !== rarity / grain || pattern.rarityAtHome !== rarityAtHome / grain) return false;
    for (let at = 0; at < this.width; at++) if (pattern.levels[at] !== this.levels[start + at]) return false;
    return true;
  }

  private widen(): void {
    const mask = this.slots.length * 2 - 1;
    this.slots = new Int32Array(mask + 1);
    for (const [number, hash] of this.hashes.entries()) {
      let slot = hash & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = number + 1;
    }
  }
}
