import type { Sql } from '../../database/connection.ts';
import type { GroupRow } from '../matchGroups.ts';
import { toGroup } from './groups.ts';

/**
 * The groups of the same profiles that the other method found at the same time, or on write since, by the id of the group
 * asked about; a person is shown both as one.
 */
export async function findTwins(
  sql: Sql,
  domainId: number,
  matchIds: readonly string[],
): Promise<Map<string, GroupRow>> {
  if (matchIds.length === 0) return new Map();
  const rows = await sql`
    select g.match_id as twin_of, t.* from match_group g
    join match_member m on m.domain_id = g.domain_id and m.profile_id = g.profile_ids[1]
    join match_group t on t.domain_id = g.domain_id and t.match_id = m.match_id
    where g.domain_id = ${domainId} and g.match_id = any(${[...matchIds]}::uuid[]) and g.change is distinct from 'SPLIT'
      and t.method <> g.method and (t.job_id is not distinct from g.job_id or t.job_id is null)
      and t.change is distinct from 'SPLIT'
      and t.superseded = g.superseded and t.profile_ids @> g.profile_ids and t.profile_ids <@ g.profile_ids`;
  return new Map(rows.map((row) => [row.twin_of, toGroup(row)]));
}
