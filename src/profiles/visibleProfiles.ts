import type { Sql } from '../database/connection.ts';
import type { Domain } from './domain.ts';
import { valuesOf } from './fold.ts';
import { foldMerged } from './foldMerged.ts';
import { ownFields } from './ingestPlan.ts';
import type { FieldValue } from './mapping.ts';
import type { Merge } from './merges.ts';
import { listLiveMerges } from './store/merges.ts';
import type { ProfileRow } from './store/profiles.ts';

/** What a list needs of a base profile. */
export type ListedProfile = Pick<ProfileRow, 'profileId' | 'survivorId' | 'updatedAt' | 'facts'>;

/** The base profiles shown as one. */
export interface Group<Row extends ListedProfile = ProfileRow> {
  survivorId: string;
  members: Row[];
  /** Live merges that make them one. */
  merges: Merge[];
}

/** Members by survivor, in the order in which the survivors first come. */
function groupBySurvivor<Row extends ListedProfile>(rows: Row[]): Group<Row>[] {
  const groups = new Map<string, Group<Row>>();
  for (const row of rows) {
    const group = groups.get(row.survivorId);
    if (group) group.members.push(row);
    else groups.set(row.survivorId, { survivorId: row.survivorId, members: [row], merges: [] });
  }
  return [...groups.values()];
}

/** Groups of members with the merges that join them. */
export async function loadGroups<Row extends ListedProfile>(
  sql: Sql,
  domainId: number,
  rows: Row[],
): Promise<Group<Row>[]> {
  const groups = groupBySurvivor(rows);
  const merged = groups.filter((group) => group.members.length > 1).map((group) => group.survivorId);
  if (merged.length === 0) return groups;
  const merges = await listLiveMerges(sql, domainId, merged);
  return groups.map((group) => ({
    ...group,
    merges: merges.filter((merge) => merge.survivorId === group.survivorId),
  }));
}

/** What a visible profile shows, by flat field. */
export function visibleValues(
  domain: Domain,
  { members, merges }: Group<ListedProfile>,
): Record<string, FieldValue> {
  const [only] = members;
  if (members.length === 1 && only) return ownFields(only.facts, domain);
  return valuesOf(foldMerged(members, merges, domain.foldTypes));
}
