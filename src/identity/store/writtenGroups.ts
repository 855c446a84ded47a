import type { Sql, TransactionSql } from '../../database/connection.ts';
import { addRows, fewRows } from '../../database/copy.ts';
import type { GroupRow, PairRow } from '../matchGroups.ts';
import { toGroup } from './groups.ts';
import { newGroups, newPairs } from './newGroups.ts';
import { deleteGroups } from './oldGroups.ts';

/** A group with the pairs that hold it together. */
export interface FoundRows {
  group: GroupRow;
  pairs: readonly PairRow[];
}

/** A group as it stands. */
export interface StandingGroup {
  group: GroupRow;
  /** It is on the list, or was found on write. */
  isTold: boolean;
  /** It is of the latest run, or was found on write, and nothing has taken its place. */
  isCurrent: boolean;
}

/**
 * Replaces what is known of some profiles by what was found when one of them was written. A group that was found before,
 * on write or by the latest run, stays as it is, with its id and what people did with it, and so does what they rejected;
 * others leave the list.
 */
export async function replaceGroups(
  sql: TransactionSql,
  domainId: number,
  current: readonly GroupRow[],
  found: readonly FoundRows[],
): Promise<void> {
  const known = new Map(current.map((group) => [nameOf(group), group]));
  const fresh: FoundRows[] = [];
  const states: GroupRow[] = [];
  for (const rows of found) {
    const name = nameOf(rows.group);
    const before = known.get(name);
    if (!before) {
      fresh.push(rows);
      continue;
    }
    known.delete(name);
    const isTheirs = before.state !== 'MERGED' && rows.group.state === 'OPEN';
    if (!isTheirs && before.state !== rows.group.state)
      states.push({ ...rows.group, matchId: before.matchId });
  }
  // What people called different is not found any more, and can be taken back.
  const gone = [...known.values()].filter(({ state }) => state !== 'REJECTED');
  const groups = fresh.map(({ group }) => group);
  const pairs = fresh.map((rows) => ({ matchId: rows.group.matchId, pairs: rows.pairs }));
  const writes = [
    () => deleteGroups(sql, domainId, idsOf(gone.filter(({ jobId }) => jobId === undefined))),
    () => supersede(sql, domainId, idsOf(gone.filter(({ jobId }) => jobId !== undefined))),
    () => setStates(sql, domainId, states),
    () => addRows(sql, [...newGroups(domainId, groups), newPairs(domainId, pairs)]),
  ];
  if (areFew(fresh)) await Promise.all(writes.map((write) => write()));
  else for (const write of writes) await write();
}

/** Few rows travel together; COPY, for many, wants the connection to itself. */
export const areFew = (found: readonly FoundRows[]): boolean =>
  found.reduce((rows, { group, pairs }) => rows + group.profileIds.length + pairs.length, 0) <= fewRows;

const idsOf = (groups: readonly GroupRow[]) => groups.map(({ matchId }) => matchId);

/** Equal for groups of which nobody need be asked anew. */
const nameOf = ({ method, band, profileIds, parts, listed }: GroupRow) =>
  JSON.stringify([method, band, profileIds.toSorted(), parts.map((part) => part.toSorted()).sort(), listed]);

/** Groups that hold one of these profiles and matter to what is written. */
export async function listGroupsWith(
  sql: Sql,
  domainId: number,
  profileIds: readonly string[],
): Promise<StandingGroup[]> {
  const rows = await sql`
    select * from (
      select g.*, g.listed or g.job_id is null as told,
        not g.superseded and g.change is distinct from 'SPLIT' and (g.job_id is null or g.job_id = (
          select job_id from resolution_job where domain_id = ${domainId} and kind <> 'PREVIEW'
            and published_at is not null order by published_at desc limit 1)) as current
      from match_group g where g.domain_id = ${domainId} and g.match_id = any(array(
        select match_id from match_member
        where domain_id = ${domainId} and profile_id = any(${[...profileIds]}::uuid[])))) found
    where told or current`;
  return rows.map((row) => ({ group: toGroup(row), isTold: row.told, isCurrent: row.current }));
}

async function supersede(sql: TransactionSql, domainId: number, matchIds: readonly string[]): Promise<void> {
  if (matchIds.length === 0) return;
  await sql`
    update match_group set listed = false, superseded = true
    where domain_id = ${domainId} and match_id = any(${[...matchIds]}::uuid[])`;
}

async function setStates(sql: TransactionSql, domainId: number, groups: readonly GroupRow[]): Promise<void> {
  for (const state of new Set(groups.map((group) => group.state))) {
    const ids = idsOf(groups.filter((group) => group.state === state));
    await sql`
      update match_group set state = ${state}, decided_at = null, decided_by = null
      where domain_id = ${domainId} and match_id = any(${ids}::uuid[])`;
  }
}
