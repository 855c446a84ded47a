import type { MergeCause } from '../profiles/merges.ts';
import { type IdPair, PinnedParts } from './pinnedParts.ts';

/** What matching found, as far as deciding needs it; `FoundGroup` of the engine is one. */
export interface MatchGroup {
  method: 'MODEL' | 'RULE';
  profileIds: readonly string[];
  band: 'merge' | 'review';
  /** 0–1; model only. */
  confidence?: number | undefined;
  /** 1–15; rules only. */
  ruleLevel?: number | undefined;
  /** Sub-groups that are sure and undisputed. */
  parts: readonly (readonly string[])[];
  /** What speaks against the group as a whole. */
  reasons: readonly string[];
  /** Links that hold the group together. */
  pairs?:
    | readonly {
        left: string;
        right: string;
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

/** Profiles that one cause joins. */
export interface Join {
  profileIds: string[];
  cause: MergeCause;
}

/** Profiles that should be shown as one, oldest first, and what joins them, surest first. */
export interface DesiredPart {
  profileIds: string[];
  joins: Join[];
}

/** What decides which profiles should be one. */
export interface DesiredInput {
  groups: readonly MatchGroup[];
  /** Base profiles that people joined. */
  together: readonly IdPair[];
  /** Base profiles that people keep apart; the stronger word. */
  apart: readonly IdPair[];
  policy: MergePolicy;
  /** What the consolidation criteria leave of the sets of a model group; absent without criteria. */
  consolidated?: ((group: MatchGroup) => readonly (readonly string[])[]) | undefined;
}

/**
 * Which profiles should be shown as one. Pure, and independent of the order of its arguments: people's word first, then
 * rules from level 1 on, then groups of the model from the surest down; a join that would bring together what people
 * keep apart is left out. Ids are time-ordered, so the smallest is the oldest.
 */
export function desiredParts(input: DesiredInput): DesiredPart[] {
  const { groups, together, apart, policy, consolidated } = input;
  const parts = new PinnedParts(apart);
  for (const [one, other] of together.map(ordered).sort(byIds)) parts.join(one, other);
  const joins: Join[] = [];
  for (const group of groups.toSorted(surestFirst)) {
    const sets =
      consolidated && group.method === 'MODEL' ? consolidated(group) : mergeableSets(group, policy);
    for (const set of sets) {
      for (const joined of parts.joinAll(set.toSorted()))
        joins.push({ profileIds: joined, cause: causeOf(group, joined) });
    }
  }
  const found = new Map<readonly string[], DesiredPart>();
  for (const ids of parts.all()) found.set(ids, { profileIds: ids.toSorted(), joins: [] });
  for (const join of joins) found.get(parts.of(join.profileIds[0]!).ids)?.joins.push(join);
  return [...found.values()].sort((a, b) => compare(a.profileIds[0]!, b.profileIds[0]!));
}

/** The profiles of a group that may be merged without asking, in sets; consolidation criteria not yet applied. */
export function mergeableSets(group: MatchGroup, policy: MergePolicy): readonly (readonly string[])[] {
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
function heldBy(group: MatchGroup, part: readonly string[], least: number): string[][] {
  const inside = new Set(part);
  const parts = new PinnedParts([]);
  for (const { left, right, confidence = 0 } of group.pairs ?? []) {
    if (confidence >= least && inside.has(left) && inside.has(right)) parts.join(left, right);
  }
  return [...parts.all()];
}

/** Part of a group of rules may be held together by stronger rules than the whole. */
function causeOf(group: MatchGroup, joined: readonly string[]): MergeCause {
  const { method, confidence, matchId } = group;
  const ruleLevel = method === 'RULE' ? levelWithin(group, joined) : undefined;
  return {
    method,
    ...(ruleLevel === undefined ? {} : { ruleLevel }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(matchId === undefined ? {} : { matchId }),
  };
}

function levelWithin({ pairs, ruleLevel, profileIds }: MatchGroup, joined: readonly string[]) {
  if (!pairs || joined.length === profileIds.length) return ruleLevel;
  const inside = new Set(joined);
  const levels = pairs.flatMap((pair) =>
    inside.has(pair.left) && inside.has(pair.right) ? (pair.ruleLevel ?? []) : [],
  );
  return levels.length > 0 ? Math.max(...levels) : ruleLevel;
}

function surestFirst(a: MatchGroup, b: MatchGroup): number {
  if (a.method !== b.method) return a.method === 'RULE' ? -1 : 1;
  const surer = (a.ruleLevel ?? 0) - (b.ruleLevel ?? 0) || (b.confidence ?? 0) - (a.confidence ?? 0);
  return surer || compareAll(a.profileIds, b.profileIds);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const ordered = ([one, other]: IdPair): IdPair => (one < other ? [one, other] : [other, one]);
const byIds = (a: IdPair, b: IdPair) => compare(a[0], b[0]) || compare(a[1], b[1]);

/** Groups of equal confidence in a fixed order, whatever the order of their profiles. */
function compareAll(a: readonly string[], b: readonly string[]): number {
  const [these, those] = [a.toSorted(), b.toSorted()];
  for (const [at, id] of these.entries()) {
    const order = compare(id, those[at] ?? '');
    if (order !== 0) return order;
  }
  return these.length - those.length;
}
