import { int32, uint8, uint32 } from './arrays.ts';
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

/** Working memory for grouping one key after the other: fresh memory for each would cost as much as the sorting. */
export class GroupingMemory {
  readonly places = new Uint32Array(65_537);
  private readonly kept = new Map<string, Uint8Array | Uint32Array | Int32Array>();

  /** So many bytes, all 0. */
  zeros(length: number): Uint8Array {
    return this.room('zeros', length, uint8).fill(0);
  }

  /** So many numbers of any value, by what they are used for. */
  numbers(use: 'entries' | 'spare' | 'starts', length: number): Uint32Array {
    return this.room(use, length, uint32);
  }

  /** So many hashes of any value. */
  hashes(length: number): Int32Array {
    return this.room('hashes', length, int32);
  }

  private room<Some extends Uint8Array | Uint32Array | Int32Array>(
    use: string,
    length: number,
    make: (length: number) => Some,
  ): Some {
    const known = this.kept.get(use) as Some | undefined;
    const room = known && known.length >= length ? known : make(length);
    if (room !== known) this.kept.set(use, room);
    return room.subarray(0, length) as Some;
  }
}

/** Puts the entries of a key into blocks of one hash; entries without a value (hash 0) and those alone are left out. */
export function group(hashes: Int32Array, memory = new GroupingMemory()): Grouping {
  let entries = 0;
  for (let at = 0; at < hashes.length; at++) if (hashes[at] !== 0) entries += 1;
  const order = sortByHash(hashes, hardlyAlone(hashes, entries, memory), memory);
  const starts = memory.numbers('starts', (order.length >>> 1) + 1);
  let [blocks, kept] = [0, 0];
  for (let start = 0, end = 0; start < order.length; start = end) {
    const hash = hashes[order[start]!]!;
    for (end = start + 1; end < order.length && hashes[order[end]!] === hash; ) end += 1;
    if (end - start < 2) continue;
    starts[blocks++] = kept;
    for (let at = start; at < end; at++) order[kept++] = order[at]!;
  }
  starts[blocks++] = kept;
  return { order: order.slice(0, kept), starts: starts.slice(0, blocks), entries };
}

/** All entries with a value in the order of their hashes. */
export function sorted(hashes: Int32Array): Uint32Array {
  let count = 0;
  for (let at = 0; at < hashes.length; at++) if (hashes[at] !== 0) count += 1;
  const entries = uint32(count);
  let next = 0;
  for (let at = 0; at < hashes.length; at++) if (hashes[at] !== 0) entries[next++] = at;
  return sortByHash(hashes, entries, new GroupingMemory());
}

/** The entries whose hash falls together with another one in a small table: most that are alone do not. */
function hardlyAlone(hashes: Int32Array, entries: number, memory: GroupingMemory): Uint32Array {
  const mask = 2 ** Math.ceil(Math.log2(entries * 2 + 2)) - 1;
  const seen = memory.zeros(mask + 1);
  for (let at = 0; at < hashes.length; at++) {
    const hash = hashes[at]!;
    if (hash !== 0 && seen[hash & mask]! < 2) seen[hash & mask]! += 1;
  }
  const found = memory.numbers('entries', entries);
  let next = 0;
  for (let at = 0; at < hashes.length; at++)
    if (hashes[at] !== 0 && seen[hashes[at]! & mask] === 2) found[next++] = at;
  return found.subarray(0, next);
}

/** Two passes of 16 bits, stable, linear in the number of entries, whose memory is used. */
function sortByHash(hashes: Int32Array, entries: Uint32Array, memory: GroupingMemory): Uint32Array {
  const spare = memory.numbers('spare', entries.length);
  pass(hashes, entries, spare, memory.places.fill(0), 0);
  pass(hashes, spare, entries, memory.places.fill(0), 16);
  return entries;
}

/** Sorts by 16 bits of the hashes; `places` is all 0. */
function pass(
  hashes: Int32Array,
  from: Uint32Array,
  to: Uint32Array,
  places: Uint32Array,
  shift: number,
): void {
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
