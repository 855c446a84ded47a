import type { Sql, TransactionSql } from '../../database/connection.ts';
import type { Domain } from '../../profiles/domain.ts';
import type { Call } from '../../wire/call.ts';

/** A chat contact to be made. */
export interface ChatStart {
  displayName: string;
  initiationMethod: 'API';
  attributes: Record<string, string>;
  /** How the customer says to be reached; screen pop searches by it. */
  customerEndpoint?: { type: 'TELEPHONE_NUMBER' | 'EMAIL_ADDRESS'; address: string };
  relatedContactId?: string;
  /** A contact of this customer: where nothing else is said, they are reached as there, and linked to the same profile. */
  sameCustomerAs?: string;
  flowId?: string;
  region: string;
}

/** What the chat needs of the room around it: contacts, whose states it does not know. */
export interface ChatContacts {
  /** The domain of an instance of this account; refuses (404) an unknown one. */
  domainOf(call: Call, instanceId: string): Promise<Domain>;
  /**
   * Makes the contact and runs `alongside` in one transaction, then looks for an agent. Rejects, and leaves nothing, when
   * `alongside` rejects.
   */
  startChat(
    domain: Domain,
    start: ChatStart,
    alongside: (tx: TransactionSql, contactId: string) => Promise<void>,
  ): Promise<{ contactId: string }>;
  /** Ends the contact unless it has ended, and tells the chat so (`changed`). */
  endChat(domainId: number, contactId: string, reason: 'CUSTOMER_DISCONNECT' | 'EXPIRED'): Promise<void>;
}

/** What happened to a chat contact, as far as its conversation shows it. */
export type ChatChange =
  | { kind: 'AGENT_JOINED'; userId: string; name: string }
  | { kind: 'AGENT_LEFT'; userId: string }
  /** `newContactId`: the conversation goes on under another contact. `to`: queue or agent, as people know it. */
  | { kind: 'TRANSFERRED'; newContactId?: string; to?: string | undefined }
  | { kind: 'ENDED' };

/** Unread and latest message of a chat, for lists of contacts. */
export interface ChatSummary {
  /** Messages of the customer that no agent has read. */
  Unread: number;
  LastMessage?: { Text: string; At: Date; From: 'CUSTOMER' | 'AGENT' | 'SYSTEM' };
}

/** What the room around it uses of the chat. */
export interface ChatRecord {
  /** Records a change in the transaction of the contact's own; pages hear of it when that commits. */
  changed(tx: TransactionSql, domainId: number, contactId: string, change: ChatChange): Promise<void>;
  /** A message of the system to the customer. */
  say(tx: TransactionSql, domainId: number, contactId: string, text: string): Promise<void>;
  /** By contact id; contacts without a chat are not in it. */
  summaries(sql: Sql, domainId: number, contactIds: readonly string[]): Promise<Map<string, ChatSummary>>;
}
