import { createHash } from 'node:crypto';
import type { Merge, MergeCause, MergeRule } from '../profiles/merges.ts';
import type { DesiredPart } from './desired.ts';
import { PinnedParts } from './pinnedParts.ts';

/** A live row of the ledger. Those that the engine made are held against what is desired. */
export type LedgerRow = Pick<Merge, 'mergeId' | 'mainId' | 'absorbedIds' | 'rule'> & {
  cause: MergeCause;
  /** The run that made it. */
  jobId?: string | undefined;
};

/** A merge to be made: the oldest profile, and one of each other side. */
export interface PlannedMerge {
  mainId: string;
  otherIds: string[];
  rule: MergeRule;
  cause: MergeCause;
}

/** What leads from what is merged now to what is desired. */
export interface MergePlan {
  /** Ids of engine-made merges to undo. */
  undo: string[];
  merge: PlannedMerge[];
}

/**
 * Compares desired parts with the live merges of their profiles. An engine-made merge stays when it lies within one
 * part and settles conflicts as wished; the rest are undone and what is missing is made. Merges by people stay, always.
 * Applied, and planned again, nothing is left to do.
 */
export function planMerges(
  parts: readonly DesiredPart[],
  live: readonly LedgerRow[],
  ruleOf: (method: MergeCause['method']) => MergeRule,
): MergePlan {
  const partOf = new Map<string, number>();
  if (live.length > 0)
    for (const [at, { profileIds }] of parts.entries()) for (const id of profileIds) partOf.set(id, at);
  const isInside = ({ mainId, absorbedIds }: LedgerRow) => {
    const part = partOf.get(mainId);
    return part !== undefined && absorbedIds.every((id) => partOf.get(id) === part);
  };
  const undo: string[] = [];
  const standing = new PinnedParts([]);
  for (const row of live) {
    const { method } = row.cause;
    const stays = method === 'MANUAL' || (isInside(row) && sameRule(row.rule, ruleOf(method)));
    if (!stays) undo.push(row.mergeId);
    else for (const id of row.absorbedIds) standing.join(row.mainId, id);
  }
  return { undo, merge: parts.flatMap((part) => missing(part, standing, ruleOf)) };
}

/** Order of members does not tell rules apart. */
const sameRule = (a: MergeRule, b: MergeRule) =>
  a.kind === b.kind && (a.kind !== 'SOURCE' || b.kind !== 'SOURCE' || a.typeId === b.typeId);

function missing(
  { joins }: DesiredPart,
  standing: PinnedParts,
  ruleOf: (method: MergeCause['method']) => MergeRule,
): PlannedMerge[] {
  const merges: PlannedMerge[] = [];
  for (const { profileIds, cause } of joins) {
    const sides = standing.sidesOf(profileIds);
    if (sides.length === 1) continue;
    const [mainId = '', ...otherIds] = sides.map(oldest).sort();
    for (const id of otherIds) standing.join(mainId, id);
    merges.push({ mainId, otherIds, rule: ruleOf(cause.method), cause });
  }
  return merges;
}

const oldest = (ids: readonly string[]) => ids.reduce((least, id) => (id < least ? id : least));

/** Equal for plans that do the same. */
export function hashOfPlan({ undo, merge }: MergePlan): string {
  const hash = createHash('sha256');
  for (const id of undo.toSorted()) hash.update(`-${id}\n`);
  for (const { mainId, otherIds, rule } of merge.toSorted(
    (a, b) => compare(a.mainId, b.mainId) || compare(a.otherIds[0]!, b.otherIds[0]!),
  ))
    hash.update(
      `+${mainId} ${otherIds.join(' ')} ${rule.kind} ${rule.kind === 'SOURCE' ? rule.typeId : ''}\n`,
    );
  return hash.digest('hex');
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
