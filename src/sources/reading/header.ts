import { badRequest } from '../../wire/refusal.ts';
import type { SourceRecord } from './record.ts';

/** Fields that one object type may have (AWS quota), and so columns that a file may have. */
export const maxColumns = 250;

/** Characters of a column name: the longest name of an attribute. */
const maxNameLength = 255;

/**
 * Checks the first record of a CSV file and returns its column names, trimmed. Refuses what could not be mapped
 * without guessing, naming the column: no name, the same name twice, too many columns, a name too long.
 */
export function readHeader(record: SourceRecord): string[] {
  if (record.reason) throw badRequest(`The header on line ${record.line} cannot be read: ${record.reason}.`);
  const names = record.cells.map((cell) => mappable(cell.trim()));
  if (names.length > maxColumns) {
    const count = names.length >= 1_000 ? '1000 or more' : names.length;
    throw badRequest(`The file has ${count} columns; at most ${maxColumns} can be imported. Remove columns.`);
  }
  const seen = new Map<string, number>();
  names.forEach((name, i) => {
    checkName(name, i + 1, names.length);
    const earlier = seen.get(name);
    if (earlier)
      throw badRequest(`Columns ${earlier} and ${i + 1} are both named "${name}". Give each its own name.`);
    seen.set(name, i + 1);
  });
  return names;
}

/** Brackets and braces mean something in a field's Source; their full-width forms are only text: 金額[円] → 金額［円］. */
function mappable(name: string): string {
  return name.replace(/[[\]{}]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) + 0xfee0));
}

function checkName(name: string, column: number, columns: number): void {
  if (name === '') {
    throw badRequest(`Column ${column} of ${columns} has no name. Name every column in the first line.`);
  }
  if (name.length > maxNameLength) {
    throw badRequest(
      `The name of column ${column} has ${name.length} characters; at most ${maxNameLength} are possible.`,
    );
  }
  const other = columns === 1 && /[，、；｜|]/.exec(name);
  if (other) {
    throw badRequest(
      `Only one column was found: "${other[0]}" is not a separator. Separate the columns by comma, tab or semicolon.`,
    );
  }
}
