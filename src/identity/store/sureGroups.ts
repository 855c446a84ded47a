import type { Sql } from '../../database/connection.ts';
import type { GroupRow } from '../matchGroups.ts';
import { toGroup } from './groups.ts';

/** What waits for people, and what of it can be merged without looking. */
export interface SureCounts {
  /** Groups that wait. */
  groups: number;
  /** Profiles in them, each once. */
  profiles: number;
  /** Groups of these in the band of the sure. */
  sureGroups: number;
  /** Profiles that merging the sure groups would make one with others. */
  sureProfiles: number;
  /** Equal as long as the same groups are the sure ones. */
  hash: string;
}

const waiting = (sql: Sql, domainId: number, jobId: string | undefined) => sql`
  from match_group g where g.domain_id = ${domainId} and g.listed and g.state = 'OPEN' and not g.superseded
    ${jobId ? sql`and g.job_id = ${jobId}` : sql``}`;

/** Undisputed as a whole, and nothing about it has changed since: no profile was written, nobody keeps any apart. */
const isSure = (sql: Sql) => sql`
  g.band = 'MERGE'
  and not exists (select from profile p where p.domain_id = g.domain_id and p.profile_id = any(g.profile_ids)
    and p.updated_at > g.created_at)
  and not exists (select from judgement j where j.domain_id = g.domain_id and j.left_id = any(g.profile_ids)
    and j.right_id = any(g.profile_ids) and j.verdict = 'DIFFERENT' and j.withdrawn_at is null)`;

/** Counts what waits on the desk, of one run or altogether, and what of it is sure. */
export async function countSure(sql: Sql, domainId: number, jobId: string | undefined): Promise<SureCounts> {
  const [row] = await sql`
    with open as materialized (
      select g.match_id, g.profile_ids, (${isSure(sql)}) as sure ${waiting(sql, domainId, jobId)})
    select count(*) as groups, count(*) filter (where sure) as sure_groups,
      (select count(distinct id) from open, unnest(profile_ids) as id) as profiles,
      (select count(distinct id) from open, unnest(profile_ids) as id where sure) as sure_profiles,
      coalesce(md5(string_agg(match_id::text, '' order by match_id) filter (where sure)), '') as hash
    from open`;
  return {
    groups: row?.groups ?? 0,
    profiles: row?.profiles ?? 0,
    sureGroups: row?.sure_groups ?? 0,
    sureProfiles: row?.sure_profiles ?? 0,
    hash: row?.hash ?? '',
  };
}

/** Sure groups in the order of their ids, a page at a time. */
export async function listSure(
  sql: Sql,
  domainId: number,
  jobId: string | undefined,
  page: { after: string | undefined; limit: number },
): Promise<GroupRow[]> {
  const rows = await sql`
    select g.* ${waiting(sql, domainId, jobId)} and ${isSure(sql)}
      ${page.after ? sql`and g.match_id > ${page.after}` : sql``}
    order by g.match_id limit ${page.limit}`;
  return rows.map(toGroup);
}

/** How many groups wait in the band of the sure; for a button, without looking at their profiles. */
export async function countMergeBand(sql: Sql, domainId: number): Promise<number> {
  const [row] = await sql`
    select count(*) as groups ${waiting(sql, domainId, undefined)} and g.band = 'MERGE'`;
  return row?.groups ?? 0;
}
