import type { Sql, TransactionSql } from '../../database/connection.ts';

/** This transaction's commit does not wait for the disk. The statement travels with the next one. */
export function commitSoon(sql: TransactionSql): void {
  // When the connection is lost the statement after it says so too.
  sql`set local synchronous_commit = off`.catch(() => undefined);
}

/** Waits until every commit before this moment is on disk: an ordinary commit of a small note in the log brings them along. */
export async function flushCommits(sql: Sql): Promise<void> {
  await sql`select pg_logical_emit_message(true, 'nayose', '')`;
}

/** Tells other processes which contacts and agents have moved; nothing waits for the disk. */
export async function broadcast(sql: Sql, channel: string, payloads: readonly string[]): Promise<void> {
  await sql`
    select set_config('synchronous_commit', 'off', true), pg_notify(${channel}, p) from unnest(${[...payloads]}::text[]) as p`;
}
