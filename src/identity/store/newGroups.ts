import type { TransactionSql } from '../../database/connection.ts';
import { addRows } from '../../database/copy.ts';
import type { NewRows } from '../../database/insert.ts';
import { type GroupRow, isWhole, type PairRow, rankOf } from '../matchGroups.ts';

/** Columns of match_group. */
export const groupColumns = {
  domain_id: 'int4',
  match_id: 'uuid',
  job_id: 'uuid',
  method: 'text',
  band: 'text',
  change: 'text',
  state: 'text',
  listed: 'bool',
  rank: 'float4',
  confidence: 'float4',
  rule_level: 'int2',
  reasons: 'text[]',
  profile_ids: 'uuid[]',
  parts: 'jsonb',
  created_at: 'timestamptz',
  decided_at: 'timestamptz',
  decided_by: 'text',
};

/** Columns of match_member. */
export const memberColumns = { domain_id: 'int4', profile_id: 'uuid', match_id: 'uuid' };

/** Writes match groups with their members. */
export async function copyGroups(
  sql: TransactionSql,
  domainId: number,
  groups: readonly GroupRow[],
): Promise<void> {
  await addRows(sql, newGroups(domainId, groups));
}

/** The rows of match groups and of their members. */
export function newGroups(domainId: number, groups: readonly GroupRow[]): NewRows[] {
  const rows = groups.map((group) => [
    domainId,
    group.matchId,
    group.jobId,
    group.method,
    group.band,
    group.change,
    group.state,
    group.listed,
    rankOf(group),
    group.confidence,
    group.ruleLevel,
    `{${group.reasons.join(',')}}`,
    `{${group.profileIds.join(',')}}`,
    isWhole(group) ? undefined : JSON.stringify(group.parts),
    group.createdAt,
    group.decidedAt,
    group.decidedBy,
  ]);
  const members = groups.flatMap(({ matchId, profileIds }) =>
    profileIds.map((id) => [domainId, id, matchId]),
  );
  return [
    { table: 'match_group', columns: groupColumns, rows, shared: [] },
    { table: 'match_member', columns: memberColumns, rows: members, shared: [] },
  ];
}

/** Columns of match_pair. */
export const pairColumns = {
  domain_id: 'int4',
  match_id: 'uuid',
  place: 'int2',
  left_id: 'uuid',
  right_id: 'uuid',
  confidence: 'float4',
  rule_level: 'int2',
  prior: 'float4',
  reasons: 'text',
  contradicts: 'bool',
};

/** The rows of pairs of groups. */
export function newPairs(
  domainId: number,
  groups: readonly { matchId: string; pairs: readonly PairRow[] }[],
): NewRows {
  const rows = groups.flatMap(({ matchId, pairs }) =>
    pairs.map((pair, place) => [
      domainId,
      matchId,
      place,
      pair.leftId,
      pair.rightId,
      pair.confidence,
      pair.ruleLevel,
      pair.prior,
      reasonsText(pair.reasons),
      pair.contradicts,
    ]),
  );
  return { table: 'match_pair', columns: pairColumns, rows, shared: [] };
}

/** Reasons as they are stored: JSON of their fields, levels and weights. */
export const reasonsText = (reasons: PairRow['reasons']): string =>
  JSON.stringify(reasons.map(({ field, level, weight }) => [field, level, thousandths(weight) / 1000]));

/** Bits of evidence as they are stored: to a thousandth. */
export const thousandths = (bits: number): number => Math.round(bits * 1000);
