import type { Contact, ContactState, Status, Workspace } from '../contacts/types.ts';

/** What can be done with a contact at this moment. */
export type Control = 'accept' | 'decline' | 'hold' | 'resume' | 'transfer' | 'end' | 'finish';

/** The controls that fit a contact's state and channel, the most wanted first. A chat is not held: several run at once. */
export function controlsOf({ State, Channel }: Pick<Contact, 'State' | 'Channel'>): Control[] {
  switch (State) {
    case 'OFFERED':
      return ['accept', 'decline'];
    case 'CONNECTED':
      return Channel === 'CHAT' ? ['transfer', 'end'] : ['hold', 'transfer', 'end'];
    case 'ON_HOLD':
      return ['resume', 'transfer', 'end'];
    case 'AFTER_CONTACT_WORK':
      return ['finish'];
    case 'INCOMING':
    case 'DIALLING':
    case 'QUEUED':
      return ['end'];
    case 'ENDED':
      return [];
  }
}

/** Offered ones first, for they wait for an answer; then as they began. */
export function inOrder(contacts: readonly Contact[]): Contact[] {
  const rank = (contact: Contact) => (contact.State === 'OFFERED' ? 0 : 1);
  return contacts.toSorted(
    (a, b) => rank(a) - rank(b) || a.StartedAt - b.StartedAt || a.ContactId.localeCompare(b.ContactId),
  );
}

/** Whether a contact stands in the list of this agent: offered to or held by him, or dialled by him and not answered yet. */
const isMine = (contact: Contact, userId: string) =>
  contact.State !== 'ENDED' && contact.Agent?.UserId === userId;

/** The list after something was told of one contact: put in, changed in place, or taken out. */
export function withContact(contacts: readonly Contact[], changed: Contact, userId: string): Contact[] {
  const others = contacts.filter(({ ContactId }) => ContactId !== changed.ContactId);
  return inOrder(isMine(changed, userId) ? [...others, changed] : others);
}

/** The contact `step` places on in the list, around the end; the first when `id` is not in it. */
export function neighbour(
  contacts: readonly Contact[],
  id: string | undefined,
  step: number,
): Contact | undefined {
  const at = contacts.findIndex(({ ContactId }) => ContactId === id);
  if (at < 0) return contacts[0];
  return contacts[(at + step + contacts.length) % contacts.length];
}

/** The moment from which the clock beside a contact counts: since it is in the state it is in. */
export function sinceOf(contact: Contact): number {
  const moments: Record<ContactState, number | undefined> = {
    INCOMING: contact.StartedAt,
    DIALLING: contact.StartedAt,
    QUEUED: contact.QueuedAt,
    OFFERED: contact.OfferedAt,
    CONNECTED: contact.ConnectedAt,
    ON_HOLD: contact.HeldAt ?? contact.ConnectedAt,
    AFTER_CONTACT_WORK: contact.EndedAt,
    ENDED: contact.EndedAt,
  };
  return moments[contact.State] ?? contact.StartedAt;
}

/** The next chat after the one at hand that has something unread; undefined when there is none. */
export function nextUnread(contacts: readonly Contact[], id: string | undefined): Contact | undefined {
  const at = contacts.findIndex(({ ContactId }) => ContactId === id) + 1;
  return [...contacts.slice(at), ...contacts.slice(0, at)].find(({ Unread = 0 }) => Unread > 0);
}

/** The status in which contacts come, for somebody who gets none at the moment. */
export function readyStatus({ Agent, Statuses }: Pick<Workspace, 'Agent' | 'Statuses'>): Status | undefined {
  const gets = Agent.State !== 'MISSED' && Agent.Status.Type === 'ROUTABLE' && !Agent.NextStatus;
  return gets ? undefined : Statuses.find(({ Type }) => Type === 'ROUTABLE');
}
