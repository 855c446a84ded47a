import type { Sql } from '../../database/connection.ts';
import { type RecordIndex, recordIndexes } from '../standardObjects.ts';
import type { ProfileRow } from './profiles.ts';

/** A key with the normalised values any of which will do. */
export interface SearchPair {
  name: string;
  values: string[];
}

/** What showing and listing a base profile needs of it. */
export type FoundProfile = Pick<ProfileRow, 'profileId' | 'survivorId' | 'updatedAt' | 'facts'>;

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
const toFound = (row: any, survivorId: string): FoundProfile => ({
  profileId: row.profile_id,
  survivorId,
  updatedAt: row.updated_at,
  facts: row.facts,
});

/** What a search found: every member of each survivor, and which pairs led to it. */
export interface SearchResult {
  members: FoundProfile[];
  /** Survivor id → indexes of the pairs that matched. */
  matched: Map<string, number[]>;
}

/** What to search. */
export interface Search {
  pairs: SearchPair[];
  /** Each pair must match (AND), else any (OR). */
  every: boolean;
  /** Survivor id after which the page begins. */
  after: string | undefined;
  limit: number;
}

/**
 * Survivors by key, in id order, with all their members. A search for one value, as when the phone rings, takes a
 * statement of its own that costs a sixth; where it meets a merged profile the general one answers.
 */
export async function searchMembers(sql: Sql, domainId: number, search: Search): Promise<SearchResult> {
  const [pair, ...more] = search.pairs;
  const [value, ...others] = pair?.values ?? [];
  const simple = more.length === 0 && others.length === 0 && search.after === undefined;
  if (!pair || value === undefined || !simple || pair.name === '_profileId' || pair.name in recordIndexes) {
    return searchMembersByAll(sql, domainId, search);
  }
  const rows = await sql`
    select p.profile_id, p.updated_at, p.facts,
      p.survivor_id <> p.profile_id or exists (select 1 from profile m where m.domain_id = p.domain_id
        and m.survivor_id = p.profile_id and m.survivor_id <> m.profile_id) as joined
    from profile_key k join profile p on p.domain_id = k.domain_id and p.profile_id = k.profile_id
    where k.domain_id = ${domainId} and k.key_name = ${pair.name} and k.value = ${value} and k.refs > 0
    order by p.survivor_id limit ${search.limit}`;
  if (rows.some((row) => row.joined)) {
    return searchMembersByAll(sql, domainId, search);
  }
  return {
    members: rows.map((row) => toFound(row, row.profile_id)),
    matched: new Map(rows.map((row) => [row.profile_id, [0]])),
  };
}

/**
 * Survivors by several keys, in id order after `after`, with all their members.
 * One statement, because an operator waits for it.
 */
async function searchMembersByAll(sql: Sql, domainId: number, search: Search): Promise<SearchResult> {
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
      ${recordHits(sql, domainId, wanted)}
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
    select m.pairs, p.profile_id, p.survivor_id, p.updated_at, p.facts
    from matched m join profile p on p.domain_id = ${domainId} and p.profile_id = m.survivor_id
    union all
    select m.pairs, p.profile_id, p.survivor_id, p.updated_at, p.facts
    from matched m join profile p
      on p.domain_id = ${domainId} and p.survivor_id = m.survivor_id and p.survivor_id <> p.profile_id`;
  const members = rows
    .map((row) => toFound(row, row.survivor_id))
    .sort((a, b) => (a.survivorId < b.survivorId ? -1 : 1));
  return { members, matched: new Map(rows.map((row) => [row.survivor_id, row.pairs])) };
}

interface Wanted {
  name: string;
  value: string;
  index: number;
}

/** Further hits: owners of standard records by what indexes those. */
function recordHits(sql: Sql, domainId: number, wanted: Wanted[]) {
  const byIndex = Map.groupBy(wanted, ({ name }) => name);
  return [...byIndex].map(([name, some]) => {
    const index = recordIndexes[name];
    const usable = index?.member ? some : some.filter(({ value }) => /^[0-9a-f]{32}$/.test(value));
    if (!index || usable.length === 0) return sql``;
    return sql`
      union all
      select p.survivor_id, w.pair
      from unnest(${usable.map((w) => w.value)}::text[], ${usable.map((w) => w.index)}::int[]) as w(value, pair)
      join standard_record r on r.domain_id = ${domainId} and ${sameIndex(sql, index)}
      join profile p on p.domain_id = ${domainId} and p.profile_id = r.profile_id`;
  });
}

/** The conditions that the indexes serve, as they are written there; `is true` keeps the two from being taken for one. */
function sameIndex(sql: Sql, { kind, member }: RecordIndex) {
  if (member === undefined) return sql`r.kind = ${kind} and r.record_id = w.value::uuid`;
  const text = member === 'AssetName' ? sql`r.facts->>'AssetName'` : sql`r.facts->>'SerialNumber'`;
  return sql`r.kind = '_asset' and left(${text}, 600) = w.value and (${text} = w.value) is true`;
}
