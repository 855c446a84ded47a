import type { Sql } from '../../database/connection.ts';
import type { Merge, MergeCause, MergeRule } from '../merges.ts';

/** A row of the merge ledger. */
export interface MergeRow extends Merge {
  actor: string;
  /** The run that made it. */
  jobId: string | undefined;
  cause: MergeCause;
  /** Survivor of the profiles it joins, now. */
  survivorId: string;
  undoneAt: Date | undefined;
  undoneBy: string | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
export const toMerge = (row: any): MergeRow => ({
  mergeId: row.merge_id,
  at: row.at.getTime(),
  mainId: row.main_id,
  absorbedIds: row.absorbed_ids,
  rule: row.rule as MergeRule,
  actor: row.actor,
  jobId: row.job_id ?? undefined,
  cause: row.cause ?? { method: 'MANUAL' },
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

/** Writes who stands for whom; only what changes: base profile → survivor, merge → survivor. */
export async function setSurvivors(
  sql: Sql,
  domainId: number,
  profiles: ReadonlyMap<string, string>,
  merges: ReadonlyMap<string, string>,
): Promise<void> {
  if (profiles.size > 0) {
    await sql`
      update profile p set survivor_id = s.survivor
      from unnest(${[...profiles.keys()]}::uuid[], ${[...profiles.values()]}::uuid[]) as s(id, survivor)
      where p.domain_id = ${domainId} and p.profile_id = s.id`;
  }
  if (merges.size > 0) {
    await sql`
      update merge m set survivor_id = s.survivor
      from unnest(${[...merges.keys()]}::uuid[], ${[...merges.values()]}::uuid[]) as s(id, survivor)
      where m.domain_id = ${domainId} and m.merge_id = s.id`;
  }
}

/** Takes merges of deleted profiles out of the ledger. */
export async function deleteMerges(sql: Sql, domainId: number, survivorIds: string[]): Promise<void> {
  await sql`delete from merge where domain_id = ${domainId} and survivor_id = any(${survivorIds}::uuid[])`;
}
