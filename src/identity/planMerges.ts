import { createHash } from 'node:crypto';
import type { MergeCause, MergeRule } from '../profiles/merges.ts';
import { causeOf, type Desired, type Join } from './desired.ts';
import { PinnedParts } from './pinnedParts.ts';
import { byAge, compare, oldest, type ProfileRef } from './profileRefs.ts';

/** A live row of the ledger. Those that the engine made are held against what is desired. */
export interface LedgerRow<Ref extends ProfileRef = string> {
  mergeId: string;
  mainId: Ref;
  absorbedIds: readonly Ref[];
  rule: MergeRule;
  cause: MergeCause;
  /** The run that made it. */
  jobId?: string | undefined;
}

/** A merge to be made: the oldest profile, and one of each other side. */
export interface PlannedMerge<Ref extends ProfileRef = string> {
  mainId: Ref;
  otherIds: Ref[];
  rule: MergeRule;
  cause: MergeCause;
}

/** What leads from what is merged now to what is desired. */
export interface MergePlan<Ref extends ProfileRef = string> {
  /** Ids of engine-made merges to undo. */
  undo: string[];
  merge: PlannedMerge<Ref>[];
}

/** A plan, and which profiles will be shown as one when it is carried out. */
export interface PlanAndOutcome<Ref extends ProfileRef = string> {
  plan: MergePlan<Ref>;
  after: PinnedParts<Ref>;
}

/**
 * Compares desired parts with the live merges of their profiles. An engine-made merge stays when it lies within one
 * part and settles conflicts as wished; the rest are undone and what is missing is made. Merges by people stay, always.
 * Applied, and planned again, nothing is left to do.
 */
export const planMerges = <Ref extends ProfileRef>(
  desired: Desired<Ref>,
  live: readonly LedgerRow<Ref>[],
  ruleOf: (method: MergeCause['method']) => MergeRule,
): MergePlan<Ref> => planWithOutcome(desired, live, ruleOf).plan;

/** As `planMerges`, with what comes of it. */
export function planWithOutcome<Ref extends ProfileRef>(
  desired: Desired<Ref>,
  live: readonly LedgerRow<Ref>[],
  ruleOf: (method: MergeCause['method']) => MergeRule,
): PlanAndOutcome<Ref> {
  const undo: string[] = [];
  const standing = new PinnedParts<Ref>([]);
  for (const { mergeId, mainId, absorbedIds, rule, cause } of live) {
    const isDesired = () =>
      desired.parts.areOne([mainId, ...absorbedIds]) && sameRule(rule, ruleOf(cause.method));
    if (cause.method !== 'MANUAL' && !isDesired()) undo.push(mergeId);
    else for (const id of absorbedIds) standing.join(mainId, id);
  }
  const merge: PlannedMerge<Ref>[] = [];
  for (const join of partByPart(desired)) {
    const wish = missing(join, standing, ruleOf);
    if (wish) merge.push(wish);
  }
  return { plan: { undo, merge }, after: standing };
}

/** What joins one part after the other, from the oldest; within a part the surest first. */
function partByPart<Ref extends ProfileRef>({ parts, joins }: Desired<Ref>): Join<Ref>[] {
  const placed = joins.map((join) => {
    const first = oldest(join.profileIds);
    return { join, first, isWhole: parts.sizeWith(first) === join.profileIds.length };
  });
  // Most parts are joined at one go; only of the others it has to be found out who comes first.
  const firsts = new Map<number, Ref>();
  for (const { first, isWhole } of placed) if (!isWhole) firsts.set(parts.partOf(first), first);
  if (firsts.size > 0) {
    for (const { first } of placed) {
      const known = firsts.get(parts.partOf(first));
      if (known !== undefined && first < known) firsts.set(parts.partOf(first), first);
    }
    for (const some of placed) some.first = firsts.get(parts.partOf(some.first)) ?? some.first;
  }
  return placed.sort((a, b) => compare(a.first, b.first)).map(({ join }) => join);
}

/** Order of members does not tell rules apart. */
const sameRule = (a: MergeRule, b: MergeRule) =>
  a.kind === b.kind && (a.kind !== 'SOURCE' || b.kind !== 'SOURCE' || a.typeId === b.typeId);

function missing<Ref extends ProfileRef>(
  join: Join<Ref>,
  standing: PinnedParts<Ref>,
  ruleOf: (method: MergeCause['method']) => MergeRule,
): PlannedMerge<Ref> | undefined {
  const { profileIds } = join;
  // Where nothing stands yet, each profile is a side of its own.
  const isNew = profileIds.length > 1 && standing.areAlone(profileIds);
  if (!isNew && standing.areOne(profileIds)) return undefined;
  const sides = byAge(isNew ? profileIds : standing.sidesOf(profileIds).map((side) => oldest(side)));
  const mainId = sides[0]!;
  const otherIds = sides.slice(1);
  for (const other of otherIds) standing.join(mainId, other);
  const cause = causeOf(join);
  return { mainId, otherIds, rule: ruleOf(cause.method), cause };
}

/** Equal for plans that do the same; `idOf` tells the id of a profile. */
export function hashOfPlan<Ref extends ProfileRef>(
  { undo, merge }: MergePlan<Ref>,
  idOf: (ref: Ref) => string,
): string {
  const hash = createHash('sha256');
  for (const id of undo.toSorted()) hash.update(`-${id}\n`);
  const ordered = merge.toSorted(
    (a, b) => compare(a.mainId, b.mainId) || compare(a.otherIds[0]!, b.otherIds[0]!),
  );
  for (const { mainId, otherIds, rule } of ordered) {
    const source = rule.kind === 'SOURCE' ? rule.typeId : '';
    hash.update(`+${idOf(mainId)} ${otherIds.map(idOf).join(' ')} ${rule.kind} ${source}\n`);
  }
  return hash.digest('hex');
}
