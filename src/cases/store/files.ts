import type { Sql } from '../../database/connection.ts';

/** A file of a case. */
export interface CaseFile {
  fileId: string;
  caseId: string;
  name: string;
  /** What the sender said it is, such as `application/pdf`. */
  type: string;
  /** Undefined while it arrives. */
  bytes: number | undefined;
  createdAt: Date;
}

/** Which file. */
type Place = Pick<CaseFile, 'caseId' | 'fileId'>;

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
const toFile = (row: any): CaseFile => ({
  fileId: row.file_id,
  caseId: row.case_id,
  name: row.name,
  type: row.type,
  bytes: row.bytes ?? undefined,
  createdAt: row.created_at,
});

const placeOf = (sql: Sql, caseDomainId: number, { caseId, fileId }: Place) =>
  sql`case_domain_id = ${caseDomainId} and case_id = ${caseId} and file_id = ${fileId}`;

/** Begins a file whose content is about to arrive. */
export async function insertFile(sql: Sql, caseDomainId: number, file: CaseFile): Promise<void> {
  await sql`
    insert into case_file (case_domain_id, case_id, file_id, name, type, created_at)
    values (${caseDomainId}, ${file.caseId}, ${file.fileId}, ${file.name}, ${file.type}, ${file.createdAt})`;
}

/** Adds a part; false when the file is gone, as with its case. */
export async function insertPart(
  sql: Sql,
  caseDomainId: number,
  place: Place,
  part: number,
  content: Buffer,
): Promise<boolean> {
  const added = await sql`
    insert into case_file_part (case_domain_id, case_id, file_id, part, content)
    select case_domain_id, case_id, file_id, ${part}, ${content} from case_file
    where ${placeOf(sql, caseDomainId, place)} returning 1`;
  return added.length > 0;
}

/** Notes that all of it is there. */
export async function finishFile(sql: Sql, caseDomainId: number, place: Place, bytes: number): Promise<void> {
  await sql`update case_file set bytes = ${bytes} where ${placeOf(sql, caseDomainId, place)}`;
}

/** Files of a case that are there whole, by id; unknown ids are left out. */
export async function filesById(
  sql: Sql,
  caseDomainId: number,
  caseId: string,
  fileIds: readonly string[],
): Promise<Map<string, CaseFile>> {
  if (fileIds.length === 0) return new Map();
  const rows = await sql`
    select * from case_file where case_domain_id = ${caseDomainId} and case_id = ${caseId}
      and file_id = any(${[...fileIds]}::uuid[]) and bytes is not null`;
  return new Map(rows.map((row) => [row.file_id, toFile(row)]));
}

/** The content of a file, part by part. */
export async function* readParts(sql: Sql, caseDomainId: number, place: Place): AsyncGenerator<Buffer> {
  for (let part = 0; ; part++) {
    const [row] = await sql`
      select content from case_file_part where ${placeOf(sql, caseDomainId, place)} and part = ${part}`;
    if (!row) return;
    yield row.content;
  }
}

/** Deletes a file with its content. */
export async function deleteFile(sql: Sql, caseDomainId: number, place: Place): Promise<void> {
  await sql`delete from case_file where ${placeOf(sql, caseDomainId, place)}`;
}

/** Deletes files that began to arrive before a moment and still do: their senders went away half-way. */
export async function deleteUnfinished(sql: Sql, caseDomainId: number, before: Date): Promise<void> {
  await sql`
    delete from case_file where case_domain_id = ${caseDomainId} and bytes is null and created_at < ${before}`;
}
