import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../api/client.ts';
import { serverNow } from '../api/clock.ts';
import type { ChatItem, Workspace } from '../contacts/types.ts';
import { chatKey } from './cacheKeys.ts';
import { type ChatPage, chatItems, withItem } from './chatPages.ts';
import { drafts } from './drafts.ts';

/** A conversation: the latest page first, earlier ones on request; new messages come by the contact's events. */
export function useChat(domain: string, contactId: string, enabled = true) {
  const query = useInfiniteQuery({
    queryKey: chatKey(domain, contactId),
    enabled,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call<ChatPage>(
        'nayose',
        'GetChat',
        { DomainName: domain, ContactId: contactId, ...(pageParam && { NextToken: pageParam }) },
        signal,
      ),
    getNextPageParam: (last) => last.NextToken,
    staleTime: 30_000,
  });
  return { ...query, items: chatItems(query.data?.pages ?? []) };
}

interface Outgoing {
  token: string;
  text: string;
}

/**
 * Sends a message. The token makes a second attempt harmless. The message stands in the conversation as soon as the
 * server has it; until then the caller shows it as on its way.
 */
export function useSend(domain: string, contactId: string, name: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ token, text }: Outgoing) =>
      call<{ MessageId: string; At: number }>('nayose', 'SendChatMessage', {
        DomainName: domain,
        ContactId: contactId,
        ClientToken: token,
        Text: text,
      }),
    onMutate: ({ text }) => drafts.sent(contactId, text),
    onError: (_, { text }) => drafts.notSent(contactId, text),
    onSuccess: ({ MessageId, At }, { text }) => {
      const item: ChatItem = {
        ...{ Id: MessageId, Type: 'MESSAGE', ParticipantRole: 'AGENT', DisplayName: name },
        ...{ ContentType: 'text/plain', Content: text, At: At ?? serverNow() },
      };
      queries.setQueryData<{ pages: ChatPage[]; pageParams: (string | undefined)[] }>(
        chatKey(domain, contactId),
        // What the events told already knows more of the message than we do.
        (now) =>
          now?.pages.some(({ Items }) => Items.some(({ Id }) => Id === MessageId))
            ? now
            : now && { ...now, pages: withItem(now.pages, item) },
      );
    },
  });
}

/** Tells the customer's page that somebody types, or has read. Nothing depends on it, so a failure is not told. */
export function signal(domain: string, contactId: string, kind: 'TYPING' | 'READ', messageId?: string): void {
  void call('nayose', 'SendChatEvent', {
    DomainName: domain,
    ContactId: contactId,
    Kind: kind,
    ...(messageId && { MessageId: messageId }),
  }).catch(() => undefined);
}

/** The list's count of unread messages goes when the conversation is looked at. */
export const withoutUnread = (contactId: string) => (now: Workspace | undefined) =>
  now && {
    ...now,
    Contacts: now.Contacts.map((contact) =>
      contact.ContactId === contactId && contact.Unread ? { ...contact, Unread: 0 } : contact,
    ),
  };
