import type { Sql } from '../database/connection.ts';
import { newId } from '../database/ids.ts';
import type { Caller } from '../wire/call.ts';
import { type AuditEvent, insertAuditEvent } from './store/audit.ts';

/**
 * Writes down that `caller` did something worth knowing later. Pass the transaction that does it.
 * `detail` holds names and ids only, never personal data of customers.
 */
export function recordAudit(
  sql: Sql,
  caller: Pick<Caller, 'accountId' | 'arn'>,
  event: Pick<AuditEvent, 'action' | 'target' | 'detail' | 'address'>,
  now: Date = new Date(),
): Promise<void> {
  return insertAuditEvent(sql, caller.accountId, {
    eventId: newId(now.getTime()),
    at: now,
    actor: caller.arn,
    ...event,
  });
}
