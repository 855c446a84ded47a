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

/** Adds rows by COPY, the fastest way in for many, or by one INSERT. Throws the database's own error. */
export async function copyRows(
  sql: TransactionSql,
  table: string,
  columns: Columns,
  rows: readonly CopyValue[][],
): Promise<void> {
  if (rows.length === 0) return;
  if (rows.length <= fewRows) return insertRows(sql, table, columns, rows);
  const stream = await sql`copy ${sql(table)} (${sql(Object.keys(columns))}) from stdin`.writable();
  let text = '';
  for (const row of rows) text += copyLine(row);
  stream.end(Buffer.from(text));
  await finished(stream);
}

/**
 * Adds rows by COPY from lines that the caller has made himself: columns in order, tabs between them, `\\N` for NULL and
 * `escapeCell` for whatever may hold a backslash, tab or line break. For hundreds of thousands of rows of simple values.
 */
export async function copyLines(
  sql: TransactionSql,
  table: string,
  columns: Columns,
  lines: readonly string[],
): Promise<void> {
  if (lines.length === 0) return;
  const stream = await sql`copy ${sql(table)} (${sql(Object.keys(columns))}) from stdin`.writable();
  for (let at = 0; at < lines.length; at += linesAtOnce)
    stream.write(`${lines.slice(at, at + linesAtOnce).join('\n')}\n`);
  stream.end();
  await finished(stream);
}

const linesAtOnce = 2_000;

/** A text as a cell of `copyLines`. */
export const escapeCell = (text: string): string => text.replace(special, (sign) => escapes[sign] ?? sign);

async function insertRows(
  sql: TransactionSql,
  table: string,
  columns: Columns,
  rows: readonly CopyValue[][],
): Promise<void> {
  const values = Object.keys(columns).map((_, index) => rows.map((row) => plainText(row[index])));
  await sql.unsafe(insertText(table, columns), values as never[], { prepare: true });
}

const texts = new Map<Columns, string>();

/** Every value travels as text and is cast in its column, as COPY does. */
function insertText(table: string, columns: Columns): string {
  const known = texts.get(columns);
  if (known) return known;
  const names = Object.keys(columns);
  const casts = Object.values(columns).map((type, index) => `c${index}::${type}`);
  const parameters = names.map((_, index) => `$${index + 1}::text[]`);
  const aliases = names.map((_, index) => `c${index}`);
  const text = `insert into ${table} (${names.join(', ')}) select ${casts.join(', ')} from unnest(${parameters.join(', ')}) as r(${aliases.join(', ')})`;
  texts.set(columns, text);
  return text;
}
