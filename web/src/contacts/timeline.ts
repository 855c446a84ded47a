import type { Contact } from './types.ts';

/** A moment of a contact's course. */
export interface Step {
  at: number;
  kind: string;
  actor?: string | undefined;
  detail?: string | undefined;
}

/** Moments of the contact record that say something even where no event was noted. Names as in the API. */
const moments: [member: string, kind: string][] = [
  ['StartedAt', 'STARTED'],
  ['QueuedAt', 'QUEUED'],
  ['ConnectedAt', 'CONNECTED'],
  ['EndedAt', 'ENDED'],
];

/** What happened, oldest first: the noted events, and from the record those moments that no event speaks of. */
export function timelineOf(
  contact: Contact & Record<string, unknown>,
  events: readonly { At: number; Kind: string; Actor?: string; Detail?: string }[],
): Step[] {
  const steps: Step[] = events.map(({ At, Kind, Actor, Detail }) => ({
    at: At,
    kind: Kind,
    actor: Actor,
    detail: Detail,
  }));
  if (steps.length === 0) {
    for (const [member, kind] of moments) {
      const at = contact[member];
      if (typeof at === 'number') steps.push({ at, kind });
    }
  }
  return steps.toSorted((a, b) => a.at - b.at);
}
