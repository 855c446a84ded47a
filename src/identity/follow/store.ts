import type { Fragment } from 'postgres';
import type { Sql } from '../../database/connection.ts';
import { type MergeRow, toMerge } from '../../profiles/store/merges.ts';
import { type ProfileRow, toProfile } from '../../profiles/store/profiles.ts';
import type { StoredPlace } from './outboxPlace.ts';

/** A base profile that is shown as one with an announced one, or is one. */
export interface AnnouncedMember extends ProfileRow {
  /** It is in a group that was found on write or is on the list. */
  isGrouped: boolean;
}

/** Changed profiles as announced; none where the engine itself has merged. */
export interface Announcement {
  sequence: number;
  at: Date;
  profileIds: string[];
  /** As `listAnnouncedMembers` gives for these; absent where many are announced together. */
  members: AnnouncedMember[] | undefined;
}

/** So many profiles of an announcement are read with it. */
const fewProfiles = 10;

/** Announcements of a domain later than a sequence number, or with one of these numbers. */
export async function listAllAnnouncements(
  sql: Sql,
  domainId: number,
  wanted: { after: number; or: readonly number[]; limit: number },
): Promise<Announcement[]> {
  const few = sql`case when cardinality(p.ids) <= ${fewProfiles} then p.ids end`;
  const rows = await sql`
    with found as (
      select * from outbox where domain_id = ${domainId} and sequence = any(${[...wanted.or]}::int8[])
      union all
      (select * from outbox where domain_id = ${domainId} and sequence > ${wanted.after}
       order by sequence limit ${wanted.limit}))
    select p.*, m.* from (
      select sequence, at, case when by_engine then '{}' else profile_ids end as ids from found
      order by sequence limit ${wanted.limit}) p
    left join lateral (${membersOf(sql, domainId, few)}) m on true
    order by p.sequence`;
  const announcements = new Map<number, Announcement>();
  for (const row of rows) {
    const { sequence, at, ids: profileIds } = row;
    const members: AnnouncedMember[] | undefined = profileIds.length <= fewProfiles ? [] : undefined;
    const known = announcements.get(sequence) ?? { sequence, at, profileIds, members };
    announcements.set(sequence, known);
    if (row.profile_id !== null) known.members?.push(toMember(row));
  }
  return [...announcements.values()];
}

/** Every base profile of the visible profiles that these ids belong to. Unknown ids are left out. */
export async function listAnnouncedMembers(
  sql: Sql,
  domainId: number,
  profileIds: readonly string[],
): Promise<AnnouncedMember[]> {
  const rows = await membersOf(sql, domainId, sql`${[...profileIds]}::uuid[]`);
  return rows.map(toMember);
}

/** The statement for the members of the visible profiles of some ids. */
function membersOf(sql: Sql, domainId: number, ids: Fragment) {
  const columns = sql`profile_id, survivor_id, created_at, updated_at, expires_on, facts`;
  return sql`
    select o.*, (
      select true from match_member g join match_group using (domain_id, match_id)
      where g.domain_id = ${domainId} and g.profile_id = o.profile_id and (listed or job_id is null) limit 1) as grouped
    from (
      select distinct survivor_id from profile
      where domain_id = ${domainId} and profile_id = any(${ids})) s
    cross join lateral (
      select ${columns} from profile where domain_id = ${domainId} and profile_id = s.survivor_id
      union all
      select ${columns} from profile
      where domain_id = ${domainId} and survivor_id = s.survivor_id and survivor_id <> profile_id) o`;
}

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
const toMember = (row: any): AnnouncedMember => ({ ...toProfile(row), isGrouped: row.grouped === true });

/** Sequence number of the latest announcement of a domain; 0 when there is none. */
export async function latestOfDomain(sql: Sql, domainId: number): Promise<number> {
  const [row] = await sql`
    select coalesce(max(sequence), 0)::int8 as latest from outbox where domain_id = ${domainId}`;
  return row?.latest ?? 0;
}

/** Sequence numbers of the announcements of a domain after one. */
export async function listSequences(sql: Sql, domainId: number, after: number): Promise<number[]> {
  const rows = await sql`select sequence from outbox where domain_id = ${domainId} and sequence > ${after}`;
  return rows.map((row) => row.sequence);
}

/** The visible profiles that these base profiles belong to: every member with its survivor, and live merges among them. */
export async function readClusters(
  sql: Sql,
  domainId: number,
  profileIds: readonly string[],
): Promise<{ survivors: Map<string, string>; live: MergeRow[] }> {
  const ids = [...profileIds];
  const mine = sql`
    select distinct survivor_id from profile where domain_id = ${domainId} and profile_id = any(${ids}::uuid[])`;
  const [rows, merges] = await Promise.all([
    sql`
      select m.profile_id, m.survivor_id from (${mine}) s cross join lateral (
        select profile_id, survivor_id from profile where domain_id = ${domainId} and profile_id = s.survivor_id
        union all
        select profile_id, survivor_id from profile where domain_id = ${domainId} and survivor_id = s.survivor_id
          and survivor_id <> profile_id) m`,
    sql`
      select * from merge where domain_id = ${domainId} and survivor_id = any(array(${mine}))
        and undone_at is null order by at, merge_id`,
  ]);
  const survivors = new Map(rows.map((row): [string, string] => [row.profile_id, row.survivor_id]));
  return { survivors, live: merges.map(toMerge) };
}

/** Notes how far the follower has come, and which of the latest announcements it has dealt with. */
export async function savePosition(
  sql: Sql,
  domainId: number,
  { sequence, followed }: StoredPlace,
): Promise<void> {
  await sql`
    insert into resolution_state (domain_id, sequence, followed)
    select domain_id, ${sequence}, ${[...followed]}::int8[] from domain where domain_id = ${domainId}
    on conflict (domain_id) do update set sequence = excluded.sequence, followed = excluded.followed`;
}
