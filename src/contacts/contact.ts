import type { ContactState } from './states.ts';

/** Ways a customer and the house meet. */
export type Channel = 'VOICE' | 'CHAT' | 'TASK';

/** All channels. */
export const channels: readonly Channel[] = ['VOICE', 'CHAT', 'TASK'];

/** How a contact came about (AWS: ContactInitiationMethod). */
export type InitiationMethod = 'INBOUND' | 'OUTBOUND' | 'TRANSFER' | 'QUEUE_TRANSFER' | 'CALLBACK' | 'API';

/** An address of one end (AWS: EndpointType). */
export type EndpointType =
  | 'TELEPHONE_NUMBER'
  | 'VOIP'
  | 'CONTACT_FLOW'
  | 'CONNECT_PHONENUMBER_ARN'
  | 'EMAIL_ADDRESS';

/** Who tied a contact to a profile; NOBODY: a person took the tie away. */
export type LinkedBy = 'AUTOMATIC' | 'AGENT' | 'FLOW' | 'NOBODY';

/** A contact as stored. */
export interface ContactRow {
  domainId: number;
  contactId: string;
  /** Rises with every change. */
  version: number;
  state: ContactState;
  channel: Channel;
  initiationMethod: InitiationMethod;
  name: string | undefined;
  description: string | undefined;
  /** What the customer calls themselves, in a chat. */
  displayName: string | undefined;
  refs: Record<string, unknown>;
  attributes: Record<string, string>;
  segmentAttributes: Record<string, unknown>;
  tags: Record<string, string>;
  customerType: EndpointType | undefined;
  customerAddress: string | undefined;
  /** The address as keys of profiles have it. */
  customerKey: string | undefined;
  systemType: EndpointType | undefined;
  systemAddress: string | undefined;
  queueId: string | undefined;
  /** 1 goes first. */
  queuePriority: number;
  queuedAt: Date | undefined;
  dequeuedAt: Date | undefined;
  /** Since when it waits, as routing counts. */
  waitingSince: Date | undefined;
  /** Only this agent is offered it. */
  targetAgentId: string | undefined;
  declinedBy: string[];
  declinedAt: Date | undefined;
  agentId: string | undefined;
  /** Offers made so far. */
  attempts: number;
  offeredAt: Date | undefined;
  offerExpiresAt: Date | undefined;
  /** When its agent and the customer first spoke. */
  connectedAt: Date | undefined;
  heldAt: Date | undefined;
  holdCount: number;
  holdMillis: number;
  longestHoldMillis: number;
  workStartedAt: Date | undefined;
  workEndedAt: Date | undefined;
  /** When after-contact work ends by itself. */
  workExpiresAt: Date | undefined;
  initiatedAt: Date;
  /** When the customer's end was connected to the system. */
  answeredAt: Date | undefined;
  disconnectedAt: Date | undefined;
  disconnectReason: string | undefined;
  scheduledAt: Date | undefined;
  updatedAt: Date;
  initialContactId: string | undefined;
  previousContactId: string | undefined;
  nextContactId: string | undefined;
  relatedContactId: string | undefined;
  callSource: string | undefined;
  callId: string | undefined;
  clientToken: string | undefined;
  /** Base profile it belongs to; reading shows its survivor. */
  profileId: string | undefined;
  linkedBy: LinkedBy | undefined;
  /** Profiles that its address leads to. */
  candidates: number;
  /** Profile that carries its _ctrContactId key. */
  keyedProfileId: string | undefined;
  /** Its record is still to be taken in as a profile object. */
  recordPending: boolean;
  /** Unique key of the profile object that its record became. */
  recordKey: string | undefined;
}

/** A contact with the names that screens show. */
export interface NamedContact extends ContactRow {
  queueName: string | undefined;
  agentName: string | undefined;
}

/** The first contact of a chain of transfers; what belongs to the whole conversation goes by it. */
export const conversationOf = (contact: Pick<ContactRow, 'contactId' | 'initialContactId'>): string =>
  contact.initialContactId ?? contact.contactId;
