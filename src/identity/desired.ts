import type { MergeCause } from '../profiles/merges.ts';
import { float64, uint32 } from './kernel/arrays.ts';
import { PinnedParts } from './pinnedParts.ts';
import { byAge, compare, oldest, type Pair, type ProfileRef } from './profileRefs.ts';

/** What matching found, as far as deciding needs it; `FoundGroup` of the engine is one. */
export interface MatchGroup<Ref extends ProfileRef = string> {
  method: 'MODEL' | 'RULE';
  profileIds: readonly Ref[];
  band: 'merge' | 'review';
  /** 0–1; model only. */
  confidence?: number | undefined;
  /** 1–15; rules only. */
  ruleLevel?: number | undefined;
  /** Sub-groups that are sure and undisputed. */
  parts: readonly (readonly Ref[])[];
  /** What speaks against the group as a whole. */
  reasons: readonly string[];
  /** Links that hold the group together. */
  pairs?:
    | readonly {
        left: Ref;
        right: Ref;
        confidence?: number | undefined;
        ruleLevel?: number | undefined;
      }[]
    | undefined;
  /** Id of the stored group. */
  matchId?: string | undefined;
}

/** What may be merged without asking (AWS: AutoMerging, MaxAllowedRuleLevelForMerging). */
export interface MergePolicy {
  /** Rules up to this level merge; 0: none do. */
  ruleLevels: number;
  /** Absent: the model merges nothing. */
  model?:
    | {
        /** Confidence from which a group merges as a whole; absent: the band of the engine decides. */
        least?: number | undefined;
        /** Where the engine's merge band begins. */
        sure: number;
      }
    | undefined;
}

/** Profiles of a group that should be one. */
export interface Join<Ref extends ProfileRef = string> {
  profileIds: readonly Ref[];
  group: MatchGroup<Ref>;
}

/** Which profiles should be shown as one, and what joins them, the surest first. */
export interface Desired<Ref extends ProfileRef = string> {
  parts: PinnedParts<Ref>;
  joins: Join<Ref>[];
}

/** What decides which profiles should be one. */
export interface DesiredInput<Ref extends ProfileRef = string> {
  groups: readonly MatchGroup<Ref>[];
  /** Base profiles that people joined. */
  together: readonly Pair<Ref>[];
  /** Base profiles that people keep apart; the stronger word. */
  apart: readonly Pair<Ref>[];
  policy: MergePolicy;
  /** What the consolidation criteria leave of the sets of a model group; absent without criteria. */
  consolidated?: ((group: MatchGroup<Ref>) => readonly (readonly Ref[])[]) | undefined;
}

/**
 * Which profiles should be shown as one. Pure, and independent of the order of its arguments: people's word first, then
 * rules from level 1 on, then groups of the model from the surest down; a join that would bring together what people
 * keep apart is left out. Ids are time-ordered, so the smallest is the oldest.
 */
export function desired<Ref extends ProfileRef>(input: DesiredInput<Ref>): Desired<Ref> {
  const { groups, together, apart, policy, consolidated } = input;
  const parts = new PinnedParts<Ref>(apart);
  for (const [one, other] of together.map(ordered<Ref>).sort(byRefs)) parts.join(one, other);
  const joins: Join<Ref>[] = [];
  for (const group of surestFirst(groups)) {
    const sets =
      consolidated && group.method === 'MODEL' ? consolidated(group) : mergeableSets(group, policy);
    for (const set of sets)
      for (const profileIds of parts.joinAll(byAge(set))) joins.push({ profileIds, group });
  }
  return { parts, joins };
}

/** The profiles of a group that may be merged without asking, in sets; consolidation criteria not yet applied. */
export function mergeableSets<Ref extends ProfileRef>(
  group: MatchGroup<Ref>,
  policy: MergePolicy,
): readonly (readonly Ref[])[] {
  const isWhole = group.reasons.length === 0;
  if (group.method === 'RULE') {
    if (policy.ruleLevels === 0) return [];
    const reaches = (group.ruleLevel ?? Number.POSITIVE_INFINITY) <= policy.ruleLevels;
    return isWhole && reaches ? [group.profileIds] : group.parts;
  }
  if (!policy.model) return [];
  const { least, sure } = policy.model;
  const isSure = least === undefined ? group.band === 'merge' : (group.confidence ?? 0) >= least;
  if (isWhole && isSure) return [group.profileIds];
  return least === undefined || least <= sure
    ? group.parts
    : group.parts.flatMap((part) => heldBy(group, part, least));
}

/** What links of at least so much confidence hold together within a part. */
function heldBy<Ref extends ProfileRef>(
  group: MatchGroup<Ref>,
  part: readonly Ref[],
  least: number,
): Ref[][] {
  const inside = new Set(part);
  const parts = new PinnedParts<Ref>([]);
  for (const { left, right, confidence = 0 } of group.pairs ?? []) {
    if (confidence >= least && inside.has(left) && inside.has(right)) parts.join(left, right);
  }
  return [...parts.all()];
}

/** Why profiles of a group are merged. Part of a group of rules may be held together by stronger rules than the whole. */
export function causeOf<Ref extends ProfileRef>({ group, profileIds }: Join<Ref>): MergeCause {
  const { method, confidence, matchId } = group;
  const ruleLevel = method === 'RULE' ? levelWithin(group, profileIds) : undefined;
  return { method, ruleLevel, confidence, matchId };
}

function levelWithin<Ref extends ProfileRef>(
  { pairs, ruleLevel, profileIds }: MatchGroup<Ref>,
  joined: readonly Ref[],
) {
  if (!pairs || joined.length === profileIds.length) return ruleLevel;
  const inside = new Set(joined);
  const levels = pairs.flatMap((pair) =>
    inside.has(pair.left) && inside.has(pair.right) ? (pair.ruleLevel ?? []) : [],
  );
  return levels.length > 0 ? Math.max(...levels) : ruleLevel;
}

/** Groups of rules from level 1 on, then those of the model from the surest down; of equal ones that of the oldest profile first. */
function surestFirst<Ref extends ProfileRef>(groups: readonly MatchGroup<Ref>[]): MatchGroup<Ref>[] {
  // Asked of each group once: a run has hundreds of thousands, and sorting looks at each twenty times.
  const sureness = float64(groups.length);
  const first: Ref[] = [];
  for (const [at, group] of groups.entries()) {
    sureness[at] = surenessOf(group);
    first.push(oldest(group.profileIds));
  }
  const inOrder = uint32(groups.length)
    .map((_none, at) => at)
    .sort(
      (a, b) =>
        sureness[b]! - sureness[a]! ||
        compare(first[a]!, first[b]!) ||
        compareAll(groups[a]!.profileIds, groups[b]!.profileIds),
    );
  return Array.from(inOrder, (at) => groups[at]!);
}

/** Above every confidence where rules speak, and the more the lower the level. */
const surenessOf = <Ref extends ProfileRef>({ method, confidence, ruleLevel }: MatchGroup<Ref>): number =>
  method === 'RULE' ? 100 - (ruleLevel ?? 0) : (confidence ?? 0);

const ordered = <Ref extends ProfileRef>([one, other]: Pair<Ref>): Pair<Ref> =>
  one < other ? [one, other] : [other, one];
const byRefs = <Ref extends ProfileRef>(a: Pair<Ref>, b: Pair<Ref>) =>
  compare(a[0], b[0]) || compare(a[1], b[1]);

/** Groups of equal confidence in a fixed order, whatever the order of their profiles. */
function compareAll<Ref extends ProfileRef>(a: readonly Ref[], b: readonly Ref[]): number {
  const [these, those] = [a.toSorted(compare), b.toSorted(compare)];
  for (const [at, ref] of these.entries()) {
    const other = those[at];
    const order = other === undefined ? 1 : compare(ref, other);
    if (order !== 0) return order;
  }
  return these.length - those.length;
}
