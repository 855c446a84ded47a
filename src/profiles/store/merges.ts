import { asJson, type Sql } from '../../database/connection.ts';
import type { Merge, MergeRule } from '../merges.ts';

/** A row of the merge ledger. */
export interface MergeRow extends Merge {
  actor: string;
  /** Survivor of the profiles it joins, now. */
  survivorId: string;
  undoneAt: Date | undefined;
  undoneBy: string | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
const toMerge = (row: any): MergeRow => ({
  mergeId: row.merge_id,
  at: row.at.getTime(),
  mainId: row.main_id,
  absorbedIds: row.absorbed_ids,
  rule: row.rule as MergeRule,
  actor: row.actor,
  survivorId: row.survivor_id,
  undoneAt: row.undone_at ?? undefined,
  undoneBy: row.undone_by ?? undefined,
});

/** Live merges behind these survivors. */
export async function listLiveMerges(sql: Sql, domainId: number, survivorIds: string[]): Promise<MergeRow[]> {
  if (survivorIds.length === 0) return [];
  const rows = await sql`
    select * from merge where domain_id = ${domainId} and survivor_id = any(${survivorIds}::uuid[]) and undone_at is null
    order by at, merge_id`;
  return rows.map(toMerge);
}

/** One merge, live or undone. */
export async function findMerge(sql: Sql, domainId: number, mergeId: string): Promise<MergeRow | undefined> {
  const [row] = await sql`select * from merge where domain_id = ${domainId} and merge_id = ${mergeId}`;
  return row && toMerge(row);
}

/** Writes a merge into the ledger. */
export async function insertMerge(
  sql: Sql,
  domainId: number,
  merge: Merge & { actor: string },
): Promise<void> {
  await sql`
    insert into merge (domain_id, merge_id, at, actor, main_id, absorbed_ids, rule, survivor_id)
    values (${domainId}, ${merge.mergeId}, ${new Date(merge.at)}, ${merge.actor}, ${merge.mainId},
      ${merge.absorbedIds}::uuid[], ${asJson(sql, merge.rule)}, ${merge.mainId})`;
}

/** Marks a merge undone; the row stays. */
export async function markUndone(
  sql: Sql,
  domainId: number,
  mergeId: string,
  at: Date,
  by: string,
): Promise<void> {
  await sql`
    update merge set undone_at = ${at}, undone_by = ${by} where domain_id = ${domainId} and merge_id = ${mergeId}`;
}

/** Writes who stands for whom: base profiles and the live merges among them. */
export async function setSurvivors(
  sql: Sql,
  domainId: number,
  survivors: ReadonlyMap<string, string>,
  merges: readonly Merge[],
): Promise<void> {
  await sql`
    update profile p set survivor_id = s.survivor
    from unnest(${[...survivors.keys()]}::uuid[], ${[...survivors.values()]}::uuid[]) as s(id, survivor)
    where p.domain_id = ${domainId} and p.profile_id = s.id and p.survivor_id <> s.survivor`;
  const ids = merges.map((merge) => merge.mergeId);
  const of = merges.map((merge) => survivors.get(merge.mainId) ?? merge.mainId);
  await sql`
    update merge m set survivor_id = s.survivor
    from unnest(${ids}::uuid[], ${of}::uuid[]) as s(id, survivor)
    where m.domain_id = ${domainId} and m.merge_id = s.id`;
}

/** Takes merges of deleted profiles out of the ledger. */
export async function deleteMerges(sql: Sql, domainId: number, survivorIds: string[]): Promise<void> {
  await sql`delete from merge where domain_id = ${domainId} and survivor_id = any(${survivorIds}::uuid[])`;
}
