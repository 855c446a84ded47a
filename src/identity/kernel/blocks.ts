import { uint32 } from './arrays.ts';
import { type Part, rangeOf, whole } from './chance.ts';

/** Entries that share their hash with others, block by block. */
export interface Grouping {
  /** Entry numbers (`row * width + slot`), equal hashes together, ascending within a hash. */
  order: Uint32Array;
  /** Where each block of two or more begins in `order`, then where the last one ends. */
  starts: Uint32Array;
  /** Entries with a value, alone or not. */
  entries: number;
}

/** Puts the entries of a key into blocks of one hash; entries without a value (hash 0) and those alone are left out. */
export function group(hashes: Int32Array): Grouping {
  let entries = 0;
  for (let at = 0; at < hashes.length; at++) if (hashes[at] !== 0) entries += 1;
  const order = sortByHash(hashes, hardlyAlone(hashes, entries));
  const starts: number[] = [];
  let kept = 0;
  for (let start = 0, end = 0; start < order.length; start = end) {
    const hash = hashes[order[start]!]!;
    for (end = start + 1; end < order.length && hashes[order[end]!] === hash; ) end += 1;
    if (end - start < 2) continue;
    starts.push(kept);
    for (let at = start; at < end; at++) order[kept++] = order[at]!;
  }
  starts.push(kept);
  return { order: order.slice(0, kept), starts: Uint32Array.from(starts), entries };
}

/** All entries with a value in the order of their hashes. */
export function sorted(hashes: Int32Array): Uint32Array {
  let count = 0;
  for (let at = 0; at < hashes.length; at++) if (hashes[at] !== 0) count += 1;
  const entries = uint32(count);
  let next = 0;
  for (let at = 0; at < hashes.length; at++) if (hashes[at] !== 0) entries[next++] = at;
  return sortByHash(hashes, entries);
}

/** The entries whose hash falls together with another one in a small table: most that are alone do not. */
function hardlyAlone(hashes: Int32Array, entries: number): Uint32Array {
  const mask = 2 ** Math.ceil(Math.log2(entries * 2 + 2)) - 1;
  const seen = new Uint8Array(mask + 1);
  for (let at = 0; at < hashes.length; at++) {
    const hash = hashes[at]!;
    if (hash !== 0 && seen[hash & mask]! < 2) seen[hash & mask]! += 1;
  }
  let count = 0;
  for (let at = 0; at < hashes.length; at++)
    if (hashes[at] !== 0 && seen[hashes[at]! & mask] === 2) count += 1;
  const found = uint32(count);
  let next = 0;
  for (let at = 0; at < hashes.length; at++)
    if (hashes[at] !== 0 && seen[hashes[at]! & mask] === 2) found[next++] = at;
  return found;
}

/** Two passes of 16 bits, stable, linear in the number of entries, whose memory is used. */
function sortByHash(hashes: Int32Array, entries: Uint32Array): Uint32Array {
  const spare = new Uint32Array(entries.length);
  pass(hashes, entries, spare, 0);
  pass(hashes, spare, entries, 16);
  return entries;
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

/** Calls `visit` with the start and end (exclusive) in `order` of each block, or of each of a part of them. */
export function eachBlock(
  { starts }: Grouping,
  visit: (start: number, end: number) => void,
  part: Part = whole,
): void {
  const [first, last] = rangeOf(starts.length - 1, part);
  for (let block = first; block < last; block++) visit(starts[block]!, starts[block + 1]!);
}

/** Pairs within a block of this many entries. */
export const pairsOf = (size: number): number => (size * (size - 1)) / 2;
