import { int32, uint8, uint32 } from './arrays.ts';
import type { Columns, SharedColumns } from './columns.ts';
import type { Dictionary, SharedDictionary } from './dictionary.ts';
import type { SharedFeature } from './feature.ts';

/** Features that share one dictionary, of two sets of rows put one after the other. */
export interface MergedFeatures {
  dictionary: SharedDictionary;
  features: SharedFeature[];
  /** Packed birth dates by code, when the feature `birth` is among them. */
  packedBirths: Uint32Array | undefined;
}

/** Numbers of dictionaries (see `Columns.toShared`) for each of two workers, so that both have about the same to do. */
export function divideDictionaries(sets: readonly SharedColumns[]): number[][] {
  const sizes = sets[0]!.dictionaries.map((_dictionary, at) =>
    sets.reduce((sum, { dictionaries }) => sum + dictionaries[at]!.size, 0),
  );
  const loads = sets.map(() => ({ sum: 0, numbers: [] as number[] }));
  for (const [number, size] of [...sizes.entries()].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
    const least = loads.reduce((best, load) => (load.sum < best.sum ? load : best));
    least.sum += size;
    least.numbers.push(number);
  }
  return loads.map(({ numbers }) => numbers);
}

/**
 * Puts the rows of several sets one after the other, for the features of one dictionary. `own` is the set at `place` of
 * `sets`, whose dictionary can still be looked up in; it takes in the texts of the others.
 */
export function mergeFeatures(
  own: Columns,
  sets: readonly SharedColumns[],
  place: number,
  number: number,
): MergedFeatures {
  const names = sets[place]!.features.filter(({ dictionary }) => dictionary === number).map(
    ({ name }) => name,
  );
  const { dictionary } = own.feature(names[0]!)!;
  const codes = sets.map((set, at) =>
    at === place ? undefined : dictionary.takeIn(set.dictionaries[number]!),
  );
  const features = names.map((name) => mergeFeature(name, sets, codes, dictionary));
  const packedBirths = names.includes('birth') ? mergeBirths(own, sets, codes, dictionary) : undefined;
  return { dictionary: dictionary.toShared(), features, packedBirths };
}

function mergeFeature(
  name: string,
  sets: readonly SharedColumns[],
  codes: readonly (Int32Array | undefined)[],
  dictionary: Dictionary,
): SharedFeature {
  const parts = sets.map((set) => ({ set, feature: set.features.find((some) => some.name === name)! }));
  const width = Math.max(1, ...parts.map(({ set, feature }) => usedWidth(feature, set.size)));
  const size = sets.reduce((sum, set) => sum + set.size, 0);
  const merged: SharedFeature = {
    name,
    width,
    codes: int32(size * width),
    counts: uint32(Math.max(1, dictionary.size)),
    filled: 0,
  };
  let row = 0;
  for (const [at, { set, feature }] of parts.entries()) {
    const map = codes[at];
    for (let from = 0; from < set.size; from++, row++) {
      for (let slot = 0; slot < width; slot++) {
        const code = slot < feature.width ? feature.codes[from * feature.width + slot]! : -1;
        merged.codes[row * width + slot] = code < 0 || !map ? code : map[code]!;
      }
    }
    const counted = Math.min(feature.counts.length, map ? map.length : dictionary.size);
    for (let code = 0; code < counted; code++)
      merged.counts[map ? map[code]! : code]! += feature.counts[code]!;
    merged.filled += feature.filled;
  }
  return merged;
}

/** Slots that any row uses: values stand from the left. */
function usedWidth({ codes, width }: SharedFeature, size: number): number {
  let used = 0;
  for (let row = 0; row < size && used < width; row++) {
    while (used < width && codes[row * width + used]! >= 0) used += 1;
  }
  return used;
}

function mergeBirths(
  own: Columns,
  sets: readonly SharedColumns[],
  codes: readonly (Int32Array | undefined)[],
  dictionary: Dictionary,
): Uint32Array {
  const births = uint32(Math.max(1, dictionary.size));
  births.set(own.packedBirths.subarray(0, Math.min(own.packedBirths.length, births.length)));
  for (const [at, map] of codes.entries()) {
    if (map) for (let code = 0; code < map.length; code++) births[map[code]!] = sets[at]!.packedBirths[code]!;
  }
  return births;
}

/** All rows in one, from the merged features of every dictionary. */
export function joinColumns(
  sets: readonly SharedColumns[],
  merged: readonly MergedFeatures[],
): SharedColumns {
  const size = sets.reduce((sum, set) => sum + set.size, 0);
  const sources = uint8(Math.max(1, size));
  let row = 0;
  for (const set of sets) {
    sources.set(set.sources.subarray(0, set.size), row);
    row += set.size;
  }
  const features = sets[0]!.features.map(({ name }) => {
    const dictionary = merged.findIndex(({ features }) => features.some((some) => some.name === name));
    return { ...merged[dictionary]!.features.find((some) => some.name === name)!, dictionary };
  });
  const packedBirths = merged.find((some) => some.packedBirths)?.packedBirths ?? uint32(1);
  const dictionaries = merged.map(({ dictionary }) => dictionary);
  return { fields: sets[0]!.fields, size, sources, packedBirths, dictionaries, features };
}
