import type { Sql } from '../../database/connection.ts';

/** One transaction's changes, for followers such as identity resolution. */
export interface OutboxRow {
  domainId: number;
  sequence: number;
  at: Date;
  profileIds: string[];
}

/** Announces changed base profiles in the same transaction that changes them, and wakes followers at commit. */
export async function announce(sql: Sql, domainId: number, profileIds: string[], at: Date): Promise<void> {
  if (profileIds.length === 0) return;
  await sql`
    insert into outbox (domain_id, at, profile_ids) values (${domainId}, ${at}, ${profileIds}::uuid[])`;
  await sql`select pg_notify('nayose_outbox', ${String(domainId)})`;
}
