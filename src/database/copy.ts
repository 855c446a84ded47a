import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { TransactionSql } from './connection.ts';

/** One value of a row to add: null and undefined become NULL. */
export type CopyValue = string | number | bigint | boolean | Date | null | undefined;

/** Columns with their SQL types, in the order of the values. */
export type Columns = Readonly<Record<string, string>>;

const special = /[\\\n\r\t]/g;
const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function plainText(value: CopyValue): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  return value instanceof Date ? value.toISOString() : String(value);
}

/** One line of COPY text format. */
function copyLine(values: CopyValue[]): string {
  let line = '';
  for (let index = 0; index < values.length; index += 1) {
    const text = plainText(values[index])?.replace(special, (sign) => escapes[sign] ?? sign) ?? '\\N';
    line += index === 0 ? text : `\t${text}`;
  }
  return `${line}\n`;
}

/** Up to so many rows an INSERT is quicker: COPY waits for an answer in its middle, an INSERT joins the queue of statements. */
export const fewRows = 256;

/**
 * Adds rows by COPY, the fastest way in for many, or by one INSERT. `shared` names columns that usually hold the same value
 * in all rows of a call; an INSERT sends and reads such a value once. Throws the database's own error.
 */
export async function copyRows(
  sql: TransactionSql,
  table: string,
  columns: Columns,
  rows: readonly CopyValue[][],
  shared: readonly string[] = [],
): Promise<void> {
  if (rows.length === 0) return;
  if (rows.length <= fewRows && (await insertRows(sql, table, columns, rows, shared))) return;
  const stream = await sql`copy ${sql(table)} (${sql(Object.keys(columns))}) from stdin`.writable();
  let text = '';
  for (const row of rows) text += copyLine(row);
  stream.end(Buffer.from(text));
  await finished(stream);
}

/**
 * Adds rows by COPY from lines that the caller has made himself: columns in order, tabs between them, `\\N` for NULL and
 * `escapeCell` for whatever may hold a backslash, tab or line break. For hundreds of thousands of rows of simple values,
 * a batch at a time: the database reads one while the next is made.
 */
export async function copyLines(
  sql: TransactionSql,
  table: string,
  columns: Columns,
  batches: Iterable<readonly string[]>,
): Promise<void> {
  const stream = await sql`copy ${sql(table)} (${sql(Object.keys(columns))}) from stdin`.writable();
  for (const lines of batches) if (!stream.write(`${lines.join('\n')}\n`)) await once(stream, 'drain');
  stream.end();
  await finished(stream);
}

/** A text as a cell of `copyLines`. */
export const escapeCell = (text: string): string => text.replace(special, (sign) => escapes[sign] ?? sign);

/** Stand between the cells of a column and for NULL. No text that anybody means holds them; rows with one go by COPY. */
const betweenCells = '\x1f';
const nullCell = '\x1e';

/** One INSERT for a few rows; false when a value stands in the way. */
async function insertRows(
  sql: TransactionSql,
  table: string,
  columns: Columns,
  rows: readonly CopyValue[][],
  shared: readonly string[],
): Promise<boolean> {
  const names = Object.keys(columns);
  const once = sharedColumns(names, rows, shared);
  const values: (string | null)[] = [];
  for (let column = 0; column < names.length; column += 1) {
    const cells = once.has(names[column]!) ? plainText(rows[0]![column]) : joinCells(rows, column);
    if (cells === false) return false;
    values.push(cells);
  }
  const text = insertText(table, columns, once);
  await sql.unsafe(text, values as never[], { prepare: true });
  return true;
}

const none: ReadonlySet<string> = new Set();

/** Few different answers for a table, since each is a statement of its own: all columns, those named as shared, or none. */
function sharedColumns(
  names: readonly string[],
  rows: readonly CopyValue[][],
  shared: readonly string[],
): ReadonlySet<string> {
  const [first, ...others] = rows;
  if (others.length === 0) return new Set(names);
  const places = shared.map((name) => names.indexOf(name));
  const same = others.every((row) => places.every((place) => row[place] === first![place]));
  return same ? new Set(shared) : none;
}

/** The cells of one column as one text: an array would have every quote in them escaped here and read sign by sign there. */
function joinCells(rows: readonly CopyValue[][], column: number): string | false {
  let text = '';
  for (let index = 0; index < rows.length; index += 1) {
    const cell = plainText(rows[index]![column]);
    if (cell !== null && (cell.includes(betweenCells) || cell.includes(nullCell))) return false;
    if (index > 0) text += betweenCells;
    text += cell ?? nullCell;
  }
  return text;
}

const texts = new Map<string, string>();

/** Types that the driver sends as the text it is given, so that the value is read once and not for each row. */
const asTyped = new Set(['int2', 'int4', 'int8', 'text', 'uuid', 'date', 'timestamptz']);

/** Cells travel as text and are cast in their column, as COPY does. */
function insertText(table: string, columns: Columns, once: ReadonlySet<string>): string {
  const id = `${table} ${Object.keys(columns)} ${[...once]}`;
  const known = texts.get(id);
  if (known) return known;
  const casts: string[] = [];
  const tables: string[] = [];
  for (const [index, [name, type]] of Object.entries(columns).entries()) {
    const cell = `$${index + 1}`;
    if (once.has(name)) casts.push(asTyped.has(type) ? `${cell}::${type}` : `${cell}::text::${type}`);
    else {
      casts.push(`c${index}::${type}`);
      tables.push(`string_to_table(${cell}, e'\\x1f', e'\\x1e')`);
    }
  }
  const aliases = casts.flatMap((cast) => /^c\d+/.exec(cast) ?? []);
  const from = tables.length > 0 ? ` from rows from (${tables.join(', ')}) as r(${aliases.join(', ')})` : '';
  const text = `insert into ${table} (${Object.keys(columns).join(', ')}) select ${casts.join(', ')}${from}`;
  texts.set(id, text);
  return text;
}
