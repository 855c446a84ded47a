import { z } from 'zod';
import { timestamp } from '../wire/nayose.ts';
import type { ContactRow, NamedContact } from './contact.ts';
import type { ChatSummary } from './core.ts';
import { contactStates } from './states.ts';

const id = z.string();

/** A contact as screens show one. */
export const contactShape = z.object({
  ContactId: id,
  Channel: z.enum(['VOICE', 'CHAT', 'TASK']),
  InitiationMethod: z.string(),
  State: z.enum(contactStates as unknown as [string, ...string[]]),
  Name: z.string().optional(),
  Description: z.string().optional(),
  CustomerEndpoint: z.object({ Type: z.string(), Address: z.string() }).optional(),
  SystemEndpoint: z.object({ Type: z.string(), Address: z.string() }).optional(),
  DisplayName: z.string().optional(),
  Queue: z.object({ QueueId: id, Name: z.string() }).optional(),
  Agent: z.object({ UserId: id, Name: z.string() }).optional(),
  StartedAt: timestamp,
  QueuedAt: timestamp.optional(),
  OfferedAt: timestamp.optional(),
  OfferExpiresAt: timestamp.optional(),
  ConnectedAt: timestamp.optional(),
  HeldAt: timestamp.optional(),
  WorkExpiresAt: timestamp.optional().describe('When after-contact work ends by itself.'),
  EndedAt: timestamp.optional(),
  DisconnectReason: z.string().optional(),
  Attributes: z.record(z.string(), z.string()),
  ProfileId: id.optional(),
  LinkedBy: z.enum(['AUTOMATIC', 'AGENT', 'FLOW']).optional(),
  CandidateCount: z.number(),
  Unread: z.number().optional(),
  LastMessage: z.object({ Text: z.string(), At: timestamp, From: z.string() }).optional(),
});

/** A contact in a list of past ones. */
export const contactItemShape = contactShape.extend({
  AgentName: z.string().optional(),
  QueueName: z.string().optional(),
  DurationSeconds: z.number().optional(),
  HandledWithoutAgent: z.boolean(),
  Customer: z
    .object({
      LastName: z.string().optional(),
      FirstName: z.string().optional(),
      BusinessName: z.string().optional(),
    })
    .optional()
    .describe('What the customer is called, in lists over several customers.'),
});

const endpoint = (type: string | undefined, address: string | undefined) =>
  address === undefined ? undefined : { Type: type ?? 'TELEPHONE_NUMBER', Address: address };

/** A contact in the form of `contactShape`; `survivors` tells which profile is shown for its base profile. Pure. */
export function toContact(
  contact: NamedContact,
  survivors?: ReadonlyMap<string, string>,
  summary?: ChatSummary,
) {
  const { profileId, linkedBy } = contact;
  return {
    ContactId: contact.contactId,
    Channel: contact.channel,
    InitiationMethod: contact.initiationMethod,
    State: contact.state,
    Name: contact.name,
    Description: contact.description,
    CustomerEndpoint: endpoint(contact.customerType, contact.customerAddress),
    SystemEndpoint: endpoint(contact.systemType, contact.systemAddress),
    DisplayName: contact.displayName,
    Queue: contact.queueId ? { QueueId: contact.queueId, Name: contact.queueName ?? '' } : undefined,
    Agent: contact.agentId ? { UserId: contact.agentId, Name: contact.agentName ?? '' } : undefined,
    StartedAt: contact.initiatedAt,
    QueuedAt: contact.queuedAt,
    OfferedAt: contact.offeredAt,
    OfferExpiresAt: contact.offerExpiresAt,
    ConnectedAt: contact.connectedAt,
    HeldAt: contact.heldAt,
    WorkExpiresAt: contact.state === 'AFTER_CONTACT_WORK' ? contact.workExpiresAt : undefined,
    EndedAt: contact.disconnectedAt,
    DisconnectReason: contact.disconnectReason,
    Attributes: contact.attributes,
    ProfileId: profileId && (survivors?.get(profileId) ?? (survivors ? undefined : profileId)),
    LinkedBy: profileId && linkedBy !== 'NOBODY' ? linkedBy : undefined,
    CandidateCount: contact.candidates,
    ...summary,
  };
}

/** Whether a contact came and went without any agent speaking with the customer. */
export const withoutAgent = (contact: ContactRow): boolean =>
  contact.connectedAt === undefined && contact.disconnectedAt !== undefined;

/** A contact in the form of `contactItemShape`. Pure. */
export function toContactItem(contact: NamedContact, survivors?: ReadonlyMap<string, string>) {
  const { disconnectedAt, initiatedAt } = contact;
  return {
    ...toContact(contact, survivors),
    AgentName: contact.agentName,
    QueueName: contact.queueName,
    DurationSeconds: disconnectedAt
      ? Math.max(0, Math.round((disconnectedAt.getTime() - initiatedAt.getTime()) / 1_000))
      : undefined,
    HandledWithoutAgent: withoutAgent(contact),
  };
}
