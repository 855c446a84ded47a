import { type ContentType, keyValue } from '../values/keys.ts';
import { contentTypesOf } from './checkObjectType.ts';
import type { FoldType } from './fold.ts';
import { compileMapping, joinKeyParts, type Mapping, splitKeyParts } from './mapping.ts';
import type { ObjectType } from './objectType.ts';
import { predefinedKeys } from './standardObjects.ts';

/** What CreateDomain and UpdateDomain set, in the API's own shape. */
export interface DomainSettings {
  DefaultExpirationDays: number;
  DefaultEncryptionKey?: string;
  DeadLetterQueueUrl?: string;
  Matching?: unknown;
  RuleBasedMatching?: unknown;
  DataStore?: { Enabled?: boolean };
  /** Ours: ISO 3166 alpha-2 for phone numbers without a country code. */
  DefaultCountry?: string;
}

/** A domain with its object types compiled; immutable, replaced when something changes. */
export interface Domain {
  domainId: number;
  accountId: string;
  name: string;
  settings: DomainSettings;
  createdAt: Date;
  updatedAt: Date;
  /** ISO 3166 alpha-2 in force. */
  country: string;
  types: ReadonlyMap<string, Mapping>;
  typesById: ReadonlyMap<number, ObjectType>;
  foldTypes: ReadonlyMap<number, FoldType>;
}

/** The stored part of a domain. */
export type DomainRow = Pick<
  Domain,
  'domainId' | 'accountId' | 'name' | 'settings' | 'createdAt' | 'updatedAt'
>;

/** Compiles a domain from its rows. */
export function compileDomain(row: DomainRow, objectTypes: ObjectType[], defaultCountry: string): Domain {
  const country = row.settings.DefaultCountry ?? defaultCountry;
  return {
    ...row,
    country,
    types: new Map(objectTypes.map((type) => [type.name, compileMapping(type, country)])),
    typesById: new Map(objectTypes.map((type) => [type.typeId, type])),
    foldTypes: new Map(
      objectTypes.map((type) => [type.typeId, { name: type.name, priority: type.definition.SourcePriority }]),
    ),
  };
}

/** Which versions of which types a compiled domain knows, in the form in which the database tells it. */
export const typeVersions = (domain: Domain): string =>
  [...domain.typesById.values()]
    .sort((a, b) => a.typeId - b.typeId)
    .map(({ typeId, version }) => `${typeId}/${version}`)
    .join(' ');

/** How the values of a key compare, from its definition in any type of the domain; undefined for an unknown key. */
export function contentTypeOfKey(domain: Domain, keyName: string, exceptType?: string): string | undefined {
  if (predefinedKeys[keyName]) return predefinedKeys[keyName];
  for (const type of domain.typesById.values()) {
    if (type.name === exceptType) continue;
    const key = ownKey(type.definition.Keys ?? {}, keyName);
    if (key) return contentTypesOf(key.FieldNames ?? [], type.definition.Fields ?? {});
  }
  return undefined;
}

/** A type may define a key of any name that is not one of every object's own, such as `constructor`. */
const ownKey = (keys: NonNullable<ObjectType['definition']['Keys']>, name: string) =>
  Object.hasOwn(keys, name) ? keys[name]?.[0] : undefined;

/**
 * A value as somebody types it in a search, in the form the key is stored in; undefined when nothing is left, and when a
 * composite key has other than all its parts.
 */
export function searchValue(domain: Domain, keyName: string, text: string): string | undefined {
  const contentTypes = (contentTypeOfKey(domain, keyName) ?? 'STRING').split('+') as ContentType[];
  if (contentTypes.length === 1) {
    const value = keyValue(contentTypes[0], text, domain.country);
    return value === undefined ? undefined : joinKeyParts([value]);
  }
  const parts = splitKeyParts(text).flatMap(
    (part, index) => keyValue(contentTypes[index], part, domain.country) ?? [],
  );
  return parts.length === contentTypes.length ? joinKeyParts(parts) : undefined;
}
