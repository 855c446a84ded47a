import { PinnedParts } from './pinnedParts.ts';
import type { LedgerRow, MergePlan } from './planMerges.ts';
import type { ProfileRef } from './profileRefs.ts';

/**
 * Cuts a plan into pieces that can be carried out one after the other: whatever hangs together, over live merges too, is
 * undone and merged in one piece, so that nobody ever sees a cluster in between. Pieces have about `size` changes; a
 * cluster with more is a piece of its own.
 */
export function planChunks<Ref extends ProfileRef>(
  plan: MergePlan<Ref>,
  live: readonly LedgerRow<Ref>[],
  size: number,
): MergePlan<Ref>[] {
  const parts = new PinnedParts<Ref>([]);
  for (const { mainId, absorbedIds } of live) for (const id of absorbedIds) parts.join(mainId, id);
  for (const { mainId, otherIds } of plan.merge) for (const id of otherIds) parts.join(mainId, id);
  const mains = new Map(live.map(({ mergeId, mainId }) => [mergeId, mainId]));
  const pieces = new Map<number, MergePlan<Ref>>();
  const pieceOf = (ref: Ref): MergePlan<Ref> => {
    const part = parts.partOf(ref);
    const piece = pieces.get(part) ?? { undo: [], merge: [] };
    pieces.set(part, piece);
    return piece;
  };
  for (const mergeId of plan.undo) pieceOf(mains.get(mergeId)!).undo.push(mergeId);
  for (const wish of plan.merge) pieceOf(wish.mainId).merge.push(wish);
  const chunks: MergePlan<Ref>[] = [];
  let chunk: MergePlan<Ref> = { undo: [], merge: [] };
  for (const { undo, merge } of pieces.values()) {
    chunk.undo.push(...undo);
    chunk.merge.push(...merge);
    if (chunk.undo.length + chunk.merge.length < size) continue;
    chunks.push(chunk);
    chunk = { undo: [], merge: [] };
  }
  return chunk.undo.length + chunk.merge.length > 0 ? [...chunks, chunk] : chunks;
}
