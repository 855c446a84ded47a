import { asJson, type Sql, type TransactionSql } from '../../database/connection.ts';
import type { Channel, ContactRow } from '../contact.ts';
import type { FreeAgent, Load, Offer, WaitingContact } from '../routing.ts';
import { camelRow } from './rows.ts';

/** Agents who could be given something, longest idle first: available, with an open screen or working without one. */
export async function listRoutable(sql: Sql, domainId: number, seenAfter: Date): Promise<FreeAgent[]> {
  const rows = await sql`
    select a.user_id, a.routing_profile_id, a.idle_since
    from agent a join agent_status s using (domain_id, status_id) join app_user u on u.id = a.user_id
    where a.domain_id = ${domainId} and s.type = 'ROUTABLE' and a.next_status_id is null and a.missed_at is null
      and not u.disabled and (a.seen_at is null or a.seen_at > ${seenAfter})
    order by a.idle_since, a.user_id`;
  return rows.map((row) => camelRow<FreeAgent>(row));
}

/** Contacts at hand by agent and channel. */
export async function listLoads(sql: Sql, domainId: number): Promise<Load[]> {
  const rows = await sql`
    select agent_id, channel, count(*)::int as contacts from contact
    where domain_id = ${domainId} and agent_id is not null
      and state in ('OFFERED', 'DIALLING', 'CONNECTED', 'ON_HOLD', 'AFTER_CONTACT_WORK')
    group by agent_id, channel`;
  return rows.map((row) => camelRow<Load>(row));
}

/** The first contacts that wait in each queue and channel some routing profile serves, and those meant for one agent. */
export async function listWaiting(sql: Sql, domainId: number, perQueue: number): Promise<WaitingContact[]> {
  const columns = sql`contact_id, version, channel, queue_id, queue_priority, waiting_since, target_agent_id,
    declined_by, declined_at, attempts`;
  const rows = await sql`
    select w.* from (select distinct queue_id, channel from routing_profile_queue where domain_id = ${domainId}) q
    cross join lateral (
      select ${columns} from contact c
      where c.domain_id = ${domainId} and c.state = 'QUEUED' and c.queue_id = q.queue_id and c.channel = q.channel
        and c.target_agent_id is null
      order by c.queue_priority, c.waiting_since limit ${perQueue}) w
    union all
    select ${columns} from contact
    where domain_id = ${domainId} and state = 'QUEUED' and target_agent_id is not null`;
  return rows.map((row) => camelRow<WaitingContact>(row));
}

/** Offers contacts that still wait as they were seen; gives back those that did. */
export async function offerContacts(
  sql: TransactionSql,
  domainId: number,
  offers: Offer[],
  times: { at: Date; expiresAt: Date },
): Promise<ContactRow[]> {
  const rows = await sql`
    update contact c set state = 'OFFERED', agent_id = o."userId", offered_at = ${times.at},
      offer_expires_at = ${times.expiresAt}, attempts = c.attempts + 1, version = c.version + 1, updated_at = ${times.at}
    from jsonb_to_recordset(${asJson(sql, offers)}) as o("contactId" uuid, version int, "userId" uuid)
    where c.domain_id = ${domainId} and c.contact_id = o."contactId" and c.version = o.version and c.state = 'QUEUED'
    returning c.*`;
  return rows.map((row) => camelRow<ContactRow>(row));
}

/** Agents who were just given something go to the end of the line. */
export async function markBusy(sql: Sql, domainId: number, userIds: string[], at: Date): Promise<void> {
  await sql`update agent set idle_since = ${at} where domain_id = ${domainId} and user_id = any(${userIds}::uuid[])`;
}

/** How many contacts of a channel an agent has at hand. */
export async function countAtHand(
  sql: Sql,
  domainId: number,
  userId: string,
  channel: Channel,
): Promise<number> {
  const [row] = await sql`
    select count(*)::int as n from contact where domain_id = ${domainId} and agent_id = ${userId}
      and channel = ${channel} and state in ('OFFERED', 'DIALLING', 'CONNECTED', 'ON_HOLD', 'AFTER_CONTACT_WORK')`;
  return row!.n;
}
