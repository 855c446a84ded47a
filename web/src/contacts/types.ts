import type { Found, ProfileView } from '../api/types.ts';

/** The answers of the operations about contacts. Moments are epoch seconds, as on the wire. */
export const channels = ['VOICE', 'CHAT', 'TASK'] as const;
export type Channel = (typeof channels)[number];

export const contactStates = [
  'INCOMING',
  'DIALLING',
  'QUEUED',
  'OFFERED',
  'CONNECTED',
  'ON_HOLD',
  'AFTER_CONTACT_WORK',
  'ENDED',
] as const;
export type ContactState = (typeof contactStates)[number];

export interface Endpoint {
  Type: string;
  Address: string;
}

/** A contact as the workspace shows it. */
export interface Contact {
  ContactId: string;
  Channel: Channel;
  InitiationMethod: string;
  State: ContactState;
  Name?: string;
  Description?: string;
  CustomerEndpoint?: Endpoint;
  SystemEndpoint?: Endpoint;
  DisplayName?: string;
  Queue?: { QueueId: string; Name: string };
  Agent?: { UserId: string; Name: string };
  StartedAt: number;
  QueuedAt?: number;
  OfferedAt?: number;
  OfferExpiresAt?: number;
  ConnectedAt?: number;
  HeldAt?: number;
  /** When after-contact work ends by itself. */
  WorkExpiresAt?: number;
  EndedAt?: number;
  DisconnectReason?: string;
  Attributes: Record<string, string>;
  ProfileId?: string;
  LinkedBy?: 'AUTOMATIC' | 'AGENT' | 'FLOW';
  CandidateCount: number;
  Unread?: number;
  LastMessage?: { Text: string; At: number; From: string };
}

/** A customer who may be the one who calls, with what tells this one from the others. */
export type Candidate = Omit<Found, 'Matched'> & { TellsApart?: { Field: string; Value: string }[] };

/** Who a contact is from, as far as it is known. */
export interface ContactCustomer {
  Profile?: ProfileView;
  Candidates: Candidate[];
  Prefill: { PhoneNumber?: string; EmailAddress?: string; LastName?: string; FirstName?: string };
}

export type StatusType = 'ROUTABLE' | 'CUSTOM' | 'OFFLINE';
export interface Status {
  StatusId: string;
  Name: string;
  Type: StatusType;
}

export const agentStates = [
  'AVAILABLE',
  'OFFERED',
  'BUSY',
  'AFTER_CONTACT_WORK',
  'MISSED',
  'OFFLINE',
] as const;
export type AgentState = (typeof agentStates)[number];

export interface Agent {
  UserId: string;
  Name: string;
  Status: Status;
  StatusSince: number;
  NextStatus?: Status;
  State: AgentState;
  RoutingProfile: { Id: string; Name: string; Concurrency: Partial<Record<Channel, number>> };
}

export interface Workspace {
  InstanceId: string;
  Agent: Agent;
  Statuses: Status[];
  Contacts: Contact[];
  Queues: { QueueId: string; Name: string }[];
  Agents: { UserId: string; Name: string; State: AgentState }[];
}

/** A line of the contact history and of the contact search. */
export interface ContactItem extends Contact {
  AgentName?: string;
  QueueName?: string;
  DurationSeconds?: number;
  HandledWithoutAgent: boolean;
  /** What the customer is called, in lists over several customers. */
  Customer?: { LastName?: string; FirstName?: string; BusinessName?: string };
}

/** Somebody or something that did something with a contact. */
export interface EventActor {
  Kind: 'PERSON' | 'TELEPHONE' | 'ACCESS_KEY' | 'SYSTEM';
  Name?: string;
}

export interface ContactEvent {
  At: number;
  Kind: string;
  /** Who did it; absent: it happened by itself. */
  Actor?: EventActor;
  /** Ids of queue, agent and profile, a reason: whatever the event is about. */
  Detail?: Record<string, unknown>;
}

/** A contact with everything that is known of it. */
export interface ContactView {
  Contact: Contact & Record<string, unknown>;
  Events: ContactEvent[];
  Related: { ContactId: string; Relation: string }[];
  ProfileId?: string;
}

export interface ChatItem {
  Id: string;
  Type: 'MESSAGE' | 'EVENT';
  ParticipantRole: 'CUSTOMER' | 'AGENT' | 'SYSTEM';
  DisplayName?: string;
  ContentType: string;
  Content?: string;
  At: number;
  DeliveredAt?: number;
  ReadAt?: number;
}

export interface BoardQueue {
  QueueId: string;
  Name: string;
  Waiting: number;
  LongestWaitSeconds?: number;
  Offered: number;
  Connected: number;
  HandledToday: number;
  AbandonedToday: number;
}

export interface Board {
  Queues: BoardQueue[];
  Agents: (Agent & { Contacts: number })[];
}
