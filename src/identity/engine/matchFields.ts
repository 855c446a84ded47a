import { readingOfAttribute } from '../../profiles/standardFields.ts';
import { textFields } from '../../profiles/targets.ts';
import { type FieldRole, type MatchField, roleOfTarget } from '../kernel/fields.ts';
import type { ModelSettings } from './resolution.ts';

const readingRoles = { last: 'familyReading', first: 'givenReading', full: 'fullReading' } as const;
const attributes = 'Attributes.';

/** A field as settings name it: a bare name that is no standard field is a custom attribute. */
export const flatField = (name: string): string =>
  name.startsWith(attributes) || textFields.has(name) ? name : `${attributes}${name}`;

/**
 * The fields that the model reads, by flat name: every standard one with a role, attributes that are a reading of the
 * name, and the custom ones that are switched on. `known` are the custom attributes of the domain.
 */
export function matchFieldsOf(
  known: readonly string[],
  { customFields, distinctIdFields }: Pick<ModelSettings, 'customFields' | 'distinctIdFields'>,
): MatchField[] {
  const standard = [...textFields].map((name): MatchField => ({ name, role: roleOfTarget(name) }));
  const readings = known.flatMap((name): MatchField[] => {
    const part = readingOfAttribute(name);
    return part ? [{ name: `${attributes}${name}`, role: readingRoles[part] }] : [];
  });
  const given = [...standard.filter(({ role }) => hasRole(role)), ...readings];
  const custom = [...new Set([...customFields, ...distinctIdFields].map(flatField))]
    .filter((name) => !given.some((field) => field.name === name))
    .map((name): MatchField => ({ name, role: 'custom' }));
  return [...given, ...custom];
}

const hasRole = (role: FieldRole) => role !== 'custom' && role !== 'ignored';
