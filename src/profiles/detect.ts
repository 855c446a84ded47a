import { hash } from 'node:crypto';
import { badRequest } from '../wire/refusal.ts';
import { factTable } from './factTable.ts';
import type { FieldDefinition, KeyDefinition } from './objectType.ts';
import { accessorOf } from './source.ts';
import { compileTimeFormat } from './sourceTime.ts';
import {
  besideEachOther,
  contentTypeOfTarget,
  type HeaderMeaning,
  headerForm,
  standardFieldOfHeader,
} from './standardFields.ts';

/** A proposed mapping. Keys without UNIQUE mean that no column tells the objects apart. */
export interface DetectedObjectType {
  Fields: Record<string, FieldDefinition>;
  Keys: Record<string, KeyDefinition[]>;
  SourceLastUpdatedTimestampFormat?: string;
  /** Column path → field names made from it, for screens that show columns. */
  columns: { path: string[]; fieldNames: string[] }[];
}

interface Column {
  path: string[];
  /** Present, non-empty values of the samples. */
  values: string[];
}

const mostAttributes = 120;

/**
 * Proposes fields and keys for sample objects by rules: what the names of the members say in Japanese and English, and
 * failing that what the values look like. Refuses (400) more than `most` members, nested ones included (AWS: 120).
 */
export function detectObjectType(
  samples: Record<string, unknown>[],
  most: number = mostAttributes,
): DetectedObjectType {
  const columns = columnsOf(samples);
  if (columns.length > most)
    throw badRequest(`The objects hold ${columns.length} attributes; the limit is ${most}.`);
  const builder = new Builder();
  const meanings = besideEachOther(columns.map(meaningOf));
  for (const [at, column] of columns.entries()) builder.addStandard(column, meanings[at]);
  for (const column of columns) builder.addByShape(column);
  for (const column of columns) builder.addRest(column);
  return { ...builder.result(columns), Keys: keysFor(columns, builder, samples.length) };
}

const meaningOf = ({ path }: Column): HeaderMeaning | undefined =>
  standardFieldOfHeader(path.join('_')) ?? standardFieldOfHeader(path.at(-1) ?? '');

/** Members below this depth are taken together as one column. */
const deepest = 10;

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    // Nested too deeply to be written.
    return '…';
  }
}

function columnsOf(samples: Record<string, unknown>[]): Column[] {
  const columns = new Map<string, Column>();
  const visit = (value: unknown, path: string[]) => {
    const nested = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (nested && path.length < deepest) {
      for (const [name, inner] of Object.entries(value)) visit(inner, [...path, name]);
      return;
    }
    const id = JSON.stringify(path);
    const column = columns.get(id) ?? { path, values: [] };
    columns.set(id, column);
    const text =
      typeof value === 'string' ? value.trim() : value === undefined || value === null ? '' : jsonOf(value);
    if (text !== '') column.values.push(text);
  };
  for (const sample of samples) visit(sample, []);
  return [...columns.values()];
}

const timeHeader =
  /^(updatedat|updateddate|updatedtime|lastupdated\w*|lastmodified\w*|modifiedat|modifieddate|更新日時|更新日|最終更新日時|最終更新日)$/;
const timeFormats = [
  'EpochMilli',
  "yyyy-MM-dd'T'HH:mm:ss.SSSX",
  "yyyy-MM-dd'T'HH:mm:ssX",
  "yyyy-MM-dd'T'HH:mm:ss",
  'yyyy-MM-dd HH:mm:ss',
  'yyyy/MM/dd HH:mm:ss',
  'yyyy/MM/dd HH:mm',
  'yyyy-MM-dd',
  'yyyy/MM/dd',
];

/** Shapes of values that stand for a field whatever the column is called. */
const shapes: readonly { target: string; fits: RegExp }[] = [
  { target: '_profile.EmailAddress', fits: /^[^\s@]+@[^\s@]+\.[^\s@]+$/ },
  {
    target: '_profile.PhoneNumber',
    fits: /^(?:\+\d{1,3}[-\s]?|0)\d{1,4}[-\s()]{1,2}\d{1,4}[-\s)]\d{3,4}$|^0[5789]0\d{8}$/,
  },
  { target: '_profile.Address.PostalCode', fits: /^〒?\s?\d{3}-\d{4}$/ },
];

/** Collects fields; a target and a field name are given once. */
class Builder {
  readonly fields: Record<string, FieldDefinition> = {};
  readonly fieldsOf = new Map<Column, string[]>();
  timeFormat: string | undefined;
  private readonly targets = new Set<string>();

  addStandard(column: Column, meaning: HeaderMeaning | undefined): void {
    if (this.addTime(column)) return;
    if (!meaning || this.targets.has(meaning.target)) return;
    const source = accessorOf(...column.path);
    if (meaning.transform && !this.targets.has('_profile.FirstName')) {
      this.add(column, '_profile.LastName', `{{#familyName}}{{${source}}}{{/familyName}}`);
      this.add(column, '_profile.FirstName', `{{#givenName}}{{${source}}}{{/givenName}}`);
    } else this.add(column, meaning.target, source);
  }

  addByShape(column: Column): void {
    if (this.fieldsOf.has(column) || column.values.length === 0) return;
    const shape = shapes.find(
      ({ target, fits }) => !this.targets.has(target) && column.values.every((value) => fits.test(value)),
    );
    if (shape) this.add(column, shape.target, accessorOf(...column.path));
  }

  addRest(column: Column): void {
    if (this.fieldsOf.has(column)) return;
    this.add(
      column,
      this.freeAttribute(column.path.join('.').slice(0, 250).toWellFormed() || 'unnamed'),
      accessorOf(...column.path),
    );
  }

  result(columns: Column[]): Omit<DetectedObjectType, 'Keys'> {
    return {
      Fields: this.fields,
      ...(this.timeFormat ? { SourceLastUpdatedTimestampFormat: this.timeFormat } : {}),
      columns: columns.map((column) => ({ path: column.path, fieldNames: this.fieldsOf.get(column) ?? [] })),
    };
  }

  private addTime(column: Column): boolean {
    if (this.timeFormat || !timeHeader.test(headerForm(column.path.at(-1) ?? ''))) return false;
    const format = timeFormats.find((candidate) => {
      const read = compileTimeFormat(candidate);
      return column.values.length > 0 && column.values.every((value) => read(value) !== undefined);
    });
    if (!format) return false;
    this.timeFormat = format;
    this.add(column, '_profile.SourceLastUpdatedTimestamp', accessorOf(...column.path));
    return true;
  }

  private add(column: Column, target: string, source: string): void {
    this.targets.add(target);
    const name = this.freeName(fieldName(target, column.path));
    this.fields[name] = { Source: source, Target: target, ContentType: contentTypeOfTarget(target) };
    this.fieldsOf.set(column, [...(this.fieldsOf.get(column) ?? []), name]);
  }

  private freeAttribute(name: string): string {
    const wanted = `_profile.Attributes.${name}`;
    let target = wanted;
    for (let number = 2; this.targets.has(target); number += 1) target = `${wanted}_${number}`;
    return target;
  }

  private freeName(wanted: string): string {
    let name = wanted;
    for (let number = 2; Object.hasOwn(this.fields, name); number += 1)
      name = `${wanted.slice(0, 60)}_${number}`;
    return name;
  }
}

/** Field names are ASCII (AWS); a Japanese column is named by its target, else by a digest of its header. */
function fieldName(target: string, path: string[]): string {
  const member = target.replace('_profile.', '');
  return asciiName(member.startsWith('Attributes.') ? path.join('.') : member);
}

/** An ASCII name for a field or key: the text itself where it can serve, else a stable name made from it. */
export function asciiName(text: string): string {
  const plain = text.normalize('NFKC').replace(/\s+/g, '_');
  if (/^[a-zA-Z][a-zA-Z0-9_.-]{0,63}$/.test(plain) && !/^tags$/i.test(plain)) return plain;
  return knownNames[headerForm(text)] ?? `field_${hash('sha256', text).slice(0, 8)}`;
}

const knownNames = factTable({
  顧客番号: 'customerNumber',
  顧客id: 'customerId',
  顧客コード: 'customerCode',
  お客様番号: 'customerNumber',
  会員番号: 'memberNumber',
  会員id: 'memberId',
  契約番号: 'contractNumber',
  口座番号: 'accountNumber',
});

const idHeader = /(?:^|[a-z])id$|^id|番号$|コード$|number$|code$/;

/** UNIQUE and PROFILE: an id column whose values are all there and all different, else an e-mail address alike. */
function keysFor(columns: Column[], builder: Builder, samples: number): Record<string, KeyDefinition[]> {
  const distinct = (column: Column) =>
    column.values.length === samples && new Set(column.values).size === samples;
  const targetOf = (column: Column) => builder.fields[builder.fieldsOf.get(column)?.[0] ?? '']?.Target ?? '';
  const id =
    columns.find((column) => targetOf(column) === '_profile.AccountNumber' && distinct(column)) ??
    columns.find((column) => isIdColumn(column, targetOf(column)) && distinct(column));
  if (id) return keyOn(asciiName(id.path.join('_')), builder.fieldsOf.get(id) ?? [], ['PROFILE', 'UNIQUE']);
  const email = columns.find((column) => targetOf(column) === '_profile.EmailAddress');
  if (email) {
    const unique = distinct(email) ? ['PROFILE', 'UNIQUE'] : ['PROFILE'];
    return keyOn('_email', builder.fieldsOf.get(email) ?? [], unique);
  }
  const phone = columns.find((column) => targetOf(column) === '_profile.PhoneNumber');
  return phone ? keyOn('_phone', builder.fieldsOf.get(phone) ?? [], ['PROFILE']) : {};
}

const isIdColumn = (column: Column, target: string) =>
  (target === '_profile.AccountNumber' || target.startsWith('_profile.Attributes.')) &&
  idHeader.test(headerForm(column.path.at(-1) ?? ''));

const keyOn = (
  name: string,
  fieldNames: string[],
  identifiers: string[],
): Record<string, KeyDefinition[]> => ({
  [name]: [{ StandardIdentifiers: identifiers, FieldNames: fieldNames.slice(0, 1) }],
});
