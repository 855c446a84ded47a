import { badRequest } from '../wire/refusal.ts';
import type { KeyDefinition, ObjectTypeDefinition } from './objectType.ts';
import { checkSource, SourceError } from './source.ts';
import { compileTimeFormat } from './sourceTime.ts';
import { predefinedKeys, reservedKeys, standardObjects } from './standardObjects.ts';
import { isProfileTarget } from './targets.ts';

const namePattern = /^[a-zA-Z][a-zA-Z0-9_.-]*$/;
const keysPerType = 10;
const fieldsPerType = 250;

/**
 * Refuses (400) a definition that could not work, naming the field or key and the remedy.
 * `contentTypeOf` tells how the values of a key compare in the domain's other types: key names are global to the domain.
 */
export function checkObjectType(
  definition: ObjectTypeDefinition,
  contentTypeOf: (keyName: string) => string | undefined,
): void {
  const fields = definition.Fields ?? {};
  const keys = definition.Keys ?? {};
  checkFields(fields, definition);
  const entries = Object.entries(keys).flatMap(([name, list]) => list.map((key) => ({ name, key })));
  if (entries.length > keysPerType) {
    throw badRequest(`Keys holds ${entries.length} entries; an object type has at most ${keysPerType}.`);
  }
  for (const { name, key } of entries) {
    checkKeyName(name, contentTypeOf);
    checkKey(name, key, fields, contentTypeOf);
  }
  if (entries.length > 0) checkIdentifiers(entries, definition.AllowProfileCreation ?? false);
  checkRecords(fields, entries);
}

function checkFields(fields: NonNullable<ObjectTypeDefinition['Fields']>, definition: ObjectTypeDefinition) {
  const names = Object.keys(fields);
  if (names.length > fieldsPerType) {
    throw badRequest(`Fields holds ${names.length} fields; an object type has at most ${fieldsPerType}.`);
  }
  const targets = new Map<string, string>();
  for (const [name, field] of Object.entries(fields)) {
    if (!namePattern.test(name) || /^tags$/i.test(name)) {
      throw badRequest(
        `Field "${name}" must start with a letter, hold letters, digits, _ . - and not be "Tags".`,
      );
    }
    if (!field.Source && !field.Target) continue;
    if (field.Source) checkFieldSource(name, field.Source);
    if (field.Target) checkTarget(name, field.Target, targets);
  }
  for (const [one, other] of [
    ['_profile.PartyType', '_profile.PartyTypeString'],
    ['_profile.Gender', '_profile.GenderString'],
  ] as const) {
    if (targets.has(one) && targets.has(other)) throw badRequest(`Map either ${one} or ${other}, not both.`);
  }
  checkTimestamp(targets, definition.SourceLastUpdatedTimestampFormat);
}

function checkFieldSource(name: string, source: string): void {
  try {
    checkSource(source);
  } catch (cause) {
    if (cause instanceof SourceError) throw badRequest(`Source of field "${name}": ${cause.message}.`);
    throw cause;
  }
}

function checkTarget(name: string, target: string, taken: Map<string, string>): void {
  const other = taken.get(target);
  if (other)
    throw badRequest(`Fields "${other}" and "${name}" share the Target ${target}; a target takes one field.`);
  taken.set(target, name);
  const [root = '', ...rest] = target.split('.');
  const member = rest.join('.');
  if (root === '_profile') {
    if (isProfileTarget(member)) return;
    throw badRequest(`Target ${target} of field "${name}" is no profile field that a mapping can fill.`);
  }
  const record = standardObjects[root];
  if (!record) {
    const roots = ['_profile', ...Object.keys(standardObjects)].join(', ');
    throw badRequest(`Target ${target} of field "${name}" begins with none of ${roots}.`);
  }
  if (rest.some((part) => part === '' || part === '__proto__')) {
    throw badRequest(`Target ${target} of field "${name}" has an empty or unusable member.`);
  }
  if (member === '' || member === record.id) {
    throw badRequest(`Target ${target} of field "${name}" is set by the service and cannot be mapped.`);
  }
}

function checkTimestamp(targets: Map<string, string>, format: string | undefined): void {
  if (targets.has('_profile.SourceLastUpdatedTimestamp') && !format) {
    throw badRequest(
      'A field targets _profile.SourceLastUpdatedTimestamp: give SourceLastUpdatedTimestampFormat (EpochMilli or a pattern such as yyyy-MM-dd HH:mm:ss).',
    );
  }
  if (!format) return;
  try {
    compileTimeFormat(format);
  } catch (cause) {
    throw badRequest(`SourceLastUpdatedTimestampFormat: ${(cause as Error).message}.`);
  }
}

function checkKeyName(name: string, contentTypeOf: (keyName: string) => string | undefined): void {
  if (/^tags$/i.test(name)) throw badRequest('A key cannot be named "Tags".');
  if (name.startsWith('_')) {
    if (!(name in predefinedKeys) && contentTypeOf(name) === undefined) {
      throw badRequest(
        `Key "${name}": names beginning with _ are reserved; there is no predefined key of that name.`,
      );
    }
  } else if (!namePattern.test(name)) {
    throw badRequest(`Key "${name}" must start with a letter and hold letters, digits, _ . - only.`);
  }
}

function checkKey(
  name: string,
  key: KeyDefinition,
  fields: NonNullable<ObjectTypeDefinition['Fields']>,
  contentTypeOf: (keyName: string) => string | undefined,
): void {
  const fieldNames = key.FieldNames ?? [];
  if (fieldNames.length === 0) throw badRequest(`Key "${name}" names no field; give FieldNames.`);
  for (const fieldName of fieldNames) {
    if (!Object.hasOwn(fields, fieldName))
      throw badRequest(`Key "${name}" uses field "${fieldName}", which Fields does not define.`);
  }
  const identifiers = new Set(key.StandardIdentifiers ?? []);
  if (identifiers.has('UNIQUE') && (identifiers.has('LOOKUP_ONLY') || identifiers.has('NEW_ONLY'))) {
    throw badRequest(`Key "${name}" is UNIQUE and so must be stored; drop LOOKUP_ONLY and NEW_ONLY.`);
  }
  if (identifiers.has('SECONDARY') && !identifiers.has('PROFILE')) {
    throw badRequest(`Key "${name}" is SECONDARY, which only goes with PROFILE.`);
  }
  if (reservedKeys.has(name) && !identifiers.has('LOOKUP_ONLY')) {
    throw badRequest(`Key "${name}" names a record of the service and must be LOOKUP_ONLY.`);
  }
  const known = predefinedKeys[name] ?? contentTypeOf(name);
  const own = contentTypesOf(fieldNames, fields);
  if (known !== undefined && fieldNames.length === 1 && known !== own) {
    throw badRequest(
      `Key "${name}" compares as ${known} in this domain, but its field is ${own}. Use ${known} or another key name.`,
    );
  }
}

/** How a key made of these fields compares: the content types of its fields in order. */
export function contentTypesOf(
  fieldNames: readonly string[],
  fields: NonNullable<ObjectTypeDefinition['Fields']>,
): string {
  return fieldNames.map((name) => fields[name]?.ContentType ?? 'STRING').join('+');
}

function checkIdentifiers(entries: { name: string; key: KeyDefinition }[], allowsCreation: boolean): void {
  const having = (identifier: string) =>
    entries.filter(({ key }) => key.StandardIdentifiers?.includes(identifier));
  const unique = having('UNIQUE');
  if (unique.length !== 1) {
    throw badRequest(
      `Exactly one key must be UNIQUE, to tell objects of this type apart; there are ${unique.length}.`,
    );
  }
  const profile = having('PROFILE');
  if (profile.length === 0)
    throw badRequest('At least one key must be PROFILE, to find the profile of an object.');
  const has = (key: KeyDefinition, identifier: string) =>
    key.StandardIdentifiers?.includes(identifier) ?? false;
  const findable = profile.some(({ name, key }) => name === '_profileId' || !has(key, 'LOOKUP_ONLY'));
  if (allowsCreation && !findable) {
    throw badRequest(
      'Every PROFILE key is LOOKUP_ONLY: a new profile could never be found again. Add a stored PROFILE key.',
    );
  }
}

function checkRecords(
  fields: NonNullable<ObjectTypeDefinition['Fields']>,
  entries: { key: KeyDefinition }[],
): void {
  for (const [name, field] of Object.entries(fields)) {
    const root = field.Target?.split('.')[0] ?? '';
    const record = standardObjects[root];
    if (!record) continue;
    if (!entries.some(({ key }) => key.StandardIdentifiers?.includes(record.identifier))) {
      throw badRequest(`Field "${name}" targets ${root}: give a key the identifier ${record.identifier}.`);
    }
  }
}
