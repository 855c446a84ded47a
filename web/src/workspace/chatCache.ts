import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { serverNow } from '../api/clock.ts';
import type { ChatItem, Workspace } from '../contacts/types.ts';
import { atHandNow } from './atHand.ts';
import { chatKey, workspaceKey } from './cacheKeys.ts';
import { type ChatPage, readUpTo, withItem } from './chatPages.ts';
import { readAnew } from './heard.ts';
import { typingNow } from './typing.ts';

type Chat = InfiniteData<ChatPage, string | undefined>;

/** Takes in an event of a contact's own topic: a message, typing, a read mark. */
export function hearChat(queries: QueryClient, domain: string, contactId: string, event: unknown): void {
  const told = event as { Kind?: string; Message?: ChatItem; MessageId?: string; DisplayName?: string };
  const change = (pages: (now: ChatPage[]) => ChatPage[]) =>
    queries.setQueryData<Chat>(
      chatKey(domain, contactId),
      (now) => now && { ...now, pages: pages(now.pages) },
    );
  if (told.Kind === 'message' && told.Message) {
    const { Message } = told;
    change((pages) => withItem(pages, Message));
    readAnew(queries, chatKey(domain, contactId));
    if (Message.ParticipantRole === 'CUSTOMER') typingNow.stop(contactId);
    if (Message.Type === 'MESSAGE') noteLatest(queries, domain, contactId, Message);
  }
  if (told.Kind === 'typing') typingNow.start(contactId, told.DisplayName ?? '');
  if (told.Kind === 'read' && told.MessageId) {
    const { MessageId } = told;
    change((pages) => readUpTo(pages, MessageId, serverNow()));
    readAnew(queries, chatKey(domain, contactId));
  }
}

/** The latest words and the count of unread ones beside a contact in the list. */
function noteLatest(queries: QueryClient, domain: string, contactId: string, message: ChatItem): void {
  const { Content = '', At, ParticipantRole } = message;
  const unread = ParticipantRole === 'CUSTOMER' && atHandNow() !== contactId ? 1 : 0;
  queries.setQueryData<Workspace>(
    workspaceKey(domain),
    (now) =>
      now && {
        ...now,
        Contacts: now.Contacts.map((contact) =>
          contact.ContactId === contactId
            ? {
                ...contact,
                LastMessage: { Text: Content, At, From: ParticipantRole },
                Unread: (contact.Unread ?? 0) + unread,
              }
            : contact,
        ),
      },
  );
  readAnew(queries, workspaceKey(domain));
}
