import { logSum } from './evidence.ts';
import { confidenceOf, type Scorer } from './score.ts';

/** Why two rows are, or are not, taken for one person: one line per fact that both rows state. */
export interface Reason {
  /** Name of the comparison: `familyName`, `address`, `custom:肌質`. */
  field: string;
  /** Name of the level, such as `same`, `sameReading`, `slip`, `different`. */
  level: string;
  /** Evidence in bits; above 0 for one person, below 0 against. */
  weight: number;
}

/** A pair in words as data. The weights and the prior add up to the bits of the pair. */
export interface Explanation {
  bits: number;
  /** 0–1 */
  confidence: number;
  /** How rare a match is among all pairs of rows, in bits (negative). */
  prior: number;
  reasons: Reason[];
  /** True when the other person would rather be somebody of the same home than a stranger. */
  againstHome: boolean;
}

/**
 * Explains a pair. The alternative to "one person" is whichever is likelier, somebody of the same home or a stranger:
 * the same surname is strong evidence against strangers and none within a home.
 */
export function explain(scorer: Scorer, a: number, b: number): Explanation {
  const { comparisons, tables, own, slope, offset } = scorer;
  const reasons: Reason[] = [];
  const atHome: number[] = [];
  let [stranger, home] = [tables.same - tables.strangers, tables.same - tables.home];
  for (let at = 0; at < comparisons.length; at++) {
    const comparison = comparisons[at]!;
    const level = comparison.compare(a, b);
    if (level === 0) continue;
    const rarity = comparison.counted[level] ? Math.log2(comparison.frequency(a, b, level, own)) : 0;
    const m = tables.m[at]![level]!;
    const weight = m - tables.u[at]![level]! - rarity;
    const weightAtHome = m - tables.h[at]![level]! - (comparison.atHome === 'chance' ? rarity : 0);
    stranger += weight;
    home += weightAtHome;
    reasons.push({ field: comparison.name, level: comparison.levels[level]!, weight });
    atHome.push(weightAtHome);
  }
  const againstHome = home < stranger;
  let sum = 0;
  for (let at = 0; at < reasons.length; at++) {
    const weight = slope * (againstHome ? atHome[at]! : reasons[at]!.weight);
    reasons[at]!.weight = weight;
    sum += weight;
  }
  const bits = slope * -logSum(-home, -stranger) + offset;
  const byWeight = reasons.sort((one, other) => Math.abs(other.weight) - Math.abs(one.weight));
  return { bits, confidence: confidenceOf(bits), prior: bits - sum, reasons: byWeight, againstHome };
}
