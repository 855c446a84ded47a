import type { ChatItem } from '../contacts/types.ts';

/** A page of a conversation as the server gives it: oldest first inside, the latest page first. */
export interface ChatPage {
  Items: ChatItem[];
  NextToken?: string;
}

/** The whole conversation fetched so far, oldest first, each item once. */
export function chatItems(pages: readonly ChatPage[]): ChatItem[] {
  const items = new Map<string, ChatItem>();
  for (const page of pages.toReversed()) for (const item of page.Items) items.set(item.Id, item);
  return [...items.values()];
}

/** The pages with one item more at the end; one that is there already is renewed in its place. */
export function withItem(pages: readonly ChatPage[], item: ChatItem): ChatPage[] {
  const known = pages.some((page) => page.Items.some(({ Id }) => Id === item.Id));
  if (known) {
    return pages.map((page) => ({
      ...page,
      Items: page.Items.map((one) => (one.Id === item.Id ? { ...one, ...item } : one)),
    }));
  }
  const [latest, ...older] = pages;
  return [{ ...latest, Items: [...(latest?.Items ?? []), item] }, ...older];
}

/** The pages after the customer has read everything of ours up to and with `messageId`. */
export function readUpTo(pages: readonly ChatPage[], messageId: string, at: number): ChatPage[] {
  const items = chatItems(pages);
  const last = items.findIndex(({ Id }) => Id === messageId);
  const read = new Set(items.slice(0, last + 1).map(({ Id }) => Id));
  return pages.map((page) => ({
    ...page,
    Items: page.Items.map((item) =>
      read.has(item.Id) && item.ParticipantRole === 'AGENT' && !item.ReadAt ? { ...item, ReadAt: at } : item,
    ),
  }));
}

/** How far one of our messages has come. */
export const markOf = (item: ChatItem): 'sent' | 'delivered' | 'read' =>
  item.ReadAt ? 'read' : item.DeliveredAt ? 'delivered' : 'sent';
