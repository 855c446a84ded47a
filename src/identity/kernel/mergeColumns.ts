import { int32, release, shared, uint32 } from './arrays.ts';
import type { Columns, SharedColumns } from './columns.ts';
import type { SharedDictionary } from './dictionary.ts';
import type { SharedFeature } from './feature.ts';

/** A dictionary of one set of rows and the features that share it, given away by the thread that made them. */
export interface GivenFeatures {
  dictionary: Omit<SharedDictionary, 'signs'>;
  features: SharedFeature[];
  packedBirths: Uint32Array | undefined;
  rows: number;
}

/** Features that share one dictionary, of all sets of rows put one after the other, over shared memory. */
export interface MergedFeatures {
  number: number;
  dictionary: SharedDictionary;
  features: SharedFeature[];
  /** Packed birth dates by code, when the feature `birth` is among them. */
  packedBirths: Uint32Array | undefined;
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
  const { chars, starts, hashes, size } = features[0]!.dictionary;
  features[0]!.dictionary.close();
  return {
    dictionary: { chars, starts, hashes, size },
    features: features.map(({ name, width, codes, counts, filled }) => ({
      name,
      width,
      codes,
      counts,
      filled,
    })),
    packedBirths: names.includes('birth') ? columns.packedBirths : undefined,
    rows: columns.size,
  };
}

/**
 * Puts the rows of several sets one after the other, for the features of one dictionary. The set at `place` is `own`, whose
 * dictionary takes in the texts of the others; what was given is used up.
 */
export function mergeFeatures(
  own: Columns,
  number: number,
  place: number,
  given: readonly GivenFeatures[],
): MergedFeatures {
  const names = namesByDictionary(own)[number]!;
  const { dictionary } = own.feature(names[0]!)!;
  const mine: GivenFeatures = {
    dictionary,
    features: names.map((name) => own.feature(name)!),
    packedBirths: names.includes('birth') ? own.packedBirths : undefined,
    rows: own.size,
  };
  const before = dictionary.size;
  const maps = given.map((some) => dictionary.takeIn(some.dictionary));
  for (const { dictionary: gone } of given)
    for (const some of [gone.chars, gone.starts, gone.hashes]) release(some);
  dictionary.close();
  const sets = given.map((some, at) => ({ some, map: maps[at] as Int32Array | undefined }));
  sets.splice(place, 0, { some: mine, map: undefined });
  const features = names.map((_name, at) => mergeFeature(at, sets, dictionary.size));
  const packedBirths = mine.packedBirths && mergeBirths(sets, before, dictionary.size);
  return { number, dictionary: dictionary.toShared(), features, packedBirths };
}

/** A set of rows, and the new code of each of its codes unless they stay. */
interface MappedSet {
  some: GivenFeatures;
  map: Int32Array | undefined;
}

function mergeFeature(at: number, sets: readonly MappedSet[], codes: number): SharedFeature {
  const parts = sets.map(({ some, map }) => ({ feature: some.features[at]!, rows: some.rows, map }));
  const width = Math.max(1, ...parts.map(({ feature, rows }) => usedWidth(feature, rows)));
  const all = parts.reduce((sum, { rows }) => sum + rows, 0);
  const merged = { codes: shared(int32(all * width)), counts: shared(uint32(Math.max(1, codes))) };
  let [row, filled] = [0, 0];
  for (const { feature, rows, map } of parts) {
    for (let from = 0; from < rows; from++, row++) {
      for (let slot = 0; slot < width; slot++) {
        const code = slot < feature.width ? feature.codes[from * feature.width + slot]! : -1;
        merged.codes[row * width + slot] = code < 0 || !map ? code : map[code]!;
      }
    }
    const counted = Math.min(feature.counts.length, map ? map.length : codes);
    for (let code = 0; code < counted; code++)
      merged.counts[map ? map[code]! : code]! += feature.counts[code]!;
    filled += feature.filled;
    release(feature.codes);
    release(feature.counts);
  }
  return { name: parts[0]!.feature.name, width, filled, ...merged };
}

/** Slots that any row uses: values stand from the left. */
function usedWidth({ codes, width }: SharedFeature, rows: number): number {
  let used = 0;
  for (let row = 0; row < rows && used < width; row++) {
    while (used < width && codes[row * width + used]! >= 0) used += 1;
  }
  return used;
}

function mergeBirths(sets: readonly MappedSet[], own: number, codes: number): Uint32Array {
  const births = shared(uint32(Math.max(1, codes)));
  for (const { some, map } of sets) {
    const count = map ? map.length : own;
    for (let code = 0; code < count; code++) births[map ? map[code]! : code] = some.packedBirths![code]!;
  }
  return births;
}

/** All rows in one, from the merged features of every dictionary. `sources` are those of the sets in their order. */
export function joinColumns(
  fields: SharedColumns['fields'],
  names: readonly string[],
  sources: Uint8Array,
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
    packedBirths: merged.find((some) => some.packedBirths)?.packedBirths ?? shared(uint32(1)),
    dictionaries: merged.map(({ dictionary }) => dictionary),
    features,
  };
}
