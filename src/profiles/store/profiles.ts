import { asJson, type Sql, type TransactionSql } from '../../database/connection.ts';
import { copyRows } from '../../database/copy.ts';
import type { NewRows } from '../../database/insert.ts';
import type { Facts } from '../facts.ts';
import type { SearchNames } from '../searchNames.ts';

/** A base profile as stored. */
export interface ProfileRow {
  profileId: string;
  /** The profile shown for this one; itself unless merged. */
  survivorId: string;
  createdAt: Date;
  updatedAt: Date;
  /** yyyy-mm-dd: gone from that day on. */
  expiresOn: string;
  facts: Facts;
}

/** A base profile to write, with the columns that searches use. */
export interface ProfileWrite extends ProfileRow {
  names: SearchNames;
}

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
export const toProfile = (row: any): ProfileRow => ({
  profileId: row.profile_id,
  survivorId: row.survivor_id,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  expiresOn: row.expires_on,
  facts: row.facts,
});

/** Whether rows read are held against others until the transaction ends, or only looked at. */
export type Reading = 'lock' | 'look';

/** Base profiles by id, in id order and locked so, unless only looked at. Unknown ids are left out. */
export async function lockProfiles(
  sql: Sql,
  domainId: number,
  ids: string[],
  reading: Reading = 'lock',
): Promise<ProfileRow[]> {
  if (ids.length === 0) return [];
  const rows = await sql`
    select profile_id, survivor_id, created_at, updated_at, expires_on, facts from profile
    where domain_id = ${domainId} and profile_id = any(${ids}::uuid[]) order by profile_id
    ${reading === 'lock' ? sql`for update` : sql``}`;
  return rows.map(toProfile);
}

/** Everything a visible profile is folded from, for the survivors of these ids: each base profile with its survivor. */
export async function listMembers(sql: Sql, domainId: number, ids: string[]): Promise<ProfileRow[]> {
  if (ids.length === 0) return [];
  const columns = sql`profile_id, survivor_id, created_at, updated_at, expires_on, facts`;
  const rows = await sql`
    select ${columns} from profile where domain_id = ${domainId} and profile_id = any(${ids}::uuid[])
    union all
    select ${columns} from profile
    where domain_id = ${domainId} and survivor_id = any(${ids}::uuid[]) and survivor_id <> profile_id
      and profile_id <> all(${ids}::uuid[])`;
  const members = rows.map(toProfile);
  const asked = new Set(ids);
  const elsewhere = members.filter(({ survivorId }) => !asked.has(survivorId));
  if (elsewhere.length === 0) return members;
  // An absorbed id was asked for: what it belongs to is known only now.
  return listMembers(sql, domainId, [...new Set(members.map(({ survivorId }) => survivorId))]);
}

/** Which survivor each id belongs to; unknown ids are left out. */
export async function survivorsOf(sql: Sql, domainId: number, ids: string[]): Promise<Map<string, string>> {
  const rows = await sql`
    select profile_id, survivor_id from profile
    where domain_id = ${domainId} and profile_id = any(${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.profile_id, row.survivor_id]));
}

/** Base profiles of a domain. */
export async function countBaseProfiles(sql: Sql, domainId: number): Promise<number> {
  const [row] = await sql`select count(*) as profiles from profile where domain_id = ${domainId}`;
  return row?.profiles ?? 0;
}

/** How many objects each of these base profiles holds. */
export async function countObjects(sql: Sql, domainId: number, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await sql`
    select profile_id, count(*) as objects from profile_object
    where domain_id = ${domainId} and profile_id = any(${ids}::uuid[]) group by profile_id`;
  return new Map(rows.map((row) => [row.profile_id, row.objects]));
}

const profileColumns = {
  domain_id: 'int4',
  profile_id: 'uuid',
  survivor_id: 'uuid',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
  expires_on: 'date',
  last_name: 'text',
  first_name: 'text',
  last_reading: 'text',
  first_reading: 'text',
  facts: 'jsonb',
};

/** What profiles that came in together usually have in common. */
const sharedByBatch = ['domain_id', 'created_at', 'updated_at', 'expires_on'];

/** Adds new base profiles. */
export async function copyProfiles(
  sql: TransactionSql,
  domainId: number,
  profiles: ProfileWrite[],
): Promise<void> {
  const { table, columns, rows, shared } = newProfiles(domainId, profiles);
  await copyRows(sql, table, columns, rows, shared);
}

/** The rows of new base profiles. */
export function newProfiles(domainId: number, profiles: ProfileWrite[]): NewRows {
  const rows = profiles.map((profile) => [
    domainId,
    profile.profileId,
    profile.survivorId,
    profile.createdAt,
    profile.updatedAt,
    profile.expiresOn,
    profile.names.lastName,
    profile.names.firstName,
    profile.names.lastReading,
    profile.names.firstReading,
    JSON.stringify(profile.facts),
  ]);
  return { table: 'profile', columns: profileColumns, rows, shared: sharedByBatch };
}

/** Replaces facts, names and dates of existing base profiles. */
export async function updateProfiles(sql: Sql, domainId: number, profiles: ProfileWrite[]): Promise<void> {
  if (profiles.length === 0) return;
  const rows = profiles.map(({ names, ...profile }) => ({
    id: profile.profileId,
    at: profile.updatedAt,
    expires: profile.expiresOn,
    ...names,
    facts: profile.facts,
  }));
  await sql`
    update profile p set
      updated_at = u.at, expires_on = greatest(p.expires_on, u.expires), facts = u.facts,
      last_name = u."lastName", first_name = u."firstName",
      last_reading = u."lastReading", first_reading = u."firstReading"
    from jsonb_to_recordset(${asJson(sql, rows)}) as u(
      id uuid, at timestamptz, expires date, "lastName" text, "firstName" text,
      "lastReading" text, "firstReading" text, facts jsonb)
    where p.domain_id = ${domainId} and p.profile_id = u.id`;
}

/** Moves expiry of untouched profiles forward: an equal write is still a write (AWS: sliding expiry). */
export async function extendProfiles(
  sql: Sql,
  domainId: number,
  ids: string[],
  expiresOn: string,
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update profile set expires_on = ${expiresOn}
    where domain_id = ${domainId} and profile_id = any(${ids}::uuid[]) and expires_on < ${expiresOn}`;
}

/** Ids of up to `limit` base profiles whose day has come, and that of every profile shown as one with them. */
export async function listExpired(
  sql: Sql,
  domainId: number,
  today: string,
  limit: number,
): Promise<string[]> {
  const rows = await sql`
    select p.profile_id from profile p
    where p.domain_id = ${domainId} and p.expires_on <= ${today}
      and not exists (select 1 from profile s where s.domain_id = p.domain_id and s.profile_id = p.survivor_id
        and s.expires_on > ${today})
      and not exists (select 1 from profile m where m.domain_id = p.domain_id and m.survivor_id = p.survivor_id
        and m.survivor_id <> m.profile_id and m.expires_on > ${today})
    order by p.expires_on limit ${limit}`;
  return rows.map((row) => row.profile_id);
}

/** Every base profile of these survivors: what a deletion takes along. */
export async function listMemberIds(sql: Sql, domainId: number, survivorIds: string[]): Promise<string[]> {
  const rows = await sql`
    select profile_id from profile where domain_id = ${domainId} and profile_id = any(${survivorIds}::uuid[])
      and survivor_id = profile_id
    union all
    select profile_id from profile where domain_id = ${domainId} and survivor_id = any(${survivorIds}::uuid[])
      and survivor_id <> profile_id`;
  return rows.map((row) => row.profile_id);
}

/** Deletes base profiles with their keys, objects, records and history, and takes them out of matches and merges. */
export async function deleteProfiles(sql: Sql, domainId: number, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`select forget_matches(${domainId}, ${ids}::uuid[])`;
  const mine = sql`domain_id = ${domainId} and profile_id = any(${ids}::uuid[])`;
  await sql`delete from standard_record_key k using standard_record r
    where r.domain_id = ${domainId} and r.profile_id = any(${ids}::uuid[])
      and k.domain_id = r.domain_id and k.kind = r.kind and k.record_id = r.record_id`;
  for (const table of ['standard_record', 'profile_object', 'profile_key', 'history', 'profile']) {
    await sql`delete from ${sql(table)} where ${mine}`;
  }
}

/** Base profiles, in id order after `after`, to which an object type and another source gave facts. */
export async function listContested(
  sql: Sql,
  domainId: number,
  typeId: number,
  after: string | undefined,
  limit: number,
): Promise<string[]> {
  const rows = await sql`
    select profile_id from profile
    where domain_id = ${domainId} and facts @> ${asJson(sql, [{ t: typeId }])} and jsonb_array_length(facts) > 1
      ${after === undefined ? sql`` : sql`and profile_id > ${after}`}
    order by profile_id limit ${limit}`;
  return rows.map((row) => row.profile_id);
}

/** Base profiles that hold facts of an object type. */
export async function listProfilesWithSource(
  sql: Sql,
  domainId: number,
  typeId: number,
  limit: number,
): Promise<string[]> {
  const rows = await sql`
    select profile_id from profile
    where domain_id = ${domainId} and facts @> ${asJson(sql, [{ t: typeId }])} limit ${limit}`;
  return rows.map((row) => row.profile_id);
}
