import type { Contact, ContactEvent } from './types.ts';

/** A moment of a contact's course. */
export interface Step {
  at: number;
  kind: string;
  /** ARN of who did it. */
  actor?: string | undefined;
  queueId?: string | undefined;
  userId?: string | undefined;
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

function stepOf({ At, Kind, Actor, Detail }: ContactEvent): Step {
  const text = (name: string) => {
    const value = Detail?.[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    at: At,
    kind: Kind,
    actor: Actor,
    queueId: text('QueueId'),
    userId: text('UserId'),
    reason: text('Reason'),
    words: text('Text') ?? text('Key'),
  };
}
