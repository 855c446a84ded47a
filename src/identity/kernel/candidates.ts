import { shared } from './arrays.ts';
import { type BlockingReport, hashesOfBase, type Index, indexesOf } from './blockIndex.ts';
import { eachBlock, GroupingMemory } from './blocks.ts';
import { type Part, rangeOf, whole } from './chance.ts';
import type { Columns } from './columns.ts';
import type { BaseKey, Key } from './keys.ts';
import { KnownPairs, type RowHashes } from './knownPairs.ts';

/** What of the candidates is wanted. */
export interface CandidateOptions {
  /** Only pairs of different sources (linking two files). */
  across?: boolean;
  /** Only one of so many parts of the blocks: every worker thread takes one, and together they have every pair once. */
  part?: Part;
}

/** Receives candidate pairs, `count` at a time; the arrays are used again afterwards. */
export type PairSink = (left: Uint32Array, right: Uint32Array, count: number) => void;

const chunk = 1 << 14;

/** The indexes of one key and what making them did. */
export interface KeyIndexes {
  indexes: Index[];
  unseen: number;
  divided: number;
}

/** Hashes of all rows under the base keys of a plan, by number. */
export type HashedBases = (Int32Array | undefined)[];

/** Works out every n-th base key of a plan; several threads do it in parts. Other places stay empty. */
export function hashBases(
  columns: Columns,
  bases: readonly BaseKey[],
  plan: readonly Key[],
  part = whole,
): HashedBases {
  const needed = [...new Set(plan.flat())];
  return bases.map((base, number) => {
    const turn = needed.indexOf(number);
    return turn >= 0 && turn % part.of === part.number ? hashesOfBase(columns.size, base) : undefined;
  });
}

/** What several threads have worked out, put together. */
export const joinHashed = (parts: readonly HashedBases[]): HashedBases =>
  parts[0]!.map((_one, base) => parts.find((some) => some[base])?.[base]);

/** Indexes every n-th key of a plan; several threads do it in parts. Other places stay empty. */
export function indexKeys(
  bases: readonly BaseKey[],
  plan: readonly Key[],
  hashed: HashedBases,
  part = whole,
): (KeyIndexes | undefined)[] {
  const hashesOf = (base: number) => hashed[base]!;
  const memory = new GroupingMemory();
  return plan.map((key, at) => {
    if (at % part.of !== part.number) return undefined;
    const report: BlockingReport = { keys: [], unseen: 0, divided: 0 };
    const indexes = indexesOf(bases, hashesOf, key, report, memory);
    return { indexes, unseen: report.unseen, divided: report.divided };
  });
}

/** Every pair of rows that share a key of the plan, each once. */
export function eachCandidate(
  columns: Columns,
  bases: readonly BaseKey[],
  plan: readonly Key[],
  sink: PairSink,
  options: CandidateOptions = {},
): BlockingReport {
  return eachIndexedPair(columns, indexedRows(columns, bases, plan), sink, options);
}

/** Rows under all keys of a plan: what candidates come from. */
export interface IndexedRows {
  /** In the order of the plan. */
  keys: KeyIndexes[];
  byRow: RowHashes;
}

/** Puts the hashes of a range of the rows side by side; threads do it in parts. */
export function fillRowHashes(
  { hashes, keys }: RowHashes,
  indexed: readonly KeyIndexes[],
  part = whole,
): void {
  const [first, last] = rangeOf(hashes.length / Math.max(1, keys), part);
  const narrow = [...indexed.entries()].flatMap(([key, { indexes }]) =>
    indexes[0]!.width === 1 ? [{ key, from: indexes[0]!.hashes }] : [],
  );
  for (const { key, from } of narrow)
    for (let row = first; row < last; row++) hashes[row * keys + key] = from[row]!;
}

/** The keys without what lies by row. */
export const withoutRowHashes = (indexed: readonly KeyIndexes[]): KeyIndexes[] =>
  indexed.map(({ indexes: [main, ...divisions], ...rest }) => ({
    ...rest,
    indexes: [main!.width === 1 ? { ...main!, hashes: new Int32Array(0) } : main!, ...divisions],
  }));

/** All at once, for rows of one thread. */
export function indexedRows(columns: Columns, bases: readonly BaseKey[], plan: readonly Key[]): IndexedRows {
  const keys = indexKeys(bases, plan, hashBases(columns, bases, plan)).map((some) => some!);
  const byRow = { hashes: new Int32Array(columns.size * keys.length), keys: keys.length };
  fillRowHashes(byRow, keys);
  return { keys: withoutRowHashes(keys), byRow };
}

/** Every pair of rows that share a key, each once, from the indexes of all keys in the order of the plan. */
export function eachIndexedPair(
  columns: Columns,
  { keys, byRow }: IndexedRows,
  sink: PairSink,
  { across = false, part = whole }: CandidateOptions = {},
): BlockingReport {
  const sum = (what: 'unseen' | 'divided') => keys.reduce((all, some) => all + some[what], 0);
  const report: BlockingReport = { keys: [], unseen: sum('unseen'), divided: sum('divided') };
  const others: Index[] = [];
  const left = new Uint32Array(chunk);
  const right = new Uint32Array(chunk);
  let rows = new Uint32Array(1 << 8);
  let count = 0;
  const inOrder = keys.flatMap(({ indexes }, key) =>
    indexes.map((index, at) => ({ index, key, isMain: at === 0 })),
  );
  for (const { index, key, isMain } of inOrder) {
    let pairs = 0;
    const { width, grouping, hashes } = index;
    const { order } = grouping;
    const known = new KnownPairs(byRow, key, [...others]);
    const visit = (start: number, end: number) => {
      const hash = width === 1 ? 0 : hashes[order[start]!]!;
      if (end - start > rows.length) rows = new Uint32Array((end - start) * 2);
      for (let at = start; at < end; at++)
        rows[at - start] = width === 1 ? order[at]! : Math.floor(order[at]! / width);
      known.enter(rows, end - start);
      for (let x = 0; x < end - start; x++) {
        const a = rows[x]!;
        for (let y = x + 1; y < end - start; y++) {
          const b = rows[y]!;
          if (a === b || (across && columns.sources[a] === columns.sources[b])) continue;
          if (known.has(a, b, x, y)) continue;
          if (width > 1 && !isFirstShared(index, a, b, hash)) continue;
          left[count] = a;
          right[count++] = b;
          pairs += 1;
          if (count < chunk) continue;
          sink(left, right, count);
          count = 0;
        }
      }
    };
    eachBlock(grouping, visit, part);
    report.keys.push({ name: index.name, pairs });
    if (!isMain || width > 1) others.push(index);
  }
  if (count > 0) sink(left, right, count);
  return report;
}

/** Two rows may share several phones; the pair belongs to the first of them. */
const isFirstShared = (index: Index, a: number, b: number, hash: number) => firstShared(index, a, b) === hash;

function firstShared({ width, hashes }: Index, a: number, b: number): number {
  for (let slot = a * width; slot < (a + 1) * width; slot++) {
    const hash = hashes[slot]!;
    if (hash === 0) continue;
    for (let to = b * width; to < (b + 1) * width; to++) if (hashes[to] === hash) return hash;
  }
  return 0;
}

/** The same indexes in memory that threads share. */
export function sharedIndexes({ indexes, unseen, divided }: KeyIndexes): KeyIndexes {
  const moved = indexes.map((index) => {
    const { order, starts, entries } = index.grouping;
    const grouping = { order: shared(order), starts: shared(starts), entries };
    return { ...index, hashes: shared(index.hashes), grouping };
  });
  return { indexes: moved, unseen, divided };
}
