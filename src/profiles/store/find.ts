import type { Sql } from '../../database/connection.ts';
import { afterPrefix } from '../findQuery.ts';

/** Which columns a name search goes over: as written, or by reading. */
export type NameForm = 'written' | 'reading';

const columnsOf = {
  written: { last: 'last_name', first: 'first_name', slots: ['l', 'f'] },
  reading: { last: 'last_reading', first: 'first_reading', slots: ['r', 's'] },
} as const;

/** A query for base profile ids in a useful order, not run yet. */
export type Look = ReturnType<Sql>;

/** Runs looks one after another in one statement, stopping once there are `limit` ids. Returns each with the place of its look. */
export async function runLooks(
  sql: Sql,
  looks: readonly Look[],
  limit: number,
): Promise<{ look: number; profileId: string }[]> {
  if (looks.length === 0) return [];
  const numbered = looks.map(
    (look, index) => sql`(select ${index}::int as look, s.profile_id from (${look}) s)`,
  );
  const [first, ...rest] = numbered;
  const all = rest.reduce((sum, next) => sql`${sum} union all ${next}`, first!);
  const rows = await sql`select look, profile_id from (${all}) a limit ${limit}`;
  return rows.map((row) => ({ look: row.look, profileId: row.profile_id }));
}

/** Base profiles under a key value or, with `prefix`, under values that begin with it. */
export function findByKey(
  sql: Sql,
  domainId: number,
  key: { name: string; value: string; prefix?: boolean },
  limit: number,
): Look {
  return sql`
    select profile_id from profile_key
    where domain_id = ${domainId} and key_name = ${key.name} and refs > 0
      ${key.prefix ? sql`and value >= ${key.value} and value < ${afterPrefix(key.value)}` : sql`and value = ${key.value}`}
    order by value, profile_id limit ${limit}`;
}

/**
 * Base profiles with a phone number that ends in these digits (four or more). Materialized, or PostgreSQL would walk all
 * numbers in order in the hope of meeting some that end so.
 */
export function findByPhoneEnd(sql: Sql, domainId: number, digits: string, limit: number): Look {
  return sql`
    with ending as materialized (
      select value, profile_id from profile_key
      where domain_id = ${domainId} and key_name = '_phone' and right(value, 4) = ${digits.slice(-4)} and refs > 0
        ${digits.length > 4 ? sql`and right(value, ${digits.length}) = ${digits}` : sql``})
    select profile_id from ending order by value, profile_id limit ${limit}`;
}

/** Base profiles of exactly this family name, by given name; given names restricted to a beginning where one is given. */
export function findByLastName(
  sql: Sql,
  domainId: number,
  form: NameForm,
  name: { last: string; firstPrefix?: string },
  limit: number,
): Look {
  const { last, first } = columnsOf[form];
  const { firstPrefix } = name;
  return sql`
    select profile_id from profile where domain_id = ${domainId} and ${sql(last)} = ${name.last}
      ${firstPrefix === undefined ? sql`` : sql`and ${sql(first)} >= ${firstPrefix} and ${sql(first)} < ${afterPrefix(firstPrefix)}`}
    order by ${sql(first)} limit ${limit}`;
}

/** Base profiles of exactly this given name. */
export function findByFirstName(
  sql: Sql,
  domainId: number,
  form: NameForm,
  name: string,
  limit: number,
): Look {
  const { first } = columnsOf[form];
  return sql`
    select profile_id from profile where domain_id = ${domainId} and ${sql(first)} = ${name} limit ${limit}`;
}

/** Base profiles whose family or given name begins so, in the order of that name. */
export function findByPrefix(
  sql: Sql,
  domainId: number,
  form: NameForm,
  which: 'last' | 'first',
  prefix: string,
  limit: number,
): Look {
  const column = columnsOf[form][which];
  const order = which === 'last' ? sql`${sql(column)}, ${sql(columnsOf[form].first)}` : sql`${sql(column)}`;
  return sql`
    select profile_id from profile
    where domain_id = ${domainId} and ${sql(column)} > ${prefix} and ${sql(column)} < ${afterPrefix(prefix)}
    order by ${order} limit ${limit}`;
}

/** How many distinct names a search within names goes through: short ones first, so the part is most of the name. */
const partsPerSearch = 60;

/** Base profiles with the part somewhere inside a name, by way of the distinct names of the domain. */
export function findByPart(
  sql: Sql,
  domainId: number,
  form: NameForm,
  part: { text: string; tokens: string[] },
  limit: number,
): Look {
  const { last, first, slots } = columnsOf[form];
  return sql`
    with part as materialized (
      select slot, part from name_part
      where domain_id = ${domainId} and tokens @> ${part.tokens}::text[] and strpos(part, ${part.text}) > 1
        and slot = any(${slots as unknown as string[]}::"char"[])
      order by length(part), slot desc, part limit ${partsPerSearch})
    select hit.profile_id from part cross join lateral (
      (select profile_id from profile p
       where part.slot = ${slots[0]}::"char" and p.domain_id = ${domainId} and p.${sql(last)} = part.part limit ${limit})
      union all
      (select profile_id from profile p
       where part.slot = ${slots[1]}::"char" and p.domain_id = ${domainId} and p.${sql(first)} = part.part limit ${limit})
    ) hit limit ${limit}`;
}
