import { emailKey, nameKey, stringKey } from '../values/keys.ts';
import { phoneKey } from '../values/phone.ts';
import type { FieldValue } from './mapping.ts';
import { emailFields, phoneFields } from './targets.ts';

/** A key name and a normalised value. */
export type SearchKey = readonly [name: string, value: string];

const text = (fields: Record<string, FieldValue>, name: string) => {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
};

/**
 * The keys every profile answers to because of its own fields (AWS: standard search keys): `_phone`, `_email`,
 * `_fullName` (FirstName MiddleName LastName) and `_account`. Distinct, normalised.
 */
export function keysOfFields(fields: Record<string, FieldValue>, country: string): SearchKey[] {
  const keys: SearchKey[] = [];
  const add = (name: string, value: string | undefined) => {
    if (value !== undefined && !keys.some((key) => key[0] === name && key[1] === value))
      keys.push([name, value]);
  };
  for (const name of phoneFields) add('_phone', phoneKey(text(fields, name) ?? '', country));
  for (const name of emailFields) add('_email', emailKey(text(fields, name) ?? ''));
  add('_fullName', fullNameKey(fields));
  add('_account', stringKey(text(fields, 'AccountNumber') ?? ''));
  return keys;
}

function fullNameKey(fields: Record<string, FieldValue>): string | undefined {
  const parts = ['FirstName', 'MiddleName', 'LastName'].map((name) => text(fields, name)).filter(Boolean);
  return parts.length > 0 ? nameKey(parts.join(' ')) : undefined;
}

/** Values to look under when a key is searched: a full name is found family name first too. */
export function searchForms(keyName: string, value: string): string[] {
  const parts = value.split(' ');
  return keyName === '_fullName' && parts.length > 1 ? [value, parts.toReversed().join(' ')] : [value];
}
