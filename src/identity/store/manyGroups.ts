import { type BinaryRows, copyBinary } from '../../database/binaryCopy.ts';
import type { Sql, TransactionSql } from '../../database/connection.ts';
import { copyLines, escapeCell } from '../../database/copy.ts';
import type { PairOf } from '../engine/resolution.ts';
import { type GroupRow, rankOf } from '../matchGroups.ts';
import { groupColumns, memberColumns, pairColumns, reasonsText } from './groups.ts';

/** NULL in a line of COPY. */
const none = '\\N';

/** Lines of COPY that are sent at once. */
const linesAtOnce = 2_000;

/** As `copyGroups`, for the hundred thousands of a run, whose members are written already. */
export async function copyManyGroups(
  sql: TransactionSql,
  domainId: number,
  groups: readonly GroupRow[],
): Promise<void> {
  if (groups.length === 0) return;
  const times = new Map<Date, string>();
  const timeOf = (time: Date) => {
    const text = times.get(time) ?? time.toISOString();
    times.set(time, text);
    return text;
  };
  const lineOf = (group: GroupRow) => {
    const { matchId, method, band, change, state, listed, profileIds, reasons, decidedAt, decidedBy } = group;
    const start = `${domainId}\t${matchId}\t${group.jobId ?? none}\t${method}\t${band}\t${change ?? none}\t${state}`;
    const score = `${listed}\t${rankOf(group)}\t${group.confidence ?? none}\t${group.ruleLevel ?? none}`;
    const held = `{${reasons.join(',')}}\t{${profileIds.join(',')}}\t${JSON.stringify(group.parts)}`;
    const decided = `${decidedAt?.toISOString() ?? none}\t${decidedBy === undefined ? none : escapeCell(decidedBy)}`;
    return `${start}\t${score}\t${held}\t${timeOf(group.createdAt)}\t${decided}`;
  };
  function* lines() {
    for (let at = 0; at < groups.length; at += linesAtOnce)
      yield groups.slice(at, at + linesAtOnce).map(lineOf);
  }
  await copyLines(sql, 'match_group', groupColumns, lines());
}

/** A pair of rows on its way to the database; `matchId` is read at once and may be used again. */
export interface PairEntry {
  matchId: Uint8Array;
  place: number;
  pair: PairOf<number>;
  contradicts: boolean;
}

/** As `copyPairs`, for the hundred thousands of a run. Row r has its id at 16 r of `ids`, and rows go up with the ids. */
export async function copyManyPairs(
  sql: Sql,
  domainId: number,
  ids: Uint8Array,
  pairs: Iterable<PairEntry>,
): Promise<void> {
  await copyBinary(sql, 'match_pair', Object.keys(pairColumns), function* fill(rows: BinaryRows) {
    for (const { matchId, place, pair, contradicts } of pairs) {
      rows.row(pairColumnCount);
      rows.int4(domainId);
      rows.uuid(matchId);
      rows.int2(place);
      rows.uuid(ids, Math.min(pair.left, pair.right) * 16);
      rows.uuid(ids, Math.max(pair.left, pair.right) * 16);
      rows.float4(pair.confidence);
      rows.int2(pair.ruleLevel);
      rows.float4(pair.prior);
      rows.text(reasonsText(pair.reasons));
      rows.bool(contradicts);
      yield;
    }
  });
}

const pairColumnCount = Object.keys(pairColumns).length;

/** A member of the n-th group of a run. */
export interface MemberEntry {
  row: number;
  number: number;
}

/** Writes members of groups; `matchId` is the id of any group of the run. */
export async function copyManyMembers(
  sql: Sql,
  domainId: number,
  { ids, matchId }: { ids: Uint8Array; matchId: Uint8Array },
  members: Iterable<MemberEntry>,
): Promise<void> {
  const id = Buffer.from(matchId);
  await copyBinary(sql, 'match_member', Object.keys(memberColumns), function* fill(rows: BinaryRows) {
    for (const { row, number } of members) {
      id.writeUInt32BE(number, 12);
      rows.row(3);
      rows.int4(domainId);
      rows.uuid(ids, row * 16);
      rows.uuid(id);
      yield;
    }
  });
}
