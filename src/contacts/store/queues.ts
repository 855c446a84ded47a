import { asJson, type Sql, type TransactionSql } from '../../database/connection.ts';
import type { OpenSlot } from '../hours.ts';
import { camelRow } from './rows.ts';

/** Hours of operation. */
export interface Hours {
  hoursId: string;
  name: string;
  description: string | undefined;
  timeZone: string;
  config: OpenSlot[];
  tags: Record<string, string>;
  updatedAt: Date;
}

/** A queue. */
export interface Queue {
  queueId: string;
  name: string;
  description: string | undefined;
  hoursId: string;
  maxContacts: number | undefined;
  enabled: boolean;
  /** Where a contact goes that nothing sends elsewhere. */
  isDefault: boolean;
  outbound: Record<string, unknown> | undefined;
  tags: Record<string, string>;
  updatedAt: Date;
}

/** A number that people call. */
export interface PhoneNumber {
  phoneNumberId: string;
  number: string;
  description: string | undefined;
  queueId: string;
  createdAt: Date;
}

/** All hours of operation, by name. */
export async function listHours(sql: Sql, domainId: number): Promise<Hours[]> {
  const rows = await sql`select * from hours_of_operation where domain_id = ${domainId} order by name`;
  return rows.map((row) => camelRow<Hours>(row));
}

/** Adds hours of operation; false when the name is taken. */
export async function insertHours(sql: Sql, domainId: number, hours: Hours): Promise<boolean> {
  const added = await sql`
    insert into hours_of_operation (domain_id, hours_id, name, description, time_zone, config, tags, updated_at)
    values (${domainId}, ${hours.hoursId}, ${hours.name}, ${hours.description ?? null}, ${hours.timeZone},
      ${asJson(sql, hours.config)}, ${asJson(sql, hours.tags)}, ${hours.updatedAt})
    on conflict do nothing`;
  return added.count > 0;
}

/** Writes what may change about hours of operation; false when they are gone. */
export async function updateHours(sql: Sql, domainId: number, hours: Hours): Promise<boolean> {
  const updated = await sql`
    update hours_of_operation set name = ${hours.name}, description = ${hours.description ?? null},
      time_zone = ${hours.timeZone}, config = ${asJson(sql, hours.config)}, updated_at = ${hours.updatedAt}
    where domain_id = ${domainId} and hours_id = ${hours.hoursId}`;
  return updated.count > 0;
}

/** Holds hours until the transaction ends: nobody takes them up meanwhile. */
export async function lockHours(
  sql: TransactionSql,
  domainId: number,
  hoursId: string | undefined,
): Promise<Hours | undefined> {
  const [row] = await sql`
    select * from hours_of_operation where domain_id = ${domainId} and hours_id = ${hoursId ?? null} for update`;
  return row && camelRow<Hours>(row);
}

/** Takes hours away. */
export async function deleteHoursRow(sql: TransactionSql, domainId: number, hoursId: string): Promise<void> {
  await sql`delete from hours_of_operation where domain_id = ${domainId} and hours_id = ${hoursId}`;
}

/** All queues, by name. */
export async function listQueues(sql: Sql, domainId: number): Promise<Queue[]> {
  const rows = await sql`select * from contact_queue where domain_id = ${domainId} order by name`;
  return rows.map((row) => camelRow<Queue>(row));
}

/** One queue. */
export async function findQueue(sql: Sql, domainId: number, queueId: string): Promise<Queue | undefined> {
  const [row] =
    await sql`select * from contact_queue where domain_id = ${domainId} and queue_id = ${queueId}`;
  return row && camelRow<Queue>(row);
}

/** Adds a queue; false when the name is taken. */
export async function insertQueue(sql: Sql, domainId: number, queue: Queue): Promise<boolean> {
  const added = await sql`
    insert into contact_queue (domain_id, queue_id, name, description, hours_id, max_contacts, enabled, is_default,
      outbound, tags, updated_at)
    values (${domainId}, ${queue.queueId}, ${queue.name}, ${queue.description ?? null}, ${queue.hoursId},
      ${queue.maxContacts ?? null}, ${queue.enabled}, ${queue.isDefault},
      ${queue.outbound ? asJson(sql, queue.outbound) : null}, ${asJson(sql, queue.tags)}, ${queue.updatedAt})
    on conflict do nothing`;
  return added.count > 0;
}

/** Writes what may change about a queue; false when it is gone. */
export async function updateQueue(sql: Sql, domainId: number, queue: Queue): Promise<boolean> {
  const updated = await sql`
    update contact_queue set name = ${queue.name}, description = ${queue.description ?? null},
      hours_id = ${queue.hoursId}, max_contacts = ${queue.maxContacts ?? null}, enabled = ${queue.enabled},
      updated_at = ${queue.updatedAt}
    where domain_id = ${domainId} and queue_id = ${queue.queueId}`;
  return updated.count > 0;
}

/** Holds a queue until the transaction ends: nothing begins to lead to it meanwhile. */
export async function lockQueue(
  sql: TransactionSql,
  domainId: number,
  queueId: string | undefined,
): Promise<Queue | undefined> {
  const [row] = await sql`
    select * from contact_queue where domain_id = ${domainId} and queue_id = ${queueId ?? null} for update`;
  return row && camelRow<Queue>(row);
}

/** Keeps a queue from being deleted until the transaction ends; false when it is gone. */
export async function holdQueue(sql: TransactionSql, domainId: number, queueId: string): Promise<boolean> {
  const held = await sql`
    select from contact_queue where domain_id = ${domainId} and queue_id = ${queueId} for key share`;
  return held.count > 0;
}

/** Takes a queue away and keeps its name. */
export async function deleteQueueRow(sql: TransactionSql, domainId: number, queueId: string): Promise<void> {
  await sql`
    with gone as (
      delete from contact_queue where domain_id = ${domainId} and queue_id = ${queueId}
      returning domain_id, queue_id, name)
    insert into deleted_queue (domain_id, queue_id, name) select * from gone`;
}

/** How many contacts wait in a queue, counted up to `most`. */
export async function countWaiting(
  sql: Sql,
  domainId: number,
  queueId: string,
  most: number,
): Promise<number> {
  const [row] = await sql`
    select count(*)::int as n from (
      select 1 from contact where domain_id = ${domainId} and queue_id = ${queueId} and state = 'QUEUED' limit ${most}) w`;
  return row!.n;
}

/** All numbers, in order. */
export async function listPhoneNumbers(sql: Sql, domainId: number): Promise<PhoneNumber[]> {
  const rows = await sql`select * from phone_number where domain_id = ${domainId} order by number`;
  return rows.map((row) => camelRow<PhoneNumber>(row));
}

/** Adds a number, or sends one that is there to another queue. */
export async function upsertPhoneNumber(
  sql: Sql,
  domainId: number,
  number: PhoneNumber,
): Promise<PhoneNumber> {
  const [row] = await sql`
    insert into phone_number (domain_id, phone_number_id, number, description, queue_id, created_at)
    values (${domainId}, ${number.phoneNumberId}, ${number.number}, ${number.description ?? null},
      ${number.queueId}, ${number.createdAt})
    on conflict (domain_id, number) do update set description = excluded.description, queue_id = excluded.queue_id
    returning *`;
  return camelRow<PhoneNumber>(row!);
}

/** Takes a number away; false when there is none. */
export async function deletePhoneNumber(sql: Sql, domainId: number, id: string): Promise<boolean> {
  const gone = await sql`delete from phone_number where domain_id = ${domainId} and phone_number_id = ${id}`;
  return gone.count > 0;
}
