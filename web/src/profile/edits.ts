/** Edited values by flat name (`LastName`, `Address.City`, `Attributes.Ok_to_call`); an empty text removes. */
export type Edits = Record<string, string>;

type Nested = Record<string, string | Record<string, string>>;

/** The members of UpdateProfile or CreateProfile for a set of flat edits. A custom name may itself contain dots. */
export function nestEdits(edits: Edits): Nested {
  const nested: Nested = {};
  for (const [flat, value] of Object.entries(edits)) {
    const dot = flat.indexOf('.');
    if (dot < 0) {
      nested[flat] = value;
      continue;
    }
    const group = flat.slice(0, dot);
    nested[group] = { ...(nested[group] as Record<string, string>), [flat.slice(dot + 1)]: value };
  }
  return nested;
}

/** Only what differs from what was there; surrounding spaces are not meant. */
export function changedOnly(before: Edits, after: Edits): Edits {
  return Object.fromEntries(
    Object.entries(after)
      .map(([name, value]) => [name, value.trim()] as const)
      .filter(([name, value]) => value !== (before[name] ?? '')),
  );
}

/** The flat name of the member that a refusal speaks of (`BirthDate`, `Address.City`, `address.city`), if it is one of those edited. */
export function memberNamed(message: string, names: readonly string[]): string | undefined {
  const lower = message.toLowerCase();
  return names.toSorted((a, b) => b.length - a.length).find((name) => lower.includes(name.toLowerCase()));
}
