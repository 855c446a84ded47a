import { type BinaryRows, copyBinary } from '../../database/binaryCopy.ts';
import type { Sql, TransactionSql } from '../../database/connection.ts';
import type { PairOf } from '../engine/resolution.ts';
import { type GroupRow, isWhole, rankOf } from '../matchGroups.ts';
import { groupColumns, memberColumns, pairColumns, thousandths } from './newGroups.ts';

/**
 * As `copyGroups`, for the hundred thousands of a run, whose members are written already. Row r has its id at 16 r of
 * `ids`.
 */
export async function copyManyGroups(
  sql: TransactionSql,
  domainId: number,
  ids: Uint8Array,
  groups: Iterable<GroupRow<number>>,
): Promise<void> {
  await copyBinary(sql, 'match_group', runColumns, function* fill(rows: BinaryRows) {
    for (const group of groups) {
      rows.row(runColumns.length);
      rows.int4(domainId);
      rows.uuidText(group.matchId);
      rows.uuidText(group.jobId);
      rows.text(group.method);
      rows.text(group.band);
      rows.text(group.change);
      rows.text(group.state);
      rows.bool(group.listed);
      rows.float4(rankOf(group));
      rows.float4(group.confidence);
      rows.int2(group.ruleLevel);
      rows.textArray(group.reasons);
      rows.uuidArray(ids, group.profileIds);
      if (isWhole(group)) rows.null();
      else rows.jsonbOfUuids(ids, group.parts);
      rows.time(group.createdAt);
      yield;
    }
  });
}

/** What people decide comes later. */
const runColumns = Object.keys(groupColumns).filter((name) => !name.startsWith('decided_'));

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
      putReasons(rows, pair.reasons);
      rows.bool(contradicts);
      yield;
    }
  });
}

/** As `reasonsText`, without a text: of hundred thousands of them most time went into their signs. */
export function putReasons(rows: BinaryRows, reasons: PairEntry['pair']['reasons']): void {
  const start = rows.openText();
  for (let at = 0; at < reasons.length; at++) {
    const { field, level, weight } = reasons[at]!;
    rows.piece(at === 0 ? opening : following);
    rows.piece(nameOf(field));
    rows.piece(comma);
    rows.piece(nameOf(level));
    rows.piece(comma);
    rows.thousandths(thousandths(weight));
  }
  rows.piece(reasons.length === 0 ? nothing : closing);
  rows.closeText(start);
}

const [opening, following, comma, closing, nothing] = ['[[', '],[', ',', ']]', '[]'].map((signs) =>
  Buffer.from(signs),
) as [Buffer, Buffer, Buffer, Buffer, Buffer];

const namesBefore = new Map<string, Uint8Array>();

/** A name as JSON; there are few of them. */
function nameOf(name: string): Uint8Array {
  const known = namesBefore.get(name);
  if (known) return known;
  const bytes = Buffer.from(JSON.stringify(name));
  if (namesBefore.size < 1_000) namesBefore.set(name, bytes);
  return bytes;
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
