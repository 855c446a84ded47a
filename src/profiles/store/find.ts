import type { Sql } from '../../database/connection.ts';
import { afterPrefix } from '../findQuery.ts';

/** Which columns a name search goes over: as written, or by reading. */
export type NameForm = 'written' | 'reading';

const columnsOf = {
  written: { last: 'last_name', first: 'first_name', slots: ['l', 'f'] },
  reading: { last: 'last_reading', first: 'first_reading', slots: ['r', 's'] },
} as const;

const ids = (rows: Iterable<Record<string, unknown>>) => [...rows].map((row) => row.profile_id as string);

/** Base profiles under a key value or, with `prefix`, under values that begin with it. */
export async function findByKey(
  sql: Sql,
  domainId: number,
  key: { name: string; value: string; prefix?: boolean },
  limit: number,
): Promise<string[]> {
  const rows = await sql`
    select profile_id from profile_key
    where domain_id = ${domainId} and key_name = ${key.name} and refs > 0
      ${key.prefix ? sql`and value >= ${key.value} and value < ${afterPrefix(key.value)}` : sql`and value = ${key.value}`}
    order by value, profile_id limit ${limit}`;
  return ids(rows);
}

/** Base profiles with a phone number that ends in these digits (four or more). */
export async function findByPhoneEnd(
  sql: Sql,
  domainId: number,
  digits: string,
  limit: number,
): Promise<string[]> {
  const rows = await sql`
    select profile_id from profile_key
    where domain_id = ${domainId} and key_name = '_phone' and right(value, 4) = ${digits.slice(-4)} and refs > 0
      ${digits.length > 4 ? sql`and right(value, ${digits.length}) = ${digits}` : sql``}
    order by value, profile_id limit ${limit}`;
  return ids(rows);
}

/** Base profiles of exactly this family name, by given name; given names restricted to a beginning where one is given. */
export async function findByLastName(
  sql: Sql,
  domainId: number,
  form: NameForm,
  name: { last: string; firstPrefix?: string },
  limit: number,
): Promise<string[]> {
  const { last, first } = columnsOf[form];
  const { firstPrefix } = name;
  const rows = await sql`
    select profile_id from profile where domain_id = ${domainId} and ${sql(last)} = ${name.last}
      ${firstPrefix === undefined ? sql`` : sql`and ${sql(first)} >= ${firstPrefix} and ${sql(first)} < ${afterPrefix(firstPrefix)}`}
    order by ${sql(first)} limit ${limit}`;
  return ids(rows);
}

/** Base profiles of exactly this given name. */
export async function findByFirstName(
  sql: Sql,
  domainId: number,
  form: NameForm,
  name: string,
  limit: number,
) {
  const { first } = columnsOf[form];
  const rows = await sql`
    select profile_id from profile where domain_id = ${domainId} and ${sql(first)} = ${name} limit ${limit}`;
  return ids(rows);
}

/** Base profiles whose family or given name begins so, in the order of that name. */
export async function findByPrefix(
  sql: Sql,
  domainId: number,
  form: NameForm,
  which: 'last' | 'first',
  prefix: string,
  limit: number,
): Promise<string[]> {
  const column = columnsOf[form][which];
  const order = which === 'last' ? sql`${sql(column)}, ${sql(columnsOf[form].first)}` : sql`${sql(column)}`;
  const rows = await sql`
    select profile_id from profile
    where domain_id = ${domainId} and ${sql(column)} > ${prefix} and ${sql(column)} < ${afterPrefix(prefix)}
    order by ${order} limit ${limit}`;
  return ids(rows);
}

/** How many distinct names a search within names goes through: short ones first, so the part is most of the name. */
const partsPerSearch = 60;

/** Base profiles with the part somewhere inside a name, by way of the distinct names of the domain. */
export async function findByPart(
  sql: Sql,
  domainId: number,
  form: NameForm,
  part: { text: string; tokens: string[] },
  limit: number,
): Promise<string[]> {
  const { last, first, slots } = columnsOf[form];
  const rows = await sql`
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
  return ids(rows);
}
