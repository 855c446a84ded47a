import type { Judgements } from '../kernel/judgements.ts';
import { reliabilityTable } from '../kernel/reliability.ts';
import type { ScoredPairs } from '../kernel/resolve.ts';
import { confidenceOf, type Scorer } from '../kernel/score.ts';
import type { Reliability } from './resolution.ts';

/**
 * What confidence promises and what people found. Without decisions the table says how many pairs lie in each range and
 * how many of them the model expects to be right; where people have decided, how many were.
 */
export function reliabilityOf(
  pairs: readonly Pick<ScoredPairs, 'bits' | 'count'>[],
  scorer: Pick<Scorer, 'bits'>,
  { together, apart }: Judgements,
): Reliability[] {
  const all = joined(pairs);
  const kept = reliabilityTable(
    all.length,
    (pair) => confidenceOf(all[pair]!),
    () => true,
  );
  const decided = [...together, ...apart];
  const confidences = decided.map(([a, b]) => confidenceOf(scorer.bits(a, b)));
  const judged = reliabilityTable(
    decided.length,
    (pair) => confidences[pair]!,
    (pair) => pair < together.length,
  );
  return kept.map(({ from, to, pairs: count, confidence }) => {
    const line = judged.find((some) => some.from === from);
    const decisions = line ? { right: line.right, decided: line.pairs } : { decided: 0 };
    return { from, to, pairs: count, confidence, ...decisions };
  });
}

function joined(parts: readonly Pick<ScoredPairs, 'bits' | 'count'>[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { count }) => sum + count, 0));
  let at = 0;
  for (const { bits, count } of parts) {
    all.set(bits.subarray(0, count), at);
    at += count;
  }
  return all;
}
