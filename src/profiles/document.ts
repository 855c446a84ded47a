import type { FieldValue } from './mapping.ts';
import { preferenceFields, textFields } from './targets.ts';

/** A profile in the API's shape, without ProfileId. */
export type ProfileDocument = Record<string, unknown>;

/** Sets `value` at `a.b` of a tree; only known roots come here, so two levels are enough. */
function place(tree: ProfileDocument, root: string, member: string, value: unknown): void {
  const branch = Object.hasOwn(tree, root) ? (tree[root] as Record<string, unknown>) : Object.create(null);
  branch[member] = value;
  tree[root] = branch;
}

/** Flat visible fields → the API's Profile: addresses, Attributes and preferences nested. */
export function toDocument(fields: Record<string, FieldValue>): ProfileDocument {
  const tree: ProfileDocument = {};
  for (const [field, value] of Object.entries(fields)) {
    const dot = field.indexOf('.');
    if (dot < 0) tree[field] = value;
    else place(tree, field.slice(0, dot), field.slice(dot + 1), value);
  }
  return tree;
}

/**
 * The fields that a CreateProfile or UpdateProfile input sets: flat, null where an empty string takes a value away.
 * Absent members say nothing. An address is set member by member.
 */
export function fromInput(input: object): Record<string, FieldValue | null> {
  const given = input as Record<string, unknown>;
  const fields: Record<string, FieldValue | null> = {};
  const set = (field: string, value: unknown) => {
    if (typeof value === 'string') fields[field] = value === '' ? null : value;
    else if (Array.isArray(value)) fields[field] = value.length === 0 ? null : value;
  };
  for (const [name, value] of Object.entries(given)) {
    if (textFields.has(name)) set(name, value);
    else if (typeof value === 'object' && value !== null) {
      for (const [member, inner] of Object.entries(value)) {
        const field = `${name}.${member}`;
        if (name === 'Attributes' || textFields.has(field) || preferenceFields.has(field)) set(field, inner);
      }
    }
  }
  return fields;
}
