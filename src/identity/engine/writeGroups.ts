import type { Pool } from '../../database/connection.ts';
import { holdDomain } from '../../profiles/store/domains.ts';
import { float64, widened } from '../kernel/arrays.ts';
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

/** A group as it is written, with its pairs in words. */
export type ToldGroup = Pick<GroupOf<number>, 'profileIds' | 'reasons' | 'pairs'>;

/**
 * Writes the pairs of groups, then their members, the n-th group under the n-th id of this thread. No group is held
 * longer than it takes. Nothing is written for a domain that is gone.
 */
export async function writeGroups(
  sql: Pool,
  { domainId, jobId, part, identity }: GroupsToWrite,
  groups: Iterable<ToldGroup>,
): Promise<void> {
  const [first, ids] = [firstOfPart(part), Buffer.from(matchIdOf(jobId, 0), 'hex')];
  const members = new MemberList(first);
  function* pairs() {
    let number = first;
    for (const { profileIds, pairs, reasons } of groups) {
      ids.writeUInt32BE(number, 12);
      for (const row of profileIds) members.add(row, number);
      number += 1;
      const contradicts = contradictionTest(reasons);
      for (const [place, pair] of pairs.entries())
        yield { matchId: ids, place, pair, contradicts: contradicts(pair) };
    }
  }
  await sql.begin(async (tx) => {
    // Whoever deletes the domain meanwhile waits, and so finds all of it.
    if (!(await holdDomain(tx, domainId))) return;
    await copyManyPairs(tx, domainId, identity.ids, pairs());
    await copyManyMembers(tx, domainId, { ids: identity.ids, matchId: ids }, members.inOrder());
  });
}

/** More groups than one thread finds; with it a list has room for 67 million profiles. */
const mostGroups = 2 ** 27;

/** Members of groups, each one number: they are sorted fast then, and take little room. */
class MemberList {
  private readonly first: number;
  private entries = float64(1 << 10);
  private count = 0;

  constructor(first: number) {
    this.first = first;
  }

  add(row: number, number: number): void {
    if (this.count === this.entries.length) this.entries = widened(this.entries, this.count * 2);
    this.entries[this.count++] = row * mostGroups + (number - this.first);
  }

  /** By profile, then by group: in the order of the index, which fills faster so. */
  *inOrder(): Generator<MemberEntry> {
    for (const entry of this.entries.subarray(0, this.count).sort())
      yield { row: Math.floor(entry / mostGroups), number: this.first + (entry % mostGroups) };
  }
}
