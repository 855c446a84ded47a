import type { Columns } from './columns.ts';
import type { Scorer } from './score.ts';

/** Pairs of one group that are looked at for contradictions. */
const mostPairs = 400;

/** What within one group cannot be true of one person: birth dates with nothing in common, different genders. */
export function contradictionsOf(
  columns: Columns,
  scorer: Scorer,
  rows: readonly number[],
): ('contradictingBirthDate' | 'contradictingGender')[] {
  const birth = scorer.comparisons.find(({ name }) => name === 'birthDate');
  const gender = columns.feature('gender');
  let [births, genders, seen] = [false, false, 0];
  for (const [at, a] of rows.entries()) {
    for (let to = at + 1; to < rows.length && seen < mostPairs; to++, seen++) {
      const b = rows[to]!;
      if (birth && birth.compare(a, b) === 1) births = true;
      if (gender && gender.codes[a]! >= 0 && gender.codes[b]! >= 0 && gender.codes[a] !== gender.codes[b])
        genders = true;
    }
  }
  return [
    ...(births ? (['contradictingBirthDate'] as const) : []),
    ...(genders ? (['contradictingGender'] as const) : []),
  ];
}
