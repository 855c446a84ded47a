import { newId } from '../../database/ids.ts';
import { accessDenied, Refusal } from '../../wire/refusal.ts';
import { type ChatCore, limit } from './core.ts';
import { type ChatItem, checkClientToken, checkMessage } from './item.ts';
import { lockChat } from './store/chats.ts';
import { findByClientToken, insertItem } from './store/items.ts';
import { findParticipant, type Participant } from './store/participants.ts';

/** A message as its sender gives it. */
export interface OwnMessage {
  contentType: string;
  content: string;
  /** The same token of the same sender is the same message, however often it is sent. */
  clientToken?: string | undefined;
}

/**
 * Adds a message to the chat of its sender; it is committed when this resolves. Refuses (403) when the chat has ended or
 * the sender is not in it any more, (400) what `checkMessage` refuses.
 */
export async function sendMessage(
  core: ChatCore,
  sender: Participant,
  message: OwnMessage,
): Promise<ChatItem> {
  limit(core.limits.messages, sender.participantId, 'messages');
  const { domainId, chatId, participantId } = sender;
  const clientToken = message.clientToken || undefined;
  checkClientToken(clientToken);
  return core.house.sql.begin(async (tx) => {
    const chat = await lockChat(tx, domainId, chatId);
    const before = clientToken ? await findByClientToken(tx, domainId, sender, clientToken) : undefined;
    if (before) return sameMessage(before, message);
    const now = await findParticipant(tx, domainId, participantId);
    if (!chat || chat.endedAt) throw accessDenied('The chat has ended; nothing can be sent any more');
    if (!now || now.leftAt) throw accessDenied('You are not in this chat any more');
    checkMessage(message.contentType, message.content, chat.contentTypes);
    return insertItem(tx, domainId, chatId, {
      itemId: newId(),
      contactId: chat.contactId,
      kind: 'MESSAGE',
      participantId,
      role: sender.role,
      displayName: sender.displayName,
      contentType: message.contentType,
      content: message.content,
      at: core.house.clock(),
      ...(clientToken ? { clientToken } : {}),
    });
  });
}

function sameMessage(before: ChatItem, message: OwnMessage): ChatItem {
  if (before.content === message.content && before.contentType === message.contentType) return before;
  throw new Refusal(
    'ValidationException',
    'ClientToken belongs to another message of yours; use a new one for each message',
  );
}
