import { asJson, type Sql, type TransactionSql } from '../../database/connection.ts';
import type { ContactRow, NamedContact } from '../contact.ts';
import type { ContactChange } from '../transition.ts';
import { camelRow, snake } from './rows.ts';

const jsonColumns = new Set(['refs', 'attributes', 'segmentAttributes', 'tags']);

function toColumns(sql: Sql, values: object): Record<string, string> {
  const columns: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    columns[snake(name)] = jsonColumns.has(name) ? asJson(sql, value ?? {}) : (value ?? null);
  }
  return columns as Record<string, string>;
}

/** Adds a contact; undefined when its client token or its call is there already. */
export async function insertContact(
  sql: TransactionSql,
  contact: Partial<ContactRow>,
): Promise<ContactRow | undefined> {
  const [row] =
    await sql`insert into contact ${sql(toColumns(sql, contact))} on conflict do nothing returning *`;
  return row && camelRow<ContactRow>(row);
}

/** One contact. */
export async function findContact(
  sql: Sql,
  domainId: number,
  contactId: string,
): Promise<ContactRow | undefined> {
  const [row] = await sql`select * from contact where domain_id = ${domainId} and contact_id = ${contactId}`;
  return row && camelRow<ContactRow>(row);
}

/** The contact that a client token made. */
export async function findByClientToken(
  sql: Sql,
  domainId: number,
  token: string,
): Promise<ContactRow | undefined> {
  const [row] = await sql`select * from contact where domain_id = ${domainId} and client_token = ${token}`;
  return row && camelRow<ContactRow>(row);
}

/** The contact that stands for a call of a telephone system now. */
export async function findByCall(
  sql: Sql,
  domainId: number,
  source: string,
  callId: string,
): Promise<ContactRow | undefined> {
  const [row] = await sql`
    select * from contact where domain_id = ${domainId} and call_source = ${source} and call_id = ${callId}
      and next_contact_id is null`;
  return row && camelRow<ContactRow>(row);
}

/**
 * Changes a contact if nobody has since this version was read. Undefined when somebody has: whoever comes second reads
 * again and finds out whether the change still makes sense.
 */
export async function updateContact(
  sql: Sql,
  seen: Pick<ContactRow, 'domainId' | 'contactId' | 'version'>,
  change: ContactChange,
): Promise<ContactRow | undefined> {
  const columns = toColumns(sql, { ...change, version: seen.version + 1 });
  const [row] = await sql`
    update contact set ${sql(columns)}
    where domain_id = ${seen.domainId} and contact_id = ${seen.contactId} and version = ${seen.version} returning *`;
  return row && camelRow<ContactRow>(row);
}

const named = (sql: Sql) => sql`
  select c.*, q.name as queue_name, u.name as agent_name
  from contact c
  left join queue_name q on q.domain_id = c.domain_id and q.queue_id = c.queue_id
  left join app_user u on u.id = c.agent_id`;

/** Contacts with the names that screens show, in any order. */
export async function listNamed(sql: Sql, domainId: number, contactIds: string[]): Promise<NamedContact[]> {
  if (contactIds.length === 0) return [];
  const rows = await sql`
    ${named(sql)} where c.domain_id = ${domainId} and c.contact_id = any(${contactIds}::uuid[])`;
  return rows.map((row) => camelRow<NamedContact>(row));
}

/** What an agent has at hand, oldest first. */
export async function listAtHand(sql: Sql, domainId: number, userId: string): Promise<NamedContact[]> {
  const rows = await sql`
    ${named(sql)} where c.domain_id = ${domainId} and c.agent_id = ${userId}
      and c.state in ('OFFERED', 'DIALLING', 'CONNECTED', 'ON_HOLD', 'AFTER_CONTACT_WORK')
    order by c.contact_id`;
  return rows.map((row) => camelRow<NamedContact>(row));
}

/** Outbound calls that ring at the far end, newest first. */
export async function listDialling(sql: Sql, domainId: number): Promise<NamedContact[]> {
  const rows = await sql`
    ${named(sql)} where c.domain_id = ${domainId} and c.state = 'DIALLING' order by c.contact_id desc limit 100`;
  return rows.map((row) => camelRow<NamedContact>(row));
}

/** Contacts of base profiles, newest first, before a contact id. */
export async function listOfProfiles(
  sql: Sql,
  domainId: number,
  profileIds: string[],
  page: { before: string | undefined; limit: number },
): Promise<NamedContact[]> {
  const rows = await sql`
    select c.*, q.name as queue_name, u.name as agent_name
    from unnest(${profileIds}::uuid[]) as p(id)
    cross join lateral (
      select * from contact where domain_id = ${domainId} and profile_id = p.id
        ${page.before === undefined ? sql`` : sql`and contact_id < ${page.before}`}
      order by contact_id desc limit ${page.limit}) c
    left join queue_name q on q.domain_id = c.domain_id and q.queue_id = c.queue_id
    left join app_user u on u.id = c.agent_id
    order by c.contact_id desc limit ${page.limit}`;
  return rows.map((row) => camelRow<NamedContact>(row));
}

/** Number of contacts of each of these base profiles; those without any are left out. */
export async function countByProfile(
  sql: Sql,
  domainId: number,
  profileIds: string[],
): Promise<Map<string, number>> {
  const rows = await sql`
    select profile_id, count(*) as n from contact
    where domain_id = ${domainId} and profile_id = any(${profileIds}::uuid[]) group by profile_id`;
  return new Map(rows.map((row) => [row.profile_id, row.n]));
}

/** Contacts that belong to a contact: those of the same chain of transfers, and those made because of it. */
export async function listRelated(
  sql: Sql,
  contact: ContactRow,
): Promise<{ contactId: string; relation: string }[]> {
  const chain = contact.initialContactId ?? contact.contactId;
  const rows = await sql`
    select contact_id, case
        when contact_id = ${contact.previousContactId ?? null}::uuid then 'PREVIOUS'
        when contact_id = ${contact.nextContactId ?? null}::uuid then 'NEXT'
        when contact_id = ${contact.relatedContactId ?? null}::uuid or related_contact_id = ${contact.contactId} then 'RELATED'
        when contact_id = ${chain} then 'INITIAL' else 'SAME_CONVERSATION' end as relation
    from contact where domain_id = ${contact.domainId} and contact_id <> ${contact.contactId} and (
      contact_id = ${chain} or initial_contact_id = ${chain} or related_contact_id = ${contact.contactId}
      or contact_id = ${contact.relatedContactId ?? null}::uuid)
    order by contact_id limit 100`;
  return rows.map((row) => ({ contactId: row.contact_id, relation: row.relation }));
}

/** Attributes belong to the whole conversation: they are merged into every contact of it that is not over. */
export async function shareAttributes(
  sql: Sql,
  domainId: number,
  conversationId: string,
  attributes: Record<string, string>,
  at: Date,
): Promise<string[]> {
  const rows = await sql`
    update contact set attributes = attributes || ${asJson(sql, attributes)}, updated_at = ${at}, version = version + 1
    where domain_id = ${domainId} and (contact_id = ${conversationId} or initial_contact_id = ${conversationId})
    returning contact_id`;
  return rows.map((row) => row.contact_id);
}

/** Which contacts an agent who has gone away leaves behind. */
export async function listLeftBehind(sql: Sql, domainId: number, userId: string): Promise<ContactRow[]> {
  const rows = await sql`
    select * from contact where domain_id = ${domainId} and agent_id = ${userId}
      and state in ('OFFERED', 'DIALLING', 'CONNECTED', 'ON_HOLD', 'AFTER_CONTACT_WORK') order by contact_id`;
  return rows.map((row) => camelRow<ContactRow>(row));
}

/** Offers whose time is over, in any domain. */
export async function listExpiredOffers(sql: Sql, at: Date): Promise<ContactRow[]> {
  const rows = await sql`
    select * from contact where state = 'OFFERED' and offer_expires_at <= ${at} order by offer_expires_at limit 500`;
  return rows.map((row) => camelRow<ContactRow>(row));
}

/** After-contact work whose time is over, in any domain. */
export async function listOverdueWork(sql: Sql, at: Date): Promise<ContactRow[]> {
  const rows = await sql`
    select * from contact where state = 'AFTER_CONTACT_WORK' and work_expires_at <= ${at}
    order by work_expires_at limit 500`;
  return rows.map((row) => camelRow<ContactRow>(row));
}

/** Offers to agents who take some channels without a word, in any domain or in one. */
export async function listSelfAccepting(
  sql: Sql,
  domainId?: number,
): Promise<{ contact: ContactRow; identity: Record<string, unknown>; seenAt: Date | undefined }[]> {
  const rows = await sql`
    select c.*, a.identity, a.seen_at from contact c
    join agent a on a.domain_id = c.domain_id and a.user_id = c.agent_id
      and (a.identity ? 'AutoAcceptConfigs' or a.identity->'PhoneConfig' ? 'AutoAccept')
    where c.state = 'OFFERED' ${domainId === undefined ? sql`` : sql`and c.domain_id = ${domainId}`}
    order by c.offered_at limit 500`;
  return rows.map(({ identity, seen_at, ...row }) => ({
    contact: camelRow<ContactRow>(row),
    identity,
    seenAt: seen_at ?? undefined,
  }));
}

/** Domains in which contacts wait, and scheduled ones whose time has come. */
export async function listDomainsWaiting(sql: Sql): Promise<number[]> {
  const rows = await sql`select distinct domain_id from contact where state = 'QUEUED'`;
  return rows.map((row) => row.domain_id);
}

/** Tasks whose time has come. */
export async function listDue(sql: Sql, at: Date): Promise<ContactRow[]> {
  const rows = await sql`
    select * from contact where state = 'INCOMING' and scheduled_at <= ${at} order by scheduled_at limit 100`;
  return rows.map((row) => camelRow<ContactRow>(row));
}

/** Whether an agent has had contact with this domain's contact: for the rights to it. */
export async function listUnfinished(sql: Sql, limit: number, domainId?: number): Promise<ContactRow[]> {
  const rows = await sql`
    select * from contact where (record_pending or profile_id is distinct from keyed_profile_id)
      ${domainId === undefined ? sql`` : sql`and domain_id = ${domainId}`}
    order by domain_id, updated_at limit ${limit}`;
  return rows.map((row) => camelRow<ContactRow>(row));
}

/** First half of the advisory lock number under which contacts are given to agents, one pass per domain at a time. */
const routingLock = 0x6e62;

/** Takes turns among all that give contacts to agents in a domain. */
export const lockRouting = (sql: TransactionSql, domainId: number) =>
  sql`select pg_advisory_xact_lock(${routingLock}, ${domainId})`;

/** A contact of any domain of an account, with its instance: for rooms that know contacts by their ARN. */
export async function findContactOfAccount(
  sql: Sql,
  accountId: string,
  contactId: string,
): Promise<{ instanceId: string; contactId: string; channel: string; initiatedAt: Date } | undefined> {
  const [row] = await sql`
    select i.instance_id, c.contact_id, c.channel, coalesce(c.connected_at, c.initiated_at) as initiated_at
    from domain d join instance i using (domain_id)
    join contact c on c.domain_id = d.domain_id and c.contact_id = ${contactId}
    where d.account_id = ${accountId}`;
  return row && camelRow(row);
}
