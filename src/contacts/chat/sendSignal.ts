import { accessDenied } from '../../wire/refusal.ts';
import { type ChatCore, limit } from './core.ts';
import { type ChatRow, lockChat } from './store/chats.ts';
import { countUnread, lastRead, lastSequence, markReceipts, sequenceOf } from './store/items.ts';
import { listAgents, type Participant } from './store/participants.ts';

/** Shows the other side that somebody writes. Nothing is stored. */
export async function sendTyping(core: ChatCore, sender: Participant, chat: ChatRow): Promise<void> {
  limit(core.limits.signals, sender.participantId, 'typing marks');
  if (chat.endedAt) throw accessDenied('The chat has ended');
  if (sender.role === 'AGENT') {
    const { displayName, participantId } = sender;
    core.live.tell(chat.chatId, { kind: 'typing', displayName, participantId });
    return;
  }
  const { contactId } = chat;
  const DisplayName = sender.displayName;
  core.publish(`contact:${contactId}`, { Kind: 'typing', ContactId: contactId, DisplayName });
}

/** A receipt of one participant. */
export interface Receipt {
  kind: 'read' | 'delivered';
  /** Up to and with this message of the other side; undefined: up to the last. */
  messageId: string | undefined;
}

/**
 * Marks the messages of the other side up to one as read or delivered. A receipt for a message that is not of this chat
 * has no effect, as one that comes twice has none.
 */
export async function sendReceipt(core: ChatCore, sender: Participant, receipt: Receipt): Promise<void> {
  limit(core.limits.signals, sender.participantId, 'receipts');
  const { domainId, chatId } = sender;
  const at = core.house.clock();
  const done = await core.house.sql.begin(async (tx) => {
    const chat = await lockChat(tx, domainId, chatId);
    if (!chat || chat.endedAt) return undefined;
    const upTo = receipt.messageId
      ? await sequenceOf(tx, domainId, chatId, receipt.messageId)
      : await lastSequence(tx, domainId, chatId);
    if (upTo === undefined) return undefined;
    const of = sender.role === 'AGENT' ? 'CUSTOMER' : 'AGENT';
    const by = sender.participantId;
    const count = await markReceipts(tx, domainId, { chatId, upTo, of, by, kind: receipt.kind, at });
    if (count === 0) return undefined;
    const agents = await listAgents(tx, domainId, chatId);
    const messageId = receipt.messageId ?? (await lastRead(tx, domainId, chatId, of))?.itemId;
    return { chat, of, messageId, agents, unread: await countUnread(tx, domainId, chatId) };
  });
  if (!done) return;
  const { contactId } = done.chat;
  const read = receipt.kind === 'read';
  const MessageId = done.messageId;
  core.publish(`contact:${contactId}`, {
    Kind: read ? 'read' : 'delivered',
    ...{ ContactId: contactId, MessageId, Of: done.of, At: at.getTime() / 1_000 },
  });
  if (done.of === 'AGENT') return;
  for (const { userId } of done.agents) {
    core.publish(`agent:${userId}`, { Kind: 'read', ContactId: contactId, Unread: done.unread });
  }
  if (!MessageId) return;
  const { participantId } = sender;
  core.live.tell(chatId, { kind: 'receipt', messageId: MessageId, read, at, participantId });
}
