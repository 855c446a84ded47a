import type { Group } from '../kernel/clusters.ts';
import type { Contradictions } from '../kernel/contradictions.ts';
import { explain } from '../kernel/explain.ts';
import type { Scorer } from '../kernel/score.ts';
import type { LevelGroup } from '../rules/levelGroups.ts';
import { type FoundGroup, type FoundPair, mostPairsOfGroup } from './resolution.ts';
import type { RowIdentity } from './rowIdentity.ts';

/** Up to so many rows every pair of a group is looked at for what contradicts. */
const mostRowsLookedAt = 30;

/** A group of the model in words: who, how sure, which links hold it together and what contradicts. */
export function modelGroup(
  group: Group,
  scorer: Scorer,
  contradictions: Contradictions,
  identity: RowIdentity,
): FoundGroup {
  const { rows, band, confidence, parts, reasons } = group;
  const links = linksOf(rows, scorer);
  const against = reasons.length > 0 ? contradictingPairs(rows, contradictions) : [];
  const told = new Set<string>();
  const pairs: FoundPair[] = [];
  for (const [one, other] of [...links, ...against].slice(0, mostPairsOfGroup)) {
    const [a, b] = identity.isOlder(one, other) ? [one, other] : [other, one];
    if (told.has(`${a} ${b}`)) continue;
    told.add(`${a} ${b}`);
    const { bits, confidence: sure, prior, reasons: lines } = explain(scorer, a, b);
    for (const line of lines) line.weight = rounded(line.weight);
    pairs.push({
      left: identity.idOf(a),
      right: identity.idOf(b),
      confidence: sure,
      bits: rounded(bits),
      prior: rounded(prior),
      reasons: lines,
    });
  }
  return {
    method: 'MODEL',
    profileIds: idsOf(rows, identity),
    band,
    confidence,
    parts: parts.map((part) => idsOf(part, identity)),
    reasons,
    pairs,
  };
}

/** A group of rules; `rowAt` tells the row at each place of the order of age. */
export function ruleGroup(
  { members, level, parts, links }: LevelGroup,
  rowAt: (place: number) => number,
  identity: RowIdentity,
): FoundGroup {
  const idAt = (place: number) => identity.idOf(rowAt(place));
  const isWhole = parts[0]?.length === members.length;
  return {
    method: 'RULE',
    profileIds: members.map(idAt),
    band: isWhole ? 'merge' : 'review',
    ruleLevel: level,
    parts: parts.map((part) => part.map(idAt)),
    reasons: [],
    pairs: links
      .slice(0, mostPairsOfGroup)
      .map(([a, b, ruleLevel]) => ({ left: idAt(a), right: idAt(b), ruleLevel, reasons: [] })),
  };
}

/** To a ten-thousandth of a bit: nobody reads more, and numbers of seventeen digits take their time. */
const rounded = (bits: number) => Math.round(bits * 10_000) / 10_000;

const idsOf = (rows: readonly number[], identity: RowIdentity) =>
  rows.toSorted((one, other) => (identity.isOlder(one, other) ? -1 : 1)).map((row) => identity.idOf(row));

/** The strongest links that hold the rows together: a tree grown from the first row (Prim). */
function linksOf(rows: readonly number[], scorer: Scorer): [number, number][] {
  if (rows.length === 2) return [[rows[0]!, rows[1]!]];
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
