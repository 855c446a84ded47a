import type { Columns } from './columns.ts';
import { localLength } from './contactLevels.ts';
import { type Dictionary, joinHashes, spread, startOf } from './dictionary.ts';
import type { Feature } from './feature.ts';
import { isTelling } from './textLevels.ts';

/** One thing rows may share. Two rows whose hashes meet (and are not 0) are worth a look together. */
export interface BaseKey {
  name: string;
  /** Keys of one subject are not combined: they would say the same thing twice. */
  subject: string;
  /** Values per row; above 1 for phones and e-mails. */
  width: number;
  /** Hash of a row's value, 0 when it has none. Independent of the order of rows. */
  hash(row: number, slot: number): number;
}

/** Custom columns that may be keys; the others are compared only. */
const mostCustomKeys = 8;

/** Base keys that are of use for these rows, in a fixed order; at most 30, so that a pair's agreements fit one number. */
export function baseKeysOf(columns: Columns): BaseKey[] {
  return [...standardKeys(columns), ...customKeys(columns)].slice(0, 30);
}

/** The base keys of these names, whether or not they would be chosen today. Throws when one cannot be made. */
export function baseKeysNamed(columns: Columns, names: readonly string[]): BaseKey[] {
  const custom = [...columns.features.values()].filter(({ name }) => name.startsWith('custom:'));
  const all = [...standardKeys(columns), ...custom.flatMap(({ name }) => plainKey(columns, name, name))];
  return names.map((name) => {
    const found = all.find((key) => key.name === name);
    if (!found) throw new Error(`The model looks rows up by ${name}; these columns have no such thing.`);
    return found;
  });
}

/** Keys of names, birth dates, contacts and addresses. */
export function standardKeys(columns: Columns): BaseKey[] {
  return [
    ...nameKeys(columns),
    ...birthKeys(columns),
    ...['email', 'phone'].flatMap((name) => plainKey(columns, name, name)),
    ...localPartKey(columns),
    ...plainKey(columns, 'postal', 'place'),
    ...plainKey(columns, 'city', 'place'),
    ...plainKey(columns, 'core', 'street'),
    ...plainKey(columns, 'town', 'street'),
    ...plainKey(columns, 'building', 'building'),
  ];
}

function plainKey(columns: Columns, name: string, subject: string): BaseKey[] {
  const feature = columns.feature(name);
  if (!feature || feature.filled === 0) return [];
  return [{ name, subject, width: feature.width, hash: (row, slot) => hashOf(feature, row, slot) }];
}

const hashOf = (feature: Feature, row: number, slot = 0) => {
  const code = feature.at(row, slot);
  return code < 0 ? 0 : feature.dictionary.hash(code);
};

function customKeys(columns: Columns): BaseKey[] {
  return [...columns.features.values()]
    .filter((feature) => feature.name.startsWith('custom:') && feature.dictionary.size >= 20)
    .filter((feature) => isTelling(columns, feature))
    .sort((one, other) => other.dictionary.size - one.dictionary.size)
    .slice(0, mostCustomKeys)
    .flatMap(({ name }) => plainKey(columns, name, name));
}

/** Whole names in either order, each part in writing and by its sound, and how the sounds begin. */
function nameKeys(columns: Columns): BaseKey[] {
  const [family, given] = [columns.feature('family'), columns.feature('given')];
  const [familyReading, givenReading] = [columns.feature('familyReading'), columns.feature('givenReading')];
  const keys: BaseKey[] = [];
  const add = (name: string, subject: string, hash: (row: number) => number) =>
    keys.push({ name, subject, width: 1, hash });
  const inAnyOrder = (one: number, other: number) =>
    one === 0 || other === 0 ? 0 : spread((one ^ other) + Math.imul(one, other));
  if (family && given && familyReading && givenReading) {
    add('name', 'family given', (row) => inAnyOrder(hashOf(family, row), hashOf(given, row)));
    add('reading', 'family given', (row) =>
      inAnyOrder(hashOf(familyReading, row), hashOf(givenReading, row)),
    );
  }
  for (const [part, written, reading] of [
    ['family', family, familyReading],
    ['given', given, givenReading],
  ] as const) {
    if (!written || !reading) continue;
    add(part, part, (row) => hashOf(written, row));
    add(`${part}Reading`, part, (row) => hashOf(reading, row));
    add(`${part}Start`, part, (row) => startHash(reading, row, 3));
  }
  return keys;
}

function startHash(feature: Feature, row: number, length: number): number {
  const { dictionary } = feature;
  const code = feature.at(row);
  return code < 0 ? 0 : hashOfStart(dictionary, code, Math.min(length, dictionary.length(code)));
}

function hashOfStart({ chars, texts }: Dictionary, code: number, length: number): number {
  const start = startOf(texts, code);
  let hash = 7;
  for (let at = start; at < start + length; at++) hash = joinHashes(hash, chars[at]! + 1);
  return hash;
}

/** What stands before the @ of the first e-mail address. */
function localPartKey(columns: Columns): BaseKey[] {
  const email = columns.feature('email');
  if (!email) return [];
  const hash = (row: number) => {
    const code = email.at(row);
    return code < 0 ? 0 : hashOfStart(email.dictionary, code, localLength(email.dictionary, code));
  };
  return [{ name: 'emailLocal', subject: 'email', width: 1, hash }];
}

function birthKeys(columns: Columns): BaseKey[] {
  const birth = columns.feature('birth');
  if (!birth) return [];
  const packed = (row: number) => {
    const code = birth.at(row);
    return code < 0 ? -1 : columns.packedBirths[code]!;
  };
  const part = (name: string, mask: number): BaseKey => ({
    name,
    subject: 'birth',
    width: 1,
    hash: (row) => (birth.at(row) < 0 ? 0 : spread((packed(row) & mask) + 1)),
  });
  return [
    part('birth', -1),
    part('birthDay', 0xffff),
    part('birthMonth', 0xffffff00 | 0),
    part('birthYear', 0xffff0000 | 0),
  ];
}

/** One or two base keys that rows have to share, by their numbers. */
export type Key = readonly [number] | readonly [number, number];

/** Every key that could be of use: each base key, and each two of different subjects and one value per row. */
export function possibleKeys(bases: readonly BaseKey[]): Key[] {
  const keys: Key[] = bases.map((_base, index): Key => [index]);
  for (const [one, base] of bases.entries()) {
    for (let other = one + 1; other < bases.length; other++) {
      if (mayCombine(base, bases[other]!)) keys.push([one, other]);
    }
  }
  return keys;
}

/** Phones and e-mails are rare enough alone; two things of one subject add nothing. */
export function mayCombine(one: BaseKey, other: BaseKey): boolean {
  if (one.width > 1 || other.width > 1 || one.name === 'email' || one.name === 'phone') return false;
  if (other.name === 'email' || other.name === 'phone') return false;
  const subjects = one.subject.split(' ');
  return !other.subject.split(' ').some((subject) => subjects.includes(subject));
}

/** The name of a key in reports: `birth+given`. */
export const keyName = (bases: readonly BaseKey[], key: Key): string =>
  key.map((base) => bases[base]!.name).join('+');
