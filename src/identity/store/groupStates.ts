import type { Sql } from '../../database/connection.ts';
import type { GroupState } from '../matchGroups.ts';

/** Takes the groups of earlier runs off the list: a newer run has looked at everything. */
export async function unlistGroups(sql: Sql, domainId: number, until: Date): Promise<void> {
  await sql`
    update match_group set listed = false where domain_id = ${domainId} and listed and created_at <= ${until}`;
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
