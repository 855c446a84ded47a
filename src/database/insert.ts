import type { Sql } from './connection.ts';

/** One value of a row to add: null and undefined become NULL. */
export type CopyValue = string | number | bigint | boolean | Date | null | undefined;

/** Columns with their SQL types, in the order of the values. */
export type Columns = Readonly<Record<string, string>>;

/** Rows to add to a table. */
export interface NewRows {
  table: string;
  columns: Columns;
  rows: readonly CopyValue[][];
  /** Columns that usually hold the same value in all rows of a call: sent and read once then. */
  shared: readonly string[];
}

/** A value as PostgreSQL reads it. */
export function plainText(value: CopyValue): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  return value instanceof Date ? value.toISOString() : String(value);
}

/** Stand between the cells of a column and for NULL. Hardly any text holds them; a column with one travels as an array. */
const betweenCells = '\x1f';
const nullCell = '\x1e';

/** Adds rows to several tables by one statement, a few hundred of them; `notice` is a notification that goes with it. */
export async function insertTogether(
  sql: Sql,
  parts: readonly NewRows[],
  notice?: { channel: string; payload: string },
): Promise<void> {
  const values: Cells[] = [];
  const inserts: string[] = [];
  for (const part of parts) {
    if (part.rows.length === 0) continue;
    const once = columnsSentOnce(part);
    const cells = Object.keys(part.columns).map((name, column) =>
      once.has(name) ? plainText(part.rows[0]![column]) : joinCells(part.rows, column),
    );
    inserts.push(insertText(part, once, cells, values.length));
    values.push(...cells);
  }
  const [only, ...others] = inserts;
  if (only === undefined) return;
  let text = only;
  if (others.length > 0 || notice) {
    const last = notice ? `pg_notify($${values.length + 1}, $${values.length + 2})` : '1';
    if (notice) values.push(notice.channel, notice.payload);
    text = `with ${inserts.map((insert, index) => `w${index} as (${insert})`).join(', ')} select ${last}`;
  }
  await sql.unsafe(text, values as never[], { prepare: true });
}

/** A value sent once, the cells of a column as one text, or as an array. */
type Cells = string | null | (string | null)[];

const none: ReadonlySet<string> = new Set();
const sets = new Map<string, ReadonlySet<string>>();

const setOf = (names: readonly string[]): ReadonlySet<string> => {
  const id = names.join();
  const known = sets.get(id) ?? new Set(names);
  sets.set(id, known);
  return known;
};

/** Few different answers for a table, since each is a statement of its own: all columns, those named as shared, or none. */
function columnsSentOnce({ columns, rows, shared }: NewRows): ReadonlySet<string> {
  const names = Object.keys(columns);
  const [first] = rows;
  if (rows.length === 1) return setOf(names);
  const places = shared.map((name) => names.indexOf(name));
  for (const row of rows) for (const place of places) if (row[place] !== first![place]) return none;
  return setOf(shared);
}

/** The cells of one column as one text: an array would have every quote in them escaped here and read sign by sign there. */
function joinCells(rows: readonly CopyValue[][], column: number): Cells {
  let text = '';
  for (let index = 0; index < rows.length; index += 1) {
    const cell = plainText(rows[index]![column]);
    if (cell !== null && (cell.includes(betweenCells) || cell.includes(nullCell)))
      return rows.map((row) => plainText(row[column]));
    if (index > 0) text += betweenCells;
    text += cell ?? nullCell;
  }
  return text;
}

/** Types that the driver sends as the text it is given, so that the value is read once and not for each row. */
const asTyped = new Set(['int2', 'int4', 'int8', 'text', 'uuid', 'date', 'timestamptz']);

/** Texts by the columns sent once, then by table and place of the first parameter. */
const texts = new Map<ReadonlySet<string>, Map<string, string>>();

/** Cells travel as text and are cast in their column, as COPY does. */
function insertText(
  { table, columns }: NewRows,
  once: ReadonlySet<string>,
  cells: readonly Cells[],
  from: number,
): string {
  const known = texts.get(once) ?? new Map<string, string>();
  texts.set(once, known);
  const arrays = cells.flatMap((value, column) => (Array.isArray(value) ? [column] : []));
  const id = `${from} ${table} ${Object.keys(columns)} ${arrays}`;
  const text = known.get(id) ?? makeInsert(table, columns, once, new Set(arrays), from);
  known.set(id, text);
  return text;
}

function makeInsert(
  table: string,
  columns: Columns,
  once: ReadonlySet<string>,
  arrays: ReadonlySet<number>,
  from: number,
): string {
  const casts: string[] = [];
  const cells: string[] = [];
  const aliases: string[] = [];
  for (const [index, [name, type]] of Object.entries(columns).entries()) {
    const parameter = `$${from + index + 1}`;
    if (once.has(name)) {
      casts.push(asTyped.has(type) ? `${parameter}::${type}` : `${parameter}::text::${type}`);
    } else {
      casts.push(`c${index}::${type}`);
      const whole = `string_to_table(${parameter}, e'\\x1f', e'\\x1e')`;
      cells.push(arrays.has(index) ? `unnest(${parameter}::text[])` : whole);
      aliases.push(`c${index}`);
    }
  }
  const rows = cells.length > 0 ? ` from rows from (${cells.join(', ')}) as r(${aliases.join(', ')})` : '';
  return `insert into ${table} (${Object.keys(columns).join(', ')}) select ${casts.join(', ')}${rows}`;
}
