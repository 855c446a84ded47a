import type { TransactionSql } from '../../database/connection.ts';
import { copyLines, escapeCell } from '../../database/copy.ts';
import { type GroupRow, type PairRow, rankOf } from '../matchGroups.ts';
import { groupColumns, memberColumns, pairColumns, rounded } from './groups.ts';

/** NULL in a line of COPY. */
const none = '\\N';

/** As `copyGroups`, for the hundred thousands of a run: ids, numbers and words of ours need no escaping. */
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
  const lines: string[] = [];
  const members: string[] = [];
  for (const group of groups) {
    const { matchId, method, band, change, state, listed, profileIds, reasons, decidedAt, decidedBy } = group;
    const start = `${domainId}\t${matchId}\t${group.jobId ?? none}\t${method}\t${band}\t${change ?? none}\t${state}`;
    const score = `${listed}\t${rankOf(group)}\t${group.confidence ?? none}\t${group.ruleLevel ?? none}`;
    const held = `{${reasons.join(',')}}\t{${profileIds.join(',')}}\t${JSON.stringify(group.parts)}`;
    const decided = `${decidedAt?.toISOString() ?? none}\t${decidedBy === undefined ? none : escapeCell(decidedBy)}`;
    lines.push(`${start}\t${score}\t${held}\t${timeOf(group.createdAt)}\t${decided}`);
    for (const id of profileIds) members.push(`${domainId}\t${id}\t${matchId}`);
  }
  // In the order of the index, which fills faster so.
  members.sort();
  await copyLines(sql, 'match_group', groupColumns, lines);
  await copyLines(sql, 'match_member', memberColumns, members);
}

/** As `copyPairs`, for many. */
export async function copyManyPairs(
  sql: TransactionSql,
  domainId: number,
  groups: readonly { matchId: string; pairs: readonly PairRow[] }[],
): Promise<void> {
  const lines: string[] = [];
  for (const { matchId, pairs } of groups) {
    for (const { leftId, rightId, confidence, ruleLevel, prior, reasons, contradicts } of pairs) {
      const score = `${confidence ?? none}\t${ruleLevel ?? none}\t${prior === undefined ? none : rounded(prior)}`;
      const told = reasons.map(
        ({ field, level, weight }) => `[${quoted(field)},${quoted(level)},${rounded(weight)}]`,
      );
      lines.push(
        `${domainId}\t${matchId}\t${leftId}\t${rightId}\t${score}\t[${told.join(',')}]\t${contradicts}`,
      );
    }
  }
  await copyLines(sql, 'match_pair', pairColumns, lines);
}

const quotedBefore = new Map<string, string>();

/** A name as JSON within a line of COPY; there are few of them. */
function quoted(name: string): string {
  const known = quotedBefore.get(name);
  if (known !== undefined) return known;
  const text = escapeCell(JSON.stringify(name));
  if (quotedBefore.size < 1_000) quotedBefore.set(name, text);
  return text;
}
