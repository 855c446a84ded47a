import type { Sql } from '../../../database/connection.ts';

/** Somebody in a chat: its customer, or an agent. */
export interface Participant {
  domainId: number;
  participantId: string;
  chatId: string;
  role: 'CUSTOMER' | 'AGENT';
  /** The agent; undefined for a customer. */
  userId: string | undefined;
  displayName: string;
  /** AWS: a customer has joined when a first connection was made. */
  joinedAt: Date | undefined;
  leftAt: Date | undefined;
}

const columns = (sql: Sql) => sql`
  p.domain_id as "domainId", p.participant_id as "participantId", p.chat_id as "chatId", p.role, p.user_id as "userId",
  p.display_name as "displayName", p.joined_at as "joinedAt", p.left_at as "leftAt"`;

/** Adds somebody to a chat; false when this agent is in it already. */
export async function insertParticipant(sql: Sql, one: Participant): Promise<boolean> {
  const added = await sql`
    insert into chat_participant (domain_id, participant_id, chat_id, role, user_id, display_name, joined_at)
    values (${one.domainId}, ${one.participantId}, ${one.chatId}, ${one.role}, ${one.userId ?? null},
            ${one.displayName}, ${one.joinedAt ?? null})
    on conflict do nothing`;
  return added.count > 0;
}

/** One participant. */
export async function findParticipant(
  sql: Sql,
  domainId: number,
  participantId: string,
): Promise<Participant | undefined> {
  const [row] = await sql<Participant[]>`
    select ${columns(sql)} from chat_participant p
    where domain_id = ${domainId} and participant_id = ${participantId}`;
  return row && tidy(row);
}

/** The customer of a chat. */
export async function findCustomer(
  sql: Sql,
  domainId: number,
  chatId: string,
): Promise<Participant | undefined> {
  const [row] = await sql<Participant[]>`
    select ${columns(sql)} from chat_participant p
    where domain_id = ${domainId} and chat_id = ${chatId} and role = 'CUSTOMER'`;
  return row && tidy(row);
}

/** Agents who are in a chat now. */
export async function listAgents(sql: Sql, domainId: number, chatId: string): Promise<Participant[]> {
  const rows = await sql<Participant[]>`
    select ${columns(sql)} from chat_participant p
    where domain_id = ${domainId} and chat_id = ${chatId} and role = 'AGENT' and left_at is null`;
  return rows.map(tidy);
}

/** Marks a customer as joined; false when that was known. */
export async function markJoined(
  sql: Sql,
  domainId: number,
  participantId: string,
  at: Date,
): Promise<boolean> {
  const joined = await sql`
    update chat_participant set joined_at = ${at}
    where domain_id = ${domainId} and participant_id = ${participantId} and joined_at is null`;
  return joined.count > 0;
}

/** Marks somebody as gone; false when that was known. */
export async function markLeft(
  sql: Sql,
  domainId: number,
  participantId: string,
  at: Date,
): Promise<boolean> {
  const left = await sql`
    update chat_participant set left_at = ${at}
    where domain_id = ${domainId} and participant_id = ${participantId} and left_at is null`;
  return left.count > 0;
}

/** Stores a connection by the hash of its token; the oldest of a participant beyond `keep` go. */
export async function insertConnection(
  sql: Sql,
  connection: { domainId: number; participantId: string; hash: Buffer; madeAt: Date; expiresAt: Date },
  keep: number,
): Promise<void> {
  const { domainId, participantId, hash, madeAt, expiresAt } = connection;
  await sql`
    insert into chat_connection (domain_id, token_hash, participant_id, made_at, expires_at)
    values (${domainId}, ${hash}, ${participantId}, ${madeAt}, ${expiresAt})`;
  await sql`
    delete from chat_connection where domain_id = ${domainId} and token_hash in (
      select token_hash from chat_connection where domain_id = ${domainId} and participant_id = ${participantId}
      order by made_at desc, token_hash offset ${keep})`;
}

/** Who holds a connection, and until when. */
export async function findConnection(
  sql: Sql,
  domainId: number,
  hash: Buffer,
): Promise<(Participant & { expiresAt: Date }) | undefined> {
  const [row] = await sql<(Participant & { expiresAt: Date })[]>`
    select ${columns(sql)}, n.expires_at as "expiresAt"
    from chat_connection n join chat_participant p using (domain_id, participant_id)
    where n.domain_id = ${domainId} and n.token_hash = ${hash}`;
  return row && { ...tidy(row), expiresAt: row.expiresAt };
}

/** Forgets connections that have expired. */
export async function deleteExpiredConnections(sql: Sql, now: Date): Promise<void> {
  await sql`delete from chat_connection where expires_at <= ${now}`;
}

/** Account of a domain; undefined when it is gone. */
export async function accountOfDomain(sql: Sql, domainId: number): Promise<string | undefined> {
  const [row] = await sql<{ accountId: string }[]>`
    select account_id as "accountId" from domain where domain_id = ${domainId}`;
  return row?.accountId;
}

const tidy = (row: Participant): Participant => ({
  ...row,
  userId: row.userId ?? undefined,
  joinedAt: row.joinedAt ?? undefined,
  leftAt: row.leftAt ?? undefined,
});
