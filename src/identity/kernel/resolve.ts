import { float32, uint32, widened } from './arrays.ts';
import type { BlockingReport } from './blockIndex.ts';
import { eachIndexedPair, type IndexedRows, indexedRows, type PairSink } from './candidates.ts';
import { type Part, whole } from './chance.ts';
import type { Columns } from './columns.ts';
import { plannedKeys } from './plannedKeys.ts';
import { bitsAt, type Scorer } from './score.ts';
import type { Model } from './train.ts';

/** Pairs worth keeping, side by side in typed arrays, in the order in which they were found. */
export interface ScoredPairs {
  left: Uint32Array;
  right: Uint32Array;
  /** Evidence in bits; see `Scorer.bits`. */
  bits: Float32Array;
  count: number;
  /** Pairs that were compared, kept or not. */
  candidates: number;
  blocking: BlockingReport;
}

export interface ResolveOptions {
  /** Confidence below which a pair is forgotten, 0–1. */
  keepFrom?: number;
  /** Sees every candidate pair before it is scored. */
  observe?: PairSink;
  /** As in `CandidateOptions`. */
  part?: Part;
}

/** Looks at every candidate pair once and keeps those with at least some confidence. */
export function scoreCandidates(
  columns: Columns,
  model: Model,
  scorer: Scorer,
  options: ResolveOptions = {},
): ScoredPairs {
  const { bases, keys } = plannedKeys(columns, model);
  return scoreIndexed(columns, indexedRows(columns, bases, keys), model, scorer, options);
}

/** As `scoreCandidates`, from indexes that are made already. */
export function scoreIndexed(
  columns: Columns,
  indexed: IndexedRows,
  model: Model,
  scorer: Scorer,
  { keepFrom = 0.01, observe, part = whole }: ResolveOptions = {},
): ScoredPairs {
  const least = bitsAt(keepFrom);
  const kept = {
    left: uint32(1 << 12),
    right: uint32(1 << 12),
    bits: float32(1 << 12),
  };
  let [count, candidates] = [0, 0];
  let bits = new Float64Array(0);
  const sink: PairSink = (left, right, size) => {
    observe?.(left, right, size);
    candidates += size;
    if (size > bits.length) bits = new Float64Array(size);
    scorer.bitsOfAll(left, right, size, least, bits);
    for (let at = 0; at < size; at++) {
      if (bits[at]! < least) continue;
      if (count === kept.left.length) widen(kept);
      kept.left[count] = left[at]!;
      kept.right[count] = right[at]!;
      kept.bits[count++] = bits[at]!;
    }
  };
  const blocking = eachIndexedPair(columns, indexed, sink, { across: model.across, part });
  return { ...kept, count, candidates, blocking };
}

function widen(kept: { left: Uint32Array; right: Uint32Array; bits: Float32Array }): void {
  const length = kept.left.length * 2;
  Object.assign(kept, {
    left: widened(kept.left, length),
    right: widened(kept.right, length),
    bits: widened(kept.bits, length),
  });
}
