import type { TransactionSql } from '../../database/connection.ts';

/** First half of the advisory lock number, so that other users of advisory locks do not meet us. */
const ingestLock = 0x6e61;

/**
 * One batch at a time takes objects into a domain: a key that no profile has yet cannot be locked as a row,
 * and two batches that both miss it would make the same person twice.
 */
export async function lockDomain(sql: TransactionSql, domainId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${ingestLock}, ${domainId})`;
}
