import type { Comparison } from './comparison.ts';

/**
 * What is believed about pairs of rows. Of all pairs a small share are one person (`same`), a small share two people of
 * one home (`home`), the rest strangers. Each table has a probability per comparison and level.
 */
export interface Parameters {
  same: number;
  home: number;
  m: Float64Array[];
  u: Float64Array[];
  h: Float64Array[];
}

/** Where learning begins. `chance` is u as measured on random pairs, `pairs` the number of all pairs of rows. */
export function firstParameters(
  comparisons: readonly Comparison[],
  chance: readonly Float64Array[],
  rows: number,
  pairs: number,
): Parameters {
  const names = comparisons.map(({ name }) => name);
  const haveHomes = names.includes('givenName') && (names.includes('address') || names.includes('phone'));
  const share = Math.min(0.05, (0.1 * rows) / pairs);
  return {
    same: share,
    home: haveHomes ? share / 2 : 0,
    m: comparisons.map(({ expected }) => Float64Array.from(expected)),
    u: chance.map((levels) => levels.slice()),
    h: comparisons.map((comparison, at) => homeLevels(comparison, chance[at]!)),
  };
}

/** At home one agrees as one person does (surname, address), as strangers do, or somewhere between. */
export function homeLevels(
  { atHome, expected, expectedAtHome, sharedAtHome = 0.02 }: Comparison,
  chance: Float64Array,
): Float64Array {
  if (expectedAtHome) return Float64Array.from(expectedAtHome);
  const part = atHome === 'home' ? 0.9 : atHome === 'own' ? sharedAtHome : 0;
  return Float64Array.from(expected, (share, level) => part * share + (1 - part) * chance[level]!);
}
