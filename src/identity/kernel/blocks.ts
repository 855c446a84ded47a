import { uint32 } from './arrays.ts';

/** Rows in the order of their hashes; rows without a value (hash 0) are left out. */
export interface Grouping {
  /** Entry numbers (`row * width + slot`), equal hashes together, ascending within a hash. */
  order: Uint32Array;
  hashes: Int32Array;
}

/** Sorts the entries of a key by hash: two passes of 16 bits, stable, linear in the number of entries. */
export function group(hashes: Int32Array): Grouping {
  let used = 0;
  for (let at = 0; at < hashes.length; at++) if (hashes[at] !== 0) used += 1;
  const entries = uint32(used);
  let next = 0;
  for (let at = 0; at < hashes.length; at++) if (hashes[at] !== 0) entries[next++] = at;
  const spare = new Uint32Array(used);
  pass(hashes, entries, spare, 0);
  pass(hashes, spare, entries, 16);
  return { order: entries, hashes };
}

function pass(hashes: Int32Array, from: Uint32Array, to: Uint32Array, shift: number): void {
  const places = new Uint32Array(65_537);
  for (let at = 0; at < from.length; at++) places[((hashes[from[at]!]! >>> shift) & 0xffff) + 1]! += 1;
  for (let digit = 1; digit < 65_537; digit++) places[digit]! += places[digit - 1]!;
  for (let at = 0; at < from.length; at++) {
    const entry = from[at]!;
    to[places[(hashes[entry]! >>> shift) & 0xffff]!++] = entry;
  }
}

/** Calls `visit` with the start and end (exclusive) in `order` of each block of at least two entries. */
export function eachBlock({ order, hashes }: Grouping, visit: (start: number, end: number) => void): void {
  let start = 0;
  while (start < order.length) {
    const hash = hashes[order[start]!]!;
    let end = start + 1;
    while (end < order.length && hashes[order[end]!] === hash) end += 1;
    if (end - start > 1) visit(start, end);
    start = end;
  }
}

/** Pairs within a block of this many entries. */
export const pairsOf = (size: number): number => (size * (size - 1)) / 2;
