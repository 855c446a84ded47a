import type { Sql } from '../database/connection.ts';
import { queryTokens } from '../values/nameSearch.ts';
import type { Domain } from './domain.ts';
import { type FindQuery, type MatchKind, type NameWord, readFindQuery, splitsOf } from './findQuery.ts';
import {
  findByFirstName,
  findByKey,
  findByLastName,
  findByPart,
  findByPhoneEnd,
  findByPrefix,
  type Look,
  type NameForm,
  runLooks,
} from './store/find.ts';
import { listMembers } from './store/profiles.ts';
import { type Group, loadGroups } from './visibleProfiles.ts';

/** A visible profile found, and by what. */
export interface Hit extends Group {
  kind: MatchKind;
}

/** One way to look. */
interface Stage {
  kind: MatchKind;
  look: (limit: number) => Look;
}

/** Several stages may find the same person; so much more than a page is asked for. */
const spare = 2;

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
  const [likely, farther] = stagesFor(sql, domain.domainId, readFindQuery(text, domain.country));
  const wanted = page.skip + page.limit;
  const found = new Map<string, MatchKind>();
  for (const stages of [likely, farther]) {
    if (found.size >= wanted) break;
    const limit = (wanted + found.size) * spare;
    const looks = stages.map(({ look }) => look(limit));
    for (const { look, profileId } of await runLooks(sql, looks, limit)) {
      if (!found.has(profileId)) found.set(profileId, stages[look]?.kind ?? 'name');
    }
  }
  const order = [...found.keys()];
  const members = await listMembers(sql, domain.domainId, order.slice(0, wanted * 2));
  const groups = await loadGroups(sql, domain.domainId, members);
  const rankOf = (group: Group) =>
    Math.min(...group.members.map(({ profileId }) => rankIn(order, profileId)));
  return groups
    .map((group) => ({ group, rank: rankOf(group) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(page.skip, wanted)
    .map(({ group, rank }) => ({ ...group, kind: found.get(order[rank] ?? '') ?? 'name' }));
}

function rankIn(order: string[], id: string): number {
  const rank = order.indexOf(id);
  return rank < 0 ? order.length : rank;
}

/** Stages in order: those that usually fill a page, and those that are asked only when they did not. */
function stagesFor(sql: Sql, domainId: number, query: FindQuery): [likely: Stage[], farther: Stage[]] {
  const { account, phone, phoneEnd, email, words } = query;
  const stages: Stage[] = [];
  const byKey = (kind: MatchKind, name: string, value: string, prefix = false) =>
    stages.push({ kind, look: (limit) => findByKey(sql, domainId, { name, value, prefix }, limit) });
  if (phone !== undefined) byKey('phone', '_phone', phone);
  if (account !== undefined) byKey('account', '_account', account);
  if (email !== undefined) byKey('email', '_email', email);
  if (email !== undefined) byKey('email', '_email', email, true);
  if (phoneEnd !== undefined) {
    stages.push({ kind: 'phoneEnd', look: (limit) => findByPhoneEnd(sql, domainId, phoneEnd, limit) });
  }
  const [likely, farther] = nameStages(sql, domainId, words);
  return [[...stages, ...likely], farther];
}

/** Forms of a word to look for; what is read also as it is written. */
function formsOf(word: NameWord): { form: NameForm; text: string; kind: MatchKind }[] {
  const written = { form: 'written' as const, text: word.written, kind: 'name' as const };
  if (word.reading === undefined) return [written];
  return [written, { form: 'reading' as const, text: word.reading, kind: 'reading' as const }];
}

function nameStages(sql: Sql, domainId: number, words: NameWord[]): [likely: Stage[], farther: Stage[]] {
  const [one, other] = words;
  if (!one) return [[], []];
  if (other) return [twoWordStages(sql, domainId, one, other), []];
  const forms = formsOf(one);
  const each = (look: (form: NameForm, text: string, limit: number) => Look): Stage[] =>
    forms.map(({ form, text, kind }) => ({ kind, look: (limit) => look(form, text, limit) }));
  const likely = [
    ...each((form, text, limit) => findByLastName(sql, domainId, form, { last: text }, limit)),
    ...forms.flatMap((form) => splitStages(sql, domainId, form)),
    ...each((form, text, limit) => findByFirstName(sql, domainId, form, text, limit)),
    ...each((form, text, limit) => findByPrefix(sql, domainId, form, 'last', text, limit)),
  ];
  const farther = [
    ...each((form, text, limit) => findByPrefix(sql, domainId, form, 'first', text, limit)),
    ...forms
      .filter(({ text }) => !isOneLetter(text))
      .map(({ form, text, kind }) => ({
        kind,
        look: (limit: number) => findByPart(sql, domainId, form, { text, tokens: queryTokens(text) }, limit),
      })),
  ];
  return [likely, farther];
}

/** One Latin letter is inside nearly every reading; only beginnings mean something. */
const isOneLetter = (text: string) => /^[a-z]$/.test(text);

/** Ways to split one word that are tried; names are short. */
const mostSplits = 8;

function splitStages(
  sql: Sql,
  domainId: number,
  { form, text, kind }: { form: NameForm; text: string; kind: MatchKind },
): Stage[] {
  return splitsOf(text)
    .slice(0, mostSplits)
    .map(({ last, first }) => ({
      kind,
      look: (limit) => findByLastName(sql, domainId, form, { last, firstPrefix: first }, limit),
    }));
}

/** Family name first, then given name first; each word may be the beginning only of the given name. */
function twoWordStages(sql: Sql, domainId: number, one: NameWord, other: NameWord): Stage[] {
  const stages: Stage[] = [];
  for (const [last, first] of [
    [one, other],
    [other, one],
  ] as const) {
    for (const form of ['written', 'reading'] as const) {
      const name = form === 'written' ? last.written : last.reading;
      const firstPrefix = form === 'written' ? first.written : first.reading;
      if (name === undefined || firstPrefix === undefined) continue;
      const kind = form === 'written' ? 'name' : 'reading';
      stages.push({
        kind,
        look: (limit) => findByLastName(sql, domainId, form, { last: name, firstPrefix }, limit),
      });
    }
  }
  // A company, or a person whose whole name stands in one field: names are kept without their spaces.
  const last = `${one.written}${other.written}`;
  const whole = (limit: number) => findByLastName(sql, domainId, 'written', { last }, limit);
  const beginning = (limit: number) => findByPrefix(sql, domainId, 'written', 'last', last, limit);
  return [...stages, { kind: 'name', look: whole }, { kind: 'name', look: beginning }];
}
