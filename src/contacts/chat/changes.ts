import type { TransactionSql } from '../../database/connection.ts';
import { newId } from '../../database/ids.ts';
import type { ChatCore } from './core.ts';
import { eventTypes, type ItemRole } from './item.ts';
import type { ChatChange } from './seam.ts';
import { type ChatRow, endChat, findChatOfContact, lockChat, moveChat } from './store/chats.ts';
import { insertItem, type NewItem } from './store/items.ts';
import { insertParticipant, listAgents, markLeft, type Participant } from './store/participants.ts';

interface Change {
  tx: TransactionSql;
  chat: ChatRow;
  at: Date;
}

/**
 * Writes into the conversation what happened to its contact, in the contact's own transaction. A contact without a chat, or with one that has ended, changes nothing.
 */
export async function recordChange(
  core: ChatCore,
  tx: TransactionSql,
  domainId: number,
  contactId: string,
  change: ChatChange,
): Promise<void> {
  const found = await findChatOfContact(tx, domainId, contactId);
  const chat = found && (await lockChat(tx, domainId, found.chatId));
  if (!chat || chat.endedAt) return;
  const here: Change = { tx, chat, at: core.house.clock() };
  if (change.kind === 'AGENT_JOINED') return agentJoined(here, change.userId, change.name);
  if (change.kind === 'AGENT_LEFT') return agentLeft(here, change.userId);
  if (change.kind === 'TRANSFERRED') return transferred(here, change);
  // An end of a contact that the conversation has moved away from is not its end.
  return contactId === chat.contactId ? ended(here) : undefined;
}

async function agentJoined({ tx, chat, at }: Change, userId: string, name: string) {
  const participant: Participant = {
    domainId: chat.domainId,
    participantId: newId(),
    chatId: chat.chatId,
    role: 'AGENT',
    userId,
    displayName: name,
    joinedAt: at,
    leftAt: undefined,
  };
  if (!(await insertParticipant(tx, participant))) return;
  await insertItem(tx, chat.domainId, chat.chatId, event(chat, 'AGENT', eventTypes.joined, at, participant));
}

async function agentLeft({ tx, chat, at }: Change, userId: string) {
  const agents = await listAgents(tx, chat.domainId, chat.chatId);
  const agent = agents.find((one) => one.userId === userId);
  if (!agent || !(await markLeft(tx, chat.domainId, agent.participantId, at))) return;
  await insertItem(tx, chat.domainId, chat.chatId, event(chat, 'AGENT', eventTypes.left, at, agent));
}

async function transferred(
  { tx, chat, at }: Change,
  { newContactId, to }: { newContactId?: string; to?: string | undefined },
) {
  const moved = newContactId ? { ...chat, contactId: newContactId } : chat;
  if (newContactId) await moveChat(tx, chat.domainId, chat.chatId, newContactId);
  const item = { ...event(moved, 'SYSTEM', eventTypes.transferred, at), content: to ?? '' };
  await insertItem(tx, moved.domainId, moved.chatId, item);
}

async function ended({ tx, chat, at }: Change) {
  const agents = await listAgents(tx, chat.domainId, chat.chatId);
  for (const agent of agents) {
    await insertItem(tx, chat.domainId, chat.chatId, event(chat, 'AGENT', eventTypes.left, at, agent));
  }
  await insertItem(tx, chat.domainId, chat.chatId, event(chat, 'SYSTEM', eventTypes.ended, at));
  for (const agent of agents) await markLeft(tx, chat.domainId, agent.participantId, at);
  await endChat(tx, chat.domainId, chat.chatId, at);
}

/** A message of the system, in the customer's language. */
export async function say(
  core: ChatCore,
  tx: TransactionSql,
  domainId: number,
  contactId: string,
  text: string,
): Promise<void> {
  const found = await findChatOfContact(tx, domainId, contactId);
  const chat = found && (await lockChat(tx, domainId, found.chatId));
  if (!chat || chat.endedAt) return;
  const item = { ...event(chat, 'SYSTEM', 'text/plain', core.house.clock()), content: text };
  await insertItem(tx, chat.domainId, chat.chatId, { ...item, kind: 'MESSAGE' });
}

const event = (chat: ChatRow, role: ItemRole, contentType: string, at: Date, by?: Participant): NewItem => ({
  itemId: newId(),
  contactId: chat.contactId,
  kind: 'EVENT',
  participantId: by?.participantId,
  role,
  displayName: by?.displayName ?? '',
  contentType,
  content: '',
  at,
});
