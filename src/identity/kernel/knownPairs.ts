import type { Index } from './blockIndex.ts';

/** The hashes of each row under every key of a plan, key after key, 0 under keys of several values. */
export interface RowHashes {
  /** `hashes[row * keys + key]` */
  hashes: Int32Array;
  keys: number;
}

/**
 * Tells whether earlier keys bring two rows of a block together already. Most keys lie side by side for each row; the
 * hashes of the others are gathered first, for within a block each row meets all others.
 */
export class KnownPairs {
  private readonly byRow: RowHashes;
  /** How many keys of the plan come before. */
  private readonly before: number;
  /** Indexes that are not by row, and where the values of each begin within what is gathered of a row. */
  private readonly others: readonly Index[];
  private readonly starts: readonly number[];
  private readonly stride: number;
  private gathered = new Int32Array(1 << 8);

  constructor(byRow: RowHashes, before: number, others: readonly Index[]) {
    this.byRow = byRow;
    this.before = before;
    this.others = others;
    let at = 0;
    this.starts = others.map(({ width }) => {
      at += width;
      return at - width;
    });
    this.stride = at;
  }

  /** Readies the first `count` of these rows for `has`. */
  enter(rows: Uint32Array, count: number): void {
    const { others, starts, stride } = this;
    if (count * stride > this.gathered.length) this.gathered = new Int32Array(count * stride * 2);
    for (let at = 0; at < others.length; at++) {
      const { hashes, width } = others[at]!;
      for (let place = 0; place < count; place++) {
        const [from, to] = [rows[place]! * width, place * stride + starts[at]!];
        for (let slot = 0; slot < width; slot++) this.gathered[to + slot] = hashes[from + slot]!;
      }
    }
  }

  /** True when rows `a` and `b`, at places `one` and `other` of the block, share an earlier key. */
  has(a: number, b: number, one: number, other: number): boolean {
    const { hashes, keys } = this.byRow;
    const [from, to] = [a * keys, b * keys];
    for (let key = 0; key < this.before; key++) {
      const hash = hashes[from + key]!;
      if (hash !== 0 && hash === hashes[to + key]) return true;
    }
    return this.stride > 0 && this.hasOfOthers(one * this.stride, other * this.stride);
  }

  private hasOfOthers(from: number, to: number): boolean {
    const { gathered, others, starts } = this;
    for (let at = 0; at < others.length; at++) {
      const [start, end] = [starts[at]!, starts[at]! + others[at]!.width];
      for (let slot = start; slot < end; slot++) {
        const hash = gathered[from + slot]!;
        if (hash === 0) continue;
        for (let place = start; place < end; place++) if (gathered[to + place] === hash) return true;
      }
    }
    return false;
  }
}
