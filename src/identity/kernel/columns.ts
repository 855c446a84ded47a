import { shared, uint8, uint32, widened } from './arrays.ts';
import { Dictionary, type SharedDictionary } from './dictionary.ts';
import { Feature, type SharedFeature } from './feature.ts';
import { featuresOf } from './features.ts';
import type { MatchField } from './fields.ts';
import { RowTable } from './rowTable.ts';

/** Columns as plain data over shared memory: goes to a worker thread without being copied. */
export interface SharedColumns {
  fields: readonly MatchField[];
  size: number;
  sources: Uint8Array;
  packedBirths: Uint32Array;
  /** As in `RowTable`. */
  codes: Int32Array;
  stride: number;
  dictionaries: SharedDictionary[];
  features: (SharedFeature & { dictionary: number })[];
}

/** Rows in their encoded form: what every other part of the kernel works on. An `Encoder` fills them. */
export class Columns {
  readonly fields: readonly MatchField[];
  readonly features = new Map<string, Feature>();
  readonly table: RowTable;
  /** Packed birth date (a nibble per digit) by code of the feature `birth`. */
  packedBirths = uint32(256);
  /** Where each row comes from; two rows of one source may contradict each other, and linking looks across sources. */
  sources = uint8(256);
  size = 0;

  /** Empty columns; `codes` is memory for all rows there will be, where it is known how many. */
  constructor(fields: readonly MatchField[], codes?: Int32Array, features = featuresOf(fields)) {
    this.fields = fields;
    this.table = new RowTable(strideOf(features), codes);
    let offset = 0;
    for (const feature of features) {
      this.features.set(feature.name, feature);
      feature.bind(this.table, offset);
      offset += feature.width;
    }
  }

  /** The feature of this name; undefined when no column feeds it. */
  feature(name: string): Feature | undefined {
    return this.features.get(name);
  }

  /** Makes room for so many rows at once, instead of little by little. */
  reserve(rows: number): void {
    if (rows > this.sources.length) this.sources = widened(this.sources, rows);
    this.table.reserve(rows);
  }

  /** Makes room for a row and returns its number; its features are still to be put. */
  newRow(source = 0): number {
    const row = this.size++;
    if (row === this.sources.length) this.sources = widened(this.sources, row * 2);
    this.sources[row] = source;
    return row;
  }

  /** Forgets what a row said; its number stays taken. A profile that changes becomes a row anew. */
  clear(row: number): void {
    for (const feature of this.features.values()) feature.clear(row);
  }

  /** Puts the packed form of a birth date of this code. */
  putBirth(code: number, packed: number): void {
    while (code >= this.packedBirths.length)
      this.packedBirths = widened(this.packedBirths, this.packedBirths.length * 2);
    this.packedBirths[code] = packed;
  }

  /** The columns as plain data over shared memory. Rows added later are not seen through it. */
  toShared(): SharedColumns {
    this.sources = shared(this.sources);
    this.packedBirths = shared(this.packedBirths);
    const features = [...this.features.values()];
    const dictionaries = [...new Set(features.map(({ dictionary }) => dictionary))];
    return {
      fields: this.fields,
      size: this.size,
      sources: this.sources,
      packedBirths: this.packedBirths,
      codes: this.table.toShared(this.size),
      stride: this.table.stride,
      dictionaries: dictionaries.map((dictionary) => dictionary.toShared()),
      features: features.map((feature) => ({
        ...feature.toShared(),
        dictionary: dictionaries.indexOf(feature.dictionary),
      })),
    };
  }

  /** Columns to read from, over shared memory. */
  static of(shared: SharedColumns): Columns {
    const dictionaries = shared.dictionaries.map((some) => Dictionary.of(some));
    const table = RowTable.of(shared.stride, shared.codes);
    const columns = new Columns(shared.fields, undefined, []);
    for (const some of shared.features)
      columns.features.set(some.name, Feature.of(some, dictionaries[some.dictionary]!, table));
    const { size, sources, packedBirths } = shared;
    return Object.assign(columns, { table, size, sources, packedBirths });
  }
}

/** Codes of a row of these features. */
export const strideOf = (features: readonly Feature[]): number =>
  features.reduce((sum, { width }) => sum + width, 0);
