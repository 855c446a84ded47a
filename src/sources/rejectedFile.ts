import { neutraliseCell } from './formula.ts';

/** A row that was not imported. */
export interface Reject {
  /** Line of the file on which the row begins. */
  line: number;
  /** Column or field at fault, when it is one. */
  field: string | undefined;
  reason: string;
  /** The row's cells as they were read. */
  cells: string[];
}

/** Key of the report beside a source file: `a/customers.csv.gz` → `a/customers.rejected.csv`. */
export function rejectedKey(key: string): string {
  return `${key.replace(/\.gz$/i, '').replace(/(?<=[^/])\.(?:csv|tsv|txt|jsonl|ndjson)$/i, '')}.rejected.csv`;
}

/** True for the reports themselves, which are no source. */
export const isRejectedKey = (key: string) => key.endsWith('.rejected.csv');

/**
 * Text of a `.rejected.csv`: UTF-8 with a byte order mark and CRLF, as Excel opens it; line, field and reason, then
 * the columns of the source. Cells that would run as a formula carry a leading apostrophe.
 */
export async function* rejectedCsv(
  header: string[],
  rejects: AsyncIterable<Reject[]>,
): AsyncGenerator<Buffer> {
  yield Buffer.from(`\ufeff${csvLine(['line', 'field', 'reason', ...header.map(neutraliseCell)])}`);
  for await (const piece of rejects) {
    const lines = piece.map(({ line, field, reason, cells }) =>
      csvLine([String(line), field ?? '', reason, ...cells].map(neutraliseCell)),
    );
    yield Buffer.from(lines.join(''));
  }
}

function csvLine(cells: string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** A cell as RFC 4180 has it: quoted when it needs to be. */
export function csvCell(text: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
