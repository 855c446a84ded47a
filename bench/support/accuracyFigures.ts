import { cluster, usualBands } from '../../src/identity/kernel/clusters.ts';
import { calibrationError, reliabilityTable } from '../../src/identity/kernel/reliability.ts';
import { type ScoredPairs, scoreCandidates } from '../../src/identity/kernel/resolve.ts';
import { bitsAt, confidenceOf, scorerOf } from '../../src/identity/kernel/score.ts';
import { train } from '../../src/identity/kernel/train.ts';
import type { LabelledTable } from './accuracyTable.ts';
import { agreement, bCubed, clusterAgreement, truePairs } from './accuracyTruth.ts';
import { say } from './line.ts';

/** A figure and what lies behind it. */
export interface Measured {
  value: number;
  detail?: Record<string, unknown>;
}

/** Trains on the table without its labels, resolves it, and holds the result against the labels. */
export function measure({ columns, entities }: LabelledTable, across: boolean): Map<string, Measured> {
  const clock = stopwatch();
  const sources = across ? columns.sources : undefined;
  const wanted = truePairs(entities, sources);
  const model = train(columns, { across });
  clock('train');
  const scorer = scorerOf(columns, model);
  let reachable = 0;
  const observe = (left: Uint32Array, right: Uint32Array, count: number) => {
    for (let at = 0; at < count; at++) if (entities[left[at]!] === entities[right[at]!]) reachable += 1;
  };
  const pairs = scoreCandidates(columns, model, scorer, { observe });
  clock('score');
  const groups = cluster(columns, scorer, pairs);
  clock('cluster');
  const isRight = (at: number) => entities[pairs.left[at]!] === entities[pairs.right[at]!];
  const pairwise = above(pairs, usualBands.match, isRight, wanted);
  const clusters = clusterAgreement(groups, entities, sources);
  const merged = clusterAgreement(
    groups.flatMap(({ parts }) => parts.map((rows) => ({ rows }))),
    entities,
    sources,
  );
  const table = reliabilityTable(pairs.count, (at) => confidenceOf(pairs.bits[at]!), isRight);
  return new Map<string, Measured>([
    ['pairwise_precision', { value: pairwise.precision }],
    ['pairwise_recall', { value: pairwise.recall }],
    ['pairwise_f1', { value: pairwise.f1, detail: { confidence: usualBands.match } }],
    ['cluster_precision', { value: clusters.precision }],
    ['cluster_recall', { value: clusters.recall }],
    ['cluster_f1', { value: clusters.f1, detail: { groups: groups.length } }],
    ['b3_f1', { value: bCubed(groups, entities) }],
    [
      'precision_at_merge',
      { value: merged.precision, detail: { confidence: usualBands.merge, recall: merged.recall } },
    ],
    ['blocking_recall', { value: wanted === 0 ? 1 : reachable / wanted, detail: { ...pairs.blocking } }],
    ['calibration_error', { value: calibrationError(table), detail: { table } }],
    [
      'pairs',
      { value: pairs.candidates, detail: { kept: pairs.count, true: wanted, expected: model.expectedPairs } },
    ],
  ]);
}

function above(pairs: ScoredPairs, confidence: number, isRight: (at: number) => boolean, wanted: number) {
  const least = bitsAt(confidence);
  let [right, given] = [0, 0];
  for (let at = 0; at < pairs.count; at++) {
    if (pairs.bits[at]! < least) continue;
    given += 1;
    if (isRight(at)) right += 1;
  }
  return agreement(right, given, wanted);
}

function stopwatch(): (what: string) => void {
  let from = performance.now();
  return (what) => {
    say(`${what}: ${((performance.now() - from) / 1000).toFixed(2)} s`);
    from = performance.now();
  };
}
