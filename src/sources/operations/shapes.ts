import { z } from 'zod';
import type { House } from '../../profiles/house.ts';
import { timestamp } from '../../wire/nayose.ts';
import type { Buckets } from '../buckets/bucket.ts';
import type { ImportQueue } from '../importQueue.ts';
import type { ImportRow } from '../store/imports.ts';

/** What these operations stand on. */
export interface OperationDeps {
  house: House;
  buckets: Buckets;
  queue: Pick<ImportQueue, 'send'>;
  report: (row: ImportRow) => void;
  log: (message: string) => void;
}

/** Who may work at the import desk. */
export const desk = ['admin', 'supervisor'] as const;

/** Name of a domain. */
export const domainName = z.string().min(1).max(64);
const fileKey = z.string().min(1).max(1_024);
/** Name of an object type as AWS has it. */
export const typeName = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9_-]{0,254}$/, 'it must start with a letter and hold letters, digits, _ and -');
/** Id of an import. */
export const importId = z.string().regex(/^[0-9a-f]{32}$/, 'it must be 32 hexadecimal digits');

/** What becomes of a column. */
export const column = z.object({
  Header: z.string().max(1_000),
  Target: z.string().max(300).default(''),
  Kind: z.enum(['standard', 'custom', 'ignored']),
  Key: z.enum(['unique', 'profile', 'search']).optional(),
});

/** A rejected row. */
export const reject = z.object({ Line: z.number(), Field: z.string().optional(), Reason: z.string() });

/** Which file, and what is forced about reading it. */
export const file = {
  DomainName: domainName,
  Bucket: z.string(),
  Key: fileKey,
  Encoding: z.string().optional(),
  Delimiter: z.string().optional(),
};

/** An import as the API shows it. */
export const importShape = z.object({
  ImportId: z.string(),
  DomainName: z.string(),
  Bucket: z.string(),
  Key: z.string(),
  ObjectTypeName: z.string(),
  DryRun: z.boolean(),
  Status: z.enum(['QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED']),
  BytesRead: z.number(),
  BytesTotal: z.number(),
  RowsRead: z.number(),
  Created: z.number(),
  Updated: z.number(),
  Unchanged: z.number(),
  Rejected: z.number(),
  FirstRejects: z.array(reject),
  RejectedKey: z.string().optional(),
  Message: z.string().optional(),
  Encoding: z.string(),
  Delimiter: z.string().optional(),
  StartedAt: timestamp.optional(),
  EndedAt: timestamp.optional(),
  CreatedAt: timestamp,
  StartedBy: z.string(),
});

/** An import as the API shows it. */
export type Import = z.input<typeof importShape>;

/** An import as the API shows it, from its row. */
export function toImport(row: ImportRow): Import {
  return {
    ImportId: row.importId,
    DomainName: row.domainName,
    Bucket: row.bucket,
    Key: row.key,
    ObjectTypeName: row.objectType,
    DryRun: row.dryRun,
    Status: row.status,
    BytesRead: row.bytesRead,
    BytesTotal: row.bytesTotal,
    RowsRead: row.rowsRead,
    Created: row.created,
    Updated: row.updated,
    Unchanged: row.unchanged,
    Rejected: row.rejected,
    FirstRejects: row.firstRejects,
    RejectedKey: row.rejectedKey,
    Message: row.message,
    Encoding: row.encoding ?? 'utf-8',
    Delimiter: row.delimiter,
    StartedAt: row.startedAt,
    EndedAt: row.endedAt,
    CreatedAt: row.createdAt,
    StartedBy: row.startedBy,
  };
}
