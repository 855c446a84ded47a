import type { Sql } from '../database/connection.ts';

/** Our connections to this database, by what they are doing. */
export const countConnections = (sql: Sql): Promise<{ state: string; count: number }[]> =>
  sql<{ state: string; count: number }[]>`
    select coalesce(state, 'unknown') as state, count(*)::int as count from pg_stat_activity
    where datname = current_database() and application_name = 'nayose' group by 1`;

/** Fails when the database does not answer. */
export const ping = (sql: Sql) => sql`select 1`;

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
