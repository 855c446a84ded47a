import type { Secrets } from '../access/secrets.ts';
import { findUserByEmail } from '../access/store/users.ts';
import type { TransactionSql } from '../database/connection.ts';
import type { Domain } from '../profiles/domain.ts';
import type { House } from '../profiles/house.ts';
import type { Call } from '../wire/call.ts';
import { accessDenied, Refusal } from '../wire/refusal.ts';
import type { ContactRow } from './contact.ts';
import { toId } from './ids.ts';
import { openInstance } from './openInstance.ts';
import type { ContactAction } from './states.ts';
import { domainOfInstance, type Instance } from './store/instances.ts';

/** A change of a contact, as those see it who have something to add in the same transaction. */
export interface ContactChanged {
  /** Absent for a new contact. */
  before: ContactRow | undefined;
  after: ContactRow;
  kind: ContactAction | 'start' | 'link' | 'update' | 'transfer';
  actor?: string | undefined;
  /** Written into the timeline. */
  detail?: Record<string, unknown> | undefined;
}

/** What the latest message of a chat is, for lists. */
export interface ChatSummary {
  Unread: number;
  LastMessage?: { Text: string; At: Date; From: string };
}

/** Where other parts of the room join in. */
export interface ContactHooks {
  /** Run inside the transaction of every change. */
  changed: ((sql: TransactionSql, change: ContactChanged) => Promise<void>)[];
  /** Unread messages and the last one, of chats among these contacts. */
  summaries: (domainId: number, contacts: readonly ContactRow[]) => Promise<Map<string, ChatSummary>>;
}

/** Who listens for events. */
export interface Followers {
  /** Somebody follows the topic, or did a moment ago and may be back. */
  isFollowed(topic: string): boolean;
  /** Topics that somebody follows this very moment. */
  open(): Iterable<string>;
}

/** Contacts and agents of a domain that have changed, and whom a contact was with before or is with now. */
export interface Moved {
  domainId: number;
  contacts?: readonly { contactId: string; agents: readonly string[] }[];
  agents?: readonly string[];
}

/** What the whole room stands on. */
export interface ContactsCore {
  house: House;
  secrets: Pick<Secrets, 'seal' | 'unseal' | 'derive'>;
  publish: (topic: string, data: Record<string, unknown>) => void;
  followers: Followers;
  log: (message: string, cause?: unknown) => void;
  hooks: ContactHooks;
  /** Tells screens, here and in other processes, what has moved; call it when that is committed. Returns at once. */
  tell: (moved: Moved) => void;
  /** Contacts may be given to agents in this domain; returns at once. */
  route: (domainId: number) => void;
  /** Keys and records of contacts are to be brought to their profiles; returns at once. */
  settle: (domainId: number) => void;
}

/** A domain with its contact centre. */
export interface Place {
  domain: Domain;
  instance: Instance;
}

/** The contact centre of a domain by name. */
export async function placeOf(core: ContactsCore, call: Call, domainName: string): Promise<Place> {
  const domain = await core.house.domains.get(call.caller.accountId, domainName);
  return { domain, instance: await openInstance(core.house, domain) };
}

/** The same by the id or ARN of the instance. */
export async function placeOfInstance(core: ContactsCore, call: Call, instanceId: string): Promise<Place> {
  const id = toId(instanceId);
  const name = id && (await domainOfInstance(core.house.sql, call.caller.accountId, id));
  if (!name) {
    throw new Refusal(
      'ResourceNotFoundException',
      'There is no instance with this InstanceId. ListInstances tells the instances of this account.',
    );
  }
  return placeOf(core, call, name);
}

const emailOf = ({ caller }: Call): string | undefined => /:user\/(.+)$/.exec(caller.arn)?.[1];

/** Whether a call is a person's, not an access key's. */
export const isPersonal = (call: Call): boolean => emailOf(call) !== undefined;

/** The signed-in person behind a call. An access key is nobody's, and cannot take calls. */
export async function personOf(core: ContactsCore, call: Call): Promise<{ userId: string; name: string }> {
  const email = emailOf(call);
  const user = email === undefined ? undefined : await findUserByEmail(core.house.sql, email);
  if (!user || user.disabled) {
    throw accessDenied(
      'Only a signed-in person can work with contacts; an access key has no screen. Sign in, or use the operations of the service connect.',
    );
  }
  return { userId: user.userId, name: user.name };
}
