import { asJson, type Sql, type TransactionSql } from '../../database/connection.ts';
import type { DomainRow, DomainSettings } from '../domain.ts';
import { lockDomain } from './lock.ts';

const columns = ['domain_id', 'account_id', 'name', 'settings', 'created_at', 'updated_at'];

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
const toDomain = (row: any): DomainRow => ({
  domainId: row.domain_id,
  accountId: row.account_id,
  name: row.name,
  settings: row.settings,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** The domain of that name in the account. */
export async function findDomain(sql: Sql, accountId: string, name: string): Promise<DomainRow | undefined> {
  const [row] =
    await sql`select ${sql(columns)} from domain where account_id = ${accountId} and name = ${name}`;
  return row && toDomain(row);
}

/** Adds a domain; undefined when the name is taken in the account. */
export async function insertDomain(
  sql: Sql,
  domain: { accountId: string; name: string; settings: DomainSettings; at: Date },
): Promise<DomainRow | undefined> {
  const [row] = await sql`
    insert into domain (account_id, name, settings, created_at, updated_at)
    values (${domain.accountId}, ${domain.name}, ${asJson(sql, domain.settings)}, ${domain.at}, ${domain.at})
    on conflict do nothing returning ${sql(columns)}`;
  return row && toDomain(row);
}

/** The settings as they are now, held until the transaction ends; undefined when the domain is gone. */
export async function lockSettings(sql: Sql, domainId: number): Promise<DomainSettings | undefined> {
  const [row] = await sql`select settings from domain where domain_id = ${domainId} for no key update`;
  return row?.settings;
}

/** Replaces the settings. */
export async function updateDomain(
  sql: Sql,
  domainId: number,
  settings: DomainSettings,
  at: Date,
): Promise<void> {
  await sql`update domain set settings = ${asJson(sql, settings)}, updated_at = ${at} where domain_id = ${domainId}`;
}

/** Domains of an account by name, from the one after `after`. */
export async function listDomains(
  sql: Sql,
  accountId: string,
  after: string,
  limit: number,
): Promise<DomainRow[]> {
  const rows = await sql`
    select ${sql(columns)} from domain where account_id = ${accountId} and name > ${after} order by name limit ${limit}`;
  return rows.map(toDomain);
}

/** Domains of every account: what background work goes through. */
export async function listAllDomains(sql: Sql): Promise<DomainRow[]> {
  const rows = await sql`select ${sql(columns)} from domain order by domain_id`;
  return rows.map(toDomain);
}

/** Tables with customer data, all keyed by domain_id first. */
const domainTables = [
  'outbox',
  'merge',
  'judgement',
  'match_pair',
  'match_member',
  'match_group',
  'custom_field',
  'name_part',
  'history',
  'standard_record_key',
  'standard_record',
  'profile_object',
  'object_shape',
  'profile_key',
  'profile',
] as const;

/** Keeps the domain from being deleted until the transaction ends; false when it is gone. */
export async function holdDomain(sql: Sql, domainId: number): Promise<boolean> {
  const rows = await sql`select 1 from domain where domain_id = ${domainId} for key share`;
  return rows.length > 0;
}

/** Deletes the domain and everything in it, once those who hold it are done. */
export async function deleteDomain(sql: TransactionSql, domainId: number): Promise<void> {
  await lockDomain(sql, domainId);
  await sql`select 1 from domain where domain_id = ${domainId} for update`;
  for (const table of domainTables) await sql`delete from ${sql(table)} where domain_id = ${domainId}`;
  await sql`delete from domain where domain_id = ${domainId}`;
}

/** Whether anybody is in the domain; costs nothing, however many there are. */
export async function hasProfiles(sql: Sql, domainId: number): Promise<boolean> {
  const [row] = await sql`select exists (select from profile where domain_id = ${domainId}) as some`;
  return row?.some === true;
}

/** Counts for GetDomain. A profile with more than 100 objects meters as 2, more than 200 as 3 … (AWS: MeteringProfileCount). */
export async function domainStats(sql: Sql, domainId: number) {
  const [row] = await sql`
    select (select count(*) from profile where domain_id = ${domainId} and survivor_id = profile_id) as profiles,
           coalesce(sum(o.objects), 0)::bigint as objects, coalesce(sum(o.bytes), 0)::bigint as bytes,
           coalesce(sum((o.objects - 1) / 100), 0)::bigint as extra
    from (select count(*) as objects, sum(octet_length(p.object) + coalesce(octet_length(s.names) - 1, 0)) as bytes
          from profile_object p left join object_shape s on s.domain_id = p.domain_id and s.shape_id = p.shape_id
          where p.domain_id = ${domainId} group by p.profile_id) o`;
  return {
    ProfileCount: row?.profiles ?? 0,
    MeteringProfileCount: (row?.profiles ?? 0) + (row?.extra ?? 0),
    ObjectCount: row?.objects ?? 0,
    TotalSize: row?.bytes ?? 0,
  };
}
