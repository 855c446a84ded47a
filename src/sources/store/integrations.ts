import { asJson, type Sql } from '../../database/connection.ts';

/** An integration as stored: what PutIntegration was given, and where to look. */
export interface IntegrationRow {
  domainId: number;
  accountId: string;
  domainName: string;
  uri: string;
  objectType: string | undefined;
  /** Members of PutIntegration as given. */
  settings: Record<string, unknown>;
  bucket: string | undefined;
  prefix: string;
  schedule: string | undefined;
  timezone: string | undefined;
  createdAt: Date;
  updatedAt: Date;
  lastRunAt: Date | undefined;
  /** Since when the schedule rests. */
  pausedAt: Date | undefined;
  lastLook: Look | undefined;
}

/** What a look through the files of an integration came to. */
export interface Look {
  at: Date;
  /** Files it saw, and how many of them were taken in; unknown when it failed. */
  found: number | undefined;
  taken: number | undefined;
  /** Why it failed, in words for people. */
  problem: string | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
const toIntegration = (row: any): IntegrationRow => ({
  domainId: row.domain_id,
  accountId: row.account_id,
  domainName: row.domain_name,
  uri: row.uri,
  objectType: row.object_type ?? undefined,
  settings: row.settings,
  bucket: row.bucket ?? undefined,
  prefix: row.prefix ?? '',
  schedule: row.schedule ?? undefined,
  timezone: row.timezone ?? undefined,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  lastRunAt: row.last_run_at ?? undefined,
  pausedAt: row.paused_at ?? undefined,
  lastLook: row.looked_at ? toLook(row) : undefined,
});

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
const toLook = (row: any): Look => ({
  at: row.looked_at,
  found: row.files_found ?? undefined,
  taken: row.files_new ?? undefined,
  problem: row.look_problem ?? undefined,
});

const withDomain = (sql: Sql) => sql`
  select i.*, d.account_id, d.name as domain_name from integration i join domain d using (domain_id)`;

/** What PutIntegration stores. */
export type NewIntegration = Pick<
  IntegrationRow,
  'domainId' | 'uri' | 'objectType' | 'settings' | 'bucket' | 'prefix' | 'schedule' | 'timezone'
> & { at: Date };

/** Adds an integration, or replaces the one of that URI. */
export async function putIntegration(sql: Sql, given: NewIntegration): Promise<void> {
  await sql`
    insert into integration (domain_id, uri, object_type, settings, bucket, prefix, schedule, timezone, created_at, updated_at)
    values (${given.domainId}, ${given.uri}, ${given.objectType ?? null}, ${asJson(sql, given.settings)},
            ${given.bucket ?? null}, ${given.prefix}, ${given.schedule ?? null}, ${given.timezone ?? null},
            ${given.at}, ${given.at})
    on conflict (domain_id, uri) do update set object_type = excluded.object_type, settings = excluded.settings,
      bucket = excluded.bucket, prefix = excluded.prefix, schedule = excluded.schedule, timezone = excluded.timezone,
      updated_at = excluded.updated_at`;
}

/** One integration of a domain. */
export async function findIntegration(
  sql: Sql,
  domainId: number,
  uri: string,
): Promise<IntegrationRow | undefined> {
  const [row] = await sql`${withDomain(sql)} where domain_id = ${domainId} and uri = ${uri}`;
  return row && toIntegration(row);
}

/** The integration of a domain that was made from a flow of this name. */
export async function findByFlow(
  sql: Sql,
  domainId: number,
  flow: string,
): Promise<IntegrationRow | undefined> {
  const [row] = await sql`
    ${withDomain(sql)} where domain_id = ${domainId} and i.settings #>> '{FlowDefinition,FlowName}' = ${flow}`;
  return row && toIntegration(row);
}

/** Integrations of a domain by URI, from the one after `after`. */
export async function listIntegrations(sql: Sql, domainId: number, after: string, limit: number) {
  const rows = await sql`
    ${withDomain(sql)} where domain_id = ${domainId} and uri > ${after} order by uri limit ${limit}`;
  return rows.map(toIntegration);
}

/** Integrations of a URI in all domains of an account, by domain name, from the one after `after`. */
export async function listByUri(sql: Sql, accountId: string, uri: string, after: string, limit: number) {
  const rows = await sql`
    ${withDomain(sql)} where d.account_id = ${accountId} and uri = ${uri} and d.name > ${after} order by d.name limit ${limit}`;
  return rows.map(toIntegration);
}

/** Integrations with a schedule that is not paused, of every account. */
export async function listScheduled(sql: Sql): Promise<IntegrationRow[]> {
  const rows = await sql`
    ${withDomain(sql)} where schedule is not null and bucket is not null and paused_at is null
    order by domain_id, uri`;
  return rows.map(toIntegration);
}

/** Removes an integration; the objects it brought stay. False when there was none. */
export async function deleteIntegration(sql: Sql, domainId: number, uri: string): Promise<boolean> {
  const [gone] =
    await sql`delete from integration where domain_id = ${domainId} and uri = ${uri} returning 1 as one`;
  return gone !== undefined;
}

/** Notes a run, unless another process has noted one since. False when it has. */
export async function noteRun(sql: Sql, row: IntegrationRow, at: Date): Promise<boolean> {
  const [noted] = await sql`
    update integration set last_run_at = ${at} where domain_id = ${row.domainId} and uri = ${row.uri}
      and last_run_at is not distinct from ${row.lastRunAt ?? null} returning 1 as one`;
  return noted !== undefined;
}

/** Which integration. */
type Place = Pick<IntegrationRow, 'domainId' | 'uri'>;

/** Notes what a look came to. */
export async function noteLook(sql: Sql, { domainId, uri }: Place, look: Look): Promise<void> {
  await sql`
    update integration set looked_at = ${look.at}, files_found = ${look.found ?? null},
           files_new = ${look.taken ?? null}, look_problem = ${look.problem ?? null}
    where domain_id = ${domainId} and uri = ${uri}`;
}

/** Lets the schedule rest from a moment on, or serves it again. Resting twice keeps the first moment. */
export async function setPaused(sql: Sql, { domainId, uri }: Place, since: Date | undefined): Promise<void> {
  await sql`
    update integration set paused_at = coalesce(case when ${since !== undefined}::boolean then paused_at end, ${since ?? null}::timestamptz)
    where domain_id = ${domainId} and uri = ${uri}`;
}

/** Gives an integration another schedule; none: it looks on demand only. */
export async function setSchedule(
  sql: Sql,
  { domainId, uri }: Place,
  given: Pick<IntegrationRow, 'schedule' | 'timezone' | 'settings'> & { at: Date },
): Promise<void> {
  await sql`
    update integration set schedule = ${given.schedule ?? null}, timezone = ${given.timezone ?? null},
           settings = ${asJson(sql, given.settings)}, updated_at = ${given.at}
    where domain_id = ${domainId} and uri = ${uri}`;
}

/** A content of a file that an integration takes in. */
export interface SeenFile {
  domainId: number;
  bucket: string;
  key: string;
  objectType: string;
}

/** Stamps already seen of the files of a bucket, as `key\0stamp`. */
export async function seenStamps(
  sql: Sql,
  file: Omit<SeenFile, 'key'>,
  keys: string[],
): Promise<Set<string>> {
  const rows = await sql`
    select key, stamp from imported_file where domain_id = ${file.domainId} and bucket = ${file.bucket}
      and object_type = ${file.objectType} and key = any(${keys}::text[])`;
  return new Set(rows.map((row) => `${row.key}\0${row.stamp}`));
}

/** Notes a content as taken in; false when it was before (then only its stamp is noted). */
export async function noteContent(
  sql: Sql,
  file: SeenFile & { fingerprint: string; stamp: string; importId: string; at: Date },
): Promise<boolean> {
  const [row] = await sql`
    insert into imported_file (domain_id, bucket, key, object_type, fingerprint, stamp, import_id, imported_at)
    values (${file.domainId}, ${file.bucket}, ${file.key}, ${file.objectType}, ${file.fingerprint}, ${file.stamp},
            ${file.importId}, ${file.at})
    on conflict (domain_id, bucket, key, object_type, fingerprint) do update set stamp = excluded.stamp
    returning import_id`;
  return row?.import_id === file.importId;
}
