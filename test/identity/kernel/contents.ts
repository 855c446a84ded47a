import type { Columns } from '../../../src/identity/kernel/columns.ts';

/** What every row says, as texts; unused slots are left out. */
export const contentOf = ({ features, size, packedBirths }: Columns): string[][] =>
  Array.from({ length: size }, (_none, row) =>
    [...features.values()].map(({ codes, width, dictionary, name }) =>
      Array.from(codes.subarray(row * width, (row + 1) * width))
        .filter((code) => code >= 0)
        .map((code) => `${dictionary.text(code)}${name === 'birth' ? packedBirths[code] : ''}`)
        .join(' '),
    ),
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
