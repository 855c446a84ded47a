import type { MatchGroup } from './desired.ts';
import type { GroupChange, GroupState } from './matchGroups.ts';
import { PinnedParts } from './pinnedParts.ts';
import type { LedgerRow, MergePlan } from './planMerges.ts';
import type { Comparison } from './store/jobs.ts';

/** Profiles shown as one, before and after a plan. */
export interface BeforeAndAfter {
  before: PinnedParts;
  after: PinnedParts;
}

/** Which profiles live merges show as one, and which will be once the plan is carried out. */
export function beforeAndAfter(live: readonly LedgerRow[], plan: MergePlan): BeforeAndAfter {
  const [before, after] = [new PinnedParts([]), new PinnedParts([])];
  const undone = new Set(plan.undo);
  for (const { mergeId, mainId, absorbedIds } of live) {
    for (const id of absorbedIds) {
      before.join(mainId, id);
      if (!undone.has(mergeId)) after.join(mainId, id);
    }
  }
  for (const { mainId, otherIds } of plan.merge) for (const id of otherIds) after.join(mainId, id);
  return { before, after };
}

const sides = (parts: PinnedParts, ids: readonly string[]) => new Set(ids.map((id) => parts.of(id))).size;

/** What a plan changes in a match group. */
export function changeOf({ profileIds }: MatchGroup, { before, after }: BeforeAndAfter): GroupChange {
  const [was, becomes] = [sides(before, profileIds), sides(after, profileIds)];
  if (becomes < was) return 'MERGE';
  return becomes === 1 ? 'UNCHANGED' : 'REVIEW';
}

/** Whether a group still needs somebody once the plan is carried out. */
export function stateAfter(
  { profileIds }: MatchGroup,
  { after }: BeforeAndAfter,
  isLater: (profileIds: readonly string[]) => boolean,
): GroupState {
  if (sides(after, profileIds) === 1) return 'MERGED';
  return isLater(profileIds) ? 'LATER' : 'OPEN';
}

/** A set of profiles shown as one that a plan parts. */
export interface SplitPart {
  profileIds: string[];
  /** What stays together of it. */
  parts: string[][];
}

/** What is shown as one now and will not be any more. */
export function splitsOf({ before, after }: BeforeAndAfter): SplitPart[] {
  const splits: SplitPart[] = [];
  for (const ids of before.all()) {
    const staying = new Map<unknown, string[]>();
    for (const id of ids.toSorted()) {
      const part = after.of(id);
      staying.set(part, [...(staying.get(part) ?? []), id]);
    }
    if (staying.size === 1) continue;
    const parts = [...staying.values()].filter(({ length }) => length > 1);
    splits.push({ profileIds: ids.toSorted(), parts });
  }
  return splits.sort((a, b) => (a.profileIds[0]! < b.profileIds[0]! ? -1 : 1));
}

/** Counts: sets that profiles join, sets that fall apart, sets that stay, groups for a person. */
export function compare(both: BeforeAndAfter, review: number): Comparison {
  let [merged, unchanged] = [0, 0];
  for (const ids of both.after.all()) {
    if (sides(both.before, ids) > 1) merged += 1;
    else if (both.before.of(ids[0]!).ids.length === ids.length) unchanged += 1;
  }
  return { Merged: merged, Split: splitsOf(both).length, Unchanged: unchanged, Review: review };
}
