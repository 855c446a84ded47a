import type { ContactRow } from './contact.ts';
import { type ContactAction, stateAfter } from './states.ts';

/** What an action brings with it. */
export interface ActionFacts {
  at: Date;
  agentId?: string | undefined;
  queueId?: string | undefined;
  targetAgentId?: string | undefined;
  offerExpiresAt?: Date | undefined;
  reason?: string | undefined;
}

/** Members of a contact that an action changes. */
export type ContactChange = Partial<
  Omit<ContactRow, 'domainId' | 'contactId' | 'version' | 'channel' | 'initiatedAt'>
>;

const noOffer = { offeredAt: undefined, offerExpiresAt: undefined };

/** What an action makes of a contact; undefined when it cannot happen in its state. Pure. */
export function transition(
  contact: ContactRow,
  action: ContactAction,
  facts: ActionFacts,
): ContactChange | undefined {
  const state = stateAfter(contact.state, action);
  if (state === undefined) return undefined;
  return { state, updatedAt: facts.at, ...effects[action](contact, facts) };
}

const effects: Record<ContactAction, (contact: ContactRow, facts: ActionFacts) => ContactChange> = {
  enqueue: (contact, { at, queueId, targetAgentId }) => ({
    ...noOffer,
    agentId: undefined,
    queueId: queueId ?? contact.queueId,
    targetAgentId,
    queuedAt: at,
    waitingSince: contact.waitingSince ?? at,
    dequeuedAt: undefined,
    declinedBy: [],
  }),
  offer: (contact, { at, agentId, offerExpiresAt }) => ({
    agentId,
    offeredAt: at,
    offerExpiresAt,
    attempts: contact.attempts + 1,
  }),
  accept: (contact, { at }) => ({ ...noOffer, connectedAt: contact.connectedAt ?? at, dequeuedAt: at }),
  miss: backToQueue,
  decline: (contact, facts) => ({
    ...backToQueue(contact),
    declinedBy: [...new Set([...contact.declinedBy, contact.agentId ?? ''])].filter(Boolean),
    declinedAt: facts.at,
  }),
  withdraw: backToQueue,
  assign: (contact, { at, agentId }) => ({
    ...noOffer,
    agentId,
    targetAgentId: undefined,
    connectedAt: contact.connectedAt ?? at,
    ...(contact.queuedAt ? { dequeuedAt: at } : {}),
  }),
  // A call that no agent has dialled goes to whoever is free.
  answer: ({ agentId }, { at }) =>
    agentId === undefined
      ? { state: 'QUEUED', answeredAt: at, queuedAt: at, waitingSince: at }
      : { connectedAt: at, answeredAt: at },
  hold: (contact, { at }) => ({ heldAt: at, holdCount: contact.holdCount + 1 }),
  resume: afterHold,
  return: (contact, facts) => ({
    ...afterHold(contact, facts),
    agentId: undefined,
    targetAgentId: undefined,
    connectedAt: undefined,
    queuedAt: facts.at,
    queueId: contact.queueId ?? facts.queueId,
    dequeuedAt: undefined,
    waitingSince: contact.waitingSince ?? contact.initiatedAt,
    queuePriority: 1,
  }),
  end: (contact, facts) => ({
    ...afterHold(contact, facts),
    ...noOffer,
    // Nobody took it: the agent it was offered to has nothing to do with it any more.
    ...(contact.state === 'OFFERED' ? { agentId: undefined } : {}),
    ...(contact.queuedAt && !contact.dequeuedAt ? { dequeuedAt: facts.at } : {}),
    disconnectedAt: facts.at,
    disconnectReason: facts.reason,
    ...(contact.state === 'CONNECTED' || contact.state === 'ON_HOLD'
      ? { workStartedAt: facts.at }
      : { recordPending: true }),
  }),
  finish: (_, { at }) => ({ workEndedAt: at, recordPending: true }),
};

/** Only one agent was asked for and did not take it: anybody may now. */
function backToQueue(contact: ContactRow): ContactChange {
  return {
    ...noOffer,
    agentId: undefined,
    targetAgentId: undefined,
    waitingSince: contact.waitingSince ?? contact.queuedAt,
  };
}

function afterHold(contact: ContactRow, { at }: ActionFacts): ContactChange {
  if (!contact.heldAt) return {};
  const held = Math.max(0, at.getTime() - contact.heldAt.getTime());
  return {
    heldAt: undefined,
    holdMillis: contact.holdMillis + held,
    longestHoldMillis: Math.max(contact.longestHoldMillis, held),
  };
}
