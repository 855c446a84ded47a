import type { Contradictions } from './contradictions.ts';
import type { Judgements } from './judgements.ts';
import type { Scorer } from './score.ts';

/** What a core has to hold to. */
export interface CoreRules {
  /** Evidence in bits from which a link is sure. */
  least: number;
  judgements: Judgements;
  /** What contradicts within rows; people's "same" goes before it. */
  contradictions: Contradictions;
}

/** Sub-groups held together by sure links or by people's word, in which nothing contradicts; of two rows or more. */
export function coresOf(scorer: Scorer, rows: readonly number[], rules: CoreRules): number[][] {
  const core = new Map(rows.map((row) => [row, [row]]));
  const join = (one: number[], other: number[]) => {
    const joined = [...one, ...other].sort((x, y) => x - y);
    for (const row of joined) core.set(row, joined);
  };
  for (const [a, b] of rules.judgements.together) {
    const [one, other] = [core.get(a), core.get(b)];
    if (one && other && one !== other) join(one, other);
  }
  const contradicts = (one: readonly number[], other: readonly number[]) =>
    one.some((x) => other.some((y) => rules.contradictions.between(x, y)));
  for (const [a, b] of surePairs(scorer, rows, rules.least)) {
    const [one, other] = [core.get(a)!, core.get(b)!];
    if (one !== other && !contradicts(one, other)) join(one, other);
  }
  return [...new Set(core.values())].filter(({ length }) => length > 1);
}

function surePairs(scorer: Scorer, rows: readonly number[], least: number): [number, number, number][] {
  const pairs: [number, number, number][] = [];
  for (const [at, a] of rows.entries()) {
    for (const b of rows.slice(at + 1)) {
      const bits = scorer.bits(a, b);
      if (bits >= least) pairs.push([a, b, bits]);
    }
  }
  return pairs.sort((one, other) => other[2] - one[2] || one[0] - other[0] || one[1] - other[1]);
}
