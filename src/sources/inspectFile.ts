import type { Domain } from '../profiles/domain.ts';
import { badRequest, notFound } from '../wire/refusal.ts';
import type { Buckets, StoredFile } from './buckets/bucket.ts';
import { columnsOfType, fits, type Proposal, proposeColumns, typeNameOf } from './columns.ts';
import type { Delimiter } from './reading/csv.ts';
import type { Encoding } from './reading/decoder.ts';
import { maxColumns } from './reading/header.ts';
import type { SourceRecord } from './reading/record.ts';
import { openTable, type TableFile } from './reading/tableFile.ts';
import { type RejectLine, toLine } from './store/imports.ts';

/** Rows looked at for the proposal of a mapping. */
const sampleRows = 1_000;
/** Rows and problems that are shown. */
const shownRows = 20;

/** Which file, and what is forced about reading it. */
export interface FileChoice {
  bucket: string;
  key: string;
  encoding: Encoding | undefined;
  delimiter: Delimiter | undefined;
}

/** What the beginning of a file shows. */
export interface Inspection extends Proposal {
  file: StoredFile;
  table: Pick<TableFile, 'format' | 'encoding' | 'encodingKnown' | 'delimiter' | 'compression' | 'header'>;
  firstRows: string[][];
  problems: RejectLine[];
  /** Type to import it as: one of the domain that fits, or a new name. */
  typeName: string;
  typeExists: boolean;
}

/** Reads the beginning of a stored file and proposes how to import it. Refuses a file that cannot be imported. */
export async function inspectFile(buckets: Buckets, domain: Domain, choice: FileChoice): Promise<Inspection> {
  const bucket = await buckets.open(choice.bucket);
  const file = await bucket.stat(choice.key);
  if (!file) throw notFound(`There is no file "${choice.key}" in bucket "${choice.bucket}".`);
  const stream = await bucket.read(choice.key);
  try {
    const table = await openTable(stream, { ...choice, name: choice.key });
    const records = await firstRecords(table);
    const good = records.filter((record) => !record.reason);
    const samples = good.map((record) => record.object?.value ?? memberOf(table.header, record.cells));
    // A file without rows still shows its columns.
    if (samples.length === 0) samples.push(memberOf(table.header, []));
    const problems = records.filter((record) => record.reason).slice(0, shownRows);
    if (table.format === 'jsonl' && good.length === 0 && problems[0]) {
      throw badRequest(`The file has no JSON object on its first lines: ${problems[0].reason}.`);
    }
    const proposal = proposeColumns(samples, maxColumns);
    const headers = proposal.columns.map(({ Header }) => Header);
    const type = chooseType(domain, choice.key, headers);
    const existing = domain.types.get(type.typeName)?.type.definition;
    return {
      file,
      table,
      firstRows: good.slice(0, shownRows).map((record) => cellsOf(record, table.header)),
      problems: problems.map(({ line, reason = '', cells }) =>
        toLine({ line, reason, cells, field: undefined }),
      ),
      ...proposal,
      ...type,
      columns: existing ? columnsOfType(existing, headers) : proposal.columns,
    };
  } finally {
    stream.destroy();
  }
}

async function firstRecords(table: TableFile): Promise<SourceRecord[]> {
  const records: SourceRecord[] = [];
  for await (const piece of table.records()) {
    records.push(...piece);
    if (records.length >= sampleRows) break;
  }
  return records.slice(0, sampleRows);
}

function memberOf(header: string[], cells: string[]): Record<string, unknown> {
  return Object.fromEntries(header.map((name, i) => [name, cells[i] ?? '']));
}

function cellsOf(record: SourceRecord, header: string[]): string[] {
  const value = record.object?.value;
  if (!value) return record.cells;
  return header.map((name) => {
    const member = Object.hasOwn(value, name) ? value[name] : undefined;
    if (member === undefined || member === null) return '';
    return typeof member === 'string' ? member : JSON.stringify(member);
  });
}

/** The type named after the file, numbered on when one of that name is for other columns. */
function chooseType(domain: Domain, key: string, headers: string[]) {
  const base = typeNameOf(key);
  for (let n = 1; ; n++) {
    const typeName = n === 1 ? base : `${base}_${n}`;
    const definition = domain.types.get(typeName)?.type.definition;
    if (!definition) return { typeName, typeExists: false };
    if (fits(definition, headers)) return { typeName, typeExists: true };
  }
}
