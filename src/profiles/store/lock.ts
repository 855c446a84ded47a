import type { TransactionSql } from '../../database/connection.ts';

/** First half of the advisory lock number, so that other users of advisory locks do not meet us. */
const ingestLock = 0x6e61;

/**
 * One batch at a time takes objects into a domain: a key that no profile has yet cannot be locked as a row,
 * and two batches that both miss it would make the same person twice.
 */
export async function lockDomain(sql: TransactionSql, domainId: number): Promise<void> {
  // Sent at once, ahead of whatever the caller sends without waiting.
  await sql`select pg_advisory_xact_lock(${ingestLock}, ${domainId})`.execute();
}

/** The same, and tells which versions of which types are in force: `id/version` of each, undefined without the domain. */
export async function lockDomainTypes(sql: TransactionSql, domainId: number): Promise<string | undefined> {
  // The statements travel together; the second one runs, and sees, when the first has the lock.
  const [, [row]] = await Promise.all([
    lockDomain(sql, domainId),
    sql`
      select (select string_agg(type_id || '/' || version, ' ' order by type_id) from object_type t
              where t.domain_id = d.domain_id) as types
      from domain d where domain_id = ${domainId}`,
  ]);
  return row && (row.types ?? '');
}
