import type { Columns } from './columns.ts';
import type { Scorer } from './score.ts';

/** What cannot be true of one person. */
export type Contradiction = 'contradictingBirthDate' | 'contradictingGender' | 'twoIdsOfOneSource';

/** Names of columns (role `custom`) in which one person has one value within a source, such as a customer number. */
export type DistinctIds = readonly string[];

/** Pairs of one group that are looked at for contradictions. */
const mostPairs = 400;

/**
 * What within one group cannot be true of one person: birth dates with nothing in common, different genders, and two
 * numbers where a source gives each person one.
 */
export function contradictionsOf(
  columns: Columns,
  scorer: Scorer,
  rows: readonly number[],
  distinctIds: DistinctIds = [],
): Contradiction[] {
  const birth = scorer.comparisons.find(({ name }) => name === 'birthDate');
  const differ = (name: string) => {
    const feature = columns.feature(name);
    return (a: number, b: number) =>
      feature !== undefined &&
      feature.codes[a]! >= 0 &&
      feature.codes[b]! >= 0 &&
      feature.codes[a] !== feature.codes[b];
  };
  const ids = distinctIds.map((name) => differ(`custom:${name}`));
  const { sources } = columns;
  const kinds: [Contradiction, (a: number, b: number) => boolean][] = [
    ['contradictingBirthDate', (a, b) => birth?.compare(a, b) === 1],
    ['contradictingGender', differ('gender')],
    ['twoIdsOfOneSource', (a, b) => sources[a] === sources[b] && ids.some((isOther) => isOther(a, b))],
  ];
  return kinds.filter(([, contradict]) => somePair(rows, contradict)).map(([kind]) => kind);
}

function somePair(rows: readonly number[], test: (a: number, b: number) => boolean): boolean {
  let seen = 0;
  for (let one = 0; one < rows.length; one++) {
    for (let other = one + 1; other < rows.length && seen < mostPairs; other++, seen++) {
      if (test(rows[one]!, rows[other]!)) return true;
    }
  }
  return false;
}
