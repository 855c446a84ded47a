import type { Domain } from './domain.ts';
import { fold, valuesOf } from './fold.ts';
import { ownFields } from './ingestPlan.ts';
import type { FieldValue } from './mapping.ts';
import type { ProfileRow } from './store/profiles.ts';

/** The base profiles shown as one. */
export interface Group {
  survivorId: string;
  members: ProfileRow[];
}

/** Members by survivor, in the order in which the survivors first come. */
export function groupBySurvivor(rows: ProfileRow[]): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const group = groups.get(row.survivorId);
    if (group) group.members.push(row);
    else groups.set(row.survivorId, { survivorId: row.survivorId, members: [row] });
  }
  return [...groups.values()];
}

/** What a visible profile shows, by flat field. */
export function visibleValues(domain: Domain, members: ProfileRow[]): Record<string, FieldValue> {
  const [only] = members;
  if (members.length === 1 && only) return ownFields(only.facts, domain);
  return valuesOf(
    fold(
      members.map((member) => member.facts),
      domain.foldTypes,
    ),
  );
}
