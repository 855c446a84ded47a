import { isReading } from '../../profile/readings.ts';
import { addressKinds, addressParts, emailFields, phoneFields } from '../../profile/standardFields.ts';
import { readDate } from '../../values/dates.ts';
import type { Member } from '../types.ts';

/**
 * How the values of one field stand to each other: all the same; the same but for the way they are written; the same
 * where there is one; or different.
 */
export type Likeness = 'same' | 'spelling' | 'gap' | 'different';

/** One line of a comparison: a field, or a whole address, for its parts belong together. */
export interface Row {
  /** What a choice of this line is called: `LastName`, `Address`, `Attributes.肌質`. */
  key: string;
  /** The flat fields it is made of. */
  fields: string[];
  likeness: Likeness;
}

const order = [
  ...['LastName', 'FirstName', 'MiddleName', 'Reading', 'BirthDate', 'Gender', 'GenderString'],
  ...phoneFields,
  ...emailFields,
  ...addressKinds,
  ...['AccountNumber', 'BusinessName', 'PartyType', 'PartyTypeString', 'ProfileType', 'Attributes'],
  'AdditionalInformation',
];

/** The lines of a comparison in the order in which people tell each other apart by them. */
export function rowsOf(members: readonly Member[]): Row[] {
  const fields = [...new Set(members.flatMap(({ Fields }) => Object.keys(Fields)))];
  const byKey = Map.groupBy(fields, keyOf);
  return [...byKey]
    .map(([key, own]) => ({ key, fields: own.toSorted(inAddressOrder) }))
    .map((row) => ({ ...row, likeness: likenessOf(members, row) }))
    .toSorted((one, other) => inFieldOrder(one.key, other.key));
}

/** Order of fields for people: what they know a customer by first. */
export const inFieldOrder = (one: string, other: string): number =>
  rank(one) - rank(other) || (one < other ? -1 : 1);

const isAddress = (name: string) => (addressKinds as readonly string[]).includes(name);

/** Lists of contact preferences; a merge takes them together. */
export const preferences = 'EngagementPreferences';

/** Parts of an address share a key, as do contact preferences; anything else is its own. */
export function keyOf(field: string): string {
  const [group = ''] = field.split('.');
  return isAddress(group) || group === preferences ? group : field;
}

function rank(key: string): number {
  const attribute = key.startsWith('Attributes.') ? key.slice('Attributes.'.length) : undefined;
  const own = key.includes('Address.') ? keyOf(key) : key;
  const name = attribute === undefined ? own : isReading(attribute) ? 'Reading' : 'Attributes';
  const at = order.indexOf(name);
  return at < 0 ? order.length : at;
}

const partAt = (field: string) =>
  (addressParts as readonly string[]).indexOf(field.slice(field.indexOf('.') + 1));

const inAddressOrder = (one: string, other: string) => partAt(one) - partAt(other);

function likenessOf(members: readonly Member[], row: { key: string; fields: string[] }): Likeness {
  const held = members.filter((member) => rawText(member, row.fields) !== '');
  if (new Set(held.map((member) => formOf(member, row.fields))).size > 1) return 'different';
  if (held.length < members.length) return 'gap';
  return new Set(held.map((member) => rawText(member, row.fields))).size > 1 ? 'spelling' : 'same';
}

/** What a profile says in these fields, in a form in which notation does not count. */
export const formOf = ({ Fields }: Member, fields: readonly string[]): string =>
  fields.map((field) => withoutNotation(field, Fields[field]?.Value ?? '')).join('');

/** As `comparable`; in addresses 6丁目19番17号, 六丁目19-17 and 6-19-17 are one, as are 850-3303 and 8503303. */
function withoutNotation(field: string, value: string): string {
  const plain = comparable(field, value);
  if (field.endsWith('.PostalCode')) return plain.replace(/[^\da-z]/g, '');
  if (!/Address\.Address\d$/.test(field)) return plain;
  return plain
    .replace(/[一二三四五六七八九]?十?[一二三四五六七八九]?(?=丁目)/gu, kanjiNumber)
    .replace(/(?<=\d)(?:丁目|番地の?|番|号|[-‐‑–—―−ｰー])/gu, '-')
    .replace(/-+(?=\D|$)/gu, '');
}

/** 十二 and the like, up to 99, as digits. */
function kanjiNumber(text: string): string {
  if (text === '') return '';
  const digit = (sign: string) => '〇一二三四五六七八九'.indexOf(sign);
  const [tens, ones] = text.includes('十') ? text.split('十') : ['〇', text];
  return String((tens === '' ? 1 : digit(tens!)) * 10 + (ones === '' ? 0 : digit(ones!)));
}

const rawText = ({ Fields }: Member, fields: readonly string[]) =>
  fields
    .map((field) => Fields[field]?.Value ?? '')
    .filter(Boolean)
    .join(' ');

/** A form in which width, case, spaces, and the signs inside a number do not tell values apart. */
export function comparable(key: string, value: string): string {
  const plain = value.normalize('NFKC').toLowerCase().replace(/\s/gu, '');
  const date = key === 'BirthDate' ? readDate(value) : undefined;
  if (date) return `${date.year}-${date.month}-${date.day}`;
  if (key.endsWith('PhoneNumber')) return plain.replace(/[^\d+]/g, '').replace(/^\+81/, '0');
  return plain;
}

/** The part of a value in which it differs from another that is mostly the same; undefined when they have little in common. */
export function differingPart(value: string, other: string): [start: number, end: number] | undefined {
  if (value === other || value === '' || other === '') return undefined;
  const [own, others] = [[...value], [...other]];
  const most = Math.min(own.length, others.length);
  let start = 0;
  while (start < most && own[start] === others[start]) start += 1;
  let end = 0;
  while (end < most - start && own.at(-1 - end) === others.at(-1 - end)) end += 1;
  if ((start + end) * 2 < Math.max(own.length, others.length)) return undefined;
  const length = (part: string[]) => part.join('').length;
  return [length(own.slice(0, start)), length(own.slice(0, own.length - end))];
}
