import type { Sql, TransactionSql } from '../../database/connection.ts';
import { addRows } from '../../database/copy.ts';
import type { NewRows } from '../../database/insert.ts';
import {
  type GroupChange,
  type GroupRow,
  type GroupState,
  matchIdsOf,
  type PairRow,
  rankOf,
} from '../matchGroups.ts';

/** Columns of match_group. */
export const groupColumns = {
  domain_id: 'int4',
  match_id: 'uuid',
  job_id: 'uuid',
  method: 'text',
  band: 'text',
  change: 'text',
  state: 'text',
  listed: 'bool',
  rank: 'float4',
  confidence: 'float4',
  rule_level: 'int2',
  reasons: 'text[]',
  profile_ids: 'uuid[]',
  parts: 'jsonb',
  created_at: 'timestamptz',
  decided_at: 'timestamptz',
  decided_by: 'text',
};
/** Columns of match_member. */
export const memberColumns = { domain_id: 'int4', profile_id: 'uuid', match_id: 'uuid' };

/** Writes match groups with their members. */
export async function copyGroups(
  sql: TransactionSql,
  domainId: number,
  groups: readonly GroupRow[],
): Promise<void> {
  await addRows(sql, newGroups(domainId, groups));
}

/** The rows of match groups and of their members. */
export function newGroups(domainId: number, groups: readonly GroupRow[]): NewRows[] {
  const rows = groups.map((group) => [
    domainId,
    group.matchId,
    group.jobId,
    group.method,
    group.band,
    group.change,
    group.state,
    group.listed,
    rankOf(group),
    group.confidence,
    group.ruleLevel,
    `{${group.reasons.join(',')}}`,
    `{${group.profileIds.join(',')}}`,
    JSON.stringify(group.parts),
    group.createdAt,
    group.decidedAt,
    group.decidedBy,
  ]);
  const members = groups.flatMap(({ matchId, profileIds }) =>
    profileIds.map((id) => [domainId, id, matchId]),
  );
  return [
    { table: 'match_group', columns: groupColumns, rows, shared: [] },
    { table: 'match_member', columns: memberColumns, rows: members, shared: [] },
  ];
}

/** Columns of match_pair. */
export const pairColumns = {
  domain_id: 'int4',
  match_id: 'uuid',
  place: 'int2',
  left_id: 'uuid',
  right_id: 'uuid',
  confidence: 'float4',
  rule_level: 'int2',
  prior: 'float4',
  reasons: 'text',
  contradicts: 'bool',
};

/** The rows of pairs of groups. */
export function newPairs(
  domainId: number,
  groups: readonly { matchId: string; pairs: readonly PairRow[] }[],
): NewRows {
  const rows = groups.flatMap(({ matchId, pairs }) =>
    pairs.map((pair, place) => [
      domainId,
      matchId,
      place,
      pair.leftId,
      pair.rightId,
      pair.confidence,
      pair.ruleLevel,
      pair.prior,
      reasonsText(pair.reasons),
      pair.contradicts,
    ]),
  );
  return { table: 'match_pair', columns: pairColumns, rows, shared: [] };
}

/** Reasons as they are stored: JSON of their fields, levels and weights. */
export function reasonsText(reasons: PairRow['reasons']): string {
  let text = '';
  for (const { field, level, weight } of reasons) {
    text += `${text === '' ? '' : ','}[${quoted(field)},${quoted(level)},${rounded(weight)}]`;
  }
  return `[${text}]`;
}

const quotedBefore = new Map<string, string>();

/** A name as JSON; there are few of them. */
function quoted(name: string): string {
  const known = quotedBefore.get(name);
  if (known !== undefined) return known;
  const text = JSON.stringify(name);
  if (quotedBefore.size < 1_000) quotedBefore.set(name, text);
  return text;
}

/** Bits of evidence as they are stored. */
const rounded = (bits: number) => Math.round(bits * 1000) / 1000;

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

/** Takes the groups of earlier runs off the list: a newer run has looked at everything. */
export async function unlistGroups(sql: Sql, domainId: number, until: Date): Promise<void> {
  await sql`
    update match_group set listed = false where domain_id = ${domainId} and listed and created_at <= ${until}`;
}

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
export const toGroup = (row: any): GroupRow => ({
  matchId: row.match_id,
  jobId: row.job_id ?? undefined,
  method: row.method,
  band: row.band,
  change: row.change ?? undefined,
  state: row.state,
  listed: row.listed,
  confidence: row.confidence ?? undefined,
  ruleLevel: row.rule_level ?? undefined,
  reasons: row.reasons,
  profileIds: row.profile_ids,
  parts: row.parts,
  createdAt: row.created_at,
  decidedAt: row.decided_at ?? undefined,
  decidedBy: row.decided_by ?? undefined,
});

/** One group. */
export async function findGroup(sql: Sql, domainId: number, matchId: string): Promise<GroupRow | undefined> {
  const [row] = await sql`select * from match_group where domain_id = ${domainId} and match_id = ${matchId}`;
  return row && toGroup(row);
}

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

/** The group of a method that holds a profile: of the latest run or found since, the surest. */
export async function findGroupOf(
  sql: Sql,
  domainId: number,
  wanted: { profileIds: readonly string[]; method: string; jobId: string | undefined },
): Promise<GroupRow | undefined> {
  const [row] = await sql`
    select g.* from match_member m join match_group g using (domain_id, match_id)
    where m.domain_id = ${domainId} and m.profile_id = any(${[...wanted.profileIds]}::uuid[]) and g.method = ${wanted.method}
      and (g.job_id is null or g.job_id = ${wanted.jobId ?? null}) and g.change is distinct from 'SPLIT' and not g.superseded
    order by g.job_id is null desc, g.rank desc, g.match_id limit 1`;
  return row && toGroup(row);
}

/** Pairs of groups, by group. */
export async function listPairs(
  sql: Sql,
  domainId: number,
  matchIds: readonly string[],
): Promise<Map<string, PairRow[]>> {
  const rows = await sql`
    select * from match_pair where domain_id = ${domainId} and match_id = any(${[...matchIds]}::uuid[])
    order by match_id, confidence desc nulls last, rule_level, left_id, right_id`;
  const found = new Map<string, PairRow[]>(matchIds.map((id) => [id, []]));
  for (const row of rows) {
    found.get(row.match_id)?.push({
      leftId: row.left_id,
      rightId: row.right_id,
      confidence: row.confidence ?? undefined,
      ruleLevel: row.rule_level ?? undefined,
      prior: row.prior ?? undefined,
      reasons: (JSON.parse(row.reasons) as [string, string, number][]).map(([field, level, weight]) => ({
        field,
        level,
        weight,
      })),
      contradicts: row.contradicts,
    });
  }
  return found;
}

/** Sets what a person decided about a group, where nothing that is the case says so itself. */
export async function setState(
  sql: Sql,
  domainId: number,
  matchId: string,
  state: GroupState,
  { actor, now }: { actor: string; now: Date },
): Promise<void> {
  await sql`
    update match_group set state = ${state}, decided_at = ${now}, decided_by = ${actor}
    where domain_id = ${domainId} and match_id = ${matchId}`;
}

/** How many groups wait, and what was done since a time. */
export async function countReview(
  sql: Sql,
  domainId: number,
  since: Date,
): Promise<{ open: number; later: number; merged: number; decided: number }> {
  const [row] = await sql`
    select (select count(*) from match_group where domain_id = ${domainId} and listed and state = 'OPEN') as open,
      (select count(*) from match_group where domain_id = ${domainId} and listed and state = 'LATER') as later,
      (select count(*) from merge where domain_id = ${domainId} and at >= ${since} and undone_at is null) as merged,
      (select count(distinct coalesce(match_id, judgement_id)) from judgement
        where domain_id = ${domainId} and at >= ${since} and verdict <> 'LATER') as decided`;
  return {
    open: row?.open ?? 0,
    later: row?.later ?? 0,
    merged: row?.merged ?? 0,
    decided: row?.decided ?? 0,
  };
}

/**
 * Sets the state of every match group that holds one of these profiles from what is the case: all shown as one, all
 * kept apart, or open again.
 */
export async function refreshStates(
  sql: Sql,
  domainId: number,
  profileIds: readonly string[],
  { actor, now }: { actor: string; now: Date },
): Promise<void> {
  const ids = [...profileIds];
  await sql`
    with touched as materialized (
      select distinct match_id from match_member where domain_id = ${domainId} and profile_id = any(${ids}::uuid[])),
    member as materialized (
      select t.match_id, p.profile_id, p.survivor_id from touched t
      join match_group g on g.domain_id = ${domainId} and g.match_id = t.match_id
      cross join unnest(g.profile_ids) as id
      join profile p on p.domain_id = ${domainId} and p.profile_id = id),
    standing as (select match_id, count(distinct survivor_id) as sides from member group by match_id),
    pinned as (
      select a.match_id,
        count(distinct (least(a.survivor_id, b.survivor_id), greatest(a.survivor_id, b.survivor_id))) as pairs
      from member a
      join judgement j on j.domain_id = ${domainId} and j.left_id = a.profile_id and j.verdict = 'DIFFERENT'
        and j.withdrawn_at is null
      join member b on b.match_id = a.match_id and b.profile_id = j.right_id and b.survivor_id <> a.survivor_id
      group by a.match_id),
    state as (
      select s.match_id, case
        when s.sides = 1 then 'MERGED'
        when coalesce(p.pairs, 0) = s.sides * (s.sides - 1) / 2 then 'REJECTED'
        else 'OPEN' end as name
      from standing s left join pinned p using (match_id))
    update match_group g set state = state.name,
      decided_at = case when state.name = 'OPEN' then null else ${now}::timestamptz end,
      decided_by = case when state.name = 'OPEN' then null else ${actor}::text end
    from state
    where g.domain_id = ${domainId} and g.match_id = state.match_id and g.state <> state.name
      and not (g.state = 'LATER' and state.name = 'OPEN')`;
}
