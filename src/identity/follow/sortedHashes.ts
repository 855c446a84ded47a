import { sorted } from '../kernel/blocks.ts';

/** Entries by their hashes, sorted once and never changed: 8 bytes an entry. */
export class SortedHashes {
  private readonly hashes: Int32Array;
  private readonly owners: Uint32Array;
  /** Where the hashes that begin with each 16 bits start. */
  private readonly starts: Uint32Array;

  /** `hashes[entry]`, 0 for none; `width` entries belong to one row. */
  constructor(hashes: Int32Array, width = 1) {
    const order = sorted(hashes);
    this.hashes = new Int32Array(order.length);
    this.owners = width === 1 ? order : new Uint32Array(order.length);
    this.starts = new Uint32Array(65_537);
    for (let at = 0; at < order.length; at++) {
      const entry = order[at]!;
      this.hashes[at] = hashes[entry]!;
      this.starts[(hashes[entry]! >>> 16) + 1]! += 1;
      if (width > 1) this.owners[at] = Math.floor(entry / width);
    }
    for (let start = 1; start < this.starts.length; start++) this.starts[start]! += this.starts[start - 1]!;
  }

  /** First place of a hash and the one after its last. */
  range(hash: number): [start: number, end: number] {
    const top = hash >>> 16;
    let [low, high] = [this.starts[top]!, this.starts[top + 1]!];
    const last = high;
    const wanted = hash >>> 0;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.hashes[middle]! >>> 0 < wanted) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (end < last && this.hashes[end] === hash) end += 1;
    return [low, end];
  }

  /** First place and the one after the last of each hash that occurs at least twice. */
  *blocks(): Generator<[start: number, end: number]> {
    const { hashes } = this;
    for (let start = 0, end = 0; start < hashes.length; start = end) {
      end = start + 1;
      while (end < hashes.length && hashes[end] === hashes[start]) end += 1;
      if (end - start > 1) yield [start, end];
    }
  }

  /** The row (or entry, for a width of 1) at a place. */
  owner(place: number): number {
    return this.owners[place]!;
  }
}
