import type { Import } from '../api/types.ts';

/** Whether an import has not ended. */
export const isUnderWay = ({ Status }: Import) => Status === 'QUEUED' || Status === 'RUNNING';

/** Of two tellings of one import the one that is further: what has ended stays so, and rows once read stay read. */
export function furthest(before: Import | undefined, now: Import): Import {
  if (before === undefined || !isUnderWay(now)) return now;
  return !isUnderWay(before) || before.RowsRead > now.RowsRead ? before : now;
}
