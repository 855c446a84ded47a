import { splitFullName } from '../values/fullName.ts';
import { partTokens, readingForm, writtenForm } from '../values/nameSearch.ts';
import type { FieldValue } from './mapping.ts';
import { readingOfAttribute } from './standardFields.ts';
import type { NamePart } from './store/names.ts';

/** The names of a profile in the forms that a search by part compares; null where there is none. */
export interface SearchNames {
  lastName: string | null;
  firstName: string | null;
  lastReading: string | null;
  firstReading: string | null;
}

/** A B-tree entry must stay small; nobody types more of a name than this. */
const longestForm = 120;

const form = (text: string | undefined) => (text ? text.slice(0, longestForm).toWellFormed() || null : null);

const textOf = (fields: Record<string, FieldValue>, name: string) => {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
};

/**
 * Search names from visible fields. A reading comes from a custom attribute such as セイ, メイ or フリガナ, else from a name
 * that is itself kana or Latin. A company without a person's name is found by its BusinessName.
 */
export function searchNames(fields: Record<string, FieldValue>): SearchNames {
  const last = textOf(fields, 'LastName') ?? (fields.FirstName ? undefined : textOf(fields, 'BusinessName'));
  const first = textOf(fields, 'FirstName');
  const reading = readingsOf(fields);
  return {
    lastName: form(last && writtenForm(last)),
    firstName: form(first && writtenForm(first)),
    lastReading: form(readingForm(reading.last ?? last ?? '')),
    firstReading: form(readingForm(reading.first ?? first ?? '')),
  };
}

/** Readings given in custom attributes, as they were written. */
export function readingsOf(fields: Record<string, FieldValue>): { last?: string; first?: string } {
  const found: { last?: string; first?: string } = {};
  for (const name in fields) {
    if (!name.startsWith('Attributes.')) continue;
    const part = readingOfAttribute(name.slice('Attributes.'.length));
    const value = part && textOf(fields, name);
    if (!value) continue;
    if (part === 'full') {
      const { family, given } = splitFullName(value);
      found.last ??= family;
      found.first ??= given;
    } else found[part] ??= value;
  }
  return found;
}

/** The name parts of a profile for the index of distinct parts, but those that are in it for certain. */
export function nameParts(
  names: SearchNames,
  isThere: (part: Pick<NamePart, 'slot' | 'part'>) => boolean = () => false,
): NamePart[] {
  const slots = [
    ['l', names.lastName],
    ['f', names.firstName],
    ['r', names.lastReading],
    ['s', names.firstReading],
  ] as const;
  return slots.flatMap(([slot, part]) =>
    part && !isThere({ slot, part }) ? [{ slot, part, tokens: partTokens(part) }] : [],
  );
}
