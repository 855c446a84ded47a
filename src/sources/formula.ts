/**
 * Cells that a spreadsheet would run as a formula when it opens an exported file: =, +, -, @ and their full-width
 * forms, also behind white space and invisible characters (OWASP: CSV injection).
 */
const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u;
const escaped = /^'+[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u;

/** Makes a cell harmless on export by a leading apostrophe. `restoreCell` gives the exact value back. */
export function neutraliseCell(cell: string): string {
  return formula.test(cell) || escaped.test(cell) ? `'${cell}` : cell;
}

/** Takes back what `neutraliseCell` added. */
export function restoreCell(cell: string): string {
  return escaped.test(cell) ? cell.slice(1) : cell;
}
