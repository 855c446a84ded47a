/** Where a contact stands. After the customer has gone, its agent still writes things up (after-contact work). */
export type ContactState =
  | 'INCOMING'
  | 'DIALLING'
  | 'QUEUED'
  | 'OFFERED'
  | 'CONNECTED'
  | 'ON_HOLD'
  | 'AFTER_CONTACT_WORK'
  | 'ENDED';

/** What may happen to a contact. */
export type ContactAction =
  /** Put into a queue, or into another one. */
  | 'enqueue'
  /** Shown to one agent, who has some seconds to take it. */
  | 'offer'
  | 'accept'
  | 'miss'
  | 'decline'
  /** The offer is taken back: the agent has gone away. */
  | 'withdraw'
  /** The telephone system or a person gives it to an agent straight away. */
  | 'assign'
  /** The far end of an outbound call picks up. */
  | 'answer'
  | 'hold'
  | 'resume'
  /** Its agent is gone; somebody else has to take it. */
  | 'return'
  | 'end'
  | 'finish';

const transitions: Readonly<Record<ContactState, Partial<Record<ContactAction, ContactState>>>> = {
  INCOMING: { enqueue: 'QUEUED', assign: 'CONNECTED', end: 'ENDED' },
  DIALLING: { answer: 'CONNECTED', end: 'ENDED' },
  QUEUED: { enqueue: 'QUEUED', offer: 'OFFERED', assign: 'CONNECTED', end: 'ENDED' },
  OFFERED: {
    accept: 'CONNECTED',
    assign: 'CONNECTED',
    enqueue: 'QUEUED',
    miss: 'QUEUED',
    decline: 'QUEUED',
    withdraw: 'QUEUED',
    end: 'ENDED',
  },
  CONNECTED: { hold: 'ON_HOLD', return: 'QUEUED', end: 'AFTER_CONTACT_WORK' },
  ON_HOLD: { resume: 'CONNECTED', return: 'QUEUED', end: 'AFTER_CONTACT_WORK' },
  AFTER_CONTACT_WORK: { finish: 'ENDED' },
  ENDED: {},
};

/** All states, in the order of a contact's life. */
export const contactStates = Object.keys(transitions) as readonly ContactState[];

/** The state after an action; undefined when the action makes no sense there. */
export const stateAfter = (state: ContactState, action: ContactAction): ContactState | undefined =>
  transitions[state][action];

/** Whether the customer is still there. */
export const isLive = (state: ContactState): boolean => state !== 'AFTER_CONTACT_WORK' && state !== 'ENDED';
