import { sharedInt32 } from './arrays.ts';
import { fillHashesOfKey } from './blockIndex.ts';
import { eachBlock, type Grouping, GroupingMemory, group, pairsOf } from './blocks.ts';
import { type HashedBases, joinHashed } from './candidates.ts';
import { whole } from './chance.ts';
import type { Columns } from './columns.ts';
import { spread } from './dictionary.ts';
import type { BaseKey, Key } from './keys.ts';

/** Rows that training looks at, pairs drawn under each key, and pairs per row beyond which a key is hopeless. */
const [mostRows, drawnPerKey, hopeless] = [100_000, 3_000, 300];

/** Pairs drawn evenly from every possible key, weighted so that they stand for all pairs that share any key. */
export interface Sample {
  rows: Uint32Array;
  left: Uint32Array;
  right: Uint32Array;
  /** How many pairs of the sampled rows each drawn pair stands for. */
  weights: Float64Array;
  /** Bit b is set when the two rows share base key b. */
  shared: Uint32Array;
  /** Level of each pair in every comparison (`levels[pair * comparisons + comparison]`). */
  levels: Uint8Array;
  /** The keys that were drawn from and the pairs each has among the sampled rows. */
  keys: { key: Key; pairs: number }[];
}

/** The rows that the sample is drawn from, with their hashes under every base key. */
export interface SampledRows {
  rows: Uint32Array;
  hashes: Int32Array[];
}

/** Pairs drawn from one key, each as `a * rows + b` by places among the sampled rows. */
export interface DrawnKey {
  key: Key;
  /** Pairs that the key has among the sampled rows. */
  total: number;
  /** Share of them that was drawn. */
  rate: number;
  pairs: Float64Array;
}

/** What is known of each pair of a sample. */
export interface SampledPairs {
  shared: Uint32Array;
  weights: Float64Array;
}

/** Hashes the rows to be looked at under every n-th base key; several threads do it in parts. Other places stay empty. */
export function hashSample({ size }: Columns, bases: readonly BaseKey[], part = whole): HashedBases {
  const rows = sampledRows(size);
  return bases.map((base, number) => (number % part.of === part.number ? hashesAt(base, rows) : undefined));
}

/** Chooses the rows; deterministic, and all of them when they are few. `hashed` are all parts of `hashSample`. */
export function sampleRows(columns: Columns, hashed: readonly HashedBases[]): SampledRows {
  return { rows: sampledRows(columns.size), hashes: joinHashed(hashed).map((hashes) => hashes!) };
}

/** What draws pairs from one key after the other: nothing when it has none or hopelessly many. */
export function drawerOf({ rows, hashes }: SampledRows, bases: readonly BaseKey[]): (key: Key) => DrawnKey[] {
  const memory = new GroupingMemory();
  return (key) => draw(key, bases, hashes, rows, memory);
}

/** Every drawn pair once, in the order of the keys. */
export function distinctPairs(
  drawn: readonly DrawnKey[],
  { rows }: SampledRows,
  sources: Uint8Array | undefined,
): Float64Array {
  const found = new DistinctNumbers(drawn.reduce((sum, { pairs }) => sum + pairs.length, 0));
  const isWanted = (pair: number) =>
    !sources || sources[rows[Math.floor(pair / rows.length)]!] !== sources[rows[pair % rows.length]!];
  for (const { pairs } of drawn)
    for (let at = 0; at < pairs.length; at++) if (isWanted(pairs[at]!)) found.add(pairs[at]!);
  return found.inOrder();
}

/** Whole numbers up to 2^53, each once, in the order in which they came: open addressing over plain memory. */
class DistinctNumbers {
  private readonly numbers: Float64Array;
  /** Place + 1. */
  private readonly slots: Uint32Array;
  private count = 0;

  /** Has room for so many. */
  constructor(most: number) {
    this.numbers = new Float64Array(most);
    this.slots = new Uint32Array(2 ** Math.ceil(Math.log2(most * 2 + 2)));
  }

  add(number: number): void {
    const { numbers, slots } = this;
    const mask = slots.length - 1;
    let slot = spread((number % 0x100000000) ^ Math.imul(number / 0x100000000, 0x9e3779b1)) & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) if (numbers[slots[slot]! - 1] === number) return;
    numbers[this.count++] = number;
    slots[slot] = this.count;
  }

  inOrder(): Float64Array {
    return this.numbers.slice(0, this.count);
  }
}

/** Weighs pairs so that they stand for all pairs that share any key. */
export function weighPairs(
  { rows, hashes }: SampledRows,
  bases: readonly BaseKey[],
  drawn: readonly Pick<DrawnKey, 'key' | 'rate'>[],
  pairs: Float64Array,
): SampledPairs {
  const shared = new Uint32Array(pairs.length);
  const weights = new Float64Array(pairs.length);
  const weightOf = weigher(drawn);
  for (let at = 0; at < pairs.length; at++) {
    const pair = pairs[at]!;
    shared[at] = sharedBases(bases, hashes, Math.floor(pair / rows.length), pair % rows.length);
    weights[at] = weightOf(shared[at]!);
  }
  return { shared, weights };
}

/** Weighs a pair by the base keys it shares; many pairs share the same ones. */
function weigher(drawn: readonly Pick<DrawnKey, 'key' | 'rate'>[]): (shared: number) => number {
  const masks = Uint32Array.from(drawn, ({ key }) => maskOf(key));
  const missing = Float64Array.from(drawn, ({ rate }) => 1 - rate);
  const known = new Map<number, number>();
  return (shared) => {
    const before = known.get(shared);
    if (before !== undefined) return before;
    let missed = 1;
    for (let some = 0; some < masks.length; some++)
      if ((shared & masks[some]!) >>> 0 === masks[some]) missed *= missing[some]!;
    // Two hashes may meet by chance: such a pair shares no key and stands for nobody.
    const weight = missed === 1 ? 0 : 1 / (1 - missed);
    known.set(shared, weight);
    return weight;
  };
}

/** The two rows of each pair. */
export function rowsOfPairs(
  { rows }: SampledRows,
  pairs: Float64Array,
): { left: Uint32Array; right: Uint32Array } {
  const [left, right] = [new Uint32Array(pairs.length), new Uint32Array(pairs.length)];
  for (let at = 0; at < pairs.length; at++) {
    left[at] = rows[Math.floor(pairs[at]! / rows.length)]!;
    right[at] = rows[pairs[at]! % rows.length]!;
  }
  return { left, right };
}

/** A key as bits of `Sample.shared`. */
export const maskOf = (key: Key): number => key.reduce((mask, base) => (mask | (1 << base)) >>> 0, 0);

function sampledRows(size: number): Uint32Array {
  const rows = new Uint32Array(Math.min(size, mostRows));
  for (let at = 0; at < rows.length; at++) rows[at] = Math.floor((at * size) / rows.length);
  return rows;
}

function hashesAt({ width, hash }: BaseKey, rows: Uint32Array): Int32Array {
  const hashes = sharedInt32(rows.length * width);
  for (let at = 0; at < rows.length; at++) {
    for (let slot = 0; slot < width; slot++) hashes[at * width + slot] = hash(rows[at]!, slot);
  }
  return hashes;
}

function draw(
  key: Key,
  bases: readonly BaseKey[],
  all: readonly Int32Array[],
  rows: Uint32Array,
  memory: GroupingMemory,
): DrawnKey[] {
  const { width } = bases[key[0]]!;
  const hashes = memory.hashes(rows.length * width);
  fillHashesOfKey((base) => all[base]!, key, hashes);
  const grouping = group(hashes, memory);
  let total = 0;
  eachBlock(grouping, (start, end) => (total += pairsOf(end - start)));
  if (total === 0 || (total > rows.length * hopeless && total > 200_000)) return [];
  const rate = Math.min(1, drawnPerKey / total);
  return [{ key, total, rate, pairs: drawnPairs(grouping, rate, width, rows.length) }];
}

/** Every n-th pair of the blocks laid end to end. */
function drawnPairs(grouping: Grouping, rate: number, width: number, count: number): Float64Array {
  const pairs: number[] = [];
  let before = 0;
  let next = rate === 1 ? 0 : ((spread(grouping.entries) >>> 0) / 2 ** 32) * (1 / rate);
  eachBlock(grouping, (start, end) => {
    const inside = pairsOf(end - start);
    for (; next < before + inside; next += 1 / rate) {
      const [x, y] = unrank(Math.floor(next - before));
      const a = Math.floor(grouping.order[start + x]! / width);
      const b = Math.floor(grouping.order[start + y]! / width);
      if (a !== b) pairs.push(Math.min(a, b) * count + Math.max(a, b));
    }
    before += inside;
  });
  return Float64Array.from(pairs);
}

/** The n-th pair (x, y) with x < y, counted by y and then x. */
function unrank(rank: number): [number, number] {
  let y = Math.floor((1 + Math.sqrt(1 + 8 * rank)) / 2);
  if (pairsOf(y) > rank) y -= 1;
  return [rank - pairsOf(y), y];
}

function sharedBases(bases: readonly BaseKey[], hashes: readonly Int32Array[], a: number, b: number): number {
  let shared = 0;
  for (let at = 0; at < bases.length; at++) {
    if (shares(hashes[at]!, bases[at]!.width, a, b)) shared |= 1 << at;
  }
  return shared >>> 0;
}

function shares(hashes: Int32Array, width: number, a: number, b: number): boolean {
  for (let slot = a * width; slot < (a + 1) * width; slot++) {
    if (hashes[slot] === 0) continue;
    for (let to = b * width; to < (b + 1) * width; to++) if (hashes[to] === hashes[slot]) return true;
  }
  return false;
}
