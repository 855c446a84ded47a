import type { Contact } from '@aws-sdk/client-connect';
import type { ContactRow } from '../contact.ts';

const seconds = (from: Date | undefined, to: Date | undefined) =>
  from && to ? Math.max(0, Math.round((to.getTime() - from.getTime()) / 1_000)) : undefined;

/** A contact in the form of DescribeContact. `customerId` is the profile shown for the one it is tied to. Pure. */
export function contactForApi(contact: ContactRow, arn: string, customerId: string | undefined): Contact {
  const { customerAddress, systemAddress } = contact;
  return {
    Arn: arn,
    Id: contact.contactId,
    InitialContactId: contact.initialContactId,
    PreviousContactId: contact.previousContactId,
    RelatedContactId: contact.relatedContactId,
    InitiationMethod: contact.initiationMethod,
    Name: contact.name,
    Description: contact.description,
    Channel: contact.channel,
    InitiationTimestamp: contact.initiatedAt,
    ConnectedToSystemTimestamp: contact.answeredAt,
    DisconnectTimestamp: contact.disconnectedAt,
    LastUpdateTimestamp: contact.updatedAt,
    ScheduledTimestamp: contact.scheduledAt,
    DisconnectReason: contact.disconnectReason,
    CustomerId: customerId,
    QueuePriority: contact.queuePriority,
    Attributes: contact.attributes,
    SegmentAttributes: contact.segmentAttributes as Contact['SegmentAttributes'],
    Tags: contact.tags,
    CustomerEndpoint: customerAddress ? { Type: contact.customerType, Address: customerAddress } : undefined,
    SystemEndpoint: systemAddress ? { Type: contact.systemType, Address: systemAddress } : undefined,
    QueueInfo: contact.queuedAt ? { Id: contact.queueId, EnqueueTimestamp: contact.queuedAt } : undefined,
    AgentInfo:
      contact.agentId && contact.connectedAt
        ? {
            Id: contact.agentId,
            ConnectedToAgentTimestamp: contact.connectedAt,
            AfterContactWorkStartTimestamp: contact.workStartedAt,
            AfterContactWorkEndTimestamp: contact.workEndedAt,
            AfterContactWorkDuration: seconds(contact.workStartedAt, contact.workEndedAt),
            AgentInitiatedHoldDuration: Math.round(contact.holdMillis / 1_000),
          }
        : undefined,
  };
}
