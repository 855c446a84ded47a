import { int32, shared, widened } from './arrays.ts';

/**
 * The codes of all features, row by row: `codes[row * stride + offset + slot]`, -1 where nothing is known. Comparing two
 * rows touches two places of the memory, and not two for each feature.
 */
export class RowTable {
  readonly stride: number;
  codes: Int32Array;

  /** Over the codes given, which nobody has filled yet, or over memory of its own that grows. */
  constructor(stride: number, codes = int32(64 * stride)) {
    this.stride = stride;
    this.codes = codes.fill(-1);
  }

  /** Over rows that are there already. */
  static of(stride: number, codes: Int32Array): RowTable {
    return Object.assign(new RowTable(stride, int32(0)), { codes });
  }

  /** Makes room for so many rows at once, instead of little by little. */
  reserve(rows: number): void {
    const before = this.codes.length;
    const wanted = rows * this.stride;
    if (wanted <= before) return;
    this.codes = widened(this.codes, Math.max(wanted, before + (before >> 1))).fill(-1, before);
  }

  /** True when two rows say the same. */
  isSame(one: number, other: number): boolean {
    const { codes, stride } = this;
    const [from, to] = [one * stride, other * stride];
    for (let at = 0; at < stride; at++) if (codes[from + at] !== codes[to + at]) return false;
    return true;
  }

  /** The codes of so many rows in memory that threads share. */
  toShared(rows: number): Int32Array {
    this.codes = shared(this.codes, rows * this.stride);
    return this.codes;
  }
}
