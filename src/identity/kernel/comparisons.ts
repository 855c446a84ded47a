import { birthComparisons } from './birthLevels.ts';
import type { Columns } from './columns.ts';
import type { Comparison } from './comparison.ts';
import { contactComparisons } from './contactLevels.ts';
import { nameComparisons } from './nameLevels.ts';
import { placeComparisons } from './placeLevels.ts';
import { textComparisons } from './textLevels.ts';

/** Every comparison that is of use for the rows at hand, in a fixed order. */
export function comparisonsOf(columns: Columns): Comparison[] {
  return [...standardComparisons(columns), ...textComparisons(columns)];
}

/** The comparisons of these names, whether or not they would be chosen today. Throws when one cannot be made. */
export function comparisonsNamed(columns: Columns, names: readonly string[]): Comparison[] {
  const all = [...standardComparisons(columns), ...textComparisons(columns, () => true)];
  return names.map((name) => {
    const found = all.find((comparison) => comparison.name === name);
    if (!found) throw new Error(`The model compares ${name}; these columns have no such thing.`);
    return found;
  });
}

function standardComparisons(columns: Columns): Comparison[] {
  return [
    ...nameComparisons(columns),
    ...birthComparisons(columns),
    ...contactComparisons(columns),
    ...placeComparisons(columns),
  ];
}
