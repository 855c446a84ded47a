import { float32, uint8, uint32, widened } from './arrays.ts';

/** Groups of rows that grow together; every row begins alone. A few bytes for each row up to the highest there is. */
export class GrowingGroups {
  /** Which row stands for the group that a row is in, plus 1; 0: itself. */
  private heads = uint32(16);
  /** The next row of the same group, from the head on. */
  private nexts = uint32(16);
  /** The last row of a group, plus 1, kept at the head; 0: the head itself. */
  private lasts = uint32(16);
  /** Rows of a group, kept at the head; 0: nobody has asked for it yet. */
  private sizes = uint32(16);
  /** Evidence of the weakest join within each group of two rows and more, in bits. */
  private weakest = float32(16);
  /** 1 for groups that a strong pair tried to join with another, in vain. */
  private bridged = uint8(16);
  /** Rows in the order in which they were asked for. */
  private readonly asked: number[] = [];

  /** The row that stands for the group a row is in. */
  groupOf(row: number): number {
    this.reach(row);
    if (this.heads[row] !== 0) return this.heads[row]! - 1;
    if (this.sizes[row] === 0) {
      this.sizes[row] = 1;
      this.asked.push(row);
    }
    return row;
  }

  /** How many rows a group has. */
  size(group: number): number {
    return this.sizes[group]!;
  }

  rows(group: number): number[] {
    const rows: number[] = new Array(this.sizes[group]!);
    for (let at = 0, row = group; at < rows.length; at++, row = this.nexts[row]!) rows[at] = row;
    return rows;
  }

  /** Joins two groups by a pair with so much evidence. */
  join(one: number, other: number, bits: number): void {
    const { sizes, weakest } = this;
    const [kept, gone] = sizes[one]! >= sizes[other]! ? [one, other] : [other, one];
    let least = bits;
    for (const group of [one, other]) if (sizes[group]! > 1) least = Math.min(least, weakest[group]!);
    weakest[kept] = least;
    for (let left = sizes[gone]!, row = gone; left > 0; left--, row = this.nexts[row]!)
      this.heads[row] = kept + 1;
    this.nexts[this.lastOf(kept)] = gone;
    this.lasts[kept] = this.lastOf(gone) + 1;
    sizes[kept] = sizes[kept]! + sizes[gone]!;
    this.bridged[kept]! |= this.bridged[gone]!;
  }

  /** Remembers that a strong pair stands between two groups that were not joined. */
  refuse(one: number, other: number): void {
    this.bridged[one] = 1;
    this.bridged[other] = 1;
  }

  /** Groups of two rows and more, with their rows ascending. */
  *finished(): Generator<{ rows: number[]; bits: number; isBridged: boolean }> {
    for (const row of this.asked) {
      if (this.heads[row] !== 0 || this.sizes[row]! < 2) continue;
      const rows = this.rows(row).sort((a, b) => a - b);
      yield { rows, bits: this.weakest[row]!, isBridged: this.bridged[row] === 1 };
    }
  }

  private lastOf(group: number): number {
    return (this.lasts[group] || group + 1) - 1;
  }

  private reach(row: number): void {
    if (row < this.heads.length) return;
    const room = 2 ** Math.ceil(Math.log2(row + 1));
    this.heads = widened(this.heads, room);
    this.nexts = widened(this.nexts, room);
    this.lasts = widened(this.lasts, room);
    this.sizes = widened(this.sizes, room);
    this.weakest = widened(this.weakest, room);
    this.bridged = widened(this.bridged, room);
  }
}
