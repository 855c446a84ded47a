import type { Sql } from '../../database/connection.ts';
import type { GroupRow, PairRow } from '../matchGroups.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
export const toGroup = (row: any): GroupRow => ({
  matchId: row.match_id,
  jobId: row.job_id ?? undefined,
  method: row.method,
  band: row.band,
  change: row.change ?? undefined,
  state: row.state,
  listed: row.listed,
  confidence: row.confidence ?? undefined,
  ruleLevel: row.rule_level ?? undefined,
  reasons: row.reasons,
  profileIds: row.profile_ids,
  parts: row.parts ?? [row.profile_ids],
  createdAt: row.created_at,
  decidedAt: row.decided_at ?? undefined,
  decidedBy: row.decided_by ?? undefined,
});

/** One group. */
export async function findGroup(sql: Sql, domainId: number, matchId: string): Promise<GroupRow | undefined> {
  const [row] = await sql`select * from match_group where domain_id = ${domainId} and match_id = ${matchId}`;
  return row && toGroup(row);
}

/** The group of a method that holds a profile: of the latest run or found since, the surest. */
export async function findGroupOf(
  sql: Sql,
  domainId: number,
  wanted: { profileIds: readonly string[]; method: string; jobId: string | undefined },
): Promise<GroupRow | undefined> {
  const [row] = await sql`
    select g.* from match_member m join match_group g using (domain_id, match_id)
    where m.domain_id = ${domainId} and m.profile_id = any(${[...wanted.profileIds]}::uuid[]) and g.method = ${wanted.method}
      and (g.job_id is null or g.job_id = ${wanted.jobId ?? null}) and g.change is distinct from 'SPLIT' and not g.superseded
    order by g.job_id is null desc, g.rank desc, g.match_id limit 1`;
  return row && toGroup(row);
}

/** Pairs of groups, by group. */
export async function listPairs(
  sql: Sql,
  domainId: number,
  matchIds: readonly string[],
): Promise<Map<string, PairRow[]>> {
  const rows = await sql`
    select * from match_pair where domain_id = ${domainId} and match_id = any(${[...matchIds]}::uuid[])
    order by match_id, confidence desc nulls last, rule_level, left_id, right_id`;
  const found = new Map<string, PairRow[]>(matchIds.map((id) => [id, []]));
  for (const row of rows) {
    found.get(row.match_id)?.push({
      leftId: row.left_id,
      rightId: row.right_id,
      confidence: row.confidence ?? undefined,
      ruleLevel: row.rule_level ?? undefined,
      prior: row.prior ?? undefined,
      reasons: (JSON.parse(row.reasons) as [string, string, number][]).map(([field, level, weight]) => ({
        field,
        level,
        weight,
      })),
      contradicts: row.contradicts,
    });
  }
  return found;
}
