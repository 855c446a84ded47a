import { findUserById } from '../access/store/users.ts';
import { newId } from '../database/ids.ts';
import type { Domain } from '../profiles/domain.ts';
import { badRequest } from '../wire/refusal.ts';
import { changeContact, noContact, wrongState } from './changeContact.ts';
import { type ContactRow, conversationOf } from './contact.ts';
import type { ContactsCore } from './core.ts';
import { findAgent } from './setAgentStatus.ts';
import { insertStarted, queueFor } from './startContact.ts';
import { findContact } from './store/contacts.ts';

/** Where a contact is to go: a queue, or one agent. */
export interface Destination {
  queueId?: string | undefined;
  userId?: string | undefined;
}

/** Who sends it there. */
export interface TransferBy {
  actor: string;
  guard?: (contact: ContactRow) => void;
}

/**
 * Sends a contact to a queue or an agent. One that an agent has goes on under a new id (AWS: TransferContact): the agent
 * keeps the old one for after-contact work, and the new one keeps customer, attributes and place in the conversation. One
 * that still waits only changes its place.
 */
export async function transferContact(
  core: ContactsCore,
  domain: Domain,
  contactId: string,
  to: Destination,
  by: TransferBy,
): Promise<string> {
  const { domainId } = domain;
  const before = await findContact(core.house.sql, domainId, contactId);
  if (!before) throw noContact();
  by.guard?.(before);
  if ((to.queueId === undefined) === (to.userId === undefined))
    throw badRequest('Give either QueueId or UserId.');
  if (to.userId !== undefined && to.userId === before.agentId)
    throw badRequest('The contact is with this agent already.');
  const targetAgentId = to.userId && (await findAgent(core, domainId, to.userId)).userId;
  const queue = await queueFor(core, domainId, to.queueId ?? before.queueId, to.queueId !== undefined);
  const name = to.userId ? (await findUserById(core.house.sql, to.userId))?.name : queue.name;
  const place = { queueId: queue.queueId, targetAgentId };
  if (before.state === 'DIALLING') throw wrongState(before, 'hold');
  if (before.state === 'CONNECTED' || before.state === 'ON_HOLD')
    return passOn(core, before, place, { ...by, name });
  const detail = { To: name };
  await changeContact(core, domainId, contactId, { ...by, ...place, action: 'enqueue', detail });
  return contactId;
}

async function passOn(
  core: ContactsCore,
  seen: ContactRow,
  place: { queueId: string; targetAgentId: string | undefined },
  by: TransferBy & { name: string | undefined },
): Promise<string> {
  const at = core.house.clock();
  const contactId = newId(at.getTime());
  await changeContact(core, seen.domainId, seen.contactId, {
    ...by,
    action: 'end',
    at,
    reason: 'TRANSFERRED',
    also: { nextContactId: contactId },
    detail: { To: by.name, NextContactId: contactId },
    within: async (sql, before) => {
      await insertStarted(core, sql, { ...successor(before), ...place, contactId, ...times(at) }, by.actor);
    },
  });
  return contactId;
}

const times = (at: Date) => ({ initiatedAt: at, queuedAt: at, waitingSince: at, updatedAt: at });

/** What the contact after a transfer has from the one before. */
const successor = (before: ContactRow): Partial<ContactRow> => ({
  domainId: before.domainId,
  state: 'QUEUED',
  channel: before.channel,
  initiationMethod: 'TRANSFER',
  name: before.name,
  description: before.description,
  displayName: before.displayName,
  refs: before.refs,
  attributes: before.attributes,
  segmentAttributes: before.segmentAttributes,
  tags: before.tags,
  customerType: before.customerType,
  customerAddress: before.customerAddress,
  customerKey: before.customerKey,
  systemType: before.systemType,
  systemAddress: before.systemAddress,
  queuePriority: before.queuePriority,
  answeredAt: before.answeredAt,
  initialContactId: conversationOf(before),
  previousContactId: before.contactId,
  callSource: before.callSource,
  callId: before.callId,
  profileId: before.profileId,
  linkedBy: before.linkedBy,
  candidates: before.candidates,
});
