import { type BlockingReport, baseHashesOf, type Index, indexesOf } from './blockIndex.ts';
import { eachBlock } from './blocks.ts';
import type { Columns } from './columns.ts';
import type { BaseKey, Key } from './keys.ts';

/** What of the candidates is wanted. */
export interface CandidateOptions {
  /** Only pairs of different sources (linking two files). */
  across?: boolean;
  /** Only one of so many parts of the blocks: every worker thread takes one, and together they have every pair once. */
  part?: { number: number; of: number };
}

/** Receives candidate pairs, `count` at a time; the arrays are used again afterwards. */
export type PairSink = (left: Uint32Array, right: Uint32Array, count: number) => void;

const chunk = 1 << 14;

/** Every pair of rows that share a key of the plan, each once. */
export function eachCandidate(
  columns: Columns,
  bases: readonly BaseKey[],
  plan: readonly Key[],
  sink: PairSink,
  { across = false, part = { number: 0, of: 1 } }: CandidateOptions = {},
): BlockingReport {
  const report: BlockingReport = { keys: [], unseen: 0, divided: 0 };
  const hashesOf = baseHashesOf(columns.size, bases);
  const indexes = plan.flatMap((key) => indexesOf(bases, hashesOf, key, report));
  const left = new Uint32Array(chunk);
  const right = new Uint32Array(chunk);
  let count = 0;
  for (const [rank, index] of indexes.entries()) {
    let pairs = 0;
    const { width, grouping } = index;
    const { order } = grouping;
    const narrow = indexes.slice(0, rank).filter((earlier) => earlier.width === 1);
    const wide = indexes.slice(0, rank).filter((earlier) => earlier.width > 1);
    eachBlock(grouping, (start, end) => {
      if (part.of > 1 && (grouping.hashes[order[start]!]! >>> 0) % part.of !== part.number) return;
      for (let x = start; x < end; x++) {
        const a = width === 1 ? order[x]! : Math.floor(order[x]! / width);
        for (let y = x + 1; y < end; y++) {
          const b = width === 1 ? order[y]! : Math.floor(order[y]! / width);
          if (a === b || (across && columns.sources[a] === columns.sources[b])) continue;
          if (isKnown(narrow, a, b) || (wide.length > 0 && isShared(wide, a, b))) continue;
          if (width > 1 && !isFirstShared(index, a, b, grouping.hashes[order[x]!]!)) continue;
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

function isKnown(earlier: readonly Index[], a: number, b: number): boolean {
  for (let at = 0; at < earlier.length; at++) {
    const hashes = earlier[at]!.hashes;
    const hash = hashes[a]!;
    if (hash !== 0 && hash === hashes[b]) return true;
  }
  return false;
}

function isShared(earlier: readonly Index[], a: number, b: number): boolean {
  return earlier.some((index) => firstShared(index, a, b) !== 0);
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
