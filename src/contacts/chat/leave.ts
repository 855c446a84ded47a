import { newId } from '../../database/ids.ts';
import type { ChatCore } from './core.ts';
import { eventTypes } from './item.ts';
import { lockChat } from './store/chats.ts';
import { insertItem } from './store/items.ts';
import { markLeft, type Participant } from './store/participants.ts';

/** The customer ends the chat: it is written down, then the contact ends. Doing it again changes nothing. */
export async function leave(core: ChatCore, customer: Participant): Promise<void> {
  const { domainId, chatId, participantId, role, displayName } = customer;
  const contactId = await core.house.sql.begin(async (tx) => {
    const chat = await lockChat(tx, domainId, chatId);
    if (!chat || chat.endedAt) return undefined;
    const at = core.house.clock();
    if (await markLeft(tx, domainId, participantId, at)) {
      const event = { kind: 'EVENT', contentType: eventTypes.left, content: '', at } as const;
      const by = { itemId: newId(), contactId: chat.contactId, participantId, role, displayName };
      await insertItem(tx, domainId, chatId, { ...event, ...by });
    }
    return chat.contactId;
  });
  // Also when it had been written before: a process that died in between left the contact open.
  if (contactId) await core.contacts.endChat(domainId, contactId, 'CUSTOMER_DISCONNECT');
}
