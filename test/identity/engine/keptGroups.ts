import { randomUUID } from 'node:crypto';
import type { Pool } from '../../../src/database/connection.ts';
import type { KeptGroup, Resolution } from '../../../src/identity/engine/resolution.ts';
import type { PairRow } from '../../../src/identity/matchGroups.ts';
import { listPairs } from '../../../src/identity/store/groups.ts';

/** The groups of a resolution as a run keeps them, with the pairs that it has written; the older profile first. */
export async function keptGroups(
  sql: Pool,
  domainId: number,
  resolution: Resolution,
): Promise<(KeptGroup & { pairs: NonNullable<KeptGroup['pairs']>; told: PairRow[] })[]> {
  const { groups, written } = await resolution.keep(randomUUID().replaceAll('-', ''));
  await written;
  const pairs = await listPairs(
    sql,
    domainId,
    groups.map(({ matchId }) => matchId),
  );
  return groups.map((group) => {
    const age = new Map(group.profileIds.map((id, place) => [id, place]));
    const told = pairs.get(group.matchId)!;
    const byAge = told.map(({ leftId, rightId, confidence, ruleLevel }) => {
      const [left, right] = age.get(leftId)! < age.get(rightId)! ? [leftId, rightId] : [rightId, leftId];
      return { left, right, confidence, ruleLevel };
    });
    return { ...group, pairs: byAge, told };
  });
}
