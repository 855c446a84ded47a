import type { Sql } from '../../database/connection.ts';
import type { NamedContact } from '../contact.ts';
import { camelRow } from './rows.ts';

/** Which time of a contact a range is about. */
export const timeColumns = {
  INITIATION_TIMESTAMP: 'initiated_at',
  SCHEDULED_TIMESTAMP: 'scheduled_at',
  CONNECTED_TO_AGENT_TIMESTAMP: 'connected_at',
  DISCONNECT_TIMESTAMP: 'disconnected_at',
  ENQUEUE_TIMESTAMP: 'queued_at',
} as const;

/** Names of times. */
export type TimeName = keyof typeof timeColumns;

/** What contacts are looked for; absent members say nothing. */
export interface ContactSearch {
  time?: { name: TimeName; from?: Date | undefined; to?: Date | undefined } | undefined;
  channels?: readonly string[] | undefined;
  queueIds?: readonly string[] | undefined;
  agentIds?: readonly string[] | undefined;
  initiationMethods?: readonly string[] | undefined;
  states?: readonly string[] | undefined;
  answered?: boolean | undefined;
  /** Each: any (or all) of these words stand in the name. */
  name?: { words: readonly string[]; all: boolean; exact: boolean } | undefined;
  /** Attribute key → values any of which will do. */
  attributes?: readonly { key: string; values: readonly string[] }[] | undefined;
  attributesAny?: boolean | undefined;
  text?: { like: string; keys: readonly string[]; contactId: string | undefined } | undefined;
}

const inside = (text: string) => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

function conditions(sql: Sql, domainId: number, search: ContactSearch) {
  const list = [sql`c.domain_id = ${domainId}`];
  const { time, name, text, attributes } = search;
  if (time?.from) list.push(sql`c.${sql(timeColumns[time.name])} >= ${time.from}`);
  if (time?.to) list.push(sql`c.${sql(timeColumns[time.name])} < ${time.to}`);
  if (search.channels?.length) list.push(sql`c.channel = any(${[...search.channels]}::text[])`);
  if (search.queueIds?.length) list.push(sql`c.queue_id = any(${[...search.queueIds]}::uuid[])`);
  if (search.agentIds?.length) list.push(sql`c.agent_id = any(${[...search.agentIds]}::uuid[])`);
  if (search.states?.length) list.push(sql`c.state = any(${[...search.states]}::text[])`);
  if (search.initiationMethods?.length)
    list.push(sql`c.initiation_method = any(${[...search.initiationMethods]}::text[])`);
  if (search.answered === true) list.push(sql`c.connected_at is not null`);
  if (search.answered === false) list.push(sql`c.connected_at is null and c.disconnected_at is not null`);
  if (name) {
    const words = name.words.map((word) => (name.exact ? word.replace(/[\\%_]/g, '\\$&') : inside(word)));
    list.push(name.all ? sql`c.name ilike all(${words}::text[])` : sql`c.name ilike any(${words}::text[])`);
  }
  const held = (attributes ?? []).map(
    ({ key, values }) => sql`c.attributes->>${key} = any(${[...values]}::text[])`,
  );
  const [first, ...rest] = held;
  if (first) {
    const joined = rest.reduce(
      (sum, one) => (search.attributesAny ? sql`${sum} or ${one}` : sql`${sum} and ${one}`),
      first,
    );
    list.push(sql`(${joined})`);
  }
  if (text) {
    const like = inside(text.like);
    list.push(sql`(c.customer_key = any(${[...text.keys]}::text[]) or c.contact_id = ${text.contactId ?? null}::uuid
      or c.name ilike ${like} or c.description ilike ${like} or c.display_name ilike ${like} or c.customer_address ilike ${like})`);
  }
  return list.reduce((sum, one) => sql`${sum} and ${one}`);
}

/** Contacts newest first (or oldest), after a place in that order. */
export async function searchContacts(
  sql: Sql,
  domainId: number,
  search: ContactSearch,
  page: { order?: { column: string; ascending: boolean }; skip: number; limit: number },
): Promise<NamedContact[]> {
  const { column, ascending } = page.order ?? { column: 'initiated_at', ascending: false };
  const direction = ascending ? sql`asc` : sql`desc`;
  const rows = await sql`
    select c.*, q.name as queue_name, u.name as agent_name
    from contact c
    left join queue_name q on q.domain_id = c.domain_id and q.queue_id = c.queue_id
    left join app_user u on u.id = c.agent_id
    where ${conditions(sql, domainId, search)}
    order by c.${sql(column)} ${direction} nulls last, c.contact_id ${direction}
    limit ${page.limit} offset ${page.skip}`;
  return rows.map((row) => camelRow<NamedContact>(row));
}

/** The same by keyset: newest first, before a moment and id. */
export async function listContactLog(
  sql: Sql,
  domainId: number,
  search: ContactSearch,
  page: { before: { at: Date; contactId: string } | undefined; limit: number },
): Promise<NamedContact[]> {
  const { before } = page;
  const rows = await sql`
    select c.*, q.name as queue_name, u.name as agent_name
    from contact c
    left join queue_name q on q.domain_id = c.domain_id and q.queue_id = c.queue_id
    left join app_user u on u.id = c.agent_id
    where ${conditions(sql, domainId, search)}
      ${before ? sql`and (c.initiated_at, c.contact_id) < (${before.at}, ${before.contactId}::uuid)` : sql``}
    order by c.initiated_at desc, c.contact_id desc limit ${page.limit}`;
  return rows.map((row) => camelRow<NamedContact>(row));
}

/** How many contacts a search finds, counted up to `most`. */
export async function countContactsFound(
  sql: Sql,
  domainId: number,
  search: ContactSearch,
  most: number,
): Promise<number> {
  const [row] = await sql`
    select count(*)::int as n from (select 1 from contact c where ${conditions(sql, domainId, search)} limit ${most}) f`;
  return row!.n;
}
