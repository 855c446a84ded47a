import { birthComparisons } from './birthLevels.ts';
import type { Columns } from './columns.ts';
import type { Comparison } from './comparison.ts';
import { contactComparisons } from './contactLevels.ts';
import { nameComparisons } from './nameLevels.ts';
import { placeComparisons } from './placeLevels.ts';
import { textComparisons } from './textLevels.ts';

/** Every comparison that the columns at hand allow, in a fixed order. */
export function comparisonsOf(columns: Columns): Comparison[] {
  return [
    ...nameComparisons(columns),
    ...birthComparisons(columns),
    ...contactComparisons(columns),
    ...placeComparisons(columns),
    ...textComparisons(columns),
  ];
}
