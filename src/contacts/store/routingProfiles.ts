import { asJson, type Sql, type TransactionSql } from '../../database/connection.ts';
import type { Channel } from '../contact.ts';
import { camelRow } from './rows.ts';

/** How many contacts of a channel an agent takes at a time (AWS: MediaConcurrency). */
export interface Media {
  Channel: Channel;
  Concurrency: number;
  /** ROUTE_ANY_CHANNEL: while on this channel, contacts of others may come too. */
  CrossChannelBehavior?: { BehaviorType: 'ROUTE_CURRENT_CHANNEL_ONLY' | 'ROUTE_ANY_CHANNEL' };
}

/** Which queues an agent serves, and how many contacts at a time. */
export interface RoutingProfile {
  routingProfileId: string;
  name: string;
  description: string;
  defaultOutboundQueueId: string;
  media: Media[];
  availabilityTimer: string;
  isDefault: boolean;
  tags: Record<string, string>;
  updatedAt: Date;
}

/** A queue of a routing profile: the lowest priority goes first; delay in seconds. */
export interface ProfileQueue {
  routingProfileId: string;
  queueId: string;
  channel: Channel;
  priority: number;
  delay: number;
}

/** All routing profiles, by name. */
export async function listRoutingProfiles(sql: Sql, domainId: number): Promise<RoutingProfile[]> {
  const rows = await sql`select * from routing_profile where domain_id = ${domainId} order by name`;
  return rows.map((row) => camelRow<RoutingProfile>(row));
}

/** Adds a routing profile; false when the name is taken. */
export async function insertRoutingProfile(
  sql: Sql,
  domainId: number,
  profile: RoutingProfile,
): Promise<boolean> {
  const added = await sql`
    insert into routing_profile (domain_id, routing_profile_id, name, description, default_outbound_queue_id, media,
      availability_timer, is_default, tags, updated_at)
    values (${domainId}, ${profile.routingProfileId}, ${profile.name}, ${profile.description},
      ${profile.defaultOutboundQueueId}, ${asJson(sql, profile.media)}, ${profile.availabilityTimer},
      ${profile.isDefault}, ${asJson(sql, profile.tags)}, ${profile.updatedAt})
    on conflict do nothing`;
  return added.count > 0;
}

/** Writes what may change about a routing profile; false when it is gone. */
export async function updateRoutingProfile(
  sql: Sql,
  domainId: number,
  profile: RoutingProfile,
): Promise<boolean> {
  const updated = await sql`
    update routing_profile set name = ${profile.name}, description = ${profile.description},
      default_outbound_queue_id = ${profile.defaultOutboundQueueId}, media = ${asJson(sql, profile.media)},
      updated_at = ${profile.updatedAt}
    where domain_id = ${domainId} and routing_profile_id = ${profile.routingProfileId}`;
  return updated.count > 0;
}

/** Holds a routing profile until the transaction ends: nobody begins to work by it meanwhile. */
export async function lockRoutingProfile(
  sql: TransactionSql,
  domainId: number,
  id: string | undefined,
): Promise<RoutingProfile | undefined> {
  const [row] = await sql`
    select * from routing_profile where domain_id = ${domainId} and routing_profile_id = ${id ?? null} for update`;
  return row && camelRow<RoutingProfile>(row);
}

/** Takes a routing profile away; agents who have it get the default one. */
export async function deleteRoutingProfileRow(
  sql: TransactionSql,
  domainId: number,
  id: string,
): Promise<void> {
  await sql`
    update agent set routing_profile_id = p.routing_profile_id from routing_profile p
    where agent.domain_id = ${domainId} and agent.routing_profile_id = ${id}
      and p.domain_id = agent.domain_id and p.is_default`;
  await sql`delete from routing_profile where domain_id = ${domainId} and routing_profile_id = ${id}`;
}

/** Queues of all routing profiles of a domain, in order of priority. */
export async function listProfileQueues(sql: Sql, domainId: number): Promise<ProfileQueue[]> {
  const rows = await sql`
    select routing_profile_id, queue_id, channel, priority, delay from routing_profile_queue
    where domain_id = ${domainId} order by routing_profile_id, priority, queue_id, channel`;
  return rows.map((row) => camelRow<ProfileQueue>(row));
}

/** Adds queues to a routing profile, or changes priority and delay of those it has. */
export async function upsertProfileQueues(sql: Sql, domainId: number, queues: ProfileQueue[]): Promise<void> {
  if (queues.length === 0) return;
  await sql`
    insert into routing_profile_queue (domain_id, routing_profile_id, queue_id, channel, priority, delay)
    select ${domainId}, q."routingProfileId", q."queueId", q.channel, q.priority, q.delay
    from jsonb_to_recordset(${asJson(sql, queues)}) as q("routingProfileId" uuid, "queueId" uuid, channel text,
      priority smallint, delay smallint)
    on conflict (domain_id, routing_profile_id, queue_id, channel)
      do update set priority = excluded.priority, delay = excluded.delay`;
}

/** Gives a routing profile these queues and no others. */
export async function replaceProfileQueues(
  sql: Sql,
  domainId: number,
  routingProfileId: string,
  queues: ProfileQueue[],
): Promise<void> {
  await sql`
    delete from routing_profile_queue where domain_id = ${domainId} and routing_profile_id = ${routingProfileId}`;
  await upsertProfileQueues(sql, domainId, queues);
}

/** Marks a routing profile changed. */
export async function touchRoutingProfile(sql: Sql, domainId: number, id: string, at: Date): Promise<void> {
  await sql`update routing_profile set updated_at = ${at} where domain_id = ${domainId} and routing_profile_id = ${id}`;
}
