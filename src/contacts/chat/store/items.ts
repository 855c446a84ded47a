import type { Sql } from '../../../database/connection.ts';
import type { ChatItem } from '../item.ts';

const columns = (sql: Sql) => sql`
  chat_id as "chatId", sequence, item_id as "itemId", contact_id as "contactId", kind, participant_id as "participantId", role,
  display_name as "displayName", content_type as "contentType", content, at, delivered_at as "deliveredAt",
  read_at as "readAt", receipt_by as "receiptBy"`;

/** An item to be added; its place is given by the chat. */
export type NewItem = Pick<
  ChatItem,
  | 'itemId'
  | 'contactId'
  | 'kind'
  | 'participantId'
  | 'role'
  | 'displayName'
  | 'contentType'
  | 'content'
  | 'at'
> & { clientToken?: string };

/** Where every new item is notified of at its commit: `<domain> <chat> <place>`. */
export const chatChannel = 'nayose_chat';

/** Adds an item at the end of a chat that the transaction holds (`lockChat`), and notifies of it. */
export async function insertItem(
  sql: Sql,
  domainId: number,
  chatId: string,
  item: NewItem,
): Promise<ChatItem> {
  const [row] = await sql<ChatItem[]>`
    with next as (update chat set last_sequence = last_sequence + 1
                  where domain_id = ${domainId} and chat_id = ${chatId} returning last_sequence)
    insert into chat_item (domain_id, chat_id, sequence, item_id, contact_id, kind, participant_id, role, display_name,
                           content_type, content, client_token, at)
    select ${domainId}, ${chatId}::uuid, last_sequence, ${item.itemId}::uuid, ${item.contactId}::uuid, ${item.kind},
           ${item.participantId ?? null}::uuid, ${item.role}, ${item.displayName}, ${item.contentType}, ${item.content},
           ${item.clientToken ?? null}, ${item.at}
    from next returning ${columns(sql)}`;
  await sql`select pg_notify(${chatChannel}, ${`${domainId} ${chatId} ${row!.sequence}`})`;
  return tidy(row!);
}

/** An item with the agents to be told of it, and what they have not read of the chat. */
export async function readAnnounced(
  sql: Sql,
  domainId: number,
  chatId: string,
  sequence: number,
): Promise<{ item: ChatItem; agentIds: string[]; unread: number } | undefined> {
  const [row] = await sql<(ChatItem & { agentIds: string[]; unread: number })[]>`
    select ${columns(sql)},
      array(select p.user_id from chat_participant p where p.domain_id = i.domain_id and p.chat_id = i.chat_id
              and p.role = 'AGENT' and p.left_at is null) as "agentIds",
      (select count(*)::int from chat_item u where u.domain_id = i.domain_id and u.chat_id = i.chat_id
         and u.role = 'CUSTOMER' and u.kind = 'MESSAGE' and u.read_at is null) as unread
    from chat_item i where i.domain_id = ${domainId} and i.chat_id = ${chatId} and i.sequence = ${sequence}`;
  if (!row) return undefined;
  const { agentIds, unread, ...item } = row;
  return { item: tidy(item), agentIds, unread };
}

/** The message that a participant sent with this token. */
export async function findByClientToken(
  sql: Sql,
  domainId: number,
  sender: { chatId: string; participantId: string },
  clientToken: string,
): Promise<ChatItem | undefined> {
  const [row] = await sql<ChatItem[]>`
    select ${columns(sql)} from chat_item where domain_id = ${domainId} and chat_id = ${sender.chatId}
      and participant_id = ${sender.participantId} and client_token = ${clientToken}`;
  return row && tidy(row);
}

/** Which part of a transcript: `from` and `to` are places, both included. */
export interface ItemRange {
  from?: number;
  to?: number;
  /** Nearest to which end come first when there are more than `limit`. */
  direction: 'FORWARD' | 'BACKWARD';
  limit: number;
}

/**
 * A chat with those it goes on with: which of their items are its own, by place (`low` is not, `high` is). Places go on
 * from chat to chat, so all are one sequence.
 */
const chain = (sql: Sql, domainId: number, chatId: string) => sql`
  chain as (
    select chat_id, coalesce(past_sequence, 0) as low, ${String(2n ** 62n)}::bigint as high, past_chat_id from chat
    where domain_id = ${domainId} and chat_id = ${chatId}
    union all
    select c.chat_id, coalesce(c.past_sequence, 0), chain.low, c.past_chat_id
    from chain join chat c on c.domain_id = ${domainId} and c.chat_id = chain.past_chat_id)`;

/** Items of a chat and of those it goes on with, in the order of the direction. */
export async function listItems(
  sql: Sql,
  domainId: number,
  chatId: string,
  range: ItemRange,
): Promise<ChatItem[]> {
  const order = range.direction === 'FORWARD' ? sql`asc` : sql`desc`;
  const rows = await sql<ChatItem[]>`
    with recursive ${chain(sql, domainId, chatId)}
    select i.* from chain cross join lateral (
      select ${columns(sql)} from chat_item i
      where i.domain_id = ${domainId} and i.chat_id = chain.chat_id and i.sequence > chain.low and i.sequence <= chain.high
        ${range.from === undefined ? sql`` : sql`and sequence >= ${range.from}`}
        ${range.to === undefined ? sql`` : sql`and sequence <= ${range.to}`}
      order by sequence ${order} limit ${range.limit}) i
    order by sequence ${order} limit ${range.limit}`;
  return rows.map(tidy);
}

/** Place of an item of a chat, or of one it goes on with, by its id. */
export async function sequenceOf(
  sql: Sql,
  domainId: number,
  chatId: string,
  itemId: string,
): Promise<number | undefined> {
  const [row] = await sql<{ sequence: number }[]>`
    with recursive ${chain(sql, domainId, chatId)}
    select i.sequence from chain join chat_item i on i.domain_id = ${domainId} and i.chat_id = chain.chat_id
    where i.item_id = ${itemId} and i.sequence > chain.low and i.sequence <= chain.high`;
  return row?.sequence;
}

/** Place of the first item at or after a time, or of the last at or before it. */
export async function sequenceAt(
  sql: Sql,
  domainId: number,
  chatId: string,
  at: Date,
  direction: ItemRange['direction'],
): Promise<number | undefined> {
  const [row] = await sql<{ sequence: number | null }[]>`
    with recursive ${chain(sql, domainId, chatId)}
    select ${direction === 'FORWARD' ? sql`min(i.sequence)` : sql`max(i.sequence)`} as sequence
    from chain join chat_item i on i.domain_id = ${domainId} and i.chat_id = chain.chat_id
    where i.sequence > chain.low and i.sequence <= chain.high
      and ${direction === 'FORWARD' ? sql`i.at >= ${at}` : sql`i.at <= ${at}`}`;
  return row?.sequence ?? undefined;
}

/** Place of the last item; 0 in an empty chat. */
export async function lastSequence(sql: Sql, domainId: number, chatId: string): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select last_sequence as n from chat where domain_id = ${domainId} and chat_id = ${chatId}`;
  return row?.n ?? 0;
}

/**
 * Marks the messages of the other side up to a place as read or delivered, by this participant.
 * Tells how many were not so before.
 */
export async function markReceipts(
  sql: Sql,
  domainId: number,
  receipt: {
    chatId: string;
    upTo: number;
    of: 'CUSTOMER' | 'AGENT';
    by: string;
    kind: 'read' | 'delivered';
    at: Date;
  },
): Promise<number> {
  const { chatId, upTo, of, by, kind, at } = receipt;
  // A customer's page reads what the system says, too.
  const roles = of === 'AGENT' ? ['AGENT', 'SYSTEM'] : ['CUSTOMER'];
  const marked = await sql`
    update chat_item set receipt_by = ${by}, delivered_at = coalesce(delivered_at, ${at})
      ${kind === 'read' ? sql`, read_at = ${at}` : sql``}
    where domain_id = ${domainId} and chat_id = ${chatId} and sequence <= ${upTo} and role in ${sql(roles)}
      and kind = 'MESSAGE' and read_at is null ${kind === 'read' ? sql`` : sql`and delivered_at is null`}`;
  return marked.count;
}

/** The latest message of a side that the other side has read. */
export async function lastRead(
  sql: Sql,
  domainId: number,
  chatId: string,
  of: 'CUSTOMER' | 'AGENT',
): Promise<{ itemId: string; readAt: Date; receiptBy: string | undefined } | undefined> {
  const [row] = await sql<{ itemId: string; readAt: Date; receiptBy: string | undefined }[]>`
    select item_id as "itemId", read_at as "readAt", receipt_by as "receiptBy" from chat_item
    where domain_id = ${domainId} and chat_id = ${chatId} and role = ${of} and kind = 'MESSAGE' and read_at is not null
    order by sequence desc limit 1`;
  return row;
}

/** Messages of the customer that no agent has read. */
export async function countUnread(sql: Sql, domainId: number, chatId: string): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from chat_item
    where domain_id = ${domainId} and chat_id = ${chatId} and role = 'CUSTOMER' and kind = 'MESSAGE'
      and read_at is null`;
  return row!.n;
}

/** What a list of contacts shows of one chat. */
export interface SummaryRow {
  contactId: string;
  unread: number;
  text: string | null;
  at: Date | null;
  role: ChatItem['role'] | null;
}

/** Unread and latest message of several contacts' chats, the text shortened to 200 characters. */
export const listSummaries = (
  sql: Sql,
  domainId: number,
  contactIds: readonly string[],
): Promise<SummaryRow[]> =>
  sql<SummaryRow[]>`
    select s.contact_id as "contactId", u.n as unread, left(l.content, 200) as text, l.at, l.role
    from chat_segment s
    cross join lateral (select count(*)::int as n from chat_item i
      where i.domain_id = s.domain_id and i.chat_id = s.chat_id and i.role = 'CUSTOMER' and i.kind = 'MESSAGE'
        and i.read_at is null) u
    left join lateral (select content, at, role from chat_item i
      where i.domain_id = s.domain_id and i.chat_id = s.chat_id and i.kind = 'MESSAGE'
      order by sequence desc limit 1) l on true
    where s.domain_id = ${domainId} and s.contact_id in ${sql([...contactIds])}`;

const tidy = (row: ChatItem): ChatItem => ({
  ...row,
  participantId: row.participantId ?? undefined,
  deliveredAt: row.deliveredAt ?? undefined,
  readAt: row.readAt ?? undefined,
  receiptBy: row.receiptBy ?? undefined,
});
