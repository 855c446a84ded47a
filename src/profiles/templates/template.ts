import type { FieldDefinition, KeyDefinition } from '../objectType.ts';
import { emailFields, phoneFields } from '../targets.ts';

/** A template: where its objects come from and the mapping they get. */
export interface Template {
  sourceName: string;
  sourceObject: string;
  fields: Record<string, FieldDefinition>;
  keys: Record<string, KeyDefinition[]>;
  allowProfileCreation: boolean;
}

/**
 * Fields that read members of the object, named after them: path of the member → what it fills in `root` (`_profile`,
 * `_order` …). An empty target is for members that keys need.
 */
export function fieldsOf(root: string, members: Record<string, string>): Record<string, FieldDefinition> {
  return Object.fromEntries(
    Object.entries(members).map(([path, target]) => [path, field(`_source.${path}`, root, target)]),
  );
}

/** A field with the content type that its target calls for. */
export function field(source: string, root: string, target: string): FieldDefinition {
  return {
    Source: source,
    ...(target === '' ? {} : { Target: `${root}.${target}` }),
    ContentType: contentTypeOf(target),
  };
}

const isOneOf = (names: readonly string[], name: string) => names.includes(name);

function contentTypeOf(target: string): NonNullable<FieldDefinition['ContentType']> {
  if (isOneOf(emailFields, target)) return 'EMAIL_ADDRESS';
  if (isOneOf(phoneFields, target)) return 'PHONE_NUMBER';
  if (/^(First|Middle|Last)Name$/.test(target)) return 'NAME';
  return /^(Price|Quantity|Total[A-Za-z]+)$/.test(target) ? 'NUMBER' : 'STRING';
}

/** An address whose members begin alike in the source: `BillingStreet`, `BillingCity` … */
export const addressOf = (address: string, prefix: string, names: readonly string[]) =>
  Object.fromEntries(
    addressMembers.flatMap((member, index) => {
      const name = names[index];
      return name === undefined ? [] : [[`${prefix}${name}`, `${address}.${member}`]];
    }),
  );

const addressMembers = ['Address1', 'City', 'State', 'Country', 'PostalCode'];

/** Names of the members of an address in that order, as sources write them. */
export const capitalNames = ['Street', 'City', 'State', 'Country', 'PostalCode'];

/** A key over these fields. */
export const key = (fieldNames: string[], ...identifiers: string[]): KeyDefinition[] => [
  { StandardIdentifiers: identifiers, FieldNames: fieldNames },
];
