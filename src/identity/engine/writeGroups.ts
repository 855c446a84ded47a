import type { Pool } from '../../database/connection.ts';
import type { Part } from '../kernel/chance.ts';
import { contradictionTest, firstOfPart, matchIdOf } from '../matchGroups.ts';
import { copyManyMembers, copyManyPairs, type MemberEntry } from '../store/manyGroups.ts';
import type { GroupOf } from './resolution.ts';
import type { RowIdentity } from './rowIdentity.ts';

/** Whose groups are written. */
export interface GroupsToWrite {
  domainId: number;
  jobId: string;
  /** Which thread of how many. */
  part: Part;
  identity: RowIdentity;
}

/**
 * Writes the pairs of groups, then their members, the n-th group under the n-th id of this thread. The groups are asked
 * for once, and none is held longer than it takes.
 */
export async function writeGroups(
  sql: Pool,
  { domainId, jobId, part, identity }: GroupsToWrite,
  groups: () => Iterable<GroupOf<number>>,
): Promise<void> {
  const [first, ids] = [firstOfPart(part), Buffer.from(matchIdOf(jobId, 0), 'hex')];
  const members: MemberEntry[] = [];
  function* pairs() {
    let number = first;
    for (const { profileIds, pairs, reasons } of groups()) {
      ids.writeUInt32BE(number, 12);
      for (const row of profileIds) members.push({ row, number });
      number += 1;
      const contradicts = contradictionTest(reasons);
      for (const [place, pair] of pairs.entries())
        yield { matchId: ids, place, pair, contradicts: contradicts(pair) };
    }
  }
  await copyManyPairs(sql, domainId, identity.ids, pairs());
  // In the order of the index, which fills faster so.
  members.sort((one, other) => one.row - other.row || one.number - other.number);
  await copyManyMembers(sql, domainId, { ids: identity.ids, matchId: ids }, members);
}
