import { shared, uint32, widened } from './arrays.ts';
import { Dictionary } from './dictionary.ts';
import { RowTable } from './rowTable.ts';
import { smallestWorld, usualShareOf } from './smallWorld.ts';

/** A feature as plain data over shared memory, without its dictionary and its codes. */
export interface SharedFeature {
  name: string;
  width: number;
  offset: number;
  counts: Uint32Array;
  filled: number;
}

/**
 * One normalised fact about each row, dictionary-encoded: `at(row, slot)`, -1 where nothing is known. `width` above 1
 * holds several values without order (all phones of a profile).
 */
export class Feature {
  readonly name: string;
  readonly width: number;
  readonly dictionary: Dictionary;
  /** Where the codes are, beside those of other features; see `bind`. */
  table = new RowTable(0);
  /** Place of the first code within a row of the table. */
  offset = 0;
  /** Rows that carry each code. */
  counts = uint32(256);
  /** Rows with at least one value. */
  filled = 0;
  /** Values of the row that has most of them. */
  widest = 0;
  /** See `freeze`. */
  isFrozen = false;

  constructor(name: string, width = 1, dictionary = new Dictionary()) {
    this.name = name;
    this.width = width;
    this.dictionary = dictionary;
  }

  /** Gives the feature its place in a table. */
  bind(table: RowTable, offset: number): void {
    this.table = table;
    this.offset = offset;
  }

  /** The feature as plain data over shared memory. */
  toShared(): SharedFeature {
    this.counts = shared(this.counts);
    const { name, width, offset, counts, filled } = this;
    return { name, width, offset, counts, filled };
  }

  /** A feature to read from, over shared memory. */
  static of(
    { name, width, offset, counts, filled }: SharedFeature,
    dictionary: Dictionary,
    table: RowTable,
  ): Feature {
    return Object.assign(new Feature(name, width, dictionary), { table, offset, counts, filled });
  }

  /** The code of a row, -1 where nothing is known. */
  at(row: number, slot = 0): number {
    const { codes, stride } = this.table;
    return codes[row * stride + this.offset + slot]!;
  }

  /** Where the codes of a row begin in `table.codes`. */
  startOf(row: number): number {
    return row * this.table.stride + this.offset;
  }

  /** Puts the values of a new row; empty texts and repeated ones are left out. */
  put(row: number, texts: readonly string[]): void {
    this.table.reserve(row + 1);
    for (const text of texts) if (text !== '') this.addCode(row, this.dictionary.code(text));
  }

  /** Puts the one value of a new row, nothing when it is empty. */
  putOne(row: number, text: string): void {
    this.putCode(row, text === '' ? -1 : this.dictionary.code(text));
  }

  /** Puts the one value of a new row by its code in the dictionary, nothing when it is below 0. */
  putCode(row: number, code: number): void {
    this.table.reserve(row + 1);
    if (code >= 0) this.set(this.startOf(row), 0, code);
  }

  /** Adds a value to a row by its code, unless the row has it or is full; nothing when the code is below 0. */
  addCode(row: number, code: number): void {
    this.table.reserve(row + 1);
    if (code < 0) return;
    const { codes } = this.table;
    const start = this.startOf(row);
    let slot = 0;
    while (slot < this.width && codes[start + slot]! >= 0) if (codes[start + slot++] === code) return;
    if (slot < this.width) this.set(start, slot, code);
  }

  /**
   * Leaves the counts as they are, whatever rows come and go: how rare a value is belongs to a model, and a decision made
   * with it must not depend on what was written just before.
   */
  freeze(): void {
    this.isFrozen = true;
  }

  /**
   * Share of the filled rows that carry this code, 0–1. `own` of them are left out: rows that one person is expected
   * to have besides the one compared, for they say nothing about strangers. Of a few rows the usual share counts too.
   */
  share(code: number, own = 0): number {
    const others = Math.max(1, this.counts[code]! - own);
    if (this.filled >= smallestWorld) return others / this.filled;
    return (others + (smallestWorld - this.filled) * usualShareOf(this.name)) / smallestWorld;
  }

  /** Forgets the values of a row, as if it had never had any. */
  clear(row: number): void {
    const { codes } = this.table;
    const start = this.startOf(row);
    let had = 0;
    for (let slot = start; slot < start + this.width; slot++) {
      const code = codes[slot] ?? -1;
      if (code < 0) continue;
      if (!this.isFrozen) this.counts[code]! -= 1;
      codes[slot] = -1;
      had = 1;
    }
    if (!this.isFrozen) this.filled -= had;
  }

  private set(start: number, slot: number, code: number): void {
    this.table.codes[start + slot] = code;
    if (slot >= this.widest) this.widest = slot + 1;
    while (code >= this.counts.length) this.counts = widened(this.counts, this.counts.length * 2);
    if (this.isFrozen) return;
    this.counts[code]! += 1;
    if (slot === 0) this.filled += 1;
  }
}
