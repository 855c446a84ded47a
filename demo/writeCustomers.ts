import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { customerColumns } from './customerColumns.ts';
import { type CustomerRow, type GeneratorOptions, generateCustomers } from './generateCustomers.ts';

const usage = `usage: node demo/writeCustomers.ts OUT.csv [--count 100000] [--duplicates 0.2] [--seed 1]
Writes Japanese customers as CSV (UTF-8) with the truth beside each: person, household and errors.`;

/** What is true of a row and no matcher may see: who it is, whose home it is, what is wrong with it. */
export const truthColumns = ['person', 'household', 'errors'] as const;

/** Rows of the file, the header first, in pieces of some 64 kB. */
export function* customerLines(options: GeneratorOptions): Generator<string> {
  let piece = `${[...customerColumns, ...truthColumns].join(',')}\n`;
  for (const row of generateCustomers(options)) {
    piece += `${cellsOf(row).map(csvCell).join(',')}\n`;
    if (piece.length < 1 << 16) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

const cellsOf = ({ customer, person, household, errors }: CustomerRow): string[] => [
  ...customerColumns.map((column) => customer[column]),
  `p${person}`,
  `h${household}`,
  errors.join(' '),
];

const csvCell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function readOptions(args: readonly string[]): GeneratorOptions {
  const value = (name: string, usual: number) => {
    const at = args.indexOf(name);
    const number = at < 0 ? usual : Number(args[at + 1]);
    if (!Number.isFinite(number) || number < 0)
      throw new Error(`${name} needs a number of at least 0.\n${usage}`);
    return number;
  };
  return {
    count: value('--count', 100_000),
    duplicateShare: value('--duplicates', 0.2),
    seed: value('--seed', 1),
  };
}

if (import.meta.main) {
  const [path, ...rest] = process.argv.slice(2);
  if (!path || path.startsWith('--')) {
    process.stderr.write(`${usage}\n`);
    process.exit(2);
  }
  await pipeline(Readable.from(customerLines(readOptions(rest))), createWriteStream(path));
}
