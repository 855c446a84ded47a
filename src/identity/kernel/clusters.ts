import type { Columns } from './columns.ts';
import { contradictionsOf } from './contradictions.ts';
import type { ScoredPairs } from './resolve.ts';
import { bitsAt, type Scorer } from './score.ts';

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

export type GroupReason = 'contradictingBirthDate' | 'contradictingGender' | 'oversized' | 'weakBridge';

/** Rows that are taken for one person. */
export interface Group {
  /** Ascending. */
  rows: number[];
  /** `merge` when every link that holds the group together is in the merge band and nothing contradicts. */
  band: 'merge' | 'review';
  /** What may be merged without asking: all rows of a `merge` group, the sure and undisputed cores of a `review` one. */
  parts: number[][];
  /** Why the group goes to review; empty when only its confidence is too low. */
  reasons: GroupReason[];
}

/** Evidence against that one pair can bring to a group, in bits; so that one bad record does not outweigh all others. */
const strongest = 12;
/** Cross pairs looked at when two groups are about to be joined. */
const mostCrossPairs = 64;

/**
 * Groups by average linkage: pairs from the strongest down join the groups of their rows, but only when the rows of
 * both groups agree on the whole, so that one wrong link does not chain two people together. The result does not depend
 * on the order of the pairs.
 */
export function cluster(
  columns: Columns,
  scorer: Scorer,
  pairs: ScoredPairs,
  bands: Bands = usualBands,
): Group[] {
  const members = new Map<number, number[]>();
  const owner = new Int32Array(columns.size).fill(-1);
  const refused = new Set<number>();
  const match = bitsAt(bands.match);
  for (const at of strongestFirst(pairs, bitsAt(bands.support))) {
    const [a, b] = [pairs.left[at]!, pairs.right[at]!];
    const [one, other] = [ownGroup(a), ownGroup(b)];
    if (one === other) continue;
    const [these, those] = [members.get(one)!, members.get(other)!];
    if (these.length + those.length === 2 && pairs.bits[at]! < match) continue;
    if (belongTogether(scorer, these, those)) join(one, other);
    else if (pairs.bits[at]! >= match) for (const group of [one, other]) refused.add(group);
  }
  return [...members].filter(([, rows]) => rows.length > 1).map(([id, rows]) => judge(rows, refused.has(id)));

  function ownGroup(row: number): number {
    if (owner[row]! < 0) {
      owner[row] = row;
      members.set(row, [row]);
    }
    return owner[row]!;
  }

  function join(one: number, other: number): void {
    const [kept, gone] = members.get(one)!.length >= members.get(other)!.length ? [one, other] : [other, one];
    const rows = members.get(gone)!;
    for (const row of rows) owner[row] = kept;
    members.get(kept)!.push(...rows);
    members.delete(gone);
    if (refused.delete(gone)) refused.add(kept);
  }

  function judge(rows: number[], isBridged: boolean): Group {
    rows.sort((x, y) => x - y);
    const reasons: GroupReason[] = contradictionsOf(columns, scorer, rows);
    if (rows.length > bands.largestGroup) reasons.push('oversized');
    if (isBridged) reasons.push('weakBridge');
    const parts = coresOf(columns, scorer, rows, bands);
    const sure = reasons.length === 0 && parts[0]?.length === rows.length;
    return { rows, band: sure ? 'merge' : 'review', parts, reasons };
  }
}

/** Pair numbers at or above `least` bits, strongest first; equals in the order of their rows. */
function strongestFirst({ left, right, bits, count }: ScoredPairs, least: number): number[] {
  const order: number[] = [];
  for (let at = 0; at < count; at++) if (bits[at]! >= least) order.push(at);
  const low = (at: number) => Math.min(left[at]!, right[at]!);
  const high = (at: number) => Math.max(left[at]!, right[at]!);
  return order.sort((x, y) => bits[y]! - bits[x]! || low(x) - low(y) || high(x) - high(y));
}

function belongTogether(scorer: Scorer, one: readonly number[], other: readonly number[]): boolean {
  if (one.length === 1 && other.length === 1) return true;
  const step = Math.max(1, Math.floor((one.length * other.length) / mostCrossPairs));
  let [sum, seen] = [0, 0];
  for (let pair = 0; pair < one.length * other.length; pair += step) {
    const bits = scorer.bits(one[Math.floor(pair / other.length)]!, other[pair % other.length]!);
    sum += Math.max(-strongest, Math.min(strongest, bits));
    seen += 1;
  }
  return sum / seen >= 0;
}

/** Sub-groups held together by links of the merge band, in which nothing contradicts; each of two rows or more. */
function coresOf(columns: Columns, scorer: Scorer, rows: readonly number[], bands: Bands): number[][] {
  if (rows.length > bands.largestGroup) return [];
  const core = new Map(rows.map((row) => [row, [row]]));
  for (const [a, b] of surePairs(scorer, rows, bitsAt(bands.merge))) {
    const [one, other] = [core.get(a)!, core.get(b)!];
    if (
      one === other ||
      one.some((x) => other.some((y) => contradictionsOf(columns, scorer, [x, y]).length > 0))
    )
      continue;
    const joined = [...one, ...other].sort((x, y) => x - y);
    for (const row of joined) core.set(row, joined);
  }
  return [...new Set(core.values())].filter(({ length }) => length > 1);
}

function surePairs(scorer: Scorer, rows: readonly number[], least: number): [number, number, number][] {
  const pairs: [number, number, number][] = [];
  for (const [at, a] of rows.entries()) {
    for (const b of rows.slice(at + 1)) {
      const bits = scorer.bits(a, b);
      if (bits >= least) pairs.push([a, b, bits]);
    }
  }
  return pairs.sort((one, other) => other[2] - one[2] || one[0] - other[0] || one[1] - other[1]);
}
