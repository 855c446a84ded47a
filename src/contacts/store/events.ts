import { asJson, type Sql } from '../../database/connection.ts';
import { idAt } from '../../database/ids.ts';
import { camelRow } from './rows.ts';

/** Something that happened to a contact. */
export interface ContactEvent {
  eventId: string;
  at: Date;
  kind: string;
  actor: string | undefined;
  detail: Record<string, unknown> | undefined;
}

/** An event to write down. */
export interface NewEvent {
  contactId: string;
  at: Date;
  kind: string;
  actor?: string | undefined;
  detail?: Record<string, unknown> | undefined;
}

/** Writes down what happened. */
export async function insertEvents(sql: Sql, domainId: number, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event) => ({ ...event, eventId: idAt(event.at.getTime()) }));
  await sql`
    insert into contact_event (domain_id, contact_id, event_id, at, kind, actor, detail)
    select ${domainId}, e."contactId", e."eventId", e.at, e.kind, e.actor, e.detail
    from jsonb_to_recordset(${asJson(sql, rows)}) as e("contactId" uuid, "eventId" uuid, at timestamptz, kind text,
      actor text, detail jsonb)`;
}

/** What happened to a contact, in order; of some kinds only, when asked. */
export async function listEvents(
  sql: Sql,
  domainId: number,
  contactId: string,
  kinds?: string[],
): Promise<ContactEvent[]> {
  const rows = await sql`
    select event_id, at, kind, actor, detail from contact_event
    where domain_id = ${domainId} and contact_id = ${contactId}
      ${kinds ? sql`and kind = any(${kinds}::text[])` : sql``}
    order by event_id limit 1000`;
  return rows.map((row) => camelRow<ContactEvent>(row));
}
