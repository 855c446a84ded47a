import type { Sql } from '../../database/connection.ts';

/**
 * Announces changed base profiles in the same transaction that changes them, and wakes followers at commit. `byEngine`:
 * identity resolution merged or parted them by itself, so there is nothing in it for the matching of writes.
 */
export async function announce(
  sql: Sql,
  domainId: number,
  profileIds: string[],
  at: Date,
  byEngine = false,
): Promise<void> {
  if (profileIds.length === 0) return;
  await sql`
    with line as (
      insert into outbox (domain_id, at, profile_ids, by_engine)
      values (${domainId}, ${at}, ${profileIds}::uuid[], ${byEngine}))
    select pg_notify('nayose_outbox', ${String(domainId)})`;
}

/** Sequence number of the latest announcement in any domain; 0 when there is none. */
export async function latestAnnouncement(sql: Sql): Promise<number> {
  const [row] = await sql`select coalesce(max(sequence), 0)::int8 as latest from outbox`;
  return row!.latest as number;
}

/** Announcements in a domain later than a sequence number, without those already seen, that name one of these profiles. */
export const listAnnouncements = (
  sql: Sql,
  domainId: number,
  wanted: { after: number; seen: number[]; profileIds: string[] },
): Promise<{ sequence: number; profileIds: string[] }[]> =>
  sql<{ sequence: number; profileIds: string[] }[]>`
    select sequence, array(select unnest(profile_ids) intersect select unnest(${wanted.profileIds}::uuid[])) as "profileIds"
    from outbox
    where domain_id = ${domainId} and sequence > ${wanted.after} and sequence <> all(${wanted.seen}::int8[])
      and profile_ids && ${wanted.profileIds}::uuid[]
    order by sequence limit 1000`;

/** Drops announcements older than `before`: every follower has long seen them. */
export async function pruneAnnouncements(sql: Sql, before: Date): Promise<void> {
  await sql`delete from outbox where at < ${before}`;
}
