import type { MatchGroup } from './desired.ts';
import type { GroupChange, GroupState } from './matchGroups.ts';
import { PinnedParts } from './pinnedParts.ts';
import type { LedgerRow } from './planMerges.ts';
import { compare, type ProfileRef } from './profileRefs.ts';
import type { Comparison } from './store/jobs.ts';

/** Profiles shown as one, before and after a plan. */
export interface BeforeAndAfter<Ref extends ProfileRef = string> {
  before: PinnedParts<Ref>;
  after: PinnedParts<Ref>;
}

/**
 * Which profiles live merges show as one. What a run has merged before it was interrupted (`ownJobId`) is part of what it
 * changes.
 */
export function shownAsOne<Ref extends ProfileRef>(
  live: readonly LedgerRow<Ref>[],
  ownJobId?: string,
): PinnedParts<Ref> {
  const parts = new PinnedParts<Ref>([]);
  for (const { mainId, absorbedIds, jobId } of live) {
    const isOwn = jobId !== undefined && jobId === ownJobId;
    if (!isOwn) for (const id of absorbedIds) parts.join(mainId, id);
  }
  return parts;
}

type Members<Ref extends ProfileRef> = Pick<MatchGroup<Ref>, 'profileIds'>;

/** What a plan changes in a match group. */
export function changeOf<Ref extends ProfileRef>(
  { profileIds }: Members<Ref>,
  { before, after }: BeforeAndAfter<Ref>,
): GroupChange {
  const [was, becomes] = [before.countSides(profileIds), after.countSides(profileIds)];
  if (becomes < was) return becomes === 1 ? 'MERGE' : 'PART';
  return becomes === 1 ? 'UNCHANGED' : 'REVIEW';
}

/** Whether a group still needs somebody once the plan is carried out. */
export function stateAfter<Ref extends ProfileRef>(
  { profileIds }: Members<Ref>,
  { after }: BeforeAndAfter<Ref>,
  isLater: (profileIds: readonly Ref[]) => boolean,
): GroupState {
  if (after.areOne(profileIds)) return 'MERGED';
  return isLater(profileIds) ? 'LATER' : 'OPEN';
}

/** A set of profiles shown as one that a plan parts. */
export interface SplitPart<Ref extends ProfileRef = string> {
  profileIds: Ref[];
  /** What stays together of it. */
  parts: Ref[][];
}

/** What is shown as one now and will not be any more. */
export function splitsOf<Ref extends ProfileRef>({ before, after }: BeforeAndAfter<Ref>): SplitPart<Ref>[] {
  const splits: SplitPart<Ref>[] = [];
  for (const refs of before.all()) {
    if (after.areOne(refs)) continue;
    const profileIds = refs.sort(compare);
    const staying = Map.groupBy(profileIds, (ref) => after.partOf(ref));
    splits.push({ profileIds, parts: [...staying.values()].filter(({ length }) => length > 1) });
  }
  return splits.sort((a, b) => compare(a.profileIds[0]!, b.profileIds[0]!));
}

/**
 * Tells which groups of rules have the profiles of a group of the model, too: they are told once, by the group of the
 * model, which has reasons with weights. Their rows stay for those who ask for one method.
 */
export function toldTwice<Ref extends ProfileRef>(
  groups: readonly Pick<MatchGroup<Ref>, 'method' | 'profileIds'>[],
): (group: Pick<MatchGroup<Ref>, 'method' | 'profileIds'>) => boolean {
  if (!groups.some(({ method }) => method === 'RULE')) return () => false;
  const namesOf = ({ profileIds }: Members<Ref>) => profileIds.toSorted(compare).join();
  const told = new Set(groups.filter(({ method }) => method === 'MODEL').map(namesOf));
  return (group) => group.method === 'RULE' && told.has(namesOf(group));
}

/** Counts groups by what happens to them, as the lists show them; one that merges in part is in two lists. */
export function tally(changes: readonly (GroupChange | undefined)[]): Comparison {
  const counts: Comparison = { Merged: 0, Split: 0, Unchanged: 0, Review: 0 };
  for (const change of changes) {
    if (change === 'MERGE' || change === 'PART') counts.Merged += 1;
    if (change === 'REVIEW' || change === 'PART') counts.Review += 1;
    if (change === 'SPLIT') counts.Split += 1;
    if (change === 'UNCHANGED') counts.Unchanged += 1;
  }
  return counts;
}
