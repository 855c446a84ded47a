import { asJson, type Sql } from '../../database/connection.ts';
import type { ObjectTypeDefinition } from '../../profiles/objectType.ts';
import type { Reject } from '../rejectedFile.ts';

/** States of an import; the last three are final. */
export type ImportStatus = 'QUEUED' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELLED';

/** What became of rows. Read = created + updated + unchanged + rejected, always (the table checks it). */
export interface Counts {
  rowsRead: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
}

/** A rejected row as reports list it. */
export interface RejectLine {
  Line: number;
  Field?: string;
  Reason: string;
}

/** An import as stored. */
export interface ImportRow extends Counts {
  domainId: number;
  accountId: string;
  domainName: string;
  importId: string;
  bucket: string;
  key: string;
  stamp: string;
  objectType: string;
  definition: ObjectTypeDefinition | undefined;
  header: string[];
  dryRun: boolean;
  status: ImportStatus;
  encoding: string | undefined;
  delimiter: string | undefined;
  bytesRead: number;
  bytesTotal: number;
  firstRejects: RejectLine[];
  rejectedKey: string | undefined;
  message: string | undefined;
  startedBy: string;
  createdAt: Date;
  startedAt: Date | undefined;
  endedAt: Date | undefined;
}

/** What a new import is made of. */
export type NewImport = Pick<
  ImportRow,
  | 'domainId'
  | 'importId'
  | 'bucket'
  | 'key'
  | 'stamp'
  | 'objectType'
  | 'definition'
  | 'header'
  | 'dryRun'
  | 'encoding'
  | 'delimiter'
  | 'bytesTotal'
  | 'startedBy'
  | 'createdAt'
> & { failure?: string | undefined };

/** Rejected rows that a report lists itself. */
export const listedRejects = 20;

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
const toImport = (row: any): ImportRow => ({
  domainId: row.domain_id,
  accountId: row.account_id,
  domainName: row.domain_name,
  importId: row.import_id,
  bucket: row.bucket,
  key: row.key,
  stamp: row.stamp,
  objectType: row.object_type,
  definition: row.definition ?? undefined,
  header: row.header,
  dryRun: row.dry_run,
  status: row.status,
  encoding: row.encoding ?? undefined,
  delimiter: row.delimiter ?? undefined,
  bytesRead: row.bytes_read,
  bytesTotal: row.bytes_total,
  rowsRead: row.rows_read,
  created: row.created,
  updated: row.updated,
  unchanged: row.unchanged,
  rejected: row.rejected,
  firstRejects: row.first_rejects,
  rejectedKey: row.rejected_key ?? undefined,
  message: row.message ?? undefined,
  startedBy: row.started_by,
  createdAt: row.created_at,
  startedAt: row.started_at ?? undefined,
  endedAt: row.ended_at ?? undefined,
});

/** Adds an import, waiting to run; or failed at once, when `failure` says why. */
export async function insertImport(sql: Sql, given: NewImport): Promise<void> {
  const ended = given.failure === undefined ? null : given.createdAt;
  await sql`
    insert into import (domain_id, import_id, bucket, key, stamp, object_type, definition, header, dry_run, status,
                        encoding, delimiter, bytes_total, started_by, created_at, message, ended_at)
    values (${given.domainId}, ${given.importId}, ${given.bucket}, ${given.key}, ${given.stamp}, ${given.objectType},
            ${given.definition ? asJson(sql, given.definition) : null}, ${given.header}, ${given.dryRun},
            ${ended ? 'FAILED' : 'QUEUED'}, ${given.encoding ?? null}, ${given.delimiter ?? null}, ${given.bytesTotal},
            ${given.startedBy}, ${given.createdAt}, ${given.failure ?? null}, ${ended})`;
}

const withDomain = (sql: Sql) => sql`
  select i.*, d.account_id, d.name as domain_name from import i join domain d using (domain_id)`;

/** One import of a domain. */
export async function findImport(
  sql: Sql,
  domainId: number,
  importId: string,
): Promise<ImportRow | undefined> {
  const [row] = await sql`${withDomain(sql)} where domain_id = ${domainId} and import_id = ${importId}`;
  return row && toImport(row);
}

/** Which imports of a domain are listed: those somebody started, those from the one before `before` on. */
export interface ImportWanted {
  startedBy: string | undefined;
  before: string | undefined;
  limit: number;
}

/** Imports of a domain, newest first. */
export async function listImports(sql: Sql, domainId: number, { startedBy, before, limit }: ImportWanted) {
  const older = before ? sql`and import_id < ${before}` : sql``;
  const theirs = startedBy ? sql`and started_by = ${startedBy}` : sql``;
  const rows = await sql`
    ${withDomain(sql)} where domain_id = ${domainId} ${theirs} ${older} order by import_id desc limit ${limit}`;
  return rows.map(toImport);
}

/** What came of all imports that somebody started. */
export interface ImportTotals extends Counts {
  imports: number;
  failed: number;
}

/** Sums up the imports that somebody started. */
export async function sumImports(sql: Sql, domainId: number, startedBy: string): Promise<ImportTotals> {
  const [sums] = await sql`
    select count(*)::int as imports, (count(*) filter (where status = 'FAILED'))::int as failed,
           coalesce(sum(rows_read), 0)::bigint as rows_read, coalesce(sum(created), 0)::bigint as created,
           coalesce(sum(updated), 0)::bigint as updated, coalesce(sum(unchanged), 0)::bigint as unchanged,
           coalesce(sum(rejected), 0)::bigint as rejected
    from import where domain_id = ${domainId} and started_by = ${startedBy}`;
  return {
    imports: sums?.imports,
    failed: sums?.failed,
    rowsRead: sums?.rows_read,
    created: sums?.created,
    updated: sums?.updated,
    unchanged: sums?.unchanged,
    rejected: sums?.rejected,
  };
}

/**
 * Makes `owner` the one that works on an import, when nobody does: it is queued, or whoever ran it has been silent
 * for `silence` milliseconds. Undefined when it is finished or in good hands.
 */
export async function claimImport(sql: Sql, importId: string, owner: string, silence: number, at: Date) {
  const [claimed] = await sql`
    update import set status = 'RUNNING', owner = ${owner}, heartbeat_at = clock_timestamp(),
           started_at = coalesce(started_at, ${at})
    where import_id = ${importId} and status in ('QUEUED', 'RUNNING')
      and (owner is null or owner = ${owner} or heartbeat_at < clock_timestamp() - make_interval(secs => ${silence / 1000}))
    returning domain_id`;
  return claimed && findImport(sql, claimed.domain_id, importId);
}

/** Imports that nobody works on although somebody began to. */
export async function listAbandoned(
  sql: Sql,
  silence: number,
): Promise<{ importId: string; domainId: number }[]> {
  const rows = await sql`
    select import_id, domain_id from import where status = 'RUNNING'
      and (owner is null or heartbeat_at < clock_timestamp() - make_interval(secs => ${silence / 1000}))`;
  return rows.map((row) => ({ importId: row.import_id, domainId: row.domain_id }));
}

/** Imports still waiting, oldest first. */
export async function listQueued(sql: Sql): Promise<{ importId: string; domainId: number }[]> {
  const rows = await sql`select import_id, domain_id from import where status = 'QUEUED' order by import_id`;
  return rows.map((row) => ({ importId: row.import_id, domainId: row.domain_id }));
}

/** What a batch adds to an import. */
export interface Step extends Counts {
  bytesRead: number;
  rejects: Reject[];
}

/**
 * Writes the checkpoint of a batch, in the batch's own transaction. False when the import is no longer this owner's at
 * this point (cancelled, deleted, taken over): then the batch must not be committed.
 */
export async function advanceImport(sql: Sql, row: ImportRow, owner: string, step: Step): Promise<boolean> {
  if (step.rejects.length > 0 && !row.dryRun) await insertRejects(sql, row, step.rejects);
  const room = Math.max(0, listedRejects - row.firstRejects.length);
  const listed = step.rejects.slice(0, room).map(toLine);
  const more = listed.length > 0 ? sql`, first_rejects = first_rejects || ${asJson(sql, listed)}` : sql``;
  const [moved] = await sql`
    update import set rows_read = rows_read + ${step.rowsRead}, created = created + ${step.created},
           updated = updated + ${step.updated}, unchanged = unchanged + ${step.unchanged},
           rejected = rejected + ${step.rejected}, bytes_read = ${step.bytesRead}, heartbeat_at = clock_timestamp() ${more}
    where domain_id = ${row.domainId} and import_id = ${row.importId} and owner = ${owner} and status = 'RUNNING'
      and rows_read = ${row.rowsRead}
    returning 1 as one`;
  return moved !== undefined;
}

/** A rejected row as reports list it. */
export function toLine({ line, field, reason }: Reject): RejectLine {
  return { Line: line, ...(field === undefined ? {} : { Field: field }), Reason: reason };
}

async function insertRejects(sql: Sql, { domainId, importId }: ImportRow, rejects: Reject[]): Promise<void> {
  const rows = rejects.map(({ line, field, reason, cells }) => ({
    domain_id: domainId,
    import_id: importId,
    line,
    field: field ?? null,
    reason,
    cells,
  }));
  await sql`insert into import_reject ${sql(rows)} on conflict do nothing`;
}

/** Sets the counts of a dry run, which has no transactions to write them in. False when it is no longer this owner's. */
export async function setProgress(
  sql: Sql,
  row: ImportRow,
  owner: string,
  counts: Counts,
  bytesRead: number,
) {
  const [kept] = await sql`
    update import set rows_read = ${counts.rowsRead}, created = ${counts.created}, updated = ${counts.updated},
           unchanged = ${counts.unchanged}, rejected = ${counts.rejected}, bytes_read = ${bytesRead},
           first_rejects = ${asJson(sql, row.firstRejects)}, heartbeat_at = clock_timestamp()
    where domain_id = ${row.domainId} and import_id = ${row.importId} and owner = ${owner} and status = 'RUNNING'
    returning 1 as one`;
  return kept !== undefined;
}

/** Says that the owner is alive; a slow batch must not look abandoned. */
export async function beat(sql: Sql, row: ImportRow, owner: string): Promise<void> {
  await sql`update import set heartbeat_at = clock_timestamp()
    where domain_id = ${row.domainId} and import_id = ${row.importId} and owner = ${owner}`;
}

/** How an import ended. */
export interface Ending {
  status: 'COMPLETED' | 'FAILED';
  message?: string | undefined;
  rejectedKey?: string | undefined;
  at: Date;
}

/** Ends an import that is still this owner's, and forgets the rejected rows, which are in the report now. */
export async function endImport(sql: Sql, row: ImportRow, owner: string, ending: Ending): Promise<void> {
  const [ended] = await sql`
    update import set status = ${ending.status}, message = ${ending.message ?? null},
           rejected_key = ${ending.rejectedKey ?? null}, ended_at = ${ending.at}, owner = null,
           bytes_read = case when ${ending.status === 'COMPLETED'} then bytes_total else bytes_read end
    where domain_id = ${row.domainId} and import_id = ${row.importId} and owner = ${owner} and status = 'RUNNING'
    returning 1 as one`;
  if (ended) await forgetRejects(sql, row);
}

/** Deletes the rejected rows kept for the report. */
export async function forgetRejects(sql: Sql, row: Pick<ImportRow, 'domainId' | 'importId'>): Promise<void> {
  await sql`delete from import_reject where domain_id = ${row.domainId} and import_id = ${row.importId}`;
}

/** Lets go of an import, so that the next process takes it up at once. */
export async function releaseImport(sql: Sql, row: ImportRow, owner: string): Promise<void> {
  await sql`update import set owner = null
    where domain_id = ${row.domainId} and import_id = ${row.importId} and owner = ${owner} and status = 'RUNNING'`;
}

/** Cancels an unfinished import; its running batch will not commit. False when it had ended already. */
export async function cancelImport(sql: Sql, domainId: number, importId: string, at: Date): Promise<boolean> {
  const [cancelled] = await sql`
    update import set status = 'CANCELLED', ended_at = ${at}, message = 'Cancelled; the rows read so far stay imported.'
    where domain_id = ${domainId} and import_id = ${importId} and status in ('QUEUED', 'RUNNING') returning 1 as one`;
  return cancelled !== undefined;
}

/** Rejected rows in the order of the file, a thousand at a time. */
export async function* rejectedRows(sql: Sql, row: ImportRow): AsyncGenerator<Reject[]> {
  let after = -1;
  for (;;) {
    const rows = await sql`
      select line, field, reason, cells from import_reject
      where domain_id = ${row.domainId} and import_id = ${row.importId} and line > ${after} order by line limit 1000`;
    if (rows.length === 0) return;
    yield rows.map(({ line, field, reason, cells }) => ({ line, field: field ?? undefined, reason, cells }));
    after = rows.at(-1)?.line;
  }
}
