import { createHash } from 'node:crypto';
import { asciiName, type DetectedObjectType, detectObjectType } from '../profiles/detect.ts';
import type { FieldDefinition, KeyDefinition, ObjectTypeDefinition } from '../profiles/objectType.ts';
import { accessorOf, parseAccessor } from '../profiles/source.ts';
import { contentTypeOfTarget, keyOfTarget } from '../profiles/standardFields.ts';

/** What becomes of one column of a file. */
export interface Column {
  /** The column's name; in JSON Lines the path of the member, its names joined by dots. */
  Header: string;
  /** `_profile.LastName`, `_profile.Attributes.肌質`, or `_profile.FullName` (split into family and given name); '' when ignored. */
  Target: string;
  Kind: 'standard' | 'custom' | 'ignored';
  /** unique: tells rows apart; profile: finds the profile too; search: only finds it in searches. */
  Key?: 'unique' | 'profile' | 'search' | undefined;
}

/** Columns with what they were detected from, which a corrected mapping falls back on. */
export interface Proposal {
  columns: Column[];
  detected: DetectedObjectType;
}

/** Target of a column that holds the whole name. */
export const fullName = '_profile.FullName';
const custom = '_profile.Attributes.';
const sourceTime = '_profile.SourceLastUpdatedTimestamp';
/** Member of a row's object that stands for the whole row, in types without a column that tells rows apart. */
export const rowHash = '_rowHash';
const rowField = 'WholeRow';

/** Share of sample rows that may repeat a customer number before the rows are taken for something the customers have. */
const fewRepeats = 0.2;

/**
 * Proposes a target for each column, and the column that tells rows apart: the customer's number, else another number
 * or code, an e-mail address or a phone that is present and different in every sample row.
 */
export function proposeColumns(samples: Record<string, unknown>[], most: number): Proposal {
  const detected = detectObjectType(samples, most);
  const columns = detected.columns.map(({ path, fieldNames }): Column => {
    const Header = path.join('.');
    const Target = fieldNames.length > 1 ? fullName : (detected.Fields[fieldNames[0] ?? '']?.Target ?? '');
    return {
      Header,
      Target,
      Kind: Target === '' ? 'ignored' : Target.startsWith(custom) ? 'custom' : 'standard',
    };
  });
  const valuesOf = (column: Column) => {
    const path = detected.columns[columns.indexOf(column)]?.path ?? [];
    return samples.map((sample) => textAt(sample, path));
  };
  chooseKeys(columns, valuesOf);
  return { columns, detected };
}

function textAt(sample: unknown, path: string[]): string {
  let value = sample;
  for (const name of path) {
    const inside = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
    value = inside ? (value as Record<string, unknown>)[name] : undefined;
  }
  return value === undefined || value === null ? '' : String(value).trim().toLowerCase();
}

function chooseKeys(columns: Column[], valuesOf: (column: Column) => string[]): void {
  const account = columns.find(({ Target }) => keyOfTarget(Target) === '_account');
  if (account) {
    const values = valuesOf(account);
    const mostlyOwn = new Set(values).size >= values.length * (1 - fewRepeats);
    account.Key = mostlyOwn ? 'unique' : 'profile';
    if (mostlyOwn) return;
  }
  const distinct = (column: Column) => {
    const values = valuesOf(column);
    return values.length > 0 && !values.includes('') && new Set(values).size === values.length;
  };
  const numbers = columns.filter(
    ({ Kind, Header }) => Kind === 'custom' && /(?:番号|コード|id|no|number|code)$/i.test(Header),
  );
  const emails = columns.filter(({ Target }) => keyOfTarget(Target) === '_email');
  const phones = columns.filter(({ Target }) => keyOfTarget(Target) === '_phone');
  const unique = [...numbers, ...(account ? [] : [...emails, ...phones])].find(distinct);
  if (unique) unique.Key = 'unique';
}

/** Makes the object type that a file's columns describe. */
export function definitionOf(
  columns: Column[],
  detected: DetectedObjectType,
  typeName: string,
  description: string,
): ObjectTypeDefinition {
  const Fields: NonNullable<ObjectTypeDefinition['Fields']> = {};
  const Keys: NonNullable<ObjectTypeDefinition['Keys']> = {};
  const used = columns.filter(({ Kind }) => Kind !== 'ignored');
  const profileKeys = used.filter(({ Key }) => Key === 'profile').length;
  for (const column of used) {
    const fieldName = addFields(Fields, column, detected);
    if (!column.Key) continue;
    const standard = keyOfTarget(column.Target);
    const alone = standard !== undefined || profileKeys === 0;
    const unique = alone ? ['PROFILE', 'UNIQUE'] : ['UNIQUE'];
    const StandardIdentifiers = { unique, profile: ['PROFILE'], search: [] }[column.Key];
    const keyName = standard ?? `${typeName}_${fieldName}`;
    Keys[keyName] = [...(Keys[keyName] ?? []), { StandardIdentifiers, FieldNames: [fieldName] }];
  }
  if (!used.some(({ Key }) => Key === 'unique')) {
    Fields[rowField] = { Source: `_source.${rowHash}`, ContentType: 'STRING' };
    const StandardIdentifiers = profileKeys > 0 ? ['UNIQUE'] : ['PROFILE', 'UNIQUE'];
    Keys[`${typeName}_row`] = [{ StandardIdentifiers, FieldNames: [rowField] }];
  }
  const timed = used.some(({ Target }) => Target === sourceTime) && detected.SourceLastUpdatedTimestampFormat;
  return {
    Description: description,
    AllowProfileCreation: true,
    Fields,
    Keys,
    ...(timed ? { SourceLastUpdatedTimestampFormat: timed } : {}),
  };
}

/** Adds the fields of a column, as detected unless its target was corrected; returns the first one's name. */
function addFields(
  fields: Record<string, FieldDefinition>,
  column: Column,
  detected: DetectedObjectType,
): string {
  const found = detected.columns.find(({ path }) => path.join('.') === column.Header);
  const path = found?.path ?? [column.Header];
  const source =
    path.length === 1 ? accessorOf(path[0] ?? '') : `_source${path.map((name) => `.[${name}]`).join('')}`;
  if (column.Target === fullName) {
    for (const [part, block] of [
      ['LastName', 'familyName'],
      ['FirstName', 'givenName'],
    ] as const) {
      const Source = `{{#${block}}}{{${source}}}{{/${block}}}`;
      fields[part] = { Source, Target: `_profile.${part}`, ContentType: 'NAME' };
    }
    return 'LastName';
  }
  const same = found?.fieldNames.find((name) => detected.Fields[name]?.Target === column.Target);
  const wanted =
    same ?? asciiName(column.Kind === 'standard' ? column.Target.replace('_profile.', '') : column.Header);
  let name = wanted;
  for (let n = 2; Object.hasOwn(fields, name); n++) name = `${wanted}_${n}`;
  fields[name] = { Source: source, Target: column.Target, ContentType: contentTypeOfTarget(column.Target) };
  return name;
}

/** Path of the member that a field of a type reads, when it reads just one. */
export function pathOfSource(source: string): string[] | undefined {
  const accessor = source.includes('{{')
    ? /_source(?:\.\[[^\]]+\]|\.[^\s.{}[\]]+)+/.exec(source)?.[0]
    : source;
  return accessor?.startsWith('_source') ? parseAccessor(accessor) : undefined;
}

/** Column that a field reads, as `Column.Header` names it. */
export const headerOfSource = (source: string) => pathOfSource(source)?.join('.');

/** The columns of a file as a type that exists reads them. */
export function columnsOfType(definition: ObjectTypeDefinition, headers: string[]): Column[] {
  const keys = Object.values(definition.Keys ?? {}).flat();
  return headers.map((Header) => {
    const fields = Object.entries(definition.Fields ?? {}).filter(
      ([, field]) => headerOfSource(field.Source ?? '') === Header,
    );
    const targets = fields.map(([, field]) => field.Target ?? '');
    const whole = targets.includes('_profile.LastName') && targets.includes('_profile.FirstName');
    const Target = whole ? fullName : (targets.find((target) => target.startsWith('_profile.')) ?? '');
    if (Target === '') return { Header, Target, Kind: 'ignored' };
    const Key = keyKind(keys.filter((key) => fields.some(([name]) => key.FieldNames?.[0] === name)));
    return {
      Header,
      Target,
      Kind: Target.startsWith(custom) ? 'custom' : 'standard',
      ...(Key ? { Key } : {}),
    };
  });
}

function keyKind(keys: KeyDefinition[]): Column['Key'] {
  const is = (identifier: string) => keys.some((key) => key.StandardIdentifiers?.includes(identifier));
  if (is('UNIQUE')) return 'unique';
  return is('PROFILE') ? 'profile' : keys.length > 0 ? 'search' : undefined;
}

/** True when two mappings say the same; a column that is not mentioned is ignored. */
export function sameColumns(one: Column[], other: Column[]): boolean {
  const shown = (columns: Column[]) =>
    columns
      .filter(({ Kind }) => Kind !== 'ignored')
      .map(({ Header, Target, Key }) => JSON.stringify([Header, Target, Key ?? '']))
      .sort()
      .join();
  return shown(one) === shown(other);
}

/** True when the type's keys can be read from a file with these columns and so can most columns: a type for such files. */
export function fits(definition: ObjectTypeDefinition, headers: string[]): boolean {
  const known = new Set([...headers, rowHash]);
  const reads = (name: string) => known.has(headerOfSource(definition.Fields?.[name]?.Source ?? '') ?? '');
  const unique = Object.values(definition.Keys ?? {})
    .flat()
    .filter((key) => key.StandardIdentifiers?.includes('UNIQUE'))
    .flatMap((key) => key.FieldNames ?? []);
  const read = columnsOfType(definition, headers).filter(({ Kind }) => Kind !== 'ignored').length;
  return unique.length > 0 && unique.every(reads) && read * 2 >= headers.length;
}

/** Name of the object type for a file: letters of its name, or a short hash when there are none (顧客.csv). */
export function typeNameOf(key: string): string {
  const file = (key.split('/').at(-1) ?? key).replace(/\.gz$/i, '').replace(/(?<=.)\.[a-z]{1,6}$/i, '');
  const ascii = file
    .normalize('NFKC')
    .replace(/[^a-zA-Z0-9_-]+/g, '_')
    .replace(/^[^a-zA-Z]+|_+$/g, '');
  if (ascii.length >= 2) return ascii.slice(0, 200);
  return `import_${createHash('sha256').update(file.normalize('NFC')).digest('hex').slice(0, 8)}`;
}
