import type { Contact, ContactState } from '../contacts/types.ts';

/** Contacts that are connected now and were not a moment ago, without anybody at this screen having done it. Pure. */
export function connectedByItself(
  before: ReadonlyMap<string, ContactState>,
  now: readonly Contact[],
  done: ReadonlySet<string>,
): Contact[] {
  return now.filter(({ ContactId, State, StartedAt, ConnectedAt }) => {
    const earlier = before.get(ContactId);
    const fresh = earlier === undefined || earlier === 'OFFERED';
    // A task begun for oneself is connected from its first moment.
    return State === 'CONNECTED' && fresh && !done.has(ContactId) && ConnectedAt !== StartedAt;
  });
}
