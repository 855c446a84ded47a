import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { call } from '../api/client.ts';
import { useEvents, useManyEvents } from '../api/events.ts';
import type { Agent, Contact, ContactCustomer, Workspace } from '../contacts/types.ts';
import { keepProfileView } from '../profile/useProfileView.ts';
import { atHandNow } from './atHand.ts';
import { chatKey, customerKey, workspaceKey } from './cacheKeys.ts';
import { hearChat } from './chatCache.ts';
import { withContact } from './contactsNow.ts';
import { noteHeard, readAnew } from './heard.ts';

interface WorkspaceValue {
  domain: string;
  workspace: Workspace | undefined;
  error: Error | null;
  retry: () => void;
}

const WorkspaceContext = createContext<WorkspaceValue | undefined>(undefined);

/**
 * The agent's contacts and status, on every screen: an offer rings wherever the agent looks, and the stream of the
 * own topic tells the server that the agent is there.
 */
export function WorkspaceProvider({ domain, children }: { domain: string; children: ReactNode }) {
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: workspaceKey(domain),
    queryFn: ({ signal }) => call<Workspace>('nayose', 'GetWorkspace', { DomainName: domain }, signal),
    enabled: domain !== '',
    staleTime: 60_000,
  });
  useEvents(data && `agent:${data.Agent.UserId}`, (event) => hear(queries, domain, event));
  const topics = (data?.Contacts ?? []).map(({ ContactId }) => `contact:${ContactId}`);
  useManyEvents(topics, (topic, event) => {
    const contactId = topic.slice('contact:'.length);
    if (event === undefined) void queries.invalidateQueries({ queryKey: chatKey(domain, contactId) });
    else if (kindOf(event) === 'contact') hear(queries, domain, event);
    else hearChat(queries, domain, contactId, event);
  });
  usePrefetchedCustomers(domain, data?.Contacts);
  const value = useMemo(
    () => ({ domain, workspace: data, error, retry: () => void refetch() }),
    [domain, data, error, refetch],
  );
  return <WorkspaceContext value={value}>{children}</WorkspaceContext>;
}

export function useWorkspace(): WorkspaceValue {
  const value = useContext(WorkspaceContext);
  if (!value) throw new Error('useWorkspace outside WorkspaceProvider');
  return value;
}

const kindOf = (event: unknown) => (event as { Kind?: unknown }).Kind;

/** Takes in an event of the agent's own topic. `undefined`: read everything again. */
function hear(queries: QueryClient, domain: string, event: unknown): void {
  const key = workspaceKey(domain);
  if (event === undefined) return void queries.invalidateQueries({ queryKey: key });
  const told = event as {
    Kind?: string;
    DomainName?: string;
    Agent?: Agent;
    Contact?: Contact;
    Customer?: ContactCustomer;
  };
  if (told.DomainName !== undefined && told.DomainName !== domain) return;
  if (told.Kind === 'agent' && told.Agent) {
    noteHeard(told.Agent.UserId);
    keepAgent(queries, domain, told.Agent);
  }
  if (told.Kind === 'contact' && told.Contact) {
    noteHeard(told.Contact.ContactId);
    keepContact(queries, domain, told.Contact, told.Customer);
  }
  readAnew(queries, key);
}

/** Puts what was told of the agent where the screens look. */
export function keepAgent(queries: QueryClient, domain: string, Agent: Agent): void {
  queries.setQueryData<Workspace>(
    workspaceKey(domain),
    (now) => now && { ...now, Agent: { ...now.Agent, ...Agent } },
  );
}

/** What is on the screen is read, though the server may not have heard of it yet. */
const asSeen = (contact: Contact): Contact =>
  contact.Unread && contact.ContactId === atHandNow() ? { ...contact, Unread: 0 } : contact;

/** Puts what was told of a contact, by an event or an answer, where the screens look. */
export function keepContact(
  queries: QueryClient,
  domain: string,
  contact: Contact,
  customer?: ContactCustomer,
): void {
  if (customer) {
    if (customer.Profile) keepProfileView(queries, domain, customer.Profile);
    queries.setQueryData(customerKey(domain, contact.ContactId), customer);
  }
  const known = queries.getQueryData<Workspace>(workspaceKey(domain));
  const before = known?.Contacts.find(({ ContactId }) => ContactId === contact.ContactId);
  queries.setQueryData<Workspace>(
    workspaceKey(domain),
    (now) => now && { ...now, Contacts: withContact(now.Contacts, asSeen(contact), now.Agent.UserId) },
  );
  if (before && !customer && before.ProfileId !== contact.ProfileId)
    void queries.invalidateQueries({ queryKey: customerKey(domain, contact.ContactId) });
  void queries.invalidateQueries({ queryKey: ['GetContactView', domain, contact.ContactId] });
}

/** Who the contacts are from is fetched before anybody looks, for contacts that came without it (after a reload). */
function usePrefetchedCustomers(domain: string, contacts: Contact[] | undefined): void {
  const queries = useQueryClient();
  useEffect(() => {
    for (const { ContactId } of contacts ?? []) {
      void queries.prefetchQuery({ ...customerQuery(domain, ContactId), staleTime: 60_000 });
    }
  }, [queries, domain, contacts]);
}

/** Asks who a contact is from. */
export const customerQuery = (domain: string, contactId: string) => ({
  queryKey: customerKey(domain, contactId),
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    call<ContactCustomer>(
      'nayose',
      'GetContactCustomer',
      { DomainName: domain, ContactId: contactId },
      signal,
    ),
});
