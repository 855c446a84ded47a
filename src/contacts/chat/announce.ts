import type { ChatCore } from './core.ts';
import { toStreamItem } from './item.ts';
import { chatChannel, readAnnounced } from './store/items.ts';

/**
 * Tells open pages of new items, whichever process and whose transaction wrote them: every item leaves a notification at
 * its commit. Resolves when it listens; returns what ends it.
 */
export async function announceItems(core: ChatCore): Promise<() => Promise<void>> {
  let deaf = false;
  const queues = new Map<string, Promise<void>>();
  const tell = async (domainId: number, chatId: string, sequence: number) => {
    const found = await readAnnounced(core.house.sql, domainId, chatId, sequence);
    if (!found) return;
    const { item, agentIds, unread } = found;
    const ContactId = item.contactId;
    const facts = { Kind: 'message', ContactId, Message: toStreamItem(item) };
    core.publish(`contact:${ContactId}`, facts);
    for (const userId of agentIds) core.publish(`agent:${userId}`, { ...facts, Unread: unread });
  };
  const heard = (payload: string) => {
    const [domainId, chatId = '', sequence] = payload.split(' ');
    core.live.tell(chatId, { kind: 'items' });
    // Items of one chat are told in their order.
    const next = (queues.get(chatId) ?? Promise.resolve())
      .then(() => tell(Number(domainId), chatId, Number(sequence)))
      .catch((cause: Error) => {
        if (!deaf) core.log(`a message was not announced: ${cause.message}`);
      })
      .finally(() => {
        if (queues.get(chatId) === next) queues.delete(chatId);
      });
    queues.set(chatId, next);
  };
  // After a lost connection pages read what they may have missed.
  const listening = await core.house.sql.listen(chatChannel, heard, () => core.live.wakeAll());
  return async () => {
    deaf = true;
    await listening.unlisten().catch(() => undefined);
    await Promise.all(queues.values());
  };
}
