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
  const { comparisons, tables, own, slope } = scorer;
  const bits = scorer.bits(a, b);
  const lines = comparisons.flatMap((comparison, at) => {
    const level = comparison.compare(a, b);
    if (level === 0) return [];
    const rarity = comparison.counted[level] ? Math.log2(comparison.frequency(a, b, level, own)) : 0;
    const m = tables.m[at]![level]!;
    const stranger = m - tables.u[at]![level]! - rarity;
    const home = m - tables.h[at]![level]! - (comparison.atHome === 'chance' ? rarity : 0);
    return [{ field: comparison.name, level: comparison.levels[level]!, stranger, home }];
  });
  const total = (kind: 'stranger' | 'home', start: number) =>
    lines.reduce((sum, line) => sum + line[kind], start);
  const stranger = total('stranger', tables.same - tables.strangers);
  const home = total('home', tables.same - tables.home);
  const againstHome = home < stranger;
  const reasons = lines.map(({ field, level, ...weights }) => ({
    field,
    level,
    weight: slope * (againstHome ? weights.home : weights.stranger),
  }));
  const sum = reasons.reduce((all, { weight }) => all + weight, 0);
  const byWeight = reasons.sort((one, other) => Math.abs(other.weight) - Math.abs(one.weight));
  return { bits, confidence: confidenceOf(bits), prior: bits - sum, reasons: byWeight, againstHome };
}
