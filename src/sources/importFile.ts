import type { Domain } from '../profiles/domain.ts';
import { startDryRun } from '../profiles/dryRun.ts';
import type { House } from '../profiles/house.ts';
import { ingest } from '../profiles/ingest.ts';
import type { Outcome } from '../profiles/ingestPlan.ts';
import { compileMapping } from '../profiles/mapping.ts';
import type { ObjectTypeDefinition } from '../profiles/objectType.ts';
import { putObjectType } from '../profiles/putObjectType.ts';
import { badRequest, Refusal } from '../wire/refusal.ts';
import type { Buckets } from './buckets/bucket.ts';
import { delimiterNamed, encodingNamed } from './choices.ts';
import { countOutcomes, noCounts } from './counts.ts';
import { isPassing, withoutBadRows } from './failures.ts';
import { createHeapKeeper } from './memory.ts';
import { openTable, type TableFile } from './reading/tableFile.ts';
import { type Reject, rejectedCsv, rejectedKey } from './rejectedFile.ts';
import { columnOfField, createRowMaker, type Item } from './rowMaker.ts';
import {
  advanceImport,
  beat,
  endImport,
  findImport,
  type ImportRow,
  listedRejects,
  rejectedRows,
  releaseImport,
  setProgress,
  toLine,
} from './store/imports.ts';

/** Records that go in together, in one transaction. */
const batchSize = 1_000;

/** What running imports needs. */
export interface ImportDeps {
  house: House;
  buckets: Buckets;
  /** Identity of this process among those that share the database. */
  owner: string;
  /** Hears of every step, about once a second. */
  report: (row: ImportRow) => void;
  /** True when the process wants to stop: the import is let go after the batch at hand. */
  stopping: () => boolean;
}

/** The import is cancelled, deleted or in other hands; what was not committed must not be. */
class NoLongerOurs extends Error {}

/**
 * Runs an import this process has claimed, from its checkpoint to its end, in constant memory. Rows already counted are
 * read past: the records of a file do not depend on how it was cut, so a count is a place in it. A killed process
 * leaves the checkpoint of its last committed batch, in the same transaction as that batch's rows.
 * A file that cannot be read on is a failed import; a database that cannot be reached throws.
 */
export async function runImport(deps: ImportDeps, claimed: ImportRow): Promise<void> {
  const state = { row: claimed };
  let telling: Promise<void> | undefined;
  const pulse = setInterval(() => {
    telling ??= beatAndTell(deps, state.row).finally(() => {
      telling = undefined;
    });
  }, 1_000);
  try {
    const finished = await readFile(deps, state);
    if (!finished) return await releaseImport(deps.house.sql, state.row, deps.owner);
    await finish(deps, state.row, 'COMPLETED');
  } catch (error) {
    if (error instanceof NoLongerOurs) return;
    if (!(error instanceof Refusal)) throw error;
    await finish(deps, state.row, 'FAILED', error.message);
  } finally {
    clearInterval(pulse);
    await telling;
  }
}

/** Tells what the table says, as those do who ask: what this process knows may be behind it, and so what is shown go back. */
async function beatAndTell({ house: { sql }, owner, report }: ImportDeps, row: ImportRow): Promise<void> {
  try {
    await beat(sql, row, owner);
    const stored = await findImport(sql, row.domainId, row.importId);
    if (stored) report(stored);
  } catch {
    // It is told again in a second.
  }
}

async function finish(deps: ImportDeps, row: ImportRow, status: 'COMPLETED' | 'FAILED', message?: string) {
  // A dry run tells its counts now and then; here they are complete.
  if (row.dryRun) await setProgress(deps.house.sql, row, deps.owner, row, row.bytesRead);
  const report = row.rejected > 0 && !row.dryRun ? await writeReport(deps, row) : {};
  const told = [message, report.problem].filter(Boolean).join(' ') || undefined;
  const ending = { status, message: told, rejectedKey: report.key, at: deps.house.clock() };
  await endImport(deps.house.sql, row, deps.owner, ending);
}

/** Writes the report beside the source. The rows are in; a bucket that takes no files must not undo that. */
async function writeReport(deps: ImportDeps, row: ImportRow): Promise<{ key?: string; problem?: string }> {
  const key = rejectedKey(row.key);
  try {
    const bucket = await deps.buckets.open(row.bucket);
    await bucket.write(key, rejectedCsv(row.header, rejectedRows(deps.house.sql, row)));
    return { key };
  } catch (error) {
    if (isPassing(error)) throw error;
    return { problem: `The report of rejected rows could not be written to bucket "${row.bucket}".` };
  }
}

/** Takes in the rest of the file; false when it stopped because the process does. */
async function readFile(deps: ImportDeps, state: { row: ImportRow }): Promise<boolean> {
  const { row } = state;
  const bucket = await deps.buckets.open(row.bucket);
  const file = await bucket.stat(row.key);
  if (!file) throw badRequest(`The file "${row.key}" is no longer in bucket "${row.bucket}".`);
  if (file.stamp !== row.stamp) {
    throw badRequest('The file has changed since the import began. Start a new import of the new content.');
  }
  const stream = await bucket.read(row.key);
  try {
    const table = await openTable(stream, {
      name: row.key,
      encoding: encodingNamed(row.encoding),
      delimiter: delimiterNamed(row.delimiter),
    });
    const { domain, definition } = await domainWithType(deps.house, row);
    const take = row.dryRun ? await dryTaker(deps, domain) : realTaker(deps, domain, definition);
    return await takeBatches(deps, state, batchesOf(table, row, definition), take);
  } finally {
    stream.destroy();
  }
}

/** The domain with the import's type in it: as it is, newly put, or for a dry run only in memory. */
async function domainWithType(
  house: House,
  row: ImportRow,
): Promise<{ domain: Domain; definition: ObjectTypeDefinition }> {
  const domain = await house.domains.get(row.accountId, row.domainName);
  const known = domain.types.get(row.objectType);
  if (known) return { domain, definition: known.type.definition };
  const { definition } = row;
  if (!definition) throw badRequest(`Object type "${row.objectType}" no longer exists.`);
  if (!row.dryRun) {
    await putObjectType(house, domain, row.objectType, definition);
    return { domain: await house.domains.get(row.accountId, row.domainName), definition };
  }
  const at = house.clock();
  const type = { typeId: 0, name: row.objectType, version: 1, definition, createdAt: at, updatedAt: at };
  const types = new Map([...domain.types, [type.name, compileMapping(type, domain.country)] as const]);
  const typesById = new Map([...domain.typesById, [0, type] as const]);
  return { domain: { ...domain, types, typesById }, definition };
}

interface Batch {
  items: Item[];
  /** Bytes of the file read when it was made. */
  bytesRead: number;
}

async function* batchesOf(
  table: TableFile,
  row: ImportRow,
  definition: ObjectTypeDefinition,
): AsyncGenerator<Batch> {
  const header = table.format === 'csv' ? table.header : [];
  const make = createRowMaker({ typeName: row.objectType, definition, header });
  let skip = row.dryRun ? 0 : row.rowsRead;
  let items: Item[] = [];
  for await (const records of table.records()) {
    const rest = skip > 0 ? records.slice(skip) : records;
    skip = Math.max(0, skip - records.length);
    for (const record of rest) {
      items.push(make(record));
      if (items.length < batchSize) continue;
      yield { items, bytesRead: table.bytesRead() };
      items = [];
    }
  }
  if (items.length > 0) yield { items, bytesRead: table.bytesRead() };
}

/** Takes a batch in; returns the row as it stands after it. */
type Taker = (row: ImportRow, batch: Batch) => Promise<ImportRow>;

/** While the database works on one batch, the next one is read. */
async function takeBatches(
  deps: ImportDeps,
  state: { row: ImportRow },
  batches: AsyncGenerator<Batch>,
  take: Taker,
): Promise<boolean> {
  if (state.row.dryRun) state.row = { ...state.row, ...noCounts, firstRejects: [] };
  const keepHeapSmall = createHeapKeeper();
  let next = batches.next();
  for (;;) {
    const { value: batch, done } = await next;
    if (done) return true;
    next = batches.next();
    // An error in reading is met when its turn comes, not while a batch is being written.
    next.catch(() => undefined);
    state.row = await take(state.row, batch);
    await keepHeapSmall();
    if (deps.stopping()) {
      await next.catch(() => undefined);
      return false;
    }
  }
}

function realTaker(deps: ImportDeps, domain: Domain, definition: ObjectTypeDefinition): Taker {
  const { house, owner } = deps;
  const columnOf = columnOfField(definition);
  const take: Taker = async (row, { items, bytesRead }) => {
    const objects = items.flatMap((item) => item.object ?? []);
    let after = row;
    const checkpoint = async (sql: Parameters<typeof advanceImport>[0], outcomes: Outcome[]) => {
      const { counts, rejects } = countOutcomes(items, outcomes, columnOf);
      if (!(await advanceImport(sql, row, owner, { ...counts, rejects, bytesRead })))
        throw new NoLongerOurs();
      after = advanced(row, counts, rejects, bytesRead);
    };
    if (objects.length > 0)
      await ingest(house, domain, objects, { actor: row.startedBy, within: checkpoint });
    else await house.sql.begin((sql) => checkpoint(sql, []));
    return after;
  };
  return withoutBadRows(
    take,
    (error) => error instanceof NoLongerOurs || error instanceof Refusal || isPassing(error),
  );
}

async function dryTaker(deps: ImportDeps, domain: Domain): Promise<Taker> {
  const { house, owner } = deps;
  const dryRun = await startDryRun(house, domain);
  const columns = new Map(
    [...domain.types].map(([name, { type }]) => [name, columnOfField(type.definition)]),
  );
  let told = 0;
  return async (row, { items, bytesRead }) => {
    const outcomes = await dryRun.ingest(items.flatMap((item) => item.object ?? []));
    const columnOf = columns.get(row.objectType) ?? ((name) => name);
    const { counts, rejects } = countOutcomes(items, outcomes, columnOf);
    const after = advanced(row, counts, rejects, bytesRead);
    if (Date.now() - told < 500 && items.length === batchSize) return after;
    told = Date.now();
    if (!(await setProgress(house.sql, after, owner, after, bytesRead))) throw new NoLongerOurs();
    return after;
  };
}

function advanced(
  row: ImportRow,
  counts: ReturnType<typeof countOutcomes>['counts'],
  rejects: Reject[],
  bytesRead: number,
): ImportRow {
  const room = Math.max(0, listedRejects - row.firstRejects.length);
  return {
    ...row,
    rowsRead: row.rowsRead + counts.rowsRead,
    created: row.created + counts.created,
    updated: row.updated + counts.updated,
    unchanged: row.unchanged + counts.unchanged,
    rejected: row.rejected + counts.rejected,
    bytesRead,
    firstRejects: [...row.firstRejects, ...rejects.slice(0, room).map(toLine)],
  };
}
