import type { Sql } from '../../database/connection.ts';
import { afterPrefix, type MatchKind, type NameWord } from '../findQuery.ts';

/** A base profile found and by what, in a useful order. */
export interface Found {
  kind: MatchKind;
  profileId: string;
}

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
const toFound = (row: any): Found => ({ kind: row.kind, profileId: row.profile_id });

/** Base profiles under an account number, and under e-mail addresses that are this or begin so. */
export async function findByText(
  sql: Sql,
  domainId: number,
  wanted: { account: string; email: string | undefined },
  limit: number,
): Promise<Found[]> {
  const email = wanted.email ?? null;
  const rows = await sql`
    (select 'account' as kind, profile_id from profile_key
      where domain_id = ${domainId} and key_name = '_account' and value = ${wanted.account} and refs > 0
      order by profile_id limit ${limit})
    union all
    (select 'email', profile_id from profile_key
      where domain_id = ${domainId} and key_name = '_email' and value >= ${email}
        and value < ${email === null ? null : afterPrefix(email)} and refs > 0
      order by value, profile_id limit ${limit})
    limit ${limit}`;
  return rows.map(toFound);
}

/**
 * Base profiles with this phone number, this account number, or a phone number that ends in these digits (four or more).
 * The endings are materialized, or PostgreSQL would walk all numbers in order in the hope of meeting some that end so.
 */
export async function findByNumber(
  sql: Sql,
  domainId: number,
  wanted: { phone: string | undefined; account: string; end: string | undefined },
  limit: number,
): Promise<Found[]> {
  const end = wanted.end ?? null;
  const rows = await sql`
    with ending as materialized (
      select value, profile_id from profile_key
      where domain_id = ${domainId} and key_name = '_phone' and right(value, 4) = ${end?.slice(-4) ?? null} and refs > 0
        and right(value, ${end?.length ?? 0}) = ${end})
    (select 'phone' as kind, profile_id from profile_key
      where domain_id = ${domainId} and key_name = '_phone' and value = ${wanted.phone ?? null} and refs > 0
      order by profile_id limit ${limit})
    union all
    (select 'account', profile_id from profile_key
      where domain_id = ${domainId} and key_name = '_account' and value = ${wanted.account} and refs > 0
      order by profile_id limit ${limit})
    union all
    (select 'phoneEnd', profile_id from ending order by value, profile_id limit ${limit})
    limit ${limit}`;
  return rows.map(toFound);
}

/**
 * Base profiles by one word of a name: this family name, family name and beginning of the given name run together, this
 * given name, family names that begin so; as written, then as read. One statement whose parts run in turn until there
 * are enough.
 */
export async function findByWord(
  sql: Sql,
  domainId: number,
  word: NameWord,
  splits: { written: Split[]; reading: Split[] },
  limit: number,
): Promise<Found[]> {
  const { written } = word;
  const reading = word.reading ?? null;
  const writtenEnd = afterPrefix(written);
  const readingEnd = reading === null ? null : afterPrefix(reading);
  const rows = await sql`
    (select 'name' as kind, profile_id from profile
      where domain_id = ${domainId} and last_name = ${written} order by first_name limit ${limit})
    union all
    (select 'reading', profile_id from profile
      where domain_id = ${domainId} and last_reading = ${reading} order by first_reading limit ${limit})
    union all
    (select 'name', hit.profile_id
      from unnest(${splits.written.map((s) => s.last)}::text[], ${splits.written.map((s) => s.first)}::text[],
        ${splits.written.map((s) => afterPrefix(s.first))}::text[]) as s(last, first, after)
      cross join lateral (select profile_id from profile p where p.domain_id = ${domainId} and p.last_name = s.last
        and p.first_name >= s.first and p.first_name < s.after order by p.first_name limit ${limit}) hit)
    union all
    (select 'reading', hit.profile_id
      from unnest(${splits.reading.map((s) => s.last)}::text[], ${splits.reading.map((s) => s.first)}::text[],
        ${splits.reading.map((s) => afterPrefix(s.first))}::text[]) as s(last, first, after)
      cross join lateral (select profile_id from profile p where p.domain_id = ${domainId} and p.last_reading = s.last
        and p.first_reading >= s.first and p.first_reading < s.after order by p.first_reading limit ${limit}) hit)
    union all
    (select 'name', profile_id from profile where domain_id = ${domainId} and first_name = ${written} limit ${limit})
    union all
    (select 'reading', profile_id from profile
      where domain_id = ${domainId} and first_reading = ${reading} limit ${limit})
    union all
    (select 'name', profile_id from profile
      where domain_id = ${domainId} and last_name > ${written} and last_name < ${writtenEnd}
      order by last_name, first_name limit ${limit})
    union all
    (select 'reading', profile_id from profile
      where domain_id = ${domainId} and last_reading > ${reading} and last_reading < ${readingEnd}
      order by last_reading, first_reading limit ${limit})
    limit ${limit}`;
  return rows.map(toFound);
}

/** A word read as a family name and the beginning of a given name. */
export interface Split {
  last: string;
  first: string;
}

/** Base profiles whose given name begins so; asked when whole names and family names did not fill the page. */
export async function findByGivenName(
  sql: Sql,
  domainId: number,
  word: NameWord,
  limit: number,
): Promise<Found[]> {
  const reading = word.reading ?? null;
  const rows = await sql`
    (select 'name' as kind, profile_id from profile
      where domain_id = ${domainId} and first_name > ${word.written} and first_name < ${afterPrefix(word.written)}
      order by first_name limit ${limit})
    union all
    (select 'reading', profile_id from profile
      where domain_id = ${domainId} and first_reading > ${reading}
        and first_reading < ${reading === null ? null : afterPrefix(reading)}
      order by first_reading limit ${limit})
    limit ${limit}`;
  return rows.map(toFound);
}

/** Base profiles by two words: family and given name in either order, or a whole name kept without its space. */
export async function findByTwoWords(
  sql: Sql,
  domainId: number,
  words: readonly [NameWord, NameWord],
  limit: number,
): Promise<Found[]> {
  const [one, other] = words;
  const whole = `${one.written}${other.written}`;
  const order = [
    [one, other],
    [other, one],
  ] as const;
  const readable = one.reading !== undefined && other.reading !== undefined ? order : [];
  const rows = await sql`
    (select 'name' as kind, hit.profile_id
      from unnest(${order.map(([last]) => last.written)}::text[], ${order.map(([, first]) => first.written)}::text[],
        ${order.map(([, first]) => afterPrefix(first.written))}::text[]) as s(last, first, after)
      cross join lateral (select profile_id from profile p where p.domain_id = ${domainId} and p.last_name = s.last
        and p.first_name >= s.first and p.first_name < s.after order by p.first_name limit ${limit}) hit)
    union all
    (select 'reading', hit.profile_id
      from unnest(${readable.map(([last]) => last.reading ?? '')}::text[],
        ${readable.map(([, first]) => first.reading ?? '')}::text[],
        ${readable.map(([, first]) => afterPrefix(first.reading ?? ''))}::text[]) as s(last, first, after)
      cross join lateral (select profile_id from profile p where p.domain_id = ${domainId} and p.last_reading = s.last
        and p.first_reading >= s.first and p.first_reading < s.after order by p.first_reading limit ${limit}) hit)
    union all
    (select 'name', profile_id from profile
      where domain_id = ${domainId} and last_name >= ${whole} and last_name < ${afterPrefix(whole)}
      order by last_name, first_name limit ${limit})
    limit ${limit}`;
  return rows.map(toFound);
}

/** How many distinct names a search within names goes through: short ones first, so the part is most of the name. */
const partsPerSearch = 60;

/** Slots of names as written and as read; see `NamePart`. */
export const slotsOf = { written: ['l', 'f'], reading: ['r', 's'] } as const;

/**
 * Base profiles with a text somewhere inside a name, by way of the distinct names of the domain. The tokens find some
 * hundreds of them; domain and slot are written so that PostgreSQL does not also walk every name of the domain by its key.
 */
export async function findByPart(
  sql: Sql,
  domainId: number,
  part: { slots: readonly string[]; text: string; tokens: string[] },
  limit: number,
): Promise<Found[]> {
  const rows = await sql`
    with part as materialized (
      select slot, part from name_part
      where tokens @> ${part.tokens}::text[] and strpos(part, ${part.text}) > 1
        and domain_id + 0 = ${domainId} and slot::text = any(${part.slots as string[]}::text[])
      order by length(part), slot desc, part limit ${partsPerSearch})
    select hit.kind, hit.profile_id from part cross join lateral (
      (select 'name' as kind, profile_id from profile p
       where part.slot = 'l' and p.domain_id = ${domainId} and p.last_name = part.part limit ${limit})
      union all
      (select 'name', profile_id from profile p
       where part.slot = 'f' and p.domain_id = ${domainId} and p.first_name = part.part limit ${limit})
      union all
      (select 'reading', profile_id from profile p
       where part.slot = 'r' and p.domain_id = ${domainId} and p.last_reading = part.part limit ${limit})
      union all
      (select 'reading', profile_id from profile p
       where part.slot = 's' and p.domain_id = ${domainId} and p.first_reading = part.part limit ${limit})
    ) hit limit ${limit}`;
  return rows.map(toFound);
}
