import type { Columns } from './columns.ts';
import { type Contradiction, contradictionsIn, type DistinctIds } from './contradictions.ts';
import { coresOf } from './cores.ts';
import { GrowingGroups } from './growingGroups.ts';
import { type Judgements, joinJudged, noJudgements, pinsOf } from './judgements.ts';
import type { ScoredPairs } from './resolve.ts';
import { bitsAt, confidenceOf, type Scorer } from './score.ts';

/** Where the bands begin, as confidences 0–1, and how large a group may grow before a person looks at it. */
export interface Bands {
  merge: number;
  /** Pairs at or above are one person more likely than not, and form groups. */
  match: number;
  review: number;
  /** Pairs at or above can join groups of several rows, when the other pairs between them make up for the doubt. */
  support: number;
  largestGroup: number;
}

/** Bands unless a domain sets its own. */
export const usualBands: Bands = { merge: 0.98, match: 0.5, review: 0.2, support: 0.1, largestGroup: 60 };

export interface ClusterOptions {
  bands?: Bands;
  /** Decisions of people; they go before any evidence. */
  judgements?: Judgements;
  /** Columns in which one person has one value within a source. */
  distinctIds?: DistinctIds;
}

export type GroupReason = Contradiction | 'oversized' | 'weakBridge';

/** Rows that are taken for one person. */
export interface Group {
  /** Ascending. */
  rows: number[];
  /** `merge` when every link that holds the group together is in the merge band and nothing contradicts. */
  band: 'merge' | 'review';
  /** Confidence of the weakest link that holds the group together, 0–1. */
  confidence: number;
  /** What may be merged without asking: all rows of a `merge` group, the sure and undisputed cores of a `review` one. */
  parts: number[][];
  /** Why the group goes to review; empty when only its confidence is too low. */
  reasons: GroupReason[];
}

/** Evidence that one pair can bring to a group or against it, in bits: one bad record does not outweigh all others. */
const strongest = 12;
/** Cross pairs looked at when two groups are about to be joined. */
const mostCrossPairs = 64;

/** As `eachGroup`, all at once. */
export const cluster = (
  columns: Columns,
  scorer: Scorer,
  pairs: ScoredPairs,
  options: ClusterOptions = {},
): Group[] => [...eachGroup(columns, scorer, pairs, options)];

/**
 * Groups by average linkage: pairs from the strongest down join the groups of their rows, but only when the rows of
 * both groups agree on the whole, so that one wrong link does not chain two people together. The result does not depend
 * on the order of the pairs.
 */
export function* eachGroup(
  columns: Columns,
  scorer: Scorer,
  pairs: ScoredPairs,
  { bands = usualBands, judgements = noJudgements, distinctIds = [] }: ClusterOptions,
): Generator<Group> {
  const contradictions = contradictionsIn(columns, scorer, distinctIds);
  const cores = { least: bitsAt(bands.merge), judgements, contradictions };
  const partsOf = (rows: number[], bits: number, reasons: readonly GroupReason[]) => {
    if (rows.length > bands.largestGroup) return [];
    if (rows.length > 2) return coresOf(scorer, rows, cores);
    // Most groups are pairs, of which everything is known; people's word goes before what contradicts.
    const isWhole =
      bits === Number.POSITIVE_INFINITY || (bits >= cores.least && contradicts(reasons).length === 0);
    return isWhole ? [rows] : [];
  };
  for (const { rows, bits, isBridged } of grown(scorer, pairs, bands, judgements).finished()) {
    const reasons: GroupReason[] = contradictions.within(rows);
    if (rows.length > bands.largestGroup) reasons.push('oversized');
    if (isBridged) reasons.push('weakBridge');
    const parts = partsOf(rows, bits, reasons);
    const isSure = reasons.length === 0 && parts[0]?.length === rows.length;
    yield { rows, band: isSure ? 'merge' : 'review', confidence: confidenceOf(bits), parts, reasons };
  }
}

/** Joins rows by pairs, as far as they agree. */
function grown(scorer: Scorer, pairs: ScoredPairs, bands: Bands, judgements: Judgements): GrowingGroups {
  const groups = new GrowingGroups();
  const pins = pinsOf(judgements);
  joinJudged(groups, judgements, pins);
  const match = bitsAt(bands.match);
  for (const at of strongestFirst(pairs, bitsAt(bands.support))) {
    const bits = pairs.bits[at]!;
    const [one, other] = [groups.groupOf(pairs.left[at]!), groups.groupOf(pairs.right[at]!)];
    if (one === other) continue;
    const arePair = groups.size(one) + groups.size(other) === 2;
    if (arePair && bits < match) continue;
    const [these, those] = [groups.rows(one), groups.rows(other)];
    if (pins.areApart(these, those)) continue;
    if (arePair || belongTogether(scorer, these, those)) groups.join(one, other, bits);
    else if (bits >= match) groups.refuse(one, other);
  }
  return groups;
}

/** Pair numbers at or above `least` bits, strongest first; equals in the order of their rows. */
function strongestFirst({ left, right, bits, count }: ScoredPairs, least: number): Uint32Array {
  const order = inOrderOfBits(bits, count, least);
  const low = (at: number) => Math.min(left[at]!, right[at]!);
  const high = (at: number) => Math.max(left[at]!, right[at]!);
  for (let start = 0, end = 0; start < order.length; start = end) {
    for (end = start + 1; end < order.length && bits[order[end]!] === bits[order[start]!]; ) end += 1;
    if (end - start > 1) order.subarray(start, end).sort((x, y) => low(x) - low(y) || high(x) - high(y));
  }
  return order;
}

/** Numbers of at least so many bits, the most first. Sorted as whole numbers of 64 bits, which asks nobody for the order. */
function inOrderOfBits(bits: Float32Array, count: number, least: number): Uint32Array {
  const signs = new Int32Array(bits.buffer, bits.byteOffset, bits.length);
  // The lower half of each is the number, the upper half goes up as the bits go down.
  const halves = new Uint32Array(count * 2);
  let length = 0;
  for (let at = 0; at < count; at++) {
    if (bits[at]! < least) continue;
    halves[length++] = at;
    halves[length++] = signs[at]! < 0 ? signs[at]! : ~signs[at]! & 0x7fffffff;
  }
  new BigUint64Array(halves.buffer, 0, length / 2).sort();
  return halves.subarray(0, length).filter((_half, place) => place % 2 === 0);
}

const contradicts = (reasons: readonly GroupReason[]) =>
  reasons.filter((reason) => reason !== 'oversized' && reason !== 'weakBridge');

function belongTogether(scorer: Scorer, one: readonly number[], other: readonly number[]): boolean {
  const step = Math.max(1, Math.floor((one.length * other.length) / mostCrossPairs));
  let sum = 0;
  for (let pair = 0; pair < one.length * other.length; pair += step) {
    const bits = scorer.bits(one[Math.floor(pair / other.length)]!, other[pair % other.length]!);
    sum += Math.max(-strongest, Math.min(strongest, bits));
  }
  return sum >= 0;
}
