import type { Sql } from '../database/connection.ts';
import { queryTokens } from '../values/nameSearch.ts';
import type { Domain } from './domain.ts';
import { type FindQuery, type MatchKind, type NameWord, readFindQuery, splitsOf } from './findQuery.ts';
import {
  type Found,
  findByGivenName,
  findByNumber,
  findByPart,
  findByText,
  findByTwoWords,
  findByWord,
  slotsOf,
} from './store/find.ts';
import { listMembers } from './store/profiles.ts';
import { type Group, loadGroups } from './visibleProfiles.ts';

/** A visible profile found, and by what. */
export interface Hit extends Group {
  kind: MatchKind;
}

/** One way to look; later ones are asked only while the page is not full. */
type Stage = (limit: number) => Promise<Found[]>;

/** Several ways may find the same person; so many more than a page are asked for. */
const spare = 12;

/**
 * Visible profiles for what an operator typed: phone in any spelling or its end, e-mail or its beginning, account
 * number, part of a name in kanji, kana or romaji. The best matches first: whole values, whole names, beginnings, parts
 * inside names; later stages run only while the page is not full.
 */
export async function findProfiles(
  sql: Sql,
  domain: Domain,
  text: string,
  page: { skip: number; limit: number },
): Promise<Hit[]> {
  const wanted = page.skip + page.limit;
  const found = new Map<string, MatchKind>();
  for (const look of stagesFor(sql, domain.domainId, readFindQuery(text, domain.country))) {
    if (found.size >= wanted) break;
    for (const { kind, profileId } of await look(wanted + found.size + spare)) {
      if (!found.has(profileId)) found.set(profileId, kind);
    }
  }
  const groups = await firstGroups(sql, domain.domainId, [...found.keys()], wanted);
  return groups.slice(page.skip).map((group) => ({ ...group, kind: found.get(group.foundAs) ?? 'name' }));
}

/** The first visible profiles that base profiles, in this order, lead to; of a merged one the best place counts. */
async function firstGroups(sql: Sql, domainId: number, order: string[], wanted: number) {
  const found = new Map<string, Group & { foundAs: string }>();
  for (let start = 0; start < order.length && found.size < wanted; start += wanted) {
    const ids = order.slice(start, start + wanted);
    const groups = await loadGroups(sql, domainId, await listMembers(sql, domainId, ids));
    const groupOf = new Map(
      groups.flatMap((group) => group.members.map(({ profileId }) => [profileId, group])),
    );
    for (const foundAs of ids) {
      const group = groupOf.get(foundAs);
      if (group && !found.has(group.survivorId)) found.set(group.survivorId, { ...group, foundAs });
    }
  }
  return [...found.values()].slice(0, wanted);
}

function stagesFor(sql: Sql, domainId: number, query: FindQuery): Stage[] {
  const { account, phone, phoneEnd, email, words } = query;
  const stages = nameStages(sql, domainId, words);
  if (account === undefined) return stages;
  const numbers = { phone, account, end: phoneEnd };
  const byKey: Stage =
    phone !== undefined || phoneEnd !== undefined
      ? (limit) => findByNumber(sql, domainId, numbers, limit)
      : (limit) => findByText(sql, domainId, { account, email }, limit);
  return [byKey, ...stages];
}

function nameStages(sql: Sql, domainId: number, words: NameWord[]): Stage[] {
  const [one, other] = words;
  if (!one) return [];
  if (other) return [(limit) => findByTwoWords(sql, domainId, [one, other], limit)];
  const splits = { written: splitsOf(one.written), reading: splitsOf(one.reading ?? '') };
  const parts = partsOf(one).filter(({ text }) => text !== '' && !isOneLetter(text));
  return [
    (limit) => findByWord(sql, domainId, one, splits, limit),
    (limit) => findByGivenName(sql, domainId, one, limit),
    ...parts.map(
      ({ slots, text }): Stage =>
        (limit) =>
          findByPart(sql, domainId, { slots, text, tokens: queryTokens(text) }, limit),
    ),
  ];
}

/** What to look for inside names, and in which: a word in Latin letters may be written so or be a reading. */
function partsOf({ written, reading = '' }: NameWord): { slots: readonly string[]; text: string }[] {
  if (written === reading) return [{ slots: [...slotsOf.reading, ...slotsOf.written], text: written }];
  return [
    { slots: slotsOf.written, text: written },
    { slots: slotsOf.reading, text: reading },
  ];
}

/** One Latin letter is inside nearly every reading; only beginnings mean something. */
const isOneLetter = (text: string) => /^[a-z]$/.test(text);
