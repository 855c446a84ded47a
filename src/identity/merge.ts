import type { TransactionSql } from '../database/connection.ts';
import { newId } from '../database/ids.ts';
import type { Domain } from '../profiles/domain.ts';
import type { House } from '../profiles/house.ts';
import { type Merge, type MergeRule, survivorsBy } from '../profiles/merges.ts';
import { insertHistory } from '../profiles/store/history.ts';
import { lockDomain } from '../profiles/store/lock.ts';
import {
  findMerge,
  insertMerge,
  listLiveMerges,
  type MergeRow,
  markUndone,
  setSurvivors,
} from '../profiles/store/merges.ts';
import { announce } from '../profiles/store/outbox.ts';
import { listMemberIds, lockProfiles, survivorsOf } from '../profiles/store/profiles.ts';
import { badRequest, notFound } from '../wire/refusal.ts';

/** What to merge: ids as the caller knows them, of survivors or absorbed profiles. */
export interface MergeRequest {
  mainId: string;
  otherIds: readonly string[];
  rule: MergeRule;
}

/**
 * Shows profiles as one: writes the ledger and points the absorbed members at the survivor. No object, key or fact
 * moves, so the work grows with the members alone and undoing is exact. Refuses unknown profiles (404) and profiles
 * that are one already (400). Returns the id of the merge.
 */
export async function mergeProfiles(
  house: House,
  domain: Domain,
  request: MergeRequest,
  actor: string,
): Promise<string> {
  return house.sql.begin(async (sql) => {
    await lockDomain(sql, domain.domainId);
    const merge = await readRequest(sql, domain, request, house.clock());
    const sides = [merge.mainId, ...merge.absorbedIds];
    const memberIds = await listMemberIds(sql, domain.domainId, sides);
    await lockProfiles(sql, domain.domainId, memberIds);
    const live = await listLiveMerges(sql, domain.domainId, sides);
    await insertMerge(sql, domain.domainId, { ...merge, actor });
    const survivors = survivorsBy(memberIds, [...live, merge]);
    await setSurvivors(sql, domain.domainId, survivors, [...live, merge]);
    await tell(sql, domain, merge, actor);
    await announce(sql, domain.domainId, memberIds, new Date(merge.at));
    return merge.mergeId;
  });
}

async function readRequest(
  sql: TransactionSql,
  domain: Domain,
  { mainId, otherIds, rule }: MergeRequest,
  now: Date,
): Promise<Merge> {
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
  return { mergeId: newId(), at: now.getTime(), mainId: main, absorbedIds, rule };
}

const sourcesOf = (rule: MergeRule) => (rule.kind === 'MAIN' ? Object.values(rule.fieldSources ?? {}) : []);

/** History: MERGED on the main profile, DELETED_BY_MERGE on the others (AWS: ActionType). */
async function tell(sql: TransactionSql, domain: Domain, merge: Merge, actor: string): Promise<void> {
  const event = { at: new Date(merge.at), typeId: undefined, uniqueKey: undefined, actor };
  const content = {
    MergeId: merge.mergeId,
    MainProfileId: merge.mainId,
    ProfileIdsToBeMerged: merge.absorbedIds,
  };
  await insertHistory(sql, domain.domainId, [
    { ...event, profileId: merge.mainId, historyId: newId(), action: 'MERGED', content },
    ...merge.absorbedIds.map((profileId) => ({
      ...event,
      profileId,
      historyId: newId(),
      action: 'DELETED_BY_MERGE' as const,
      content,
    })),
  ]);
}

/** The merge, or a Refusal: 404 unknown, 400 undone already. */
export async function requireLive(sql: TransactionSql, domain: Domain, mergeId: string): Promise<MergeRow> {
  const merge = await findMerge(sql, domain.domainId, mergeId);
  if (!merge) throw notFound(`Merge ${mergeId} does not exist in domain "${domain.name}".`);
  if (merge.undoneAt) {
    throw badRequest(`Merge ${mergeId} was undone already, at ${merge.undoneAt.toISOString()}.`);
  }
  return merge;
}

/**
 * Undoes one merge, whatever was merged or undone since: every profile that only it held together stands alone again,
 * with the objects, keys and facts that arrived on its side. What people edited on the merged profile stays with the
 * survivor. Returns the survivors that stand now.
 */
export async function undoMerge(
  house: House,
  domain: Domain,
  mergeId: string,
  actor: string,
): Promise<string[]> {
  const now = house.clock();
  return house.sql.begin(async (sql) => {
    await lockDomain(sql, domain.domainId);
    const merge = await requireLive(sql, domain, mergeId);
    const memberIds = await listMemberIds(sql, domain.domainId, [merge.survivorId]);
    await lockProfiles(sql, domain.domainId, memberIds);
    const live = await listLiveMerges(sql, domain.domainId, [merge.survivorId]);
    const remaining = live.filter((other) => other.mergeId !== mergeId);
    await markUndone(sql, domain.domainId, mergeId, now, actor);
    const survivors = survivorsBy(memberIds, remaining);
    await setSurvivors(sql, domain.domainId, survivors, remaining);
    const standing = [...new Set(survivors.values())];
    const event = { at: now, action: 'UPDATED' as const, typeId: undefined, uniqueKey: undefined, actor };
    const rows = standing.map((profileId) => ({
      ...event,
      profileId,
      historyId: newId(),
      content: { UndoneMergeId: mergeId },
    }));
    await insertHistory(sql, domain.domainId, rows);
    await announce(sql, domain.domainId, memberIds, now);
    return standing;
  });
}
