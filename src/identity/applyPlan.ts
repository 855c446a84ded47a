import type { TransactionSql } from '../database/connection.ts';
import type { Domain } from '../profiles/domain.ts';
import type { MergePlan } from './planMerges.ts';
import { type LedgerChange, type LedgerOutcome, rewriteLedger } from './rewriteLedger.ts';

/** Actor of merges that no person made. */
export const engineActor = 'nayose:identity-resolution';

/**
 * Carries out a plan of the engine, thousands of merges in one transaction. Locks the domain. Profiles deleted since the
 * plan was made are left out.
 */
export function applyPlan(
  sql: TransactionSql,
  domain: Domain,
  plan: MergePlan,
  {
    now,
    jobId,
    actor = engineActor,
    known,
  }: Pick<LedgerChange, 'now' | 'jobId' | 'known'> & { actor?: string },
): Promise<LedgerOutcome> {
  const { undo, merge: add } = plan;
  return rewriteLedger(sql, domain, { undo, add, actor, now, jobId, known, byEngine: true });
}
