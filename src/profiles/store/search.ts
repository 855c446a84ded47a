import type { Sql } from '../../database/connection.ts';
import { type ProfileRow, toProfile } from './profiles.ts';

/** A key with the normalised values any of which will do. */
export interface SearchPair {
  name: string;
  values: string[];
}

/** What a search found: every member of each survivor, and which pairs led to it. */
export interface SearchResult {
  members: ProfileRow[];
  /** Survivor id → indexes of the pairs that matched. */
  matched: Map<string, number[]>;
}

/**
 * Survivors by key, in id order after `after`, with all their members. `every`: each pair must match (AND), else any (OR).
 * One statement, because an operator waits for it.
 */
export async function searchMembers(
  sql: Sql,
  domainId: number,
  search: { pairs: SearchPair[]; every: boolean; after: string | undefined; limit: number },
): Promise<SearchResult> {
  const wanted = search.pairs.flatMap((pair, index) =>
    pair.values.map((value) => ({ name: pair.name, value, index })),
  );
  const byKey = wanted.filter(({ name }) => name !== '_profileId');
  const byId = wanted.filter(({ name, value }) => name === '_profileId' && /^[0-9a-f]{32}$/.test(value));
  const rows = await sql`
    with hit as (
      select p.survivor_id, w.pair
      from unnest(${byKey.map((w) => w.name)}::text[], ${byKey.map((w) => w.value)}::text[], ${byKey.map((w) => w.index)}::int[])
        as w(name, value, pair)
      join profile_key k on k.domain_id = ${domainId} and k.key_name = w.name and k.value = w.value and k.refs > 0
      join profile p on p.domain_id = ${domainId} and p.profile_id = k.profile_id
      ${
        byId.length === 0
          ? sql``
          : sql`union all
      select p.survivor_id, w.pair
      from unnest(${byId.map((w) => w.value)}::uuid[], ${byId.map((w) => w.index)}::int[]) as w(id, pair)
      join profile p on p.domain_id = ${domainId} and p.profile_id = w.id`
      }
    ), matched as materialized (
      select survivor_id, array_agg(distinct pair) as pairs from hit
      ${search.after === undefined ? sql`` : sql`where survivor_id > ${search.after}`}
      group by survivor_id
      ${search.every ? sql`having count(distinct pair) = ${search.pairs.length}` : sql``}
      order by survivor_id limit ${search.limit}
    )
    select m.pairs, p.profile_id, p.survivor_id, p.created_at, p.updated_at, p.expires_on, p.facts
    from matched m join profile p on p.domain_id = ${domainId} and p.profile_id = m.survivor_id
    union all
    select m.pairs, p.profile_id, p.survivor_id, p.created_at, p.updated_at, p.expires_on, p.facts
    from matched m join profile p
      on p.domain_id = ${domainId} and p.survivor_id = m.survivor_id and p.survivor_id <> p.profile_id`;
  const members = rows.map(toProfile).sort((a, b) => (a.survivorId < b.survivorId ? -1 : 1));
  return { members, matched: new Map(rows.map((row) => [row.survivor_id, row.pairs])) };
}
