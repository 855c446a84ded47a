import { asJson, type Sql } from '../../database/connection.ts';
import type { Role } from '../../wire/call.ts';
import { camelRow, snake } from './rows.ts';

/** What an agent says of being at work. */
export interface AgentStatus {
  statusId: string;
  name: string;
  description: string | undefined;
  type: 'ROUTABLE' | 'CUSTOM' | 'OFFLINE';
  enabled: boolean;
  position: number;
  tags: Record<string, string>;
  updatedAt: Date;
}

/** A person at work in a domain. */
export interface Agent {
  domainId: number;
  userId: string;
  routingProfileId: string;
  statusId: string;
  statusSince: Date;
  nextStatusId: string | undefined;
  missedAt: Date | undefined;
  idleSince: Date;
  seenAt: Date | undefined;
  identity: Record<string, unknown>;
  tags: Record<string, string>;
  updatedAt: Date;
}

/** An agent with name and contacts at hand. */
export interface NamedAgent extends Agent {
  name: string;
  email: string;
  role: Role;
  disabled: boolean;
  /** Contacts at hand by state. */
  offered: number;
  connected: number;
  writingUp: number;
}

/** All statuses, in the order of display. */
export async function listStatuses(sql: Sql, domainId: number): Promise<AgentStatus[]> {
  const rows = await sql`select * from agent_status where domain_id = ${domainId} order by position, name`;
  return rows.map((row) => camelRow<AgentStatus>(row));
}

/** Adds a status; false when the name is taken. */
export async function insertStatus(sql: Sql, domainId: number, status: AgentStatus): Promise<boolean> {
  const added = await sql`
    insert into agent_status (domain_id, status_id, name, description, type, enabled, position, tags, updated_at)
    values (${domainId}, ${status.statusId}, ${status.name}, ${status.description ?? null}, ${status.type},
      ${status.enabled}, ${status.position}, ${asJson(sql, status.tags)}, ${status.updatedAt})
    on conflict do nothing`;
  return added.count > 0;
}

const first = (sql: Sql, domainId: number) => sql`
  (select routing_profile_id from routing_profile where domain_id = ${domainId} and is_default limit 1),
  (select status_id from agent_status where domain_id = ${domainId} and type = 'OFFLINE' order by position limit 1)`;

/** Gives people a row with what everybody begins with; those who have one keep it. */
export async function ensureAgents(sql: Sql, domainId: number, userIds: string[], at: Date): Promise<void> {
  await sql`
    insert into agent (domain_id, user_id, routing_profile_id, status_id, status_since, idle_since, updated_at)
    select ${domainId}, u.id, f.*, ${at}::timestamptz, ${at}::timestamptz, ${at}::timestamptz
    from app_user u, (select ${first(sql, domainId)}) f
    where u.id = any(${userIds}::uuid[])
    on conflict do nothing`;
}

const named = (sql: Sql) => sql`
  select a.*, u.name, u.email, u.role, u.disabled, coalesce(c.offered, 0) as offered,
    coalesce(c.connected, 0) as connected, coalesce(c.writing_up, 0) as writing_up
  from agent a join app_user u on u.id = a.user_id
  left join lateral (
    select count(*) filter (where state = 'OFFERED')::int as offered,
      count(*) filter (where state in ('DIALLING', 'CONNECTED', 'ON_HOLD'))::int as connected,
      count(*) filter (where state = 'AFTER_CONTACT_WORK')::int as writing_up
    from contact c where c.domain_id = a.domain_id and c.agent_id = a.user_id
      and c.state in ('OFFERED', 'DIALLING', 'CONNECTED', 'ON_HOLD', 'AFTER_CONTACT_WORK')) c on true`;

/** Agents by id, with the contacts they have at hand. */
export async function findAgents(sql: Sql, domainId: number, userIds: string[]): Promise<NamedAgent[]> {
  if (userIds.length === 0) return [];
  const rows = await sql`
    ${named(sql)} where a.domain_id = ${domainId} and a.user_id = any(${userIds}::uuid[])`;
  return rows.map((row) => camelRow<NamedAgent>(row));
}

/** All agents who have a row, by name. */
export async function listAgents(sql: Sql, domainId: number): Promise<NamedAgent[]> {
  const rows = await sql`
    ${named(sql)} where a.domain_id = ${domainId} and not u.disabled order by u.name, a.user_id`;
  return rows.map((row) => camelRow<NamedAgent>(row));
}

/** IdentityInfo, PhoneConfig and the like of an agent; undefined when there is no such agent. */
export async function identityOf(
  sql: Sql,
  domainId: number,
  userId: string,
): Promise<Record<string, unknown> | undefined> {
  const [row] = await sql`select identity from agent where domain_id = ${domainId} and user_id = ${userId}`;
  return row?.identity;
}

/** What of an agent may change. */
export type AgentChange = Partial<Omit<Agent, 'domainId' | 'userId'>>;

/** Changes an agent. */
export async function updateAgent(
  sql: Sql,
  domainId: number,
  userId: string,
  change: AgentChange,
): Promise<void> {
  const columns: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(change)) {
    const isJson = name === 'identity' || name === 'tags';
    columns[snake(name)] = isJson ? asJson(sql, value) : (value ?? null);
  }
  await sql`update agent set ${sql(columns as Record<string, string>)}
    where domain_id = ${domainId} and user_id = ${userId}`;
}

/** The status an agent said comes next is taken when nothing is at hand any more. True when it was. */
export async function takeNextStatus(sql: Sql, domainId: number, userId: string, at: Date): Promise<boolean> {
  const taken = await sql`
    update agent a set status_id = next_status_id, next_status_id = null, status_since = ${at}, updated_at = ${at}
    where a.domain_id = ${domainId} and a.user_id = ${userId} and next_status_id is not null and not exists (
      select 1 from contact c where c.domain_id = a.domain_id and c.agent_id = a.user_id
        and c.state in ('OFFERED', 'DIALLING', 'CONNECTED', 'ON_HOLD', 'AFTER_CONTACT_WORK'))`;
  return taken.count > 0;
}

/** A note of presence is renewed when it is older than this: not every second for everybody. */
const renewMillis = 3_000;

/** Notes that the workspaces of these people are open, in every domain where they are not offline. */
export async function markSeen(sql: Sql, userIds: string[], at: Date): Promise<void> {
  if (userIds.length === 0) return;
  await sql`
    update agent a set seen_at = ${at} from agent_status s
    where a.user_id = any(${userIds}::uuid[]) and s.domain_id = a.domain_id and s.status_id = a.status_id
      and s.type <> 'OFFLINE' and (a.seen_at is null or a.seen_at < ${new Date(at.getTime() - renewMillis)})`;
}

/** Starts the time of grace anew for agents whose screens this process can no longer have seen. */
export async function forgiveAbsence(sql: Sql, at: Date): Promise<void> {
  await sql`update agent set seen_at = ${at} where seen_at < ${at}`;
}

/** Agents at work whose screen was last seen before `before`. */
export async function listAbsent(
  sql: Sql,
  before: Date,
): Promise<{ domainId: number; userId: string; seenAt: Date }[]> {
  const rows = await sql`
    select a.domain_id, a.user_id, a.seen_at from agent a join agent_status s using (domain_id, status_id)
    where a.seen_at < ${before} and s.type <> 'OFFLINE' order by a.domain_id, a.user_id`;
  return rows.map((row) => camelRow(row));
}
