import { asJson, type Sql } from '../../database/connection.ts';
import { camelRow } from './rows.ts';

/** A key that a telephone system signs with. */
export interface CtiKey {
  domainId: number;
  keyId: string;
  name: string;
  sealedSecret: Uint8Array;
  createdBy: string;
  createdAt: Date;
}

/** Keys of a domain, oldest first. */
export async function listCtiKeys(sql: Sql, domainId: number): Promise<CtiKey[]> {
  const rows = await sql`select * from cti_key where domain_id = ${domainId} order by created_at, key_id`;
  return rows.map((row) => camelRow<CtiKey>(row));
}

/** A key and the domain it opens. */
export async function findCtiKey(
  sql: Sql,
  keyId: string,
): Promise<(CtiKey & { accountId: string; domainName: string }) | undefined> {
  const [row] = await sql`
    select k.*, d.account_id, d.name as domain_name from cti_key k join domain d using (domain_id)
    where k.key_id = ${keyId}`;
  return row && camelRow(row);
}

/** Adds a key. */
export async function insertCtiKey(sql: Sql, key: CtiKey): Promise<void> {
  await sql`
    insert into cti_key (domain_id, key_id, name, sealed_secret, created_by, created_at)
    values (${key.domainId}, ${key.keyId}, ${key.name}, ${Buffer.from(key.sealedSecret)}, ${key.createdBy}, ${key.createdAt})`;
}

/** Removes a key; false when there is none. */
export async function deleteCtiKey(sql: Sql, domainId: number, keyId: string): Promise<boolean> {
  const gone = await sql`delete from cti_key where domain_id = ${domainId} and key_id = ${keyId}`;
  return gone.count > 0;
}

/** An event that was taken. */
export interface TakenEvent {
  digest: Uint8Array;
  answer: Record<string, unknown>;
}

/** What was answered to an event of this id. */
export async function findCtiEvent(
  sql: Sql,
  domainId: number,
  eventId: string,
): Promise<TakenEvent | undefined> {
  const [row] =
    await sql`select digest, answer from cti_event where domain_id = ${domainId} and event_id = ${eventId}`;
  return row && camelRow<TakenEvent>(row);
}

/** Notes that an event was taken; false when one of this id was already. */
export async function insertCtiEvent(
  sql: Sql,
  domainId: number,
  event: { eventId: string; digest: Uint8Array; at: Date; answer: Record<string, unknown> },
): Promise<boolean> {
  const added = await sql`
    insert into cti_event (domain_id, event_id, digest, at, answer)
    values (${domainId}, ${event.eventId}, ${Buffer.from(event.digest)}, ${event.at}, ${asJson(sql, event.answer)})
    on conflict do nothing`;
  return added.count > 0;
}

/** Forgets events that are too old to come again: their signatures are no longer good. */
export async function pruneCtiEvents(sql: Sql, before: Date): Promise<void> {
  await sql`delete from cti_event where at < ${before}`;
}
