import { randomUUID } from 'node:crypto';
import type { Pool } from '../../../src/database/connection.ts';
import type { KeptGroup, Resolution } from '../../../src/identity/engine/resolution.ts';
import type { PairRow } from '../../../src/identity/matchGroups.ts';
import { listPairs } from '../../../src/identity/store/groups.ts';

/** A group of a run as its profiles are called, with the pairs that the run has written. */
export type NamedGroup = Omit<KeptGroup, 'profileIds' | 'parts' | 'pairs'> & {
  profileIds: string[];
  parts: string[][];
  /** The older profile is the left one. */
  pairs: { left: string; right: string; confidence: number | undefined; ruleLevel: number | undefined }[];
  told: PairRow[];
};

/** The groups of a resolution as a run keeps and writes them. */
export async function keptGroups(sql: Pool, domainId: number, resolution: Resolution): Promise<NamedGroup[]> {
  const { groups, names, written } = await resolution.keep(randomUUID().replaceAll('-', ''));
  await written;
  const pairs = await listPairs(
    sql,
    domainId,
    groups.map(({ matchId }) => matchId),
  );
  const idOf = (row: number) => names.idOf(row);
  return groups.map((group) => {
    const profileIds = group.profileIds.map(idOf);
    const age = new Map(profileIds.map((id, place) => [id, place]));
    const told = pairs.get(group.matchId)!;
    const byAge = told.map(({ leftId, rightId, confidence, ruleLevel }) => {
      const [left, right] = age.get(leftId)! < age.get(rightId)! ? [leftId, rightId] : [rightId, leftId];
      return { left, right, confidence, ruleLevel };
    });
    const { matchId, method, band, confidence, ruleLevel, reasons } = group;
    const bare = { matchId, method, band, confidence, ruleLevel, reasons };
    return { ...bare, profileIds, parts: group.parts.map((part) => part.map(idOf)), pairs: byAge, told };
  });
}
