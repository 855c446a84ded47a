import { newId } from '../../database/ids.ts';
import { addItem } from './addItem.ts';
import type { ChatCore } from './core.ts';
import { eventTypes } from './item.ts';
import { lockChat } from './store/chats.ts';
import { markLeft, type Participant } from './store/participants.ts';

/** The customer ends the chat: it is written down, then the contact ends. Doing it again changes nothing. */
export async function leave(core: ChatCore, customer: Participant): Promise<void> {
  const { domainId, chatId, participantId, role, displayName } = customer;
  const done = await core.house.sql.begin(async (tx) => {
    const chat = await lockChat(tx, domainId, chatId);
    if (!chat) return undefined;
    const at = core.house.clock();
    const first = await markLeft(tx, domainId, participantId, at);
    if (!first || chat.endedAt) return { chat, announce: undefined };
    const event = { kind: 'EVENT', contentType: eventTypes.left, content: '', at } as const;
    const { contactId } = chat;
    const added = await addItem(core, tx, chat, {
      ...event,
      ...{ itemId: newId(), contactId, participantId, role, displayName },
    });
    return { chat, announce: added.announce };
  });
  done?.announce?.();
  // Also when it had been written before: a process that died in between left the contact open.
  if (done && !done.chat.endedAt)
    await core.contacts.endChat(domainId, done.chat.contactId, 'CUSTOMER_DISCONNECT');
}
