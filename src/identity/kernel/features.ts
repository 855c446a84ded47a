import { Dictionary } from './dictionary.ts';
import { Feature } from './feature.ts';
import type { FieldRole, MatchField } from './fields.ts';

const simple: readonly [FieldRole, readonly string[]][] = [
  ['birthDate', ['birth']],
  ['gender', ['gender']],
  ['postalCode', ['postal']],
  ['city', ['city']],
  ['region', ['region']],
  ['street', ['street', 'core', 'town']],
  ['building', ['building']],
];

/** The features that columns of these roles feed, empty. */
export function featuresOf(fields: readonly MatchField[]): Feature[] {
  const counts = new Map<FieldRole, number>();
  for (const { role } of fields) counts.set(role, (counts.get(role) ?? 0) + 1);
  const [written, readings] = [new Dictionary(), new Dictionary()];
  const names = (['family', 'given'] as const).flatMap((part) =>
    counts.has(`${part}Name`) ||
    counts.has('fullName') ||
    counts.has(`${part}Reading`) ||
    counts.has('fullReading')
      ? [new Feature(part, 1, written), new Feature(`${part}Reading`, 1, readings)]
      : [],
  );
  // A street, its core and its town are mostly pieces of one text, and kept once.
  const streets = new Dictionary();
  const others = simple.flatMap(([role, made]) =>
    counts.has(role)
      ? made.map((name) => new Feature(name, 1, role === 'street' ? streets : new Dictionary()))
      : [],
  );
  const phones = counts.get('phone') ?? 0;
  const emails = counts.get('email') ?? 0;
  return [
    ...names,
    ...others,
    ...(phones ? [new Feature('phone', phones)] : []),
    ...(emails ? [new Feature('email', emails)] : []),
    ...fields.filter(({ role }) => role === 'custom').map(({ name }) => new Feature(`custom:${name}`)),
  ];
}
