import type { TransactionSql } from '../../database/connection.ts';
import { fewRows } from '../../database/copy.ts';
import type { GroupRow, PairRow } from '../matchGroups.ts';
import { copyGroups, copyPairs, deleteGroups, toGroup } from './groups.ts';

/** A group with the pairs that hold it together. */
export interface FoundRows {
  group: GroupRow;
  pairs: readonly PairRow[];
}

/**
 * Replaces what is known of some profiles by what was found when one of them was written. A group that was found before,
 * on write or by the latest run, stays as it is, with its id and what people did with it; others of these methods leave
 * the list.
 */
export async function replaceGroups(
  sql: TransactionSql,
  domainId: number,
  profileIds: readonly string[],
  found: readonly FoundRows[],
  methods: readonly ('RULE' | 'MODEL')[],
): Promise<void> {
  const current = await listCurrent(sql, domainId, profileIds, methods);
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
  const gone = [...known.values()];
  const writes = [
    () => deleteGroups(sql, domainId, idsOf(gone.filter(({ jobId }) => jobId === undefined))),
    () => supersede(sql, domainId, idsOf(gone.filter(({ jobId }) => jobId !== undefined))),
    () => setStates(sql, domainId, states),
    () =>
      copyGroups(
        sql,
        domainId,
        fresh.map(({ group }) => group),
      ),
    () =>
      copyPairs(
        sql,
        domainId,
        fresh.map(({ group, pairs }) => ({ matchId: group.matchId, pairs })),
      ),
  ];
  // Few rows travel together; COPY, for many, wants the connection to itself.
  if (profileIds.length <= fewRows / 4) await Promise.all(writes.map((write) => write()));
  else for (const write of writes) await write();
}

const idsOf = (groups: readonly GroupRow[]) => groups.map(({ matchId }) => matchId);

/** Equal for groups of which nobody need be asked anew. */
const nameOf = ({ method, band, profileIds, parts, listed }: GroupRow) =>
  JSON.stringify([method, band, profileIds.toSorted(), parts.map((part) => part.toSorted()).sort(), listed]);

/** Groups that hold one of these profiles: of the latest run, and those found on write. */
async function listCurrent(
  sql: TransactionSql,
  domainId: number,
  profileIds: readonly string[],
  methods: readonly string[],
): Promise<GroupRow[]> {
  const rows = await sql`
    select * from match_group where domain_id = ${domainId} and not superseded and change is distinct from 'SPLIT'
      and method = any(${[...methods]}::text[])
      and (job_id is null or job_id = (
        select job_id from resolution_job where domain_id = ${domainId} and kind <> 'PREVIEW'
          and published_at is not null order by published_at desc limit 1))
      and match_id in (
        select match_id from match_member where domain_id = ${domainId} and profile_id = any(${[...profileIds]}::uuid[]))`;
  return rows.map(toGroup);
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
