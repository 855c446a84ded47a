import type { Index } from './blockIndex.ts';

/**
 * Tells whether earlier keys bring two rows of a block together already. The hashes of the block's rows are gathered first:
 * within a block each row meets all others, and what it needs for that then lies side by side.
 */
export class KnownPairs {
  /** Keys of one value per row, then those of several, and where the values of each key begin within a row. */
  private readonly earlier: readonly Index[];
  private readonly narrow: number;
  private readonly starts: readonly number[];
  private readonly stride: number;
  private hashes = new Int32Array(1 << 12);

  constructor(earlier: readonly Index[]) {
    const narrow = earlier.filter(({ width }) => width === 1);
    this.earlier = [...narrow, ...earlier.filter(({ width }) => width > 1)];
    this.narrow = narrow.length;
    let at = 0;
    this.starts = this.earlier.map(({ width }) => {
      at += width;
      return at - width;
    });
    this.stride = at;
  }

  /** Readies the first `count` of these rows for `has`. */
  enter(rows: Uint32Array, count: number): void {
    const { earlier, starts, stride } = this;
    if (count * stride > this.hashes.length) this.hashes = new Int32Array(count * stride * 2);
    for (let at = 0; at < earlier.length; at++) {
      const { hashes, width } = earlier[at]!;
      for (let place = 0; place < count; place++) {
        const [from, to] = [rows[place]! * width, place * stride + starts[at]!];
        for (let slot = 0; slot < width; slot++) this.hashes[to + slot] = hashes[from + slot]!;
      }
    }
  }

  /** True when the rows at these places of the block share an earlier key. */
  has(one: number, other: number): boolean {
    const { hashes, narrow, stride } = this;
    const [from, to] = [one * stride, other * stride];
    for (let at = 0; at < narrow; at++) {
      const hash = hashes[from + at]!;
      if (hash !== 0 && hash === hashes[to + at]) return true;
    }
    return this.earlier.length > narrow && this.hasOfSeveral(from, to);
  }

  private hasOfSeveral(from: number, to: number): boolean {
    const { hashes, earlier, starts } = this;
    for (let at = this.narrow; at < earlier.length; at++) {
      const [start, width] = [starts[at]!, earlier[at]!.width];
      for (let slot = start; slot < start + width; slot++) {
        const hash = hashes[from + slot]!;
        if (hash === 0) continue;
        for (let place = start; place < start + width; place++) if (hashes[to + place] === hash) return true;
      }
    }
    return false;
  }
}
