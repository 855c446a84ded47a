import { asJson, type Sql, type TransactionSql } from '../../database/connection.ts';
import type { ContactSettings } from '../settings.ts';
import { camelRow } from './rows.ts';

/** The contact centre of a domain. */
export interface Instance {
  domainId: number;
  instanceId: string;
  settings: ContactSettings;
  createdAt: Date;
}

/** The instance of a domain, if it has been made. */
export async function findInstance(sql: Sql, domainId: number): Promise<Instance | undefined> {
  const [row] = await sql`select * from instance where domain_id = ${domainId}`;
  return row && camelRow<Instance>(row);
}

/** Name of the domain that an instance of this account belongs to. */
export async function domainOfInstance(
  sql: Sql,
  accountId: string,
  instanceId: string,
): Promise<string | undefined> {
  const [row] = await sql`
    select d.name from instance i join domain d using (domain_id)
    where i.instance_id = ${instanceId} and d.account_id = ${accountId}`;
  return row?.name;
}

/** Adds an instance; false when another process was first. */
export async function insertInstance(sql: TransactionSql, instance: Instance): Promise<boolean> {
  const added = await sql`
    insert into instance (domain_id, instance_id, settings, created_at)
    values (${instance.domainId}, ${instance.instanceId}, ${asJson(sql, instance.settings)}, ${instance.createdAt})
    on conflict do nothing`;
  return added.count > 0;
}

/** Replaces the settings. */
export async function updateSettings(sql: Sql, domainId: number, settings: ContactSettings): Promise<void> {
  await sql`update instance set settings = ${asJson(sql, settings)} where domain_id = ${domainId}`;
}

/** A domain with an instance, as background work needs it. */
export interface InstanceOfDomain {
  domainId: number;
  accountId: string;
  name: string;
  settings: ContactSettings;
}

/** Domains of all accounts by id. */
export async function listInstances(sql: Sql, domainIds: number[]): Promise<InstanceOfDomain[]> {
  if (domainIds.length === 0) return [];
  const rows = await sql`
    select d.domain_id, d.account_id, d.name, i.settings from instance i join domain d using (domain_id)
    where d.domain_id = any(${domainIds}::int[])`;
  return rows.map((row) => camelRow<InstanceOfDomain>(row));
}
