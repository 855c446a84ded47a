import { accessDenied, notFound, Refusal } from '../../wire/refusal.ts';
import { holderOf } from './connect.ts';
import type { ChatCore } from './core.ts';
import { continueWithinMillis } from './limits.ts';
import { type ChatRow, findChatOfContact, findChatOfId, findPastChat, type PastChat } from './store/chats.ts';

/** AWS: what of an earlier chat another goes on with. */
export interface WantedPast {
  RehydrationType?: 'ENTIRE_PAST_SESSION' | 'FROM_SEGMENT' | undefined;
  SourceContactId?: string | undefined;
}

const invalid = (message: string) => new Refusal('InvalidRequestException', message);

/**
 * What a chat takes over from one that has ended. AWS: ENTIRE_PAST_SESSION goes on from the contact the earlier chat was
 * at when it ended, FROM_SEGMENT from the one that is named. Refuses (404) an unknown contact, (400) one that was no chat
 * or whose chat goes on.
 */
export async function pastChat(core: ChatCore, domainId: number, wanted: WantedPast): Promise<PastChat> {
  const { RehydrationType: kind, SourceContactId: source } = wanted;
  if (!kind || !source) throw invalid('PersistentChat has to have RehydrationType and SourceContactId');
  const contactId = source.replaceAll('-', '').toLowerCase();
  const known = /^[0-9a-f]{32}$/.test(contactId);
  const chat = known ? await findChatOfContact(core.house.sql, domainId, contactId) : undefined;
  if (!chat) throw notFound('PersistentChat.SourceContactId names no chat');
  return pastOf(core, chat, kind === 'FROM_SEGMENT' ? contactId : chat.contactId);
}

/**
 * The same for a customer's page, which shows by its participant token whose chat it was. Refuses (403) a token that is no
 * good here, and a chat that goes on or ended too long ago.
 */
export async function pastOfToken(core: ChatCore, domainId: number, token: string): Promise<PastChat> {
  const no = () => accessDenied('The earlier chat cannot be gone on with; start a new one');
  const holder = core.tokens.read(token)?.kind === 'participant' ? await holderOf(core, token) : undefined;
  if (holder?.domainId !== domainId) throw no();
  const chat = await findChatOfId(core.house.sql, domainId, holder.chatId);
  const since = core.house.clock().getTime() - continueWithinMillis;
  if (!chat?.endedAt || chat.endedAt.getTime() < since) throw no();
  return pastOf(core, chat);
}

/** What is taken over from this chat; refuses (400) one that goes on. */
async function pastOf(core: ChatCore, chat: ChatRow, contactId = chat.contactId): Promise<PastChat> {
  if (!chat.endedAt) throw invalid('The earlier chat has not ended; end it before another goes on with it');
  return findPastChat(core.house.sql, chat, contactId);
}
