import { createReadStream, existsSync } from 'node:fs';
import type { Columns } from '../../src/identity/kernel/columns.ts';
import { Dictionary } from '../../src/identity/kernel/dictionary.ts';
import { Encoder } from '../../src/identity/kernel/encoder.ts';
import { fieldRoles, type MatchField, roleOfTarget } from '../../src/identity/kernel/fields.ts';
import {
  besideEachOther,
  type HeaderMeaning,
  readingOfAttribute,
  standardFieldOfHeader,
} from '../../src/profiles/standardFields.ts';
import { textFields } from '../../src/profiles/targets.ts';
import { openTable } from '../../src/sources/reading/tableFile.ts';
import type { AccuracyOptions } from './accuracyOptions.ts';
import { say } from './line.ts';

/** A labelled table in encoded form. */
export interface LabelledTable {
  columns: Columns;
  /** Number of the true entity of each row; a row without a label is an entity of its own. */
  entities: Int32Array;
}

/** Reads the file or the two files to be linked. Throws an Error in words for anything that cannot be used. */
export async function readLabelled(options: AccuracyOptions): Promise<LabelledTable> {
  const tables = await Promise.all([options.input, ...(options.link ? [options.link] : [])].map(open));
  const header = [...new Set(tables.flatMap((table) => table.header))].filter(
    (name) => name !== options.truthColumn,
  );
  checkMap(header, options.map);
  const meanings = besideEachOther(header.map(standardFieldOfHeader));
  const fields = header.map((name, at) => fieldOf(name, meanings[at], options.map));
  for (const { name, role } of fields) say(`${name}: ${role}`);
  const encoder = new Encoder(fields, { defaultCountry: 'JP' });
  const { columns } = encoder;
  const entities: number[] = [];
  const known = new Dictionary();
  let [unlabelled, unusable] = [0, 0];
  for (const [source, table] of tables.entries()) {
    const truth = table.header.indexOf(options.truthColumn);
    if (truth < 0) throw new Error(`No column ${options.truthColumn}. Columns: ${table.header.join(', ')}.`);
    const places = header.map((name) => table.header.indexOf(name));
    for await (const records of table.records()) {
      for (const { cells, reason } of records) {
        if (reason) {
          unusable += 1;
          continue;
        }
        encoder.add(
          places.map((place) => cells[place] ?? ''),
          source,
        );
        const label = entityIn(cells[truth] ?? '', options.truthPattern);
        if (label === '') unlabelled += 1;
        const entity = label === '' ? -unlabelled : known.code(label);
        entities.push(entity);
      }
    }
  }
  if (known.size === 0)
    throw new Error(`--truth ${options.truthColumn} finds no entity in any of the ${columns.size} rows.`);
  if (unusable > 0) say(`${unusable} rows could not be read and are left out`);
  return { columns, entities: Int32Array.from(entities) };
}

async function open(path: string) {
  if (!existsSync(path)) throw new Error(`There is no file ${path}.`);
  return openTable(createReadStream(path), { name: path });
}

function entityIn(cell: string, pattern: RegExp | undefined): string {
  if (!pattern) return cell.trim();
  const found = pattern.exec(cell);
  return found ? (found[1] ?? found[0]) : '';
}

function checkMap(header: readonly string[], map: ReadonlyMap<string, string>): void {
  for (const [name, target] of map) {
    if (!header.includes(name))
      throw new Error(`--map ${name}=${target}: no column ${name}. Columns: ${header.join(', ')}.`);
    const field = target.replace(/^_profile\./, '');
    if (isRole(target) || field.startsWith('Attributes.') || textFields.has(field)) continue;
    throw new Error(
      `--map ${name}=${target}: no field ${target}. Expected a standard field such as LastName, or one of ${fieldRoles.join(', ')}.`,
    );
  }
}

const isRole = (target: string) => fieldRoles.some((role) => role === target);

function fieldOf(
  name: string,
  meaning: HeaderMeaning | undefined,
  map: ReadonlyMap<string, string>,
): MatchField {
  const mapped = map.get(name);
  if (mapped !== undefined) {
    return { name, role: fieldRoles.find((role) => role === mapped) ?? roleOfTarget(mapped) };
  }
  if (meaning?.transform) return { name, role: 'fullName' };
  if (meaning) return { name, role: roleOfTarget(meaning.target) };
  const reading = readingOfAttribute(name);
  const roles = { last: 'familyReading', first: 'givenReading', full: 'fullReading' } as const;
  return { name, role: reading ? roles[reading] : 'custom' };
}
