import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import iconv from 'iconv-lite';
import { customerColumns } from './customerColumns.ts';
import { generateCustomers } from './generateCustomers.ts';

/** The demo file's world. */
export const demoOptions = { count: 2000, duplicateShare: 0.12, seed: 20_260_401 };

/**
 * The demo file: 2,000 Japanese customers as the CSV that a Japanese spreadsheet writes (CP932, CRLF).
 * Throws when a character has no CP932 form, because a question mark in a name would be a silent loss.
 */
export function demoFile(): Buffer {
  const lines = [customerColumns.join(',')];
  for (const { customer } of generateCustomers(demoOptions)) {
    lines.push(customerColumns.map((column) => csvCell(customer[column])).join(','));
  }
  const text = `${lines.join('\r\n')}\r\n`;
  const bytes = iconv.encode(text, 'cp932');
  if (iconv.decode(bytes, 'cp932') !== text) throw new Error('A demo customer has a character outside CP932');
  return bytes;
}

const csvCell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Writes the demo file to `path`. */
export const writeDemoFile = (path: string): Promise<void> => writeFile(path, demoFile());

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const path = process.argv[2];
  if (!path) {
    process.stderr.write('usage: node demo/writeDemoFile.ts OUT.csv\n');
    process.exit(2);
  }
  await writeDemoFile(path);
}
