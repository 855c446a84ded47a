import type { Sql } from '../../database/connection.ts';
import { type GroupChange, type GroupRow, type GroupState, matchIdsOf } from '../matchGroups.ts';
import { toGroup } from './groups.ts';

/** Restricts a listing of groups. */
export interface GroupFilter {
  /** Groups of this run; absent: those on the list of what waits. */
  jobId?: string | undefined;
  /** Groups that were merged together by this run, whichever found them. */
  mergedBy?: string | undefined;
  /** Groups of this run (null: of none) and those found on write since, instead. */
  currentJobId?: string | null | undefined;
  /** Without what a run has parted. */
  withoutSplits?: boolean | undefined;
  states?: readonly GroupState[] | undefined;
  /** Any of these; absent with a run: every group that tells of a change. */
  changes?: readonly GroupChange[] | undefined;
  method?: string | undefined;
  profileIds?: readonly string[] | undefined;
}

const ofRun = (sql: Sql, domainId: number, { jobId, mergedBy, currentJobId }: GroupFilter) => {
  if (mergedBy)
    return sql`and match_id in (select (cause->>'matchId')::uuid from merge
                                where domain_id = ${domainId} and job_id = ${mergedBy})`;
  if (currentJobId !== undefined)
    return sql`and (job_id is null or job_id = ${currentJobId}) and not superseded`;
  return jobId ? sql`and job_id = ${jobId}` : sql`and listed`;
};

/** The same profiles found by two methods are listed once, unless one of them is asked for. */
function changedBy(sql: Sql, { changes, jobId, method }: GroupFilter) {
  if (changes) return sql`and change = any(${[...changes]}::text[])`;
  return jobId && !method ? sql`and change is not null` : sql``;
}

const filtered = (sql: Sql, domainId: number, filter: GroupFilter) => sql`
  from match_group g where domain_id = ${domainId}
    ${ofRun(sql, domainId, filter)}
    ${filter.withoutSplits ? sql`and change is distinct from 'SPLIT'` : sql``}
    ${filter.states ? sql`and state = any(${[...filter.states]}::text[])` : sql``}
    ${changedBy(sql, filter)}
    ${filter.method ? sql`and method = ${filter.method}` : sql``}
    ${
      filter.profileIds
        ? sql`and match_id in (select match_id from match_member where domain_id = ${domainId}
                               and profile_id = any(${[...filter.profileIds]}::uuid[]))`
        : sql``
    }`;

/** Groups, the surest first, after a place in the list. */
export async function listGroups(
  sql: Sql,
  domainId: number,
  filter: GroupFilter,
  page: { after: { rank: number; matchId: string } | undefined; limit: number },
): Promise<(GroupRow & { rank: number })[]> {
  const { after, limit } = page;
  const rows = await sql`
    select * ${filtered(sql, domainId, filter)}
      ${after ? sql`and (rank < ${after.rank}::float4 or (rank = ${after.rank}::float4 and match_id > ${after.matchId}))` : sql``}
    order by rank desc, match_id limit ${limit}`;
  return rows.map((row) => ({ ...toGroup(row), rank: row.rank }));
}

/** How many groups a filter leaves. */
export async function countGroups(sql: Sql, domainId: number, filter: GroupFilter): Promise<number> {
  const [row] = await sql`select count(*) as groups ${filtered(sql, domainId, filter)}`;
  return row?.groups ?? 0;
}

/** Groups of a run in the order of their ids, a page at a time: for exports and previews. */
export async function listGroupsOfJob(
  sql: Sql,
  domainId: number,
  jobId: string,
  page: {
    method?: string | undefined;
    states?: readonly GroupState[] | undefined;
    after: string | undefined;
    limit: number;
  },
): Promise<GroupRow[]> {
  const [first, last] = matchIdsOf(jobId);
  const rows = await sql`
    select * from match_group where domain_id = ${domainId} and match_id between ${first}::uuid and ${last}::uuid
      and job_id = ${jobId} ${page.after ? sql`and match_id > ${page.after}` : sql``}
      ${page.method ? sql`and method = ${page.method}` : sql``}
      ${page.states ? sql`and state = any(${[...page.states]}::text[])` : sql``}
    order by match_id limit ${page.limit}`;
  return rows.map(toGroup);
}
