import { sharedInt32 } from './arrays.ts';
import { eachBlock, type Grouping, type GroupingMemory, group, pairsOf } from './blocks.ts';
import { joinHashes } from './dictionary.ts';
import { type BaseKey, type Key, keyName } from './keys.ts';

/** Largest block whose pairs are all looked at; a larger one is divided by a second key. */
export const largestBlock = 150;

/** Keys that divide an over-sized block, at most. */
const mostDivisions = 6;

/** One pass over the rows: their hashes under a key, blocks no larger than allowed. */
export interface Index {
  name: string;
  width: number;
  /** Empty when they lie by row; see `RowHashes`. */
  hashes: Int32Array;
  grouping: Grouping;
}

/** What blocking did. */
export interface BlockingReport {
  keys: { name: string; pairs: number }[];
  /** Pairs of over-sized blocks that no second key brought together: never compared unless another key does. */
  unseen: number;
  /** Blocks that had to be divided. */
  divided: number;
}

/** Hashes of every row under base keys. */
export type BaseHashes = (base: number) => Int32Array;

/** The hashes of every row under a base key (`row * width + slot`), in memory that threads share. */
export function hashesOfBase(size: number, { width, hash }: BaseKey): Int32Array {
  const hashes = sharedInt32(size * width);
  for (let row = 0; row < size; row++) {
    for (let slot = 0; slot < width; slot++) hashes[row * width + slot] = hash(row, slot);
  }
  return hashes;
}

/** Fills in the hashes of every row under a key. */
export function fillHashesOfKey(hashesOf: BaseHashes, [one, other]: Key, hashes: Int32Array): void {
  const first = hashesOf(one);
  if (other === undefined) hashes.set(first);
  else {
    const second = hashesOf(other);
    for (let row = 0; row < hashes.length; row++) hashes[row] = joinHashes(first[row]!, second[row]!);
  }
}

/** The index of a key, and the indexes that divide its over-sized blocks. */
export function indexesOf(
  bases: readonly BaseKey[],
  hashesOf: BaseHashes,
  key: Key,
  report: BlockingReport,
  memory: GroupingMemory,
): Index[] {
  const hashes = sharedInt32(hashesOf(key[0]).length);
  fillHashesOfKey(hashesOf, key, hashes);
  const width = bases[key[0]]!.width;
  const grouping = group(hashes, memory);
  const name = keyName(bases, key);
  const oversized: number[] = [];
  let lost = 0;
  eachBlock(grouping, (start, end) => {
    if (end - start <= largestBlock) return;
    for (let at = start; at < end; at++) oversized.push(grouping.order[at]!);
    lost += pairsOf(end - start);
    report.divided += 1;
  });
  if (oversized.length === 0) return [{ name, width, hashes, grouping }];
  const divisions = divide(bases, key, hashes, oversized, memory);
  for (const { grouping } of divisions) eachBlock(grouping, (start, end) => (lost -= pairsOf(end - start)));
  report.unseen += Math.max(0, lost);
  for (const entry of oversized) hashes[entry] = 0;
  return [
    { name, width, hashes, grouping: group(hashes, memory) },
    ...divisions.map((index) => ({ ...index, name: `${name}+${index.name}` })),
  ];
}

/** Base keys that divide over-sized blocks of a key. */
export function divisorsOf(bases: readonly BaseKey[], key: Key): BaseKey[] {
  const subjects = key.flatMap((base) => bases[base]!.subject.split(' '));
  return bases
    .filter(
      (base) => base.width === 1 && !subjects.some((subject) => base.subject.split(' ').includes(subject)),
    )
    .filter((base) => !base.name.endsWith('Start') && base.name !== 'birthYear')
    .slice(0, mostDivisions);
}

/** Over-sized blocks intersected with further base keys; what is still over-sized there is left out. */
function divide(
  bases: readonly BaseKey[],
  key: Key,
  hashes: Int32Array,
  entries: readonly number[],
  memory: GroupingMemory,
): Index[] {
  const width = bases[key[0]]!.width;
  return divisorsOf(bases, key).map((base) => {
    const joined = sharedInt32(hashes.length / width);
    for (const entry of entries) {
      const row = Math.floor(entry / width);
      joined[row] = joinHashes(hashes[entry]!, base.hash(row, 0));
    }
    const grouping = group(joined, memory);
    const still: number[] = [];
    eachBlock(grouping, (start, end) => {
      if (end - start <= largestBlock) return;
      for (let at = start; at < end; at++) still.push(grouping.order[at]!);
    });
    for (const row of still) joined[row] = 0;
    return {
      name: base.name,
      width: 1,
      hashes: joined,
      grouping: still.length ? group(joined, memory) : grouping,
    };
  });
}
