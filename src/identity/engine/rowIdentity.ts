import { float64, shared, uint8, widened } from '../kernel/arrays.ts';

/** Ids and ages of rows as plain data. */
export interface RowIds {
  size: number;
  /** 16 bytes of id for each row. */
  ids: Uint8Array;
  /** Milliseconds since 1970. */
  created: Float64Array;
}

/** Which profile each row is and since when: 24 bytes a row. */
export class RowIdentity implements RowIds {
  size = 0;
  ids: Uint8Array = uint8(16 << 10);
  created: Float64Array = float64(1 << 10);

  /** Over data that is there already. */
  static of({ size, ids, created }: RowIds): RowIdentity {
    return Object.assign(new RowIdentity(), { size, ids, created });
  }

  /** Makes room for so many rows. */
  reserve(rows: number): void {
    if (rows <= this.created.length) return;
    this.ids = widened(this.ids, rows * 16);
    this.created = widened(this.created, rows);
  }

  /** The rows as plain data over the same memory. */
  data(): RowIds {
    return { size: this.size, ids: this.ids, created: this.created };
  }

  /** Adds a row whose id stands at `start`; returns its number. */
  add(bytes: Uint8Array, start: number, created: number): number {
    const row = this.size++;
    if (row === this.created.length) this.reserve(row * 2);
    for (let at = 0; at < 16; at++) this.ids[row * 16 + at] = bytes[start + at]!;
    this.created[row] = created;
    return row;
  }

  /** The id as 32 hex digits. */
  idOf(row: number): string {
    return Buffer.from(this.ids.buffer, row * 16, 16).toString('hex');
  }

  /** The row of an id among the first ones; -1 when there is none. These rows must be in the order of their ids. */
  find(id: string, rows = this.size): number {
    const wanted = Buffer.from(id, 'hex');
    let [from, to] = [0, rows - 1];
    while (from <= to) {
      const middle = (from + to) >> 1;
      const order = wanted.compare(this.ids, middle * 16, middle * 16 + 16);
      if (order === 0) return middle;
      if (order > 0) from = middle + 1;
      else to = middle - 1;
    }
    return -1;
  }

  /** True when the first row is the older one; of one age, the lower id (row) is. */
  isOlder(one: number, other: number): boolean {
    const difference = this.created[one]! - this.created[other]!;
    return difference === 0 ? one < other : difference < 0;
  }

  /** Place of each row in the order of age, then id. */
  places(): Uint32Array {
    const places = new Uint32Array(this.size);
    const isOrdered = this.created
      .subarray(0, this.size)
      .every((made, row, all) => row === 0 || all[row - 1]! <= made);
    if (isOrdered) return places.map((_zero, row) => row);
    const rows = Uint32Array.from({ length: this.size }, (_none, row) => row);
    rows.sort((one, other) => this.created[one]! - this.created[other]! || one - other);
    for (const [place, row] of rows.entries()) places[row] = place;
    return places;
  }
}

/** The rows of several parts one after the other, over shared memory. */
export function joinIds(parts: readonly RowIds[]): RowIds {
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const [ids, created] = [shared(uint8(size * 16)), shared(float64(size))];
  let row = 0;
  for (const part of parts) {
    ids.set(part.ids.subarray(0, part.size * 16), row * 16);
    created.set(part.created.subarray(0, part.size), row);
    row += part.size;
  }
  return { size, ids, created };
}
