import type { Columns } from '../../../src/identity/kernel/columns.ts';

/** What every row says, as texts; unused slots are left out. */
export const contentOf = ({ features, size, packedBirths }: Columns): string[][] =>
  Array.from({ length: size }, (_none, row) =>
    [...features.values()].map((feature) => {
      const { width, dictionary, name } = feature;
      return Array.from({ length: width }, (_none, slot) => feature.at(row, slot))
        .filter((code) => code >= 0)
        .map((code) => `${dictionary.text(code)}${name === 'birth' ? packedBirths[code] : ''}`)
        .join(' ');
    }),
  );

/** How many rows have each value, in a fixed order. */
export const countsOf = ({ features }: Columns) =>
  [...features.values()].map(({ name, counts, filled, dictionary }) => [
    name,
    filled,
    Array.from(counts)
      .flatMap((count, code) => (count > 0 ? [`${dictionary.text(code)}=${count}`] : []))
      .sort(),
  ]);
