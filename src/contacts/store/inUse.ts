import type { Sql } from '../../database/connection.ts';

/** Names of the queues that are open by these hours. */
export async function queuesOfHours(sql: Sql, domainId: number, hoursId: string): Promise<string[]> {
  const rows = await sql`
    select name from contact_queue where domain_id = ${domainId} and hours_id = ${hoursId} order by name`;
  return rows.map((row) => row.name);
}

/** Names of the routing profiles that serve a queue or call out from it. */
export async function profilesOfQueue(sql: Sql, domainId: number, queueId: string): Promise<string[]> {
  const rows = await sql`
    select name from routing_profile p where domain_id = ${domainId} and (default_outbound_queue_id = ${queueId}
      or exists (select from routing_profile_queue q where q.domain_id = p.domain_id and q.queue_id = ${queueId}
        and q.routing_profile_id = p.routing_profile_id))
    order by name`;
  return rows.map((row) => row.name);
}

/** The phone numbers that lead to a queue, E.164. */
export async function numbersOfQueue(sql: Sql, domainId: number, queueId: string): Promise<string[]> {
  const rows = await sql`
    select number from phone_number where domain_id = ${domainId} and queue_id = ${queueId} order by number`;
  return rows.map((row) => row.number);
}

/** How many contacts of a queue are not over yet. */
export async function countUnderWay(sql: Sql, domainId: number, queueId: string): Promise<number> {
  const [row] = await sql`
    select count(*)::int as n from contact
    where domain_id = ${domainId} and state <> 'ENDED' and queue_id = ${queueId}`;
  return row!.n;
}

/** Names of the agents who work by a routing profile and can sign in. */
export async function agentsOfProfile(
  sql: Sql,
  domainId: number,
  routingProfileId: string,
): Promise<string[]> {
  const rows = await sql`
    select u.name from agent a join app_user u on u.id = a.user_id
    where a.domain_id = ${domainId} and a.routing_profile_id = ${routingProfileId} and not u.disabled
    order by u.name`;
  return rows.map((row) => row.name);
}
