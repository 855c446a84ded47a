import type { Columns } from './columns.ts';
import type { Scorer } from './score.ts';

/** What cannot be true of one person. */
export type Contradiction = 'contradictingBirthDate' | 'contradictingGender' | 'twoIdsOfOneSource';

/** Names of columns (role `custom`) in which one person has one value within a source, such as a customer number. */
export type DistinctIds = readonly string[];

/** Tells what contradicts within rows. */
export interface Contradictions {
  between(a: number, b: number): boolean;
  within(rows: readonly number[]): Contradiction[];
}

/** Pairs of one group that are looked at for contradictions. */
const mostPairs = 400;

type Test = (a: number, b: number) => boolean;

/**
 * What cannot be true of one person: birth dates with nothing in common, different genders, and two numbers where a
 * source gives each person one.
 */
export function contradictionsIn(
  columns: Columns,
  scorer: Scorer,
  distinctIds: DistinctIds = [],
): Contradictions {
  const birth = scorer.comparisons.find(({ name }) => name === 'birthDate');
  const ids = distinctIds.map((name) => differIn(columns, `custom:${name}`));
  const { sources } = columns;
  const tests: [Contradiction, Test][] = [
    ['contradictingBirthDate', (a, b) => birth?.compare(a, b) === 1],
    ['contradictingGender', differIn(columns, 'gender')],
    ['twoIdsOfOneSource', (a, b) => sources[a] === sources[b] && ids.some((isOther) => isOther(a, b))],
  ];
  return {
    between: (a, b) => tests.some(([, test]) => test(a, b)),
    within: (rows) => tests.filter(([, test]) => somePair(rows, test)).map(([kind]) => kind),
  };
}

function differIn(columns: Columns, name: string): Test {
  const feature = columns.feature(name);
  if (!feature) return () => false;
  return (a, b) => {
    const [x, y] = [feature.at(a), feature.at(b)];
    return x >= 0 && y >= 0 && x !== y;
  };
}

function somePair(rows: readonly number[], test: Test): boolean {
  let seen = 0;
  for (let one = 0; one < rows.length; one++) {
    for (let other = one + 1; other < rows.length && seen < mostPairs; other++, seen++) {
      if (test(rows[one]!, rows[other]!)) return true;
    }
  }
  return false;
}
