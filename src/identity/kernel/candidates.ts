import { shared } from './arrays.ts';
import { type BlockingReport, baseHashesOf, type Index, indexesOf } from './blockIndex.ts';
import { eachBlock } from './blocks.ts';
import { type Part, whole } from './chance.ts';
import type { Columns } from './columns.ts';
import type { BaseKey, Key } from './keys.ts';
import { KnownPairs } from './knownPairs.ts';

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

/** Indexes every n-th key of a plan; several threads do it in parts. Other places stay empty. */
export function indexKeys(
  columns: Columns,
  bases: readonly BaseKey[],
  plan: readonly Key[],
  part = whole,
): (KeyIndexes | undefined)[] {
  const hashesOf = baseHashesOf(columns.size, bases);
  return plan.map((key, at) => {
    if (at % part.of !== part.number) return undefined;
    const report: BlockingReport = { keys: [], unseen: 0, divided: 0 };
    const indexes = indexesOf(bases, hashesOf, key, report);
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
  const indexed = indexKeys(columns, bases, plan).map((some) => some!);
  return eachIndexedPair(columns, indexed, sink, options);
}

/** Every pair of rows that share a key, each once, from the indexes of all keys in the order of the plan. */
export function eachIndexedPair(
  columns: Columns,
  indexed: readonly KeyIndexes[],
  sink: PairSink,
  { across = false, part = whole }: CandidateOptions = {},
): BlockingReport {
  const sum = (what: 'unseen' | 'divided') => indexed.reduce((all, some) => all + some[what], 0);
  const report: BlockingReport = { keys: [], unseen: sum('unseen'), divided: sum('divided') };
  const indexes = indexed.flatMap((some) => some.indexes);
  const left = new Uint32Array(chunk);
  const right = new Uint32Array(chunk);
  let rows = new Uint32Array(1 << 8);
  let count = 0;
  for (const [rank, index] of indexes.entries()) {
    let pairs = 0;
    const { width, grouping } = index;
    const { order } = grouping;
    const known = new KnownPairs(indexes.slice(0, rank));
    eachBlock(grouping, (start, end) => {
      const hash = grouping.hashes[order[start]!]!;
      if (part.of > 1 && (hash >>> 0) % part.of !== part.number) return;
      if (end - start > rows.length) rows = new Uint32Array((end - start) * 2);
      for (let at = start; at < end; at++)
        rows[at - start] = width === 1 ? order[at]! : Math.floor(order[at]! / width);
      known.enter(rows, end - start);
      for (let x = 0; x < end - start; x++) {
        const a = rows[x]!;
        for (let y = x + 1; y < end - start; y++) {
          const b = rows[y]!;
          if (a === b || (across && columns.sources[a] === columns.sources[b])) continue;
          if (known.has(x, y)) continue;
          if (width > 1 && !isFirstShared(index, a, b, hash)) continue;
          left[count] = a;
          right[count++] = b;
          pairs += 1;
          if (count < chunk) continue;
          sink(left, right, count);
          count = 0;
        }
      }
    });
    report.keys.push({ name: index.name, pairs });
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
    const hashes = shared(index.hashes);
    const own = index.grouping.hashes === index.hashes ? hashes : shared(index.grouping.hashes);
    return { ...index, hashes, grouping: { order: shared(index.grouping.order), hashes: own } };
  });
  return { indexes: moved, unseen, divided };
}
