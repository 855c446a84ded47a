import { hash } from 'node:crypto';
import { type ContentType, keyValue } from '../values/keys.ts';
import { readOrderItems, readPreferences } from './listValues.ts';
import type { KeyDefinition, ObjectType } from './objectType.ts';
import { compileSource, type Source } from './source.ts';
import { compileTimeFormat, type TimeReader } from './sourceTime.ts';
import { standardObjects } from './standardObjects.ts';
import { isStorable } from './storable.ts';
import { enumFields, longestValue, preferenceFields } from './targets.ts';

/** A key value of one object, normalised, with what it is for. */
export interface MappedKey {
  name: string;
  value: string;
  profile: boolean;
  secondary: boolean;
  lookupOnly: boolean;
  newOnly: boolean;
  /** Standard objects it looks up: `_asset`, `_order` … */
  records: string[];
}

/** What one object says, read through its type. */
export interface MappedObject {
  typeId: number;
  version: number;
  /** First 16 bytes of SHA-256 over the UNIQUE key, 32 hex. */
  uniqueKey: string;
  keys: MappedKey[];
  /** Profile fields by flat name; only fields that have a value. */
  fields: Record<string, FieldValue>;
  /** Values for a profile made by this object, from fields without a Target (AWS: inferred profile). */
  inferred: Record<string, FieldValue>;
  /** Fields of other standard objects by root. */
  records: Record<string, Record<string, FieldValue>>;
  /** The source's own time, epoch milliseconds. */
  sourceTime: number | undefined;
}

/** A string, or a list: contact preferences, items of an order. */
export type FieldValue = string | unknown[];

/** Why an object cannot be taken; `field` is a field or key of its type. */
export interface Problem {
  field?: string;
  reason: string;
}

/** A compiled object type. */
export interface Mapping {
  type: ObjectType;
  /** Reads one object. A Problem instead of a result means the object is rejected. */
  apply(object: Record<string, unknown>): MappedObject | Problem;
}

interface CompiledField {
  name: string;
  read: Source;
  contentType: ContentType;
  root: string | undefined;
  member: string | undefined;
}

interface CompiledKey {
  name: string;
  fieldNames: string[];
  unique: boolean;
  flags: Omit<MappedKey, 'name' | 'value'>;
}

/** True when mapping ended in a problem. */
export function isProblem(result: object): result is Problem {
  return 'reason' in result;
}

/** Compiles a checked type. `defaultCountry` (ISO 3166 alpha-2) completes national phone numbers in keys. */
export function compileMapping(type: ObjectType, defaultCountry: string): Mapping {
  const fields = compileFields(type);
  const keys = compileKeys(type);
  const timeFormat = type.definition.SourceLastUpdatedTimestampFormat;
  const readTime = timeFormat ? compileTimeFormat(timeFormat) : undefined;
  const compiled = { type, fields, keys, readTime, defaultCountry };
  return { type, apply: (object) => applyMapping(compiled, object) };
}

interface Compiled {
  type: ObjectType;
  fields: CompiledField[];
  keys: CompiledKey[];
  readTime: TimeReader | undefined;
  defaultCountry: string;
}

function compileFields(type: ObjectType): CompiledField[] {
  return Object.entries(type.definition.Fields ?? {}).map(([name, field]) => {
    const [root, ...rest] = field.Target?.split('.') ?? [];
    return {
      name,
      read: compileSource(field.Source ?? `_source.[${name}]`),
      contentType: field.ContentType ?? 'STRING',
      root,
      member: root === undefined ? undefined : rest.join('.'),
    };
  });
}

function compileKeys(type: ObjectType): CompiledKey[] {
  return Object.entries(type.definition.Keys ?? {}).flatMap(([name, list]) =>
    list.map((key) => ({
      name,
      fieldNames: key.FieldNames ?? [],
      unique: has(key, 'UNIQUE'),
      flags: {
        profile: has(key, 'PROFILE'),
        secondary: has(key, 'SECONDARY'),
        lookupOnly: has(key, 'LOOKUP_ONLY'),
        newOnly: has(key, 'NEW_ONLY'),
        records: Object.entries(standardObjects)
          .filter(([, record]) => has(key, record.identifier))
          .map(([root]) => root),
      },
    })),
  );
}

const has = (key: KeyDefinition, identifier: string) =>
  key.StandardIdentifiers?.includes(identifier) ?? false;

function applyMapping(compiled: Compiled, object: Record<string, unknown>): MappedObject | Problem {
  const { type } = compiled;
  const mapped: MappedObject = {
    typeId: type.typeId,
    version: type.version,
    uniqueKey: '',
    keys: [],
    fields: {},
    inferred: {},
    records: {},
    sourceTime: undefined,
  };
  const values = new Map<string, string>();
  for (const field of compiled.fields) {
    const problem = applyField(field, object, values, mapped, compiled.readTime);
    if (problem) return problem;
  }
  return applyKeys(compiled, values, mapped) ?? mapped;
}

function applyField(
  field: CompiledField,
  object: Record<string, unknown>,
  values: Map<string, string>,
  mapped: MappedObject,
  readTime: TimeReader | undefined,
): Problem | undefined {
  const value = field.read(object);
  if (value === undefined) return undefined;
  if (!isStorable(value)) {
    return {
      field: field.name,
      reason: 'holds a character that no text may hold (NUL or half a surrogate pair)',
    };
  }
  values.set(field.name, value);
  if (field.member === undefined) return applyInferred(field, value, mapped);
  if (field.root !== '_profile') {
    return applyRecordField(field.name, field.root ?? '', field.member, value, mapped);
  }
  if (field.member === 'SourceLastUpdatedTimestamp') return applyTime(field, value, mapped, readTime);
  return applyProfileField(field.name, field.member, value, mapped);
}

function applyRecordField(
  name: string,
  root: string,
  member: string,
  text: string,
  mapped: MappedObject,
): Problem | undefined {
  const isList = root === '_order' && member === 'OrderItems';
  const read = isList ? readOrderItems(text) : { list: undefined };
  if ('reason' in read) return { field: name, ...read };
  mapped.records[root] = { ...mapped.records[root], [member]: read.list ?? text };
  return undefined;
}

function applyInferred(field: CompiledField, value: string, mapped: MappedObject): undefined {
  if (value.length > 255) return undefined;
  if (field.contentType === 'EMAIL_ADDRESS') mapped.inferred.EmailAddress ??= value;
  if (field.contentType === 'PHONE_NUMBER') mapped.inferred.PhoneNumber ??= value;
  return undefined;
}

function applyTime(
  field: CompiledField,
  value: string,
  mapped: MappedObject,
  readTime: TimeReader | undefined,
) {
  mapped.sourceTime = readTime?.(value);
  if (mapped.sourceTime !== undefined) return undefined;
  return {
    field: field.name,
    reason: 'is no timestamp of the form that SourceLastUpdatedTimestampFormat gives',
  };
}

function applyProfileField(
  name: string,
  member: string,
  value: string,
  mapped: MappedObject,
): Problem | undefined {
  if (preferenceFields.has(member)) {
    const read = readPreferences(value);
    if ('reason' in read) return { field: name, ...read };
    mapped.fields[member] = read.list;
    return undefined;
  }
  const longest = longestValue(member);
  if (value.length > longest && [...value].length > longest) {
    return { field: name, reason: `is longer than the ${longest} characters that ${member} holds` };
  }
  const allowed = enumFields[member];
  if (!allowed) {
    mapped.fields[member] = value;
    return undefined;
  }
  const constant = value.trim().toUpperCase();
  if (!allowed.includes(constant)) return { field: name, reason: `must be one of ${allowed.join(', ')}` };
  mapped.fields[member] = constant;
  return undefined;
}

function applyKeys(
  compiled: Compiled,
  values: Map<string, string>,
  mapped: MappedObject,
): Problem | undefined {
  if (!compiled.keys.some((key) => key.unique)) {
    return { reason: 'its object type has no UNIQUE key, so one object cannot be told from another' };
  }
  for (const key of compiled.keys) {
    const value = keyText(compiled, key, values);
    if (key.unique) {
      if (value === undefined)
        return { field: key.name, reason: 'every field of the UNIQUE key needs a value' };
      mapped.uniqueKey = uniqueKeyOf(value);
    }
    if (value !== undefined) mapped.keys.push({ name: key.name, value, ...key.flags });
  }
  const wanted = compiled.keys.some((key) => key.flags.profile);
  if (wanted && !mapped.keys.some((key) => key.profile)) {
    const names = compiled.keys.filter((key) => key.flags.profile).map((key) => key.name);
    return { field: names[0] ?? '', reason: `no PROFILE key (${names.join(', ')}) has a value` };
  }
  return undefined;
}

/** The value of a key: its fields normalised, joined with `|` (parts are escaped, so no two lists of parts agree by chance). */
function keyText(compiled: Compiled, key: CompiledKey, values: Map<string, string>): string | undefined {
  const parts: string[] = [];
  for (const name of key.fieldNames) {
    const text = values.get(name);
    const field = compiled.fields.find((candidate) => candidate.name === name);
    const part = text === undefined ? undefined : keyValue(field?.contentType, text, compiled.defaultCountry);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return joinKeyParts(parts);
}

/** Longest key value kept, in characters; a B-tree entry must fit in a third of a page. */
const longestKey = 600;

/** Joins the normalised parts of a composite key. Overlong values are kept by their beginning and a digest. */
export function joinKeyParts(parts: string[]): string {
  const [only] = parts;
  const joined =
    parts.length === 1 ? (only ?? '') : parts.map((part) => part.replace(/[\\|]/g, '\\$&')).join('|');
  return joined.length <= longestKey
    ? joined
    : `${joined.slice(0, 300).toWellFormed()}…${hash('sha256', joined)}`;
}

/** The parts of a composite key as somebody types it: divided by `|`; one within a part is written `\|`, and `\` twice. */
export const splitKeyParts = (text: string): string[] =>
  (text.match(/(?:^|\|)(?:\\[\\|]|[^|])*/g) ?? [])
    .map((part) => part.replace(/^\|/, ''))
    .map((part) => part.replace(/\\([\\|])/g, '$1'));

/** ProfileObjectUniqueKey of the object with this UNIQUE key value: 32 hex. */
export function uniqueKeyOf(value: string): string {
  return hash('sha256', value).slice(0, 32);
}
