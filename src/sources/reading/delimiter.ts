import { CsvReader, type Delimiter, delimiters } from './csv.ts';

/** Records looked at to tell the separator. */
const enough = 200;

/**
 * Finds the separator of a CSV file from its first text: the one that gives the header several columns and most rows
 * the same number. A file of one column comes out as comma.
 * `complete` says that the text is the whole file, so that its last line counts too.
 */
export function detectDelimiter(text: string, complete: boolean): Delimiter {
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const score = scoreOf(text, delimiter, complete);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

function scoreOf(text: string, delimiter: Delimiter, complete: boolean): number {
  const reader = new CsvReader(delimiter);
  const records = reader.write(text);
  if (complete || records.length < 2) records.push(...reader.end());
  const [header, ...rows] = records.slice(0, enough);
  const width = header?.cells.length ?? 0;
  if (width < 2 || header?.reason) return 0;
  const fitting = rows.filter((row) => !row.reason && row.cells.length === width).length;
  const share = (fitting + 1) / (rows.length + 1);
  return share + Math.min(width, 250) / 1_000;
}
