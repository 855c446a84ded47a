import type { Outcome } from '../profiles/ingestPlan.ts';
import type { Reject } from './rejectedFile.ts';
import type { Item } from './rowMaker.ts';
import type { Counts } from './store/imports.ts';

/** Nothing read yet. */
export const noCounts: Counts = { rowsRead: 0, created: 0, updated: 0, unchanged: 0, rejected: 0 };

/**
 * Counts what became of a batch. `outcomes` are those of the items with an object, in order; `columnOf` turns a field of
 * the type into the column it reads. Every item is counted once.
 */
export function countOutcomes(
  items: readonly Item[],
  outcomes: readonly Outcome[],
  columnOf: (field: string | undefined) => string | undefined,
): { counts: Counts; rejects: Reject[] } {
  const counts = { ...noCounts };
  const rejects: Reject[] = [];
  let at = 0;
  for (const { line, cells, object, field, reason } of items) {
    counts.rowsRead++;
    const outcome = object ? outcomes[at++] : undefined;
    if (outcome && outcome.kind !== 'rejected') {
      counts[outcome.kind]++;
      continue;
    }
    counts.rejected++;
    const why = outcome
      ? { field: columnOf(outcome.field), reason: outcome.reason }
      : { field, reason: reason ?? 'unreadable' };
    rejects.push({ line, cells, ...why });
  }
  return { counts, rejects };
}
