import { asJson, type Sql } from '../../database/connection.ts';

/** A record that was taken in, or could not be. */
export interface TakenRecord {
  contactId: string;
  /** The contact as the record tells it. */
  version: number;
  /** Absent: no profile has it. */
  profileId?: string | undefined;
  uniqueKey?: string | undefined;
}

/** Notes which records have become profile objects; contacts that have changed since stay pending. */
export async function markTaken(sql: Sql, domainId: number, records: TakenRecord[]): Promise<void> {
  if (records.length === 0) return;
  await sql`
    update contact c set record_pending = false, record_key = r."uniqueKey",
      profile_id = coalesce(c.profile_id, r."profileId"),
      keyed_profile_id = coalesce(c.profile_id, r."profileId"),
      linked_by = case when c.profile_id is null and r."profileId" is not null then 'AUTOMATIC' else c.linked_by end
    from jsonb_to_recordset(${asJson(sql, records)}) as r("contactId" uuid, version int, "profileId" uuid, "uniqueKey" uuid)
    where c.domain_id = ${domainId} and c.contact_id = r."contactId" and c.version = r.version`;
}

/** Notes which profile carries the key of a contact, if the contact still belongs there. */
export async function markKeyed(
  sql: Sql,
  domainId: number,
  contactId: string,
  profileId: string | undefined,
): Promise<void> {
  await sql`
    update contact set keyed_profile_id = ${profileId ?? null}
    where domain_id = ${domainId} and contact_id = ${contactId} and profile_id is not distinct from ${profileId ?? null}::uuid`;
}

/** The profile that a contact was tied to is gone. */
export async function forgetProfile(
  sql: Sql,
  domainId: number,
  contactId: string,
  profileId: string,
): Promise<void> {
  await sql`
    update contact set profile_id = null, keyed_profile_id = null, linked_by = null
    where domain_id = ${domainId} and contact_id = ${contactId} and profile_id = ${profileId}`;
}

/** What people sign in with, by id. */
export async function emailsOf(sql: Sql, userIds: string[]): Promise<Map<string, string>> {
  const rows = await sql`select id, email from app_user where id = any(${userIds}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row.email]));
}

/** The profile that holds the object a record became. */
export async function ownerOfRecord(
  sql: Sql,
  domainId: number,
  typeId: number,
  uniqueKey: string,
): Promise<string | undefined> {
  const [row] = await sql`
    select profile_id from profile_object
    where domain_id = ${domainId} and type_id = ${typeId} and unique_key = ${uniqueKey}`;
  return row?.profile_id;
}
