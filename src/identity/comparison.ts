import type { MatchGroup } from './desired.ts';
import type { GroupChange, GroupRow, GroupState } from './matchGroups.ts';
import { PinnedParts } from './pinnedParts.ts';
import type { LedgerRow, MergePlan } from './planMerges.ts';
import type { Comparison } from './store/jobs.ts';

/** Profiles shown as one, before and after a plan. */
export interface BeforeAndAfter {
  before: PinnedParts;
  after: PinnedParts;
}

/**
 * Which profiles live merges show as one, and which will be once the plan is carried out. What a run has merged before
 * it was interrupted (`ownJobId`) is part of what it changes.
 */
export function beforeAndAfter(
  live: readonly LedgerRow[],
  plan: MergePlan,
  ownJobId?: string,
): BeforeAndAfter {
  const [before, after] = [new PinnedParts([]), new PinnedParts([])];
  const undone = new Set(plan.undo);
  for (const { mergeId, mainId, absorbedIds, jobId } of live) {
    const isOwn = jobId !== undefined && jobId === ownJobId;
    for (const id of absorbedIds) {
      if (!isOwn) before.join(mainId, id);
      if (!undone.has(mergeId)) after.join(mainId, id);
    }
  }
  for (const { mainId, otherIds } of plan.merge) for (const id of otherIds) after.join(mainId, id);
  return { before, after };
}

const sides = (parts: PinnedParts, ids: readonly string[]) => parts.sidesOf(ids).length;

/** What a plan changes in a match group. */
export function changeOf({ profileIds }: MatchGroup, { before, after }: BeforeAndAfter): GroupChange {
  const [was, becomes] = [sides(before, profileIds), sides(after, profileIds)];
  if (becomes < was) return becomes === 1 ? 'MERGE' : 'PART';
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

/**
 * Takes the change from groups of rules whose profiles the model found too: they are told once, by the group of the
 * model, which has reasons with weights. The rows stay for those who ask for one method.
 */
export function tellOnce(rows: readonly GroupRow[]): void {
  if (!rows.some(({ method }) => method === 'RULE')) return;
  const namesOf = ({ profileIds }: GroupRow) => profileIds.toSorted().join();
  const told = new Set(rows.filter(({ method }) => method === 'MODEL').map(namesOf));
  for (const row of rows) if (row.method === 'RULE' && told.has(namesOf(row))) row.change = undefined;
}

/** Counts groups by what happens to them, as the lists show them; one that merges in part is in two lists. */
export function tally(rows: readonly GroupRow[]): Comparison {
  const counts: Comparison = { Merged: 0, Split: 0, Unchanged: 0, Review: 0 };
  for (const { change } of rows) {
    if (change === 'MERGE' || change === 'PART') counts.Merged += 1;
    if (change === 'REVIEW' || change === 'PART') counts.Review += 1;
    if (change === 'SPLIT') counts.Split += 1;
    if (change === 'UNCHANGED') counts.Unchanged += 1;
  }
  return counts;
}
