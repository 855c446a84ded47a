import type { Sql, TransactionSql } from '../../database/connection.ts';
import { type MergeRow, toMerge } from '../../profiles/store/merges.ts';

/** Changed profiles as announced; none where the engine itself has merged. */
export interface Announcement {
  sequence: number;
  at: Date;
  profileIds: string[];
}

/** Announcements of a domain later than a sequence number, without those already seen. */
export const listAllAnnouncements = (
  sql: Sql,
  domainId: number,
  wanted: { after: number; seen: readonly number[]; limit: number },
): Promise<Announcement[]> =>
  sql<Announcement[]>`
    select sequence, at, case when by_engine then '{}' else profile_ids end as "profileIds" from outbox
    where domain_id = ${domainId} and sequence > ${wanted.after} and sequence <> all(${[...wanted.seen]}::int8[])
    order by sequence limit ${wanted.limit}`;

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

/**
 * The visible profiles that these base profiles belong to: every member with its survivor, and live
 * merges among them; and who is in groups with them that were found on write or are on the list.
 */
export async function readClusters(
  sql: Sql,
  domainId: number,
  profileIds: readonly string[],
): Promise<{ survivors: Map<string, string>; live: MergeRow[]; grouped: string[] }> {
  const ids = [...profileIds];
  const mine = sql`
    select distinct survivor_id from profile where domain_id = ${domainId} and profile_id = any(${ids}::uuid[])`;
  const [rows, merges, grouped] = await Promise.all([
    sql`
      select m.profile_id, m.survivor_id from (${mine}) s cross join lateral (
        select profile_id, survivor_id from profile where domain_id = ${domainId} and profile_id = s.survivor_id
        union all
        select profile_id, survivor_id from profile where domain_id = ${domainId} and survivor_id = s.survivor_id
          and survivor_id <> profile_id) m`,
    sql`
      select m.* from (${mine}) s join merge m on m.domain_id = ${domainId} and m.survivor_id = s.survivor_id
      where m.undone_at is null order by m.at, m.merge_id`,
    sql`
      select distinct unnest(g.profile_ids) as id from match_member m
      join match_group g on g.domain_id = m.domain_id and g.match_id = m.match_id and (g.listed or g.job_id is null)
      where m.domain_id = ${domainId} and m.profile_id = any(${ids}::uuid[])`,
  ]);
  const survivors = new Map(rows.map((row): [string, string] => [row.profile_id, row.survivor_id]));
  return { survivors, live: merges.map(toMerge), grouped: grouped.map((row) => row.id) };
}

/** Notes how far the follower has come. */
export async function savePosition(sql: Sql, domainId: number, sequence: number): Promise<void> {
  await sql`
    insert into resolution_state (domain_id, sequence)
    select domain_id, ${sequence} from domain where domain_id = ${domainId}
    on conflict (domain_id) do update set sequence = excluded.sequence`;
}

/** Which of these profiles are in groups that were found on write or are on the list. */
export async function listGrouped(
  sql: Sql,
  domainId: number,
  profileIds: readonly string[],
): Promise<Set<string>> {
  if (profileIds.length === 0) return new Set();
  const rows = await sql`
    select distinct m.profile_id from match_member m join match_group g using (domain_id, match_id)
    where m.domain_id = ${domainId} and m.profile_id = any(${[...profileIds]}::uuid[])
      and (g.listed or g.job_id is null)`;
  return new Set(rows.map((row) => row.profile_id));
}

/**
 * Lets this transaction end before the disk has it. What the engine decided is decided again after a crash: the place in
 * the outbox is written later, so it cannot be ahead.
 */
export async function withoutWaitingForDisk(sql: TransactionSql): Promise<void> {
  await sql`set local synchronous_commit = off`;
}
