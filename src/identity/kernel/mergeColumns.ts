import { release, shared, uint32 } from './arrays.ts';
import type { Columns, SharedColumns } from './columns.ts';
import type { SharedDictionary } from './dictionary.ts';
import type { Feature, SharedFeature } from './feature.ts';

/** A feature of some of the rows, without its codes. */
interface GivenFeature {
  /** See `Feature`. */
  widest: number;
  counts: Uint32Array;
  filled: number;
}

/** A dictionary of some of the rows, with what belongs to it, given away by the thread that made it. */
export interface GivenFeatures {
  dictionary: SharedDictionary;
  features: GivenFeature[];
  packedBirths: Uint32Array | undefined;
}

/** Features that share one dictionary, of all rows. */
export interface MergedFeatures {
  number: number;
  dictionary: SharedDictionary;
  features: SharedFeature[];
  /** Packed birth dates by code, when the feature `birth` is among them. */
  packedBirths: Uint32Array | undefined;
}

/** Which rows of all a thread has read. */
export interface RowRange {
  first: number;
  rows: number;
}

/** Names of the features of each dictionary, in a fixed order. */
function namesByDictionary({ features }: Columns): string[][] {
  const all = [...features.values()];
  const dictionaries = [...new Set(all.map(({ dictionary }) => dictionary))];
  return dictionaries.map((some) =>
    all.filter(({ dictionary }) => dictionary === some).map(({ name }) => name),
  );
}

/** How many texts each dictionary has. */
export const dictionarySizes = (columns: Columns): number[] =>
  namesByDictionary(columns).map(([name]) => columns.feature(name!)!.dictionary.size);

/** Deals dictionaries of these sizes out to so many threads, so that all have about the same to do. */
export function dealDictionaries(sizes: readonly number[], threads: number): number[][] {
  const loads = Array.from({ length: threads }, () => ({ sum: 0, numbers: [] as number[] }));
  for (const [number, size] of [...sizes.entries()].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
    const least = loads.reduce((best, load) => (load.sum < best.sum ? load : best));
    least.sum += size + 1;
    least.numbers.push(number);
  }
  return loads.map(({ numbers }) => numbers);
}

/** Gives away what belongs to one dictionary; the columns can do without it from now on. */
export function giveFeatures(columns: Columns, number: number): GivenFeatures {
  const names = namesByDictionary(columns)[number]!;
  const features = names.map((name) => columns.feature(name)!);
  const { chars, texts, hashes, size } = features[0]!.dictionary;
  features[0]!.dictionary.close();
  return {
    dictionary: { chars, texts, hashes, size },
    features: features.map(({ widest, counts, filled }) => ({ widest, counts, filled })),
    packedBirths: names.includes('birth') ? columns.packedBirths : undefined,
  };
}

/**
 * Makes one of the dictionaries that several sets of rows have of the same features: the set at `place` is `own`, whose
 * dictionary takes in the texts of the others, and the rows of the others get the codes that their values have there.
 * `codes` are those of all rows, `ranges` tells where each set lies; what was given is used up.
 */
export function mergeFeatures(
  own: Columns,
  { number, place, given }: { number: number; place: number; given: readonly GivenFeatures[] },
  codes: Int32Array,
  ranges: readonly RowRange[],
): MergedFeatures {
  const names = namesByDictionary(own)[number]!;
  const features = names.map((name) => own.feature(name)!);
  const { dictionary } = features[0]!;
  const before = dictionary.size;
  const others = ranges.filter((_range, at) => at !== place);
  const sets = given.map((some, at) => ({
    some,
    range: others[at]!,
    map: dictionary.takeIn(some.dictionary),
  }));
  for (const { some, range, map } of sets) {
    const { chars, texts, hashes } = some.dictionary;
    for (const gone of [chars, texts, hashes]) release(gone);
    recode(codes, own.table.stride, range, features, map);
  }
  dictionary.close();
  const merged = features.map((feature, at) =>
    mergeFeature(
      feature,
      sets.map(({ some, map }) => ({ feature: some.features[at]!, map })),
    ),
  );
  const packedBirths = names.includes('birth')
    ? mergeBirths(own.packedBirths, [before, dictionary.size], sets)
    : undefined;
  return { number, dictionary: dictionary.toShared(), features: merged, packedBirths };
}

/** Puts the new code in place of each. */
function recode(
  codes: Int32Array,
  stride: number,
  { first, rows }: RowRange,
  features: readonly Feature[],
  map: Int32Array,
): void {
  for (let row = first; row < first + rows; row++) {
    for (const { offset, width } of features) {
      const start = row * stride + offset;
      for (let at = start; at < start + width && codes[at]! >= 0; at++) codes[at] = map[codes[at]!]!;
    }
  }
}

function mergeFeature(
  { name, offset, widest, counts, filled, dictionary }: Feature,
  given: readonly { feature: GivenFeature; map: Int32Array }[],
): SharedFeature {
  const all = shared(uint32(Math.max(1, dictionary.size)));
  all.set(counts.subarray(0, all.length));
  for (const { feature, map } of given) {
    const counted = Math.min(feature.counts.length, map.length);
    for (let code = 0; code < counted; code++) all[map[code]!]! += feature.counts[code]!;
    release(feature.counts);
  }
  release(counts);
  // Slots that no row uses need not be looked at.
  const width = Math.max(1, widest, ...given.map(({ feature }) => feature.widest));
  const sum = given.reduce((total, { feature }) => total + feature.filled, filled);
  return { name, width, offset, counts: all, filled: sum };
}

function mergeBirths(
  own: Uint32Array,
  [before, size]: readonly [number, number],
  sets: readonly { some: GivenFeatures; map: Int32Array }[],
): Uint32Array {
  const births = shared(uint32(Math.max(1, size)));
  births.set(own.subarray(0, before));
  for (const { some, map } of sets)
    for (const [code, merged] of map.entries()) births[merged] = some.packedBirths![code]!;
  return births;
}

/** All rows in one, from the merged features of every dictionary. */
export function joinColumns(
  names: readonly string[],
  { fields, sources, codes, stride }: Pick<SharedColumns, 'fields' | 'sources' | 'codes' | 'stride'>,
  merged: readonly MergedFeatures[],
): SharedColumns {
  const features = names.map((name) => {
    const dictionary = merged.findIndex(({ features }) => features.some((some) => some.name === name));
    return { ...merged[dictionary]!.features.find((some) => some.name === name)!, dictionary };
  });
  return {
    fields,
    size: sources.length,
    sources,
    codes,
    stride,
    packedBirths: merged.find((some) => some.packedBirths)?.packedBirths ?? shared(uint32(1)),
    dictionaries: merged.map(({ dictionary }) => dictionary),
    features,
  };
}
