import type { Sql } from '../../database/connection.ts';
import { matchIdsOf } from '../matchGroups.ts';

/** Deletes everything that runs have found. */
export async function deleteGroupsOfJobs(
  sql: Sql,
  domainId: number,
  jobIds: readonly string[],
): Promise<void> {
  for (const jobId of jobIds) {
    const [first, last] = matchIdsOf(jobId);
    // Members are written before their groups, and a run that was killed leaves members alone: all of the domain are
    // looked through.
    await sql`
      delete from match_member where domain_id = ${domainId} and match_id between ${first}::uuid and ${last}::uuid`;
    await sql`delete from match_group where domain_id = ${domainId} and job_id = ${jobId}`;
    await sql`
      delete from match_pair where domain_id = ${domainId} and match_id between ${first}::uuid and ${last}::uuid`;
  }
}

/** Deletes single groups. */
export async function deleteGroups(sql: Sql, domainId: number, matchIds: readonly string[]): Promise<void> {
  if (matchIds.length === 0) return;
  const ids = [...matchIds];
  await sql`
    delete from match_member m using (
      select match_id, unnest(profile_ids) as profile_id from match_group
      where domain_id = ${domainId} and match_id = any(${ids}::uuid[])) g
    where m.domain_id = ${domainId} and m.profile_id = g.profile_id and m.match_id = g.match_id`;
  await sql`delete from match_pair where domain_id = ${domainId} and match_id = any(${ids}::uuid[])`;
  await sql`delete from match_group where domain_id = ${domainId} and match_id = any(${ids}::uuid[])`;
}

/** Groups found on write before a time are superseded by a run that has looked at everything since. */
export async function deleteGroupsOfWrites(sql: Sql, domainId: number, until: Date): Promise<void> {
  const rows = await sql`
    select match_id from match_group where domain_id = ${domainId} and job_id is null and created_at <= ${until}`;
  await deleteGroups(
    sql,
    domainId,
    rows.map((row) => row.match_id),
  );
}

/** Runs other than this one whose groups are still stored, newest first. */
export async function listJobsWithGroups(
  sql: Sql,
  domainId: number,
  exceptJobId: string,
): Promise<{ jobId: string; kind: string | undefined }[]> {
  const rows = await sql`
    with recursive held as (
      (select job_id from match_group where domain_id = ${domainId} and job_id is not null order by job_id desc limit 1)
      union all
      select (select g.job_id from match_group g where g.domain_id = ${domainId} and g.job_id < held.job_id
              order by g.job_id desc limit 1) from held where held.job_id is not null)
    select h.job_id, j.kind from held h
    left join resolution_job j on j.domain_id = ${domainId} and j.job_id = h.job_id
    where h.job_id is not null and h.job_id <> ${exceptJobId} order by h.job_id desc`;
  return rows.map((row) => ({ jobId: row.job_id, kind: row.kind ?? undefined }));
}
