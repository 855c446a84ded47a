import type { Contact, ContactEvent, EventActor } from './types.ts';

/** A moment of a contact's course. */
export interface Step {
  at: number;
  kind: string;
  actor?: EventActor | undefined;
  queueId?: string | undefined;
  /** Name of the agent it is about. */
  agent?: string | undefined;
  reason?: string | undefined;
  /** What the caller heard, or the key that was pressed. */
  words?: string | undefined;
}

/** Moments of the contact record that say something even where no event was noted. Names as in the API. */
const moments: [member: string, kind: string][] = [
  ['StartedAt', 'start'],
  ['QueuedAt', 'enqueue'],
  ['ConnectedAt', 'accept'],
  ['EndedAt', 'end'],
];

/** What happened, oldest first: the noted events; where there are none, the moments of the record. */
export function timelineOf(
  contact: Contact & Record<string, unknown>,
  events: readonly ContactEvent[],
): Step[] {
  const steps: Step[] =
    events.length > 0
      ? events.map(stepOf)
      : moments.flatMap(([member, kind]) => {
          const at = contact[member];
          return typeof at === 'number' ? [{ at, kind }] : [];
        });
  // What happens with the start is told after it.
  const rank = ({ kind }: Step) => (kind === 'start' ? 0 : 1);
  return steps.toSorted((a, b) => a.at - b.at || rank(a) - rank(b));
}

/** What a caller does comes from the telephone system or the handset, and is the customer's doing all the same. */
const isCustomers = (kind: string, detail: ContactEvent['Detail']): boolean =>
  detail?.['Reason'] === 'CUSTOMER_DISCONNECT' || (kind === 'update' && detail?.['Key'] !== undefined);

function stepOf({ At, Kind, Actor, Detail }: ContactEvent): Step {
  const text = (name: string) => {
    const value = Detail?.[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    at: At,
    kind: Kind,
    actor: isCustomers(Kind, Detail) ? undefined : Actor,
    queueId: text('QueueId'),
    agent: text('UserName'),
    reason: text('Reason'),
    words: text('Text') ?? text('Key'),
  };
}
