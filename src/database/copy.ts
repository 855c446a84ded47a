import { finished } from 'node:stream/promises';
import type { TransactionSql } from './connection.ts';
import { type Columns, type CopyValue, insertTogether, type NewRows, plainText } from './insert.ts';

const special = /[\\\n\r\t]/g;
const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

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
  if (rows.length <= fewRows) return insertTogether(sql, [{ table, columns, rows, shared }]);
  const stream = await sql`copy ${sql(table)} (${sql(Object.keys(columns))}) from stdin`.writable();
  let text = '';
  for (const row of rows) text += copyLine(row);
  stream.end(Buffer.from(text));
  await finished(stream);
}

/** Adds rows to several tables: few by one statement, many by COPY. */
export async function addRows(sql: TransactionSql, added: readonly NewRows[]): Promise<void> {
  if (added.every(({ rows }) => rows.length <= fewRows)) return insertTogether(sql, added);
  for (const { table, columns, rows, shared } of added) await copyRows(sql, table, columns, rows, shared);
}
