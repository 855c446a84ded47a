import type { Sql, TransactionSql } from '../database/connection.ts';
import type { Domain } from '../profiles/domain.ts';
import type { House } from '../profiles/house.ts';
import type { MergeCause, MergeRule } from '../profiles/merges.ts';
import { lockDomain } from '../profiles/store/lock.ts';
import { findMerge, type MergeRow } from '../profiles/store/merges.ts';
import { survivorsOf } from '../profiles/store/profiles.ts';
import { badRequest, notFound } from '../wire/refusal.ts';
import { keepApart, withdrawBetween } from './judge.ts';
import { type LedgerEntry, rewriteLedger } from './rewriteLedger.ts';
import { refreshStates } from './store/groupStates.ts';

/** What to merge: ids as the caller knows them, of survivors or absorbed profiles. */
export interface MergeRequest {
  mainId: string;
  otherIds: readonly string[];
  rule: MergeRule;
  /** Match group that a person decided about. */
  matchId?: string | undefined;
}

/**
 * Shows profiles as one: writes the ledger and points the absorbed members at the survivor. No object, key or fact
 * moves, so the work grows with the members alone and undoing is exact. What was said before about keeping them apart is
 * withdrawn: the later word counts. Refuses unknown profiles (404) and profiles that are one already (400). Returns the
 * id of the merge.
 */
export async function mergeProfiles(
  house: House,
  domain: Domain,
  request: MergeRequest,
  actor: string,
): Promise<string> {
  return house.sql.begin((sql) => mergeWithin(sql, domain, request, { actor, now: house.clock() }));
}

/** The same within a transaction that is open already. */
async function mergeWithin(
  sql: TransactionSql,
  domain: Domain,
  request: MergeRequest,
  { actor, now }: { actor: string; now: Date },
): Promise<string> {
  await lockDomain(sql, domain.domainId);
  const entry = await readRequest(sql, domain, request);
  const done = await rewriteLedger(sql, domain, { undo: [], add: [entry], actor, now });
  const members = [...done.survivors.keys()];
  await withdrawBetween(sql, domain.domainId, members, 'DIFFERENT', { actor, now });
  await refreshStates(sql, domain.domainId, members, { actor, now });
  return done.made[0] ?? '';
}

async function readRequest(
  sql: TransactionSql,
  domain: Domain,
  { mainId, otherIds, rule, matchId }: MergeRequest,
): Promise<LedgerEntry> {
  const survivors = await survivorsOf(sql, domain.domainId, [mainId, ...otherIds, ...sourcesOf(rule)]);
  const survivorOf = (id: string) => {
    const survivor = survivors.get(id);
    if (survivor) return survivor;
    throw notFound(`Profile ${id} does not exist in domain "${domain.name}".`);
  };
  const main = survivorOf(mainId);
  const absorbedIds = [...new Set(otherIds.map(survivorOf))];
  if (absorbedIds.includes(main)) {
    throw badRequest(
      `ProfileIdsToBeMerged holds a profile that is one with the main profile ${mainId} already.`,
    );
  }
  const sides = new Set([main, ...absorbedIds]);
  for (const id of sourcesOf(rule)) {
    if (!sides.has(survivorOf(id))) {
      throw badRequest(`FieldSourceProfileIds names ${id}, which is not among the profiles of this merge.`);
    }
  }
  const cause: MergeCause = { method: 'MANUAL', ...(matchId ? { matchId } : {}) };
  return { mainId: main, otherIds: absorbedIds, rule, cause };
}

const sourcesOf = (rule: MergeRule) => (rule.kind === 'MAIN' ? Object.values(rule.fieldSources ?? {}) : []);

/** The merge, or a Refusal: 404 unknown, 400 undone already. */
export async function requireLive(sql: Sql, domain: Domain, mergeId: string): Promise<MergeRow> {
  const merge = await findMerge(sql, domain.domainId, mergeId);
  if (!merge) throw notFound(`Merge ${mergeId} does not exist in domain "${domain.name}".`);
  if (merge.undoneAt) {
    throw badRequest(`Merge ${mergeId} was undone already, at ${merge.undoneAt.toISOString()}.`);
  }
  return merge;
}

/** Whether an undo also keeps apart what it parts, when nobody says: a person corrects the engine for good. */
const keepsApart = (merge: MergeRow) => merge.cause.method !== 'MANUAL';

/**
 * Undoes one merge, whatever was merged or undone since: every profile that only it held together stands alone again,
 * with the objects, keys and facts that arrived on its side. What people edited on the merged profile stays with the
 * survivor. `apart` pins the sides, so that no later run merges them again; absent: for merges that the engine made.
 * Returns the survivors that stand now.
 */
export async function undoMerge(
  house: House,
  domain: Domain,
  mergeId: string,
  actor: string,
  apart?: boolean,
): Promise<string[]> {
  const now = house.clock();
  return house.sql.begin(async (sql) => {
    await lockDomain(sql, domain.domainId);
    const merge = await requireLive(sql, domain, mergeId);
    const isPinned = apart ?? keepsApart(merge);
    // Without a pin, whoever matches on write would find the same again at once; it is left to the next run.
    const change = { undo: [mergeId], add: [], actor, now, byEngine: !isPinned };
    const { survivors } = await rewriteLedger(sql, domain, change);
    await withdrawBetween(sql, domain.domainId, [merge.mainId, ...merge.absorbedIds], 'SAME', { actor, now });
    if (isPinned) await keepApart(sql, domain, sidesOf(merge, survivors), { actor, now });
    await refreshStates(sql, domain.domainId, [...survivors.keys()], { actor, now });
    return [...new Set(survivors.values())];
  });
}

/** Members of each side of a merge that stands apart from the others now. */
export function sidesOf(merge: MergeRow, survivors: ReadonlyMap<string, string>): string[][] {
  const standing = new Set([merge.mainId, ...merge.absorbedIds].map((id) => survivors.get(id) ?? id));
  return [...standing].map((survivor) =>
    [...survivors].filter(([, of]) => of === survivor).map(([profileId]) => profileId),
  );
}
