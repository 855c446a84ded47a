import type { AuditEvent } from '@aws-sdk/client-connectcases';
import { asJson, type Sql } from '../../database/connection.ts';

/** A line of the audit, in the API's own shape but for its names of columns. */
export interface CaseEvent {
  eventId: string;
  caseId: string;
  at: Date;
  type: NonNullable<AuditEvent['type']>;
  relatedItemType: AuditEvent['relatedItemType'];
  fields: NonNullable<AuditEvent['fields']>;
  /** Whom the request named as the one who did it. */
  performedBy: NonNullable<AuditEvent['performedBy']>['user'];
  /** ARN of the caller. */
  principal: string;
}

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
const toEvent = (row: any): CaseEvent => ({
  eventId: row.event_id,
  caseId: row.case_id,
  at: row.at,
  type: row.type,
  relatedItemType: row.related_item_type ?? undefined,
  fields: row.fields,
  performedBy: row.performed_by ?? undefined,
  principal: row.principal,
});

/** Writes a line, in the transaction of what it tells. */
export async function insertEvent(sql: Sql, caseDomainId: number, event: CaseEvent): Promise<void> {
  await sql`
    insert into case_event (case_domain_id, case_id, event_id, at, type, related_item_type, fields, performed_by, principal)
    values (${caseDomainId}, ${event.caseId}, ${event.eventId}, ${event.at}, ${event.type},
      ${event.relatedItemType ?? null}, ${asJson(sql, event.fields)},
      ${event.performedBy ? asJson(sql, event.performedBy) : null}, ${event.principal})`;
}

/** Lines about a case, newest first, older than `before`. */
export async function listEvents(
  sql: Sql,
  caseDomainId: number,
  caseId: string,
  page: { before: string | undefined; limit: number },
): Promise<CaseEvent[]> {
  const rows = await sql`
    select * from case_event where case_domain_id = ${caseDomainId} and case_id = ${caseId}
      and ${page.before ? sql`event_id < ${page.before}` : sql`true`}
    order by event_id desc limit ${page.limit}`;
  return rows.map(toEvent);
}
