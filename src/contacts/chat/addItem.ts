import type { TransactionSql } from '../../database/connection.ts';
import type { ChatCore } from './core.ts';
import { type ChatItem, toStreamItem } from './item.ts';
import type { ChatRow } from './store/chats.ts';
import { countUnread, insertItem, type NewItem } from './store/items.ts';
import { listAgents } from './store/participants.ts';

/** An item that is written, and how to tell of it once that is committed. */
export interface AddedItem {
  item: ChatItem;
  announce: () => void;
}

/** Writes an item into a chat that the transaction holds (`lockChat`). */
export async function addItem(
  core: ChatCore,
  tx: TransactionSql,
  chat: ChatRow,
  wanted: NewItem,
): Promise<AddedItem> {
  const { domainId, chatId, contactId } = chat;
  const item = await insertItem(tx, domainId, chatId, wanted);
  const agents = await listAgents(tx, domainId, chatId);
  const unread = agents.length > 0 ? await countUnread(tx, domainId, chatId) : 0;
  const announce = () => {
    const Message = { ...toStreamItem(item), Sequence: item.sequence };
    core.live.tell(chatId, { kind: 'items' });
    core.publish(`contact:${contactId}`, { Kind: 'message', ContactId: contactId, Message });
    for (const { userId } of agents) {
      core.publish(`agent:${userId}`, { Kind: 'message', ContactId: contactId, Message, Unread: unread });
    }
  };
  return { item, announce };
}
