import type { BaseKey } from './keys.ts';
import { maskOf, type Sample } from './sample.ts';

/** Pairs that may be looked at: this many per row, and a basic allowance for small sets. */
const [pairsPerRow, allowance] = [4, 1_000_000];
/** A key has to bring a match in so many pairs, and this share of all matches. */
const [worstYield, leastGain] = [1 / 6_000, 0.0003];

/** A chosen key and what it was chosen for. */
export interface PlannedKey {
  /** Names of the base keys that rows have to share. */
  bases: readonly string[];
  /** Expected share of all matches that no earlier key brings. */
  gain: number;
  /** Expected pairs among all rows. */
  pairs: number;
}

/**
 * Chooses keys one by one, each the one that brings most expected matches per pair, until the rest brings too little.
 * `matches` is the probability of each pair of the sample to be one person; `rows` the number of all rows.
 */
export function planKeys(
  sample: Sample,
  bases: readonly BaseKey[],
  matches: Float64Array,
  rows: number,
): PlannedKey[] {
  let open = matchesByShared(sample, matches);
  const total = matchesUnder(open, 0);
  const scale = (rows / sample.rows.length) ** 2;
  let budget = rows * pairsPerRow + allowance;
  const left = sample.keys.map(({ key, pairs }) => ({ key, mask: maskOf(key), pairs: pairs * scale }));
  const plan: PlannedKey[] = [];
  for (;;) {
    let best: { at: number; gain: number; worth: number } | undefined;
    for (const [at, { mask, pairs }] of left.entries()) {
      if (pairs > budget) continue;
      const gain = matchesUnder(open, mask);
      // A few pairs more cost nothing, so tiny keys do not push useful ones aside.
      const worth = gain / (pairs / scale + 200);
      if (gain < total * leastGain || gain / (pairs / scale) < worstYield) continue;
      if (!best || worth > best.worth) best = { at, gain, worth };
    }
    if (!best) return plan;
    const [chosen] = left.splice(best.at, 1);
    budget -= chosen!.pairs;
    open = open.filter(({ shared }) => !holds(shared, chosen!.mask));
    plan.push({
      bases: chosen!.key.map((base) => bases[base]!.name),
      gain: best.gain / total,
      pairs: chosen!.pairs,
    });
  }
}

/** Matches that share the same base keys. */
interface SharedMatches {
  /** As `Sample.shared`. */
  shared: number;
  weight: number;
}

function matchesByShared(sample: Sample, matches: Float64Array): SharedMatches[] {
  const sums = new Map<number, number>();
  for (const [at, shared] of sample.shared.entries())
    sums.set(shared, (sums.get(shared) ?? 0) + sample.weights[at]! * matches[at]!);
  return Array.from(sums, ([shared, weight]) => ({ shared, weight }));
}

/** Of those, how many share all base keys of a mask. */
function matchesUnder(open: readonly SharedMatches[], mask: number): number {
  let sum = 0;
  for (const { shared, weight } of open) if (holds(shared, mask)) sum += weight;
  return sum;
}

const holds = (shared: number, mask: number) => (shared & mask) >>> 0 === mask;
