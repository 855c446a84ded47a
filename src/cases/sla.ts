import type { SlaStatus } from '@aws-sdk/client-connectcases';

/** How a target stands: open and in time, open and late, reached in time, reached late (AWS: SLA status). */
export function slaStatus(dueAt: Date, completedAt: Date | undefined, now: Date): SlaStatus {
  if (completedAt) return completedAt <= dueAt ? 'Met' : 'NotMet';
  return now <= dueAt ? 'Active' : 'Overdue';
}
