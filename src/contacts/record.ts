import type { NamedContact } from './contact.ts';

const millis = (from: Date | undefined, to: Date | undefined) =>
  from && to ? Math.max(0, to.getTime() - from.getTime()) : undefined;

/**
 * The record of a contact that is over, as it becomes a profile object of type CTR: members in camelCase as the original
 * writes them into profiles, durations in milliseconds. `customerId` is the profile it was tied to. Pure.
 */
export function contactRecord(
  contact: NamedContact,
  about: { accountId: string; instanceArn: string; agentUsername: string | undefined },
): Record<string, unknown> {
  return withoutAbsent({
    contactId: contact.contactId,
    awsAccountId: about.accountId,
    instanceArn: about.instanceArn,
    channel: contact.channel,
    initiationMethod: contact.initiationMethod,
    initiationTimestamp: contact.initiatedAt,
    connectedToSystemTimestamp: contact.answeredAt,
    disconnectTimestamp: contact.disconnectedAt,
    disconnectReason: contact.disconnectReason,
    scheduledTimestamp: contact.scheduledAt,
    lastUpdateTimestamp: contact.updatedAt,
    initialContactId: contact.initialContactId,
    previousContactId: contact.previousContactId,
    nextContactId: contact.nextContactId,
    relatedContactId: contact.relatedContactId,
    agentConnectionAttempts: contact.attempts,
    customerEndpoint: endpoint(contact.customerType, contact.customerAddress),
    systemEndpoint: endpoint(contact.systemType, contact.systemAddress),
    customerId: contact.profileId,
    attributes: contact.attributes,
    name: contact.name,
    description: contact.description,
    ...(contact.queuedAt || contact.queueName ? { queue: queueOf(contact) } : {}),
    ...(contact.agentId && contact.connectedAt ? { agent: agentOf(contact, about.agentUsername) } : {}),
  });
}

const queueOf = (contact: NamedContact) =>
  withoutAbsent({
    id: contact.queueId,
    name: contact.queueName,
    enqueueTimestamp: contact.queuedAt,
    dequeueTimestamp: contact.dequeuedAt,
    durationMillis: millis(contact.queuedAt, contact.dequeuedAt),
  });

const agentOf = (contact: NamedContact, username: string | undefined) =>
  withoutAbsent({
    id: contact.agentId,
    username,
    connectedToAgentTimestamp: contact.connectedAt,
    agentInteractionDurationMillis: Math.max(
      0,
      (millis(contact.connectedAt, contact.disconnectedAt) ?? 0) - contact.holdMillis,
    ),
    customerHoldDurationMillis: contact.holdMillis,
    longestHoldDurationMillis: contact.longestHoldMillis,
    numberOfHolds: contact.holdCount,
    afterContactWorkStartTimestamp: contact.workStartedAt,
    afterContactWorkEndTimestamp: contact.workEndedAt,
    afterContactWorkDurationMillis: millis(contact.workStartedAt, contact.workEndedAt),
  });

const endpoint = (type: string | undefined, address: string | undefined) =>
  address === undefined ? undefined : { type, address };

function withoutAbsent(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => {
      if (value === undefined) return [];
      return [[name, value instanceof Date ? value.toISOString() : value]];
    }),
  );
}
