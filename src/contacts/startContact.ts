import type { TransactionSql } from '../database/connection.ts';
import { idAt } from '../database/ids.ts';
import type { Domain } from '../profiles/domain.ts';
import { isStorable } from '../profiles/storable.ts';
import { badRequest, Refusal } from '../wire/refusal.ts';
import { recordChange, wake } from './changeContact.ts';
import type { ContactRow } from './contact.ts';
import type { ContactsCore } from './core.ts';
import { addressKey, customerKeyOf, findCustomers, tieOf } from './findCustomer.ts';
import { findByCall, findByClientToken, insertContact } from './store/contacts.ts';
import { countWaiting, listQueues, type Queue } from './store/queues.ts';
import { durable, transact } from './transact.ts';

type Given = Pick<ContactRow, 'channel' | 'initiationMethod'> &
  Partial<
    Pick<
      ContactRow,
      | 'name'
      | 'description'
      | 'displayName'
      | 'refs'
      | 'attributes'
      | 'segmentAttributes'
      | 'tags'
      | 'systemType'
      | 'systemAddress'
      | 'queueId'
      | 'queuePriority'
      | 'targetAgentId'
      | 'agentId'
      | 'answeredAt'
      | 'scheduledAt'
      | 'initialContactId'
      | 'previousContactId'
      | 'relatedContactId'
      | 'callSource'
      | 'callId'
      | 'clientToken'
      | 'profileId'
      | 'linkedBy'
    >
  >;

/** A contact that is to begin. */
export interface NewContact extends Given {
  /** Absent: QUEUED. CONNECTED and DIALLING need an agent. */
  state?: 'INCOMING' | 'QUEUED' | 'DIALLING' | 'CONNECTED';
  customer?: { type: 'TELEPHONE_NUMBER' | 'EMAIL_ADDRESS'; address: string } | undefined;
  /** ARN or id of who begins it. */
  actor?: string | undefined;
}

/** A contact, and whether this request made it: the same client token or call makes one contact only. */
export interface Started {
  contact: ContactRow;
  created: boolean;
}

/**
 * Begins a contact: finds its customer, puts it where it belongs and writes everything in one transaction with what
 * `within` adds. Refuses a queue that is closed to newcomers or full.
 */
export async function startContact(
  core: ContactsCore,
  domain: Domain,
  wanted: NewContact,
  within?: (sql: TransactionSql, contact: ContactRow) => Promise<void>,
): Promise<Started> {
  refuseUnstorable(wanted);
  const [row, there] = await Promise.all([newRow(core, domain, wanted), findExisting(core, domain, wanted)]);
  if (there) return { contact: there, created: false };
  const contact = await transact(core, (tx) => insertStarted(core, tx, row, wanted.actor, within));
  if (contact) {
    wake(core, contact, 'start');
    await durable(core);
    return { contact, created: true };
  }
  const first = await findExisting(core, domain, wanted);
  if (!first) throw new Refusal('ConflictException', 'The contact could not be started; try again.');
  return { contact: first, created: false };
}

/** Adds a contact that is complete, with its event; undefined when it is there already. */
export async function insertStarted(
  core: ContactsCore,
  sql: TransactionSql,
  row: Partial<ContactRow>,
  actor: string | undefined,
  within?: (sql: TransactionSql, contact: ContactRow) => Promise<void>,
): Promise<ContactRow | undefined> {
  const added = await insertContact(sql, row);
  if (!added) return undefined;
  await within?.(sql, added);
  await recordChange(core, sql, { before: undefined, after: added, kind: 'start', actor });
  return added;
}

async function findExisting(core: ContactsCore, domain: Domain, wanted: NewContact) {
  const { sql } = core.house;
  if (wanted.clientToken) return findByClientToken(sql, domain.domainId, wanted.clientToken);
  if (wanted.callSource && wanted.callId)
    return findByCall(sql, domain.domainId, wanted.callSource, wanted.callId);
  return undefined;
}

async function newRow(core: ContactsCore, domain: Domain, wanted: NewContact): Promise<Partial<ContactRow>> {
  const { customer, actor: _, state = 'QUEUED', ...rest } = wanted;
  const at = core.house.clock();
  const known = {
    customerType: customer?.type,
    customerAddress: customer?.address,
    attributes: wanted.attributes ?? {},
  };
  const [tie, queue] = await Promise.all([
    wanted.profileId || wanted.linkedBy
      ? { profileId: wanted.profileId, linkedBy: wanted.linkedBy, candidates: 0 }
      : findCustomers(core.house.sql, domain, customerKeyOf(domain, known)).then(tieOf),
    queueFor(core, domain.domainId, wanted.queueId, state === 'QUEUED'),
  ]);
  return {
    ...rest,
    ...known,
    ...tie,
    state,
    customerKey: addressKey(known, domain.country),
    queueId: queue.queueId,
    ...(state === 'QUEUED' ? { queuedAt: at, waitingSince: at } : {}),
    ...(state === 'CONNECTED' ? { connectedAt: at } : {}),
    domainId: domain.domainId,
    contactId: idAt(at.getTime()),
    initiatedAt: at,
    updatedAt: at,
  };
}

/** The queue asked for, or the one where everything goes that nothing sends elsewhere. */
export async function queueFor(
  core: ContactsCore,
  domainId: number,
  queueId: string | undefined,
  enters: boolean,
): Promise<Queue> {
  const queues = await listQueues(core.house.sql, domainId);
  const queue = queues.find((one) => (queueId === undefined ? one.isDefault : one.queueId === queueId));
  if (!queue) throw badRequest('QueueId does not name a queue of this instance.');
  if (!enters) return queue;
  if (!queue.enabled) throw badRequest(`The queue "${queue.name}" is disabled; choose another one.`);
  const { maxContacts } = queue;
  if (
    maxContacts &&
    (await countWaiting(core.house.sql, domainId, queueId ?? queue.queueId, maxContacts)) >= maxContacts
  )
    throw new Refusal('LimitExceededException', `The queue "${queue.name}" is full; try again later.`);
  return queue;
}

/** Refuses texts that PostgreSQL cannot hold. */
function refuseUnstorable(wanted: NewContact): void {
  if (!isStorable(wanted, 8)) {
    throw badRequest('A text of the contact holds a character that no text may hold.');
  }
}
