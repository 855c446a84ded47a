import type { Columns } from './columns.ts';
import type { Feature } from './feature.ts';

/** From this many rows with the same value, a value whose rows bear many names is nobody's own. */
const crowd = 12;

/**
 * Values that so many different people have that they say nothing about who they are: a bit for each code, so that asking
 * touches little memory.
 */
export type Crowds = Uint32Array;

/** True when a value is a crowd's. */
export const isCrowd = (crowds: Crowds, code: number): boolean =>
  crowds.length > 0 && ((crowds[code >>> 5]! >>> (code & 31)) & 1) === 1;

/** What was found of a feature, and among how many rows. */
interface Found<Kind> {
  what: Kind;
  rows: number;
}

/** What was found, by feature: several comparisons and scorers ask for the same. */
export type FoundBefore<Kind> = WeakMap<Feature, Found<Kind>>;

/**
 * What all rows together say of a feature. Worked out when first asked, and anew when the rows have grown by a tenth; of a
 * frozen feature at once and for good.
 */
export function foundOf<Kind>(
  columns: Columns,
  feature: Feature,
  before: FoundBefore<Kind>,
  find: (columns: Columns, feature: Feature) => Kind,
): () => Kind {
  const isGood = (some: Found<Kind> | undefined): some is Found<Kind> =>
    some !== undefined && columns.size <= some.rows * (feature.isFrozen ? 1 : 1.1);
  let found: Found<Kind> | undefined;
  const look = () => {
    if (isGood(found)) return found.what;
    found = before.get(feature);
    if (isGood(found)) return found.what;
    found = { what: find(columns, feature), rows: columns.size };
    before.set(feature, found);
    return found.what;
  };
  if (!feature.isFrozen) return look;
  const what = look();
  return () => what;
}

const known: FoundBefore<Crowds> = new WeakMap();

/** Values of a feature on at least `crowd` rows that bear about as many names. */
export const crowdsOf = (columns: Columns, feature: Feature): (() => Crowds) =>
  foundOf(columns, feature, known, findCrowds);

/** Empty when no value is anything like a crowd's. */
export function findCrowds(columns: Columns, feature: Feature): Uint32Array {
  const { counts, width } = feature;
  if (!counts.some((count) => count >= crowd)) return new Uint32Array(0);
  const names = new Map<number, Set<number>>();
  const given = columns.feature('givenReading') ?? columns.feature('familyReading');
  const written = columns.feature('given') ?? columns.feature('family');
  for (let row = 0; row < columns.size; row++) {
    for (let slot = 0; slot < width; slot++) {
      const code = feature.at(row, slot);
      if (code < 0 || counts[code]! < crowd) continue;
      const seen = names.get(code) ?? new Set();
      const reading = given?.at(row) ?? -1;
      seen.add(reading >= 0 ? reading : -2 - (written?.at(row) ?? row));
      names.set(code, seen);
    }
  }
  const found = new Uint32Array((counts.length + 31) >>> 5);
  for (const [code, seen] of names)
    if (seen.size * 3 > counts[code]! || seen.size > 30) found[code >>> 5]! |= 1 << (code & 31);
  return found;
}
