import type { Sql } from '../database/connection.ts';
import type { Domain } from './domain.ts';
import { type FindQuery, formOf, type MatchKind, type NameWord, readFindQuery } from './findQuery.ts';
import {
  type Found,
  findByNumber,
  findByText,
  findByTwoWords,
  findByWord,
  type Slice,
} from './store/find.ts';
import { listMembers } from './store/profiles.ts';
import { type Group, type ListedProfile, loadGroups } from './visibleProfiles.ts';

/** A visible profile found, and by what. */
export interface Hit extends Group<ListedProfile> {
  kind: MatchKind;
}

/** One way to look; later ones are asked only while the page is not full. */
type Way = (slice: Slice) => Promise<Found[]>;

/** Rows found for each customer of late, by domain: where many are merged, more rows fill a page. */
const crowding = new Map<number, number>();

/** How many rows to ask for when so many customers are missing: rather some too many than another statement. */
function rowsFor(domainId: number, missing: number): number {
  const crowded = (crowding.get(domainId) ?? 1) - 1;
  return Math.ceil(missing * (1 + 1.5 * crowded)) + 2;
}

function noteCrowding(domainId: number, rows: number, customers: number): void {
  if (customers === 0) return;
  const before = crowding.get(domainId) ?? 1;
  crowding.set(domainId, before + 0.1 * (Math.min(rows / customers, 3) - before));
}

/**
 * Visible profiles for what an operator typed: phone in any spelling or its end, e-mail or its beginning, account
 * number, part of a name in kanji, kana or romaji. The best matches first: whole values, whole names, beginnings, parts
 * inside names. Base profiles that are shown as one are one hit, in its best place.
 */
export async function findProfiles(
  sql: Sql,
  domain: Domain,
  text: string,
  page: { skip: number; limit: number },
): Promise<Hit[]> {
  const wanted = page.skip + page.limit;
  const hits = new Map<string, Hit>();
  for (const look of waysFor(sql, domain.domainId, readFindQuery(text, domain.country))) {
    for (let from = 0; hits.size < wanted; ) {
      const count = rowsFor(domain.domainId, wanted - hits.size);
      const found = await look({ from, count });
      const before = hits.size;
      await addHits(sql, domain.domainId, hits, found);
      noteCrowding(domain.domainId, found.length, hits.size - before);
      if (found.length < count) break;
      from += count;
    }
  }
  return [...hits.values()].slice(page.skip, wanted);
}

/** Adds what the rows lead to, in their order; who is there already keeps the place. */
async function addHits(sql: Sql, domainId: number, hits: Map<string, Hit>, found: Found[]): Promise<void> {
  const survivors = new Set(found.flatMap(({ joined }) => (joined && !hits.has(joined) ? joined : [])));
  const members = await listMembers(sql, domainId, [...survivors]);
  const groups = new Map(
    (await loadGroups(sql, domainId, members)).map((group) => [group.survivorId, group]),
  );
  for (const { kind, profileId, updatedAt, facts, joined } of found) {
    const survivorId = joined ?? profileId;
    if (hits.has(survivorId)) continue;
    const alone = { survivorId, members: [{ profileId, survivorId, updatedAt, facts }], merges: [] };
    const group = joined ? groups.get(joined) : alone;
    if (group) hits.set(survivorId, { ...group, kind });
  }
}

function waysFor(sql: Sql, domainId: number, query: FindQuery): Way[] {
  const { account, phone, phoneEnd, email, words } = query;
  const ways = nameWays(sql, domainId, words);
  if (account === undefined) return ways;
  const numbers = { phone, account, end: phoneEnd };
  const byKey: Way =
    phone !== undefined || phoneEnd !== undefined
      ? (slice) => findByNumber(sql, domainId, numbers, slice)
      : (slice) => findByText(sql, domainId, { account, email }, slice);
  return [byKey, ...ways];
}

function nameWays(sql: Sql, domainId: number, words: NameWord[]): Way[] {
  const [one, other] = words;
  if (!one) return [];
  if (other) return [(slice) => findByTwoWords(sql, domainId, [one, other], slice)];
  const reading = one.reading === undefined ? undefined : formOf(one.reading);
  const word = { written: formOf(one.written), reading };
  return [(slice) => findByWord(sql, domainId, word, slice)];
}
