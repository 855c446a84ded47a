import { asJson, type Sql } from '../../database/connection.ts';

/** A Cases domain as stored. */
export interface CaseDomain {
  caseDomainId: number;
  /** Its id in the wire. */
  casesId: string;
  accountId: string;
  name: string;
  /** The domain of customer profiles it serves, if any. */
  domainId: number | undefined;
  eventConfiguration: unknown;
  tags: Record<string, string>;
  createdAt: Date;
}

const columns = [
  'case_domain_id',
  'cases_id',
  'account_id',
  'name',
  'domain_id',
  'event_configuration',
  'tags',
  'created_at',
];

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
const toDomain = (row: any): CaseDomain => ({
  caseDomainId: row.case_domain_id,
  casesId: row.cases_id,
  accountId: row.account_id,
  name: row.name,
  domainId: row.domain_id ?? undefined,
  eventConfiguration: row.event_configuration ?? undefined,
  tags: row.tags,
  createdAt: row.created_at,
});

/** The Cases domain with this id in the account. */
export async function findCaseDomain(
  sql: Sql,
  accountId: string,
  casesId: string,
): Promise<CaseDomain | undefined> {
  const [row] = await sql`
    select ${sql(columns)} from case_domain where cases_id = ${casesId} and account_id = ${accountId}`;
  return row && toDomain(row);
}

/** The Cases domain that serves a domain of profiles. */
export async function findServing(sql: Sql, domainId: number): Promise<CaseDomain | undefined> {
  const [row] = await sql`select ${sql(columns)} from case_domain where domain_id = ${domainId}`;
  return row && toDomain(row);
}

/** Ties a Cases domain of this name to a domain of profiles; undefined when there is none that is free. */
export async function tieByName(
  sql: Sql,
  accountId: string,
  name: string,
  domainId: number,
): Promise<CaseDomain | undefined> {
  const [row] = await sql`
    update case_domain set domain_id = ${domainId}
    where account_id = ${accountId} and name = ${name} and domain_id is null returning ${sql(columns)}`;
  return row && toDomain(row);
}

/** Adds a Cases domain; undefined when its name is taken in the account. */
export async function insertCaseDomain(
  sql: Sql,
  domain: { casesId: string; accountId: string; name: string; domainId: number | undefined; at: Date },
): Promise<CaseDomain | undefined> {
  const [row] = await sql`
    insert into case_domain (cases_id, account_id, name, domain_id, created_at)
    values (${domain.casesId}, ${domain.accountId}, ${domain.name}, ${domain.domainId ?? null}, ${domain.at})
    on conflict do nothing returning ${sql(columns)}`;
  return row && toDomain(row);
}

/** Cases domains of an account by name, from the one after `after`. */
export async function listCaseDomains(
  sql: Sql,
  accountId: string,
  after: string,
  limit: number,
): Promise<CaseDomain[]> {
  const rows = await sql`
    select ${sql(columns)} from case_domain where account_id = ${accountId} and name > ${after}
    order by name limit ${limit}`;
  return rows.map(toDomain);
}

/** How many Cases domains an account has that serve no domain of profiles; holds others back until the end. */
export async function countFreeDomains(sql: Sql, accountId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`case domains of ${accountId}`}, 0))`;
  const [row] = await sql`
    select count(*) as domains from case_domain where account_id = ${accountId} and domain_id is null`;
  return row?.domains ?? 0;
}

/** Deletes a Cases domain with everything in it. */
export async function deleteCaseDomain(sql: Sql, caseDomainId: number): Promise<void> {
  await sql`delete from case_domain where case_domain_id = ${caseDomainId}`;
}

/** Keeps what events are to carry. */
export async function setEventConfiguration(
  sql: Sql,
  caseDomainId: number,
  configuration: unknown,
): Promise<void> {
  await sql`
    update case_domain set event_configuration = ${asJson(sql, configuration)} where case_domain_id = ${caseDomainId}`;
}

/** Keeps a Cases domain from being deleted until the transaction ends; false when it is gone. */
export async function holdCaseDomain(sql: Sql, caseDomainId: number): Promise<boolean> {
  const rows = await sql`select 1 from case_domain where case_domain_id = ${caseDomainId} for key share`;
  return rows.length > 0;
}

/** One change of a domain's set-up at a time, so that quotas and names hold. */
export async function lockSetUp(sql: Sql, caseDomainId: number): Promise<void> {
  await sql`select 1 from case_domain where case_domain_id = ${caseDomainId} for no key update`;
}
