import type { Group } from '../kernel/clusters.ts';
import type { Contradictions } from '../kernel/contradictions.ts';
import { explain } from '../kernel/explain.ts';
import { confidenceOf, type Scorer } from '../kernel/score.ts';
import type { LevelGroup } from '../rules/levelGroups.ts';
import { type FoundGroup, type GroupOf, mostPairsOfGroup, type PairOf } from './resolution.ts';
import type { RowIdentity } from './rowIdentity.ts';

/** Up to so many rows every pair of a group is looked at for what contradicts. */
const mostRowsLookedAt = 30;

/** A group of rows without its pairs. */
export type BareGroup = Omit<GroupOf<number>, 'pairs'>;

/** A group of the model: who, how sure, and what speaks against it. */
export function modelGroup(
  { rows, band, confidence, parts, reasons }: Group,
  identity: RowIdentity,
): BareGroup {
  const isOrdered = rows.every((row, at) => at === 0 || identity.isOlder(rows[at - 1]!, row));
  const ordered = (some: readonly number[]) =>
    isOrdered ? [...some] : some.toSorted((one, other) => (identity.isOlder(one, other) ? -1 : 1));
  return { method: 'MODEL', profileIds: ordered(rows), band, confidence, parts: parts.map(ordered), reasons };
}

/** The pairs that a group of the model is told with: the links that hold it together and those that contradict. */
export function pairsOfModel(
  { rows, reasons }: Group,
  scorer: Scorer,
  contradictions: Contradictions,
  identity: RowIdentity,
): [number, number][] {
  if (rows.length === 2)
    return [identity.isOlder(rows[0]!, rows[1]!) ? [rows[0]!, rows[1]!] : [rows[1]!, rows[0]!]];
  const links = linksOf(rows, scorer);
  const against = reasons.length > 0 ? contradictingPairs(rows, contradictions) : [];
  const told = new Set<string>();
  const pairs: [number, number][] = [];
  for (const [one, other] of [...links, ...against].slice(0, mostPairsOfGroup)) {
    const [a, b] = identity.isOlder(one, other) ? [one, other] : [other, one];
    if (told.has(`${a} ${b}`)) continue;
    told.add(`${a} ${b}`);
    pairs.push([a, b]);
  }
  return pairs;
}

/** A pair with how sure the model is, for deciding. */
export const sureness = (scorer: Scorer, [left, right]: readonly [number, number]) => ({
  left,
  right,
  confidence: confidenceOf(scorer.bits(left, right)),
});

/** A pair in words. */
export function explainedPair(
  scorer: Scorer,
  { left, right }: Pick<PairOf<number>, 'left' | 'right'>,
): PairOf<number> {
  const { bits, confidence, prior, reasons } = explain(scorer, left, right);
  for (const reason of reasons) reason.weight = rounded(reason.weight);
  return { left, right, confidence, bits: rounded(bits), prior: rounded(prior), reasons };
}

/** A group of rules; `rowAt` tells the row at each place of the order of age. */
export function ruleGroup(
  { members, level, parts, links }: LevelGroup,
  rowAt: (place: number) => number,
): GroupOf<number> {
  const isWhole = parts[0]?.length === members.length;
  return {
    method: 'RULE',
    profileIds: members.map(rowAt),
    band: isWhole ? 'merge' : 'review',
    ruleLevel: level,
    parts: parts.map((part) => part.map(rowAt)),
    reasons: [],
    pairs: links
      .slice(0, mostPairsOfGroup)
      .map(([a, b, ruleLevel]) => ({ left: rowAt(a), right: rowAt(b), ruleLevel, reasons: [] })),
  };
}

/** A group with ids in place of rows. */
export function withIds(group: GroupOf<number>, identity: RowIdentity): FoundGroup {
  const idOf = (row: number) => identity.idOf(row);
  return {
    ...group,
    profileIds: group.profileIds.map(idOf),
    parts: group.parts.map((part) => part.map(idOf)),
    pairs: group.pairs.map((pair) => ({ ...pair, left: idOf(pair.left), right: idOf(pair.right) })),
  };
}

/** To a ten-thousandth of a bit: nobody reads more, and numbers of seventeen digits take their time. */
const rounded = (bits: number) => Math.round(bits * 10_000) / 10_000;

/** The strongest links that hold the rows together: a tree grown from the first row (Prim). */
function linksOf(rows: readonly number[], scorer: Scorer): [number, number][] {
  const open = new Map(rows.slice(1).map((row) => [row, { to: rows[0]!, bits: scorer.bits(row, rows[0]!) }]));
  const links: [number, number][] = [];
  while (open.size > 0 && links.length < mostPairsOfGroup) {
    let next: { row: number; to: number; bits: number } | undefined;
    for (const [row, { to, bits }] of open) if (!next || bits > next.bits) next = { row, to, bits };
    open.delete(next!.row);
    links.push([next!.row, next!.to]);
    for (const [row, best] of open) {
      const bits = scorer.bits(row, next!.row);
      if (bits > best.bits) open.set(row, { to: next!.row, bits });
    }
  }
  return links;
}

function contradictingPairs(rows: readonly number[], { between }: Contradictions): [number, number][] {
  const pairs: [number, number][] = [];
  for (const [at, one] of rows.slice(0, mostRowsLookedAt).entries()) {
    for (const other of rows.slice(at + 1, mostRowsLookedAt))
      if (between(one, other)) pairs.push([one, other]);
  }
  return pairs;
}
