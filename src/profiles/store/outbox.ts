import type { Sql } from '../../database/connection.ts';
import { insertTogether, type NewRows } from '../../database/insert.ts';

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
  await addAnnounced(sql, domainId, profileIds, at, [], byEngine);
}

const outboxColumns = { domain_id: 'int4', at: 'timestamptz', profile_ids: 'uuid[]', by_engine: 'bool' };

/** The same together with a few hundred new rows, in one statement. */
export async function addAnnounced(
  sql: Sql,
  domainId: number,
  profileIds: string[],
  at: Date,
  added: readonly NewRows[],
  byEngine = false,
): Promise<void> {
  const rows = profileIds.length > 0 ? [[domainId, at, `{${profileIds.join()}}`, byEngine]] : [];
  const outbox = { table: 'outbox', columns: outboxColumns, rows, shared: [] };
  const notice = { channel: 'nayose_outbox', payload: String(domainId) };
  await insertTogether(sql, [...added, outbox], rows.length > 0 ? notice : undefined);
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
