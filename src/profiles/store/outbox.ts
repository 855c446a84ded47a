import type { Sql } from '../../database/connection.ts';

/**
 * Announces changed base profiles in the same transaction that changes them, and wakes followers at commit. Returns the
 * sequence number; undefined when there is nothing to announce.
 */
export async function announce(
  sql: Sql,
  domainId: number,
  profileIds: string[],
  at: Date,
): Promise<number | undefined> {
  if (profileIds.length === 0) return undefined;
  const [[row]] = await Promise.all([
    sql`
      insert into outbox (domain_id, at, profile_ids) values (${domainId}, ${at}, ${profileIds}::uuid[])
      returning sequence`,
    sql`select pg_notify('nayose_outbox', ${String(domainId)})`,
  ]);
  return row?.sequence;
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
