import { asJson, type Sql } from '../../database/connection.ts';
import type { NewRows } from '../../database/insert.ts';

/** A key row found: who carries the value, and how many things support it. */
export interface FoundKey {
  name: string;
  value: string;
  profileId: string;
  survivorId: string;
  refs: number;
}

/** A change to a key row: refs added (or, negative, taken away). */
export interface KeyChange {
  name: string;
  value: string;
  profileId: string;
  refs: number;
}

/** Ambiguous keys may belong to very many profiles; a match needs only to know that there are several. */
const mostPerKey = 64;

/** Who carries these key values. At most 64 profiles per value: more than one survivor is ambiguous anyway. */
export async function findKeys(
  sql: Sql,
  domainId: number,
  keys: { name: string; value: string }[],
): Promise<FoundKey[]> {
  if (keys.length === 0) return [];
  const rows = await sql`
    select w.name, w.value, f.profile_id, f.survivor_id, f.refs
    from unnest(${keys.map((key) => key.name)}::text[], ${keys.map((key) => key.value)}::text[]) as w(name, value)
    cross join lateral (
      select k.profile_id, p.survivor_id, k.refs
      from profile_key k join profile p on p.domain_id = k.domain_id and p.profile_id = k.profile_id
      where k.domain_id = ${domainId} and k.key_name = w.name and k.value = w.value limit ${mostPerKey}) f`;
  return rows.map((row) => ({
    name: row.name,
    value: row.value,
    profileId: row.profile_id,
    survivorId: row.survivor_id,
    refs: row.refs,
  }));
}

const keyColumns = {
  domain_id: 'int4',
  key_name: 'text',
  value: 'text',
  profile_id: 'uuid',
  refs: 'int2',
};

const sharedKeyColumns = ['domain_id'];

/** Key rows of profiles that are new in this transaction, so none can exist yet. */
export function newKeys(domainId: number, keys: KeyChange[]): NewRows {
  const rows = keys.map((key) => [domainId, key.name, key.value, key.profileId, key.refs]);
  return { table: 'profile_key', columns: keyColumns, rows, shared: sharedKeyColumns };
}

/**
 * Taken from the refs of a row that a person deleted while something still supports it. Such a row is not found; it goes
 * when its support is gone, so that the key can come back with whatever says it anew.
 */
const hidden = 16_384;

/** Applies changes to key rows of existing profiles; a row that nothing supports any more goes. */
export async function changeKeys(sql: Sql, domainId: number, changes: KeyChange[]): Promise<void> {
  const added = changes.filter((change) => change.refs > 0);
  const removed = changes.filter((change) => change.refs < 0);
  const writes: Promise<unknown>[] = [];
  if (removed.length > 0) {
    const list = sql`jsonb_to_recordset(${asJson(sql, removed)}) as c(name text, value text, "profileId" uuid, refs smallint)`;
    const same = sql`k.domain_id = ${domainId} and k.key_name = c.name and k.value = c.value and k.profile_id = c."profileId"`;
    // Sent in this order and in one turn.
    writes.push(
      sql`delete from profile_key k using ${list}
        where ${same} and k.refs + c.refs <= case when k.refs > 0 then 0 else ${-hidden} end`.execute(),
      sql`update profile_key k set refs = k.refs + c.refs from ${list} where ${same}`.execute(),
    );
  }
  if (added.length > 0) {
    const insert = sql`
      insert into profile_key (domain_id, key_name, value, profile_id, refs)
      select ${domainId}, c.name, c.value, c."profileId", c.refs
      from jsonb_to_recordset(${asJson(sql, added)}) as c(name text, value text, "profileId" uuid, refs smallint)
      on conflict (domain_id, key_name, value, profile_id) do update set refs = profile_key.refs + excluded.refs`;
    writes.push(insert.execute());
  }
  await Promise.all(writes);
}

/** Adds keys by hand; one that was deleted by hand is found again. */
export async function addKeys(sql: Sql, domainId: number, keys: KeyChange[]): Promise<void> {
  await sql`
    insert into profile_key (domain_id, key_name, value, profile_id, refs)
    select ${domainId}, c.name, c.value, c."profileId", c.refs
    from jsonb_to_recordset(${asJson(sql, keys)}) as c(name text, value text, "profileId" uuid, refs smallint)
    on conflict (domain_id, key_name, value, profile_id) do update set
      refs = case when profile_key.refs > 0 then profile_key.refs else profile_key.refs + ${hidden} end + excluded.refs`;
}

/** Takes keys away by hand (AWS: DeleteProfileKey). `refs` is what still supports each. Returns how many were found before. */
export async function hideKeys(sql: Sql, domainId: number, keys: KeyChange[]): Promise<number> {
  const rows = await sql`
    select k.key_name, k.value, k.profile_id, c.refs
    from jsonb_to_recordset(${asJson(sql, keys)}) as c(name text, value text, "profileId" uuid, refs smallint)
    join profile_key k on k.domain_id = ${domainId} and k.key_name = c.name and k.value = c.value
      and k.profile_id = c."profileId" and k.refs > 0`;
  for (const { key_name, value, profile_id, refs } of rows) {
    const row = sql`domain_id = ${domainId} and key_name = ${key_name} and value = ${value} and profile_id = ${profile_id}`;
    if (refs === 0) await sql`delete from profile_key where ${row}`;
    else await sql`update profile_key set refs = ${refs - hidden} where ${row}`;
  }
  return rows.length;
}

/**
 * Removes every row of a key name that no object type mentions any more (AWS: the domain key is cleaned up). Former
 * versions of types keep it for lookups only: objects that came in under them hold it no longer. Goes through all keys of
 * the domain, a second for a million profiles.
 */
export async function removeKeyName(sql: Sql, domainId: number, name: string): Promise<void> {
  await sql`delete from profile_key where domain_id = ${domainId} and key_name = ${name}`;
  await sql`delete from standard_record_key where domain_id = ${domainId} and key_name = ${name}`;
  await sql`
    update object_type_version set definition = jsonb_set(definition, array['Keys', ${name}], (
      select jsonb_agg(key || jsonb_build_object('StandardIdentifiers',
        coalesce(key->'StandardIdentifiers', '[]') || '["LOOKUP_ONLY"]'))
      from jsonb_array_elements(definition->'Keys'->${name}) as key))
    where domain_id = ${domainId} and jsonb_array_length(coalesce(definition->'Keys'->${name}, '[]')) > 0`;
}
