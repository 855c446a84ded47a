import { int32, shared, uint32, widened } from './arrays.ts';
import { Dictionary } from './dictionary.ts';
import { smallestWorld, usualShareOf } from './smallWorld.ts';

/** A feature as plain data over shared memory, without its dictionary. */
export interface SharedFeature {
  name: string;
  width: number;
  codes: Int32Array;
  counts: Uint32Array;
  filled: number;
}

/**
 * One normalised fact about each row, dictionary-encoded: `codes[row * width + slot]`, -1 where nothing is known.
 * `width` above 1 holds several values without order (all phones of a profile).
 */
export class Feature {
  readonly name: string;
  readonly width: number;
  readonly dictionary: Dictionary;
  codes: Int32Array;
  /** Rows that carry each code. */
  counts = uint32(256);
  /** Rows with at least one value. */
  filled = 0;
  /** See `freeze`. */
  isFrozen = false;

  constructor(name: string, width = 1, dictionary = new Dictionary()) {
    this.name = name;
    this.width = width;
    this.dictionary = dictionary;
    this.codes = int32(256 * width).fill(-1);
  }

  /** The feature as plain data over shared memory. */
  toShared(): SharedFeature {
    this.codes = shared(this.codes);
    this.counts = shared(this.counts);
    const { name, width, codes, counts, filled } = this;
    return { name, width, codes, counts, filled };
  }

  /** A feature to read from, over shared memory. */
  static of({ name, width, codes, counts, filled }: SharedFeature, dictionary: Dictionary): Feature {
    const feature = new Feature(name, width, dictionary);
    return Object.assign(feature, { codes, counts, filled });
  }

  /** Puts the values of a new row; empty texts and repeated ones are left out. */
  put(row: number, texts: readonly string[]): void {
    const start = row * this.width;
    this.reserve(start + this.width);
    let slot = start;
    for (let at = 0; at < texts.length && slot < start + this.width; at++) {
      const text = texts[at]!;
      if (text === '') continue;
      const code = this.dictionary.code(text);
      if (this.has(start, slot, code)) continue;
      this.codes[slot++] = code;
      this.count(code);
    }
    if (slot > start && !this.isFrozen) this.filled += 1;
  }

  /** Puts the one value of a new row, nothing when it is empty. */
  putOne(row: number, text: string): void {
    this.putCode(row, text === '' ? -1 : this.dictionary.code(text));
  }

  /** Puts the one value of a new row by its code in the dictionary, nothing when it is below 0. */
  putCode(row: number, code: number): void {
    this.reserve((row + 1) * this.width);
    if (code < 0) return;
    this.codes[row * this.width] = code;
    this.count(code);
    if (!this.isFrozen) this.filled += 1;
  }

  /** Adds a value to a row by its code, unless the row has it or is full; nothing when the code is below 0. */
  addCode(row: number, code: number): void {
    const start = row * this.width;
    this.reserve(start + this.width);
    if (code < 0) return;
    let slot = start;
    while (slot < start + this.width && this.codes[slot]! >= 0) if (this.codes[slot++] === code) return;
    if (slot === start + this.width) return;
    this.codes[slot] = code;
    this.count(code);
    if (slot === start && !this.isFrozen) this.filled += 1;
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
    let had = 0;
    for (let slot = row * this.width; slot < (row + 1) * this.width; slot++) {
      const code = this.codes[slot] ?? -1;
      if (code < 0) continue;
      if (!this.isFrozen) this.counts[code]! -= 1;
      this.codes[slot] = -1;
      had = 1;
    }
    if (!this.isFrozen) this.filled -= had;
  }

  private has(start: number, end: number, code: number): boolean {
    for (let slot = start; slot < end; slot++) if (this.codes[slot] === code) return true;
    return false;
  }

  /** Makes room for so many rows at once, instead of little by little. */
  reserveRows(rows: number): void {
    this.reserve(rows * this.width);
  }

  private reserve(length: number): void {
    if (length <= this.codes.length) return;
    const before = this.codes.length;
    this.codes = widened(this.codes, Math.max(length, before * 2)).fill(-1, before);
  }

  private count(code: number): void {
    while (code >= this.counts.length) this.counts = widened(this.counts, this.counts.length * 2);
    if (!this.isFrozen) this.counts[code]! += 1;
  }
}
