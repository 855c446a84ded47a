import { asJson, type Sql } from '../../database/connection.ts';

/** One line of the audit record. `detail` holds names and ids only, no personal data of customers. */
export interface AuditEvent {
  eventId: string;
  at: Date;
  /** For example SignIn, CreateUser, DeleteProfile. */
  action: string;
  /** ARN of who did it; for a failed sign-in, of whom it was tried as. */
  actor: string;
  address?: string | null;
  target?: string | null;
  detail?: unknown;
}

/** Appends to the audit record; within a transaction, line and deed stand or fall together. */
export async function insertAuditEvent(sql: Sql, accountId: string, event: AuditEvent): Promise<void> {
  await sql`
    insert into audit_event (account_id, event_id, at, action, actor, address, target, detail)
    values (${accountId}, ${event.eventId}, ${event.at}, ${event.action}, ${event.actor}, ${event.address ?? null},
            ${event.target ?? null}, ${event.detail === undefined ? null : asJson(sql, event.detail)})`;
}

/** Newest first, those before `beforeId` when given. */
export const listAuditEvents = (
  sql: Sql,
  accountId: string,
  page: { limit: number; beforeId: string | undefined; action: string | undefined },
): Promise<AuditEvent[]> =>
  sql<AuditEvent[]>`
    select event_id as "eventId", at, action, actor, address, target, detail from audit_event
    where account_id = ${accountId}
      ${page.beforeId ? sql`and event_id < ${page.beforeId}` : sql``}
      ${page.action ? sql`and action = ${page.action}` : sql``}
    order by event_id desc limit ${page.limit}`;
