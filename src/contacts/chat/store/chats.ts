import type { Sql } from '../../../database/connection.ts';
import type { Language } from '../item.ts';

/** A conversation. */
export interface ChatRow {
  domainId: number;
  chatId: string;
  /** The contact it is at now; a transfer gives it another. */
  contactId: string;
  language: Language;
  /** Content types its messages may have. */
  contentTypes: string[];
  startedAt: Date;
  expiresAt: Date;
  goneAt: Date | undefined;
  endedAt: Date | undefined;
  /** The contact of an earlier chat that it goes on from. */
  pastContactId: string | undefined;
}

const columns = (sql: Sql) => sql`
  c.domain_id as "domainId", c.chat_id as "chatId", c.contact_id as "contactId", c.language,
  c.content_types as "contentTypes", c.started_at as "startedAt", c.expires_at as "expiresAt",
  c.gone_at as "goneAt", c.ended_at as "endedAt", c.past_contact_id as "pastContactId"`;

/** What a new chat is made of. */
export interface NewChat extends Pick<ChatRow, 'domainId' | 'chatId' | 'language' | 'contentTypes'> {
  startedAt: Date;
  expiresAt: Date;
  /** AWS: ClientToken of StartChatContact, with what distinguishes one request from another. */
  start: { token: string; digest: Buffer } | undefined;
  /** Where it was opened from, when a page opened it. */
  network: string | undefined;
  past: PastChat | undefined;
}

/** The part of an ended chat that another goes on with. */
export interface PastChat {
  chatId: string;
  /** The contact it goes on from. */
  contactId: string;
  /** Place of the last item that is taken over. */
  sequence: number;
}

/**
 * Adds a chat with its first contact; one that a page opens counts as left until that page follows it. False when another chat was opened by the
 * same token.
 */
export async function insertChat(sql: Sql, chat: NewChat): Promise<boolean> {
  const added = await sql`
    insert into chat (domain_id, chat_id, contact_id, language, content_types, start_token, start_digest, network,
                      last_sequence, started_at, expires_at, gone_at, past_chat_id, past_contact_id, past_sequence)
    values (${chat.domainId}, ${chat.chatId}, ${chat.chatId}, ${chat.language}, ${chat.contentTypes},
            ${chat.start?.token ?? null}, ${chat.start?.digest ?? null}, ${chat.network ?? null},
            ${chat.past?.sequence ?? 0}, ${chat.startedAt}, ${chat.expiresAt}, ${chat.network ? chat.startedAt : null},
            ${chat.past?.chatId ?? null}, ${chat.past?.contactId ?? null}, ${chat.past?.sequence ?? null})
    on conflict do nothing`;
  if (added.count === 0) return false;
  await addSegment(sql, chat.domainId, chat.chatId, chat.chatId);
  return true;
}

/** Says that a contact belongs to a chat. */
async function addSegment(sql: Sql, domainId: number, chatId: string, contactId: string): Promise<void> {
  await sql`insert into chat_segment (domain_id, contact_id, chat_id) values (${domainId}, ${contactId}, ${chatId})
            on conflict do nothing`;
}

/** The chat goes on at this contact. */
export async function moveChat(sql: Sql, domainId: number, chatId: string, contactId: string): Promise<void> {
  await addSegment(sql, domainId, chatId, contactId);
  await sql`update chat set contact_id = ${contactId} where domain_id = ${domainId} and chat_id = ${chatId}`;
}

/** The chat a contact belongs to. */
export async function findChatOfContact(
  sql: Sql,
  domainId: number,
  contactId: string,
): Promise<ChatRow | undefined> {
  const [row] = await sql<ChatRow[]>`
    select ${columns(sql)} from chat_segment s join chat c using (domain_id, chat_id)
    where s.domain_id = ${domainId} and s.contact_id = ${contactId}`;
  return row && tidy(row);
}

/** What a chat takes over when it goes on from this contact of an ended chat: everything up to the contact's last item. */
export async function findPastChat(
  sql: Sql,
  chat: Pick<ChatRow, 'domainId' | 'chatId'>,
  contactId: string,
): Promise<PastChat> {
  const [row] = await sql<{ sequence: number }[]>`
    select coalesce(max(i.sequence), c.past_sequence, 0)::bigint as sequence
    from chat c left join chat_item i on i.domain_id = c.domain_id and i.chat_id = c.chat_id and i.contact_id = ${contactId}
    where c.domain_id = ${chat.domainId} and c.chat_id = ${chat.chatId} group by c.past_sequence`;
  return { chatId: chat.chatId, contactId, sequence: row!.sequence };
}

/** One chat by its own id. */
export async function findChatOfId(sql: Sql, domainId: number, chatId: string): Promise<ChatRow | undefined> {
  const [row] = await sql<ChatRow[]>`
    select ${columns(sql)} from chat c where domain_id = ${domainId} and chat_id = ${chatId}`;
  return row && tidy(row);
}

/** One chat, held until the transaction ends: items and changes of a chat take turns. */
export async function lockChat(sql: Sql, domainId: number, chatId: string): Promise<ChatRow | undefined> {
  const [row] = await sql<ChatRow[]>`
    select ${columns(sql)} from chat c where domain_id = ${domainId} and chat_id = ${chatId} for update`;
  return row && tidy(row);
}

/** The chat that was opened with this token, with the digest of its request. */
export async function findStart(
  sql: Sql,
  domainId: number,
  token: string,
): Promise<{ chatId: string; digest: Buffer; pastContactId: string | undefined } | undefined> {
  const [row] = await sql<{ chatId: string; digest: Buffer; pastContactId: string | null }[]>`
    select chat_id as "chatId", start_digest as digest, past_contact_id as "pastContactId" from chat
    where domain_id = ${domainId} and start_token = ${token}`;
  return row && { ...row, pastContactId: row.pastContactId ?? undefined };
}

/** Marks a chat as ended; false when it was already. */
export async function endChat(sql: Sql, domainId: number, chatId: string, at: Date): Promise<boolean> {
  const ended = await sql`
    update chat set ended_at = ${at} where domain_id = ${domainId} and chat_id = ${chatId} and ended_at is null`;
  return ended.count > 0;
}

/** Open chats of the public door: those of one network, and all of the domain. */
export async function countOpen(
  sql: Sql,
  domainId: number,
  network: string,
): Promise<{ network: number; domain: number }> {
  const [row] = await sql<{ network: number; domain: number }[]>`
    select count(*) filter (where network = ${network})::int as network, count(*)::int as domain from chat
    where domain_id = ${domainId} and ended_at is null and network is not null`;
  return row!;
}

/** The customer's page is open (undefined) or closed since `at`. */
export async function markPage(
  sql: Sql,
  domainId: number,
  chatId: string,
  at: Date | undefined,
): Promise<void> {
  await sql`update chat set gone_at = ${at ?? null}
            where domain_id = ${domainId} and chat_id = ${chatId} and ended_at is null`;
}

/** After a start no page is connected: those that were open have until now to come back. */
export async function markAllPagesGone(sql: Sql, at: Date): Promise<void> {
  await sql`update chat set gone_at = ${at} where ended_at is null and network is not null and gone_at is null`;
}

/** A chat to be ended: `expired` when its time is over, else because its customer has gone. */
export interface OverdueChat {
  domainId: number;
  chatId: string;
  contactId: string;
  expired: boolean;
}

/** Chats past their time, or with a page closed since before `goneBefore` and no agent in them. */
export async function listOverdue(sql: Sql, now: Date, goneBefore: Date): Promise<OverdueChat[]> {
  return sql<OverdueChat[]>`
    select c.domain_id as "domainId", c.chat_id as "chatId", c.contact_id as "contactId", c.expires_at <= ${now} as expired from chat c
    where c.ended_at is null and (c.expires_at <= ${now} or (c.gone_at < ${goneBefore} and not exists (
      select 1 from chat_participant p where p.domain_id = c.domain_id and p.chat_id = c.chat_id and p.role = 'AGENT'
        and p.left_at is null)))
    limit 200`;
}

const tidy = (row: ChatRow): ChatRow => ({
  ...row,
  goneAt: row.goneAt ?? undefined,
  endedAt: row.endedAt ?? undefined,
  pastContactId: row.pastContactId ?? undefined,
});
