import type { Sql } from '../../database/connection.ts';
import type { NewRows } from '../../database/insert.ts';
import type { Merge, MergeCause } from '../../profiles/merges.ts';
import { type MergeRow, toMerge } from '../../profiles/store/merges.ts';

/** A merge to write. */
export interface NewMerge extends Merge {
  actor: string;
  jobId: string | undefined;
  cause: MergeCause;
  survivorId: string;
}

const mergeColumns = {
  domain_id: 'int4',
  merge_id: 'uuid',
  at: 'timestamptz',
  actor: 'text',
  main_id: 'uuid',
  absorbed_ids: 'uuid[]',
  rule: 'jsonb',
  survivor_id: 'uuid',
  job_id: 'uuid',
  cause: 'jsonb',
};

/** The rows of merges in the ledger. */
export function newMerges(domainId: number, merges: readonly NewMerge[]): NewRows {
  const rows = merges.map((merge) => [
    domainId,
    merge.mergeId,
    new Date(merge.at),
    merge.actor,
    merge.mainId,
    `{${merge.absorbedIds.join(',')}}`,
    JSON.stringify(merge.rule),
    merge.survivorId,
    merge.jobId,
    JSON.stringify(merge.cause),
  ]);
  return { table: 'merge', columns: mergeColumns, rows, shared: [] };
}

/** Merges by id, live ones only. */
export async function findLiveMerges(
  sql: Sql,
  domainId: number,
  mergeIds: readonly string[],
): Promise<MergeRow[]> {
  if (mergeIds.length === 0) return [];
  const rows = await sql`
    select * from merge where domain_id = ${domainId} and merge_id = any(${[...mergeIds]}::uuid[]) and undone_at is null`;
  return rows.map(toMerge);
}

/** Marks merges undone, by a run or by people; the rows stay. */
export async function markUndone(
  sql: Sql,
  domainId: number,
  mergeIds: readonly string[],
  { at, by, jobId }: { at: Date; by: string; jobId: string | undefined },
): Promise<void> {
  if (mergeIds.length === 0) return;
  await sql`
    update merge set undone_at = ${at}, undone_by = ${by}, undone_job_id = ${jobId ?? null}
    where domain_id = ${domainId} and merge_id = any(${[...mergeIds]}::uuid[])`;
}

/** Base profiles of the clusters that these profiles belong to, each with its survivor. Unknown ids are left out. */
export async function listClusters(
  sql: Sql,
  domainId: number,
  profileIds: readonly string[],
): Promise<Map<string, string>> {
  const found = await sql`
    select distinct survivor_id from profile where domain_id = ${domainId} and profile_id = any(${[...profileIds]}::uuid[])`;
  const survivors = found.map((row) => row.survivor_id);
  const rows = await sql`
    select profile_id, survivor_id from profile
    where domain_id = ${domainId} and profile_id = any(${survivors}::uuid[])
    union all
    select profile_id, survivor_id from profile
    where domain_id = ${domainId} and survivor_id = any(${survivors}::uuid[]) and survivor_id <> profile_id`;
  return new Map(rows.map((row) => [row.profile_id, row.survivor_id]));
}

/** Every live merge of a domain that the engine made, up to a time: what a run holds against what it finds. */
export async function listEngineMerges(sql: Sql, domainId: number, until: Date): Promise<MergeRow[]> {
  const rows = await sql`
    select * from merge where domain_id = ${domainId} and undone_at is null and at <= ${until}
      and cause->>'method' in ('RULE', 'MODEL') order by at, merge_id`;
  return rows.map(toMerge);
}

/** Every live merge of a domain that people made. */
export async function listManualMerges(sql: Sql, domainId: number): Promise<MergeRow[]> {
  const rows = await sql`
    select * from merge where domain_id = ${domainId} and undone_at is null
      and coalesce(cause->>'method', 'MANUAL') = 'MANUAL' order by at, merge_id`;
  return rows.map(toMerge);
}

/** Merges that a run made; the newest first. */
export async function listJobMerges(
  sql: Sql,
  domainId: number,
  jobId: string,
  limit?: number,
): Promise<MergeRow[]> {
  const rows = await sql`
    select * from merge where domain_id = ${domainId} and job_id = ${jobId}
    order by merge_id desc ${limit === undefined ? sql`` : sql`limit ${limit}`}`;
  return rows.map(toMerge);
}

/** Merges of others that a run has undone, of profiles that are all there still. */
export async function listUndoneByJob(sql: Sql, domainId: number, jobId: string): Promise<MergeRow[]> {
  const rows = await sql`
    select * from merge m where domain_id = ${domainId} and undone_job_id = ${jobId}
      and job_id is distinct from undone_job_id and 1 + cardinality(absorbed_ids) = (
        select count(*) from profile where domain_id = ${domainId} and profile_id = any(absorbed_ids || main_id))
    order by at, merge_id`;
  return rows.map(toMerge);
}

/** Merges, live or undone, that ever joined one of these base profiles; the oldest first. */
export async function listMergesOf(
  sql: Sql,
  domainId: number,
  profileIds: readonly string[],
): Promise<MergeRow[]> {
  const ids = [...profileIds];
  const rows = await sql`
    select m.* from merge m where m.domain_id = ${domainId} and m.merge_id in (
      select (h.content->>'MergeId')::uuid from history h
      where h.domain_id = ${domainId} and h.profile_id = any(${ids}::uuid[]) and h.action in ('MERGED', 'DELETED_BY_MERGE')
      union select merge_id from merge where domain_id = ${domainId} and survivor_id = any(${ids}::uuid[]))
    order by m.at, m.merge_id`;
  return rows.map(toMerge);
}

/** How many merges a run has made so far. */
export async function countJobMerges(sql: Sql, domainId: number, jobId: string): Promise<number> {
  const [row] = await sql`
    select count(*) as merges from merge where domain_id = ${domainId} and job_id = ${jobId}`;
  return row?.merges ?? 0;
}

/** Notes in the run that it was undone. */
export async function markJobUndone(
  sql: Sql,
  domainId: number,
  jobId: string,
  at: Date,
  by: string,
): Promise<void> {
  await sql`
    update resolution_job set undone_at = ${at}, undone_by = ${by}, updated_at = ${at}
    where domain_id = ${domainId} and job_id = ${jobId}`;
}

/** Which of these profiles have been written to since a time. */
export async function listWrittenSince(
  sql: Sql,
  domainId: number,
  profileIds: readonly string[],
  since: Date,
): Promise<Set<string>> {
  const rows = await sql`
    select profile_id from profile
    where domain_id = ${domainId} and profile_id = any(${[...profileIds]}::uuid[]) and updated_at > ${since}`;
  return new Set(rows.map((row) => row.profile_id));
}
