import type { CompiledRules } from '../../../src/identity/rules/compileRules.ts';
import { LevelGroups, usualGuard } from '../../../src/identity/rules/levelGroups.ts';

/** A profile with its keys of each level (see `CompiledRules.keysOf`), or hashes of them. */
export interface RuleRow<Key = string> {
  profileId: string;
  /** Epoch milliseconds. Older profiles come first wherever an order is needed, equals by id. */
  createdAt: number;
  keys: readonly (readonly Key[])[];
}

/** Two profiles that share a key, with the lowest level at which they do. */
export interface RulePair {
  left: string;
  right: string;
  ruleLevel: number;
}

/** Profiles that rules take for one person. */
export interface RuleGroup {
  /** Oldest first. */
  profileIds: string[];
  /** The weakest level without which the group would fall apart. */
  ruleLevel: number;
  /** What levels for merging hold together, of two profiles or more. */
  parts: string[][];
  /** Matches that hold the group together, one fewer than its profiles. */
  pairs: RulePair[];
}

/** Keys of a level that so many profiles share that they tell nothing (AWS: more than 500 records). */
export interface GuardedLevel {
  level: number;
  /** Profiles of all such keys together. */
  profiles: number;
}

export interface RuleGroupOptions<Key> {
  /** Pairs of profile ids that people keep apart; they never meet in one group. */
  apart?: readonly (readonly [string, string])[];
  /** A key that more profiles than this share makes no match. */
  guard?: number;
  /** How many profiles share a key when the rows are not all there are. */
  sharedBy?: (level: number, key: Key) => number;
}

/**
 * Groups profiles by rules: level by level, profiles that share a key come together, and groups that meet become one. Pure,
 * and independent of the order of rows. Where people keep profiles apart, the pairs of a level are taken from the oldest
 * on, and one that would bring those profiles together is left out.
 */
export function ruleGroups<Key>(
  rows: readonly RuleRow<Key>[],
  rules: Pick<CompiledRules, 'levels' | 'mergeLevels'>,
  { apart = [], guard = usualGuard, sharedBy }: RuleGroupOptions<Key> = {},
): { groups: RuleGroup[]; guarded: GuardedLevel[] } {
  const ordered = rows.toSorted(oldestFirst);
  const places = new Map(ordered.map(({ profileId }, place) => [profileId, place]));
  const pins = apart.flatMap(([one, other]): [number, number][] => {
    const [a, b] = [places.get(one), places.get(other)];
    return a === undefined || b === undefined ? [] : [[a, b]];
  });
  const guarded: GuardedLevel[] = [];
  const blocks: number[][][] = [];
  for (let level = 1; level <= rules.levels; level++) {
    const { kept, left } = blocksOf(ordered, level, guard, sharedBy);
    blocks.push(kept);
    if (left > 0) guarded.push({ level, profiles: left });
  }
  const found = new LevelGroups(ordered.length, blocks, rules.mergeLevels, pins).found();
  const idOf = (place: number) => ordered[place]!.profileId;
  const groups = found.map(({ members, level, parts, links }) => ({
    profileIds: members.map(idOf),
    ruleLevel: level,
    parts: parts.map((part) => part.map(idOf)),
    pairs: links.map(([a, b, ruleLevel]) => ({ left: idOf(a), right: idOf(b), ruleLevel })),
  }));
  return { groups, guarded };
}

const oldestFirst = (one: RuleRow<unknown>, other: RuleRow<unknown>) =>
  one.createdAt - other.createdAt || (one.profileId < other.profileId ? -1 : 1);

/** Places of the rows under each key of a level that at least two have; how many rows only guarded keys would match. */
function blocksOf<Key>(
  rows: readonly RuleRow<Key>[],
  level: number,
  guard: number,
  sharedBy: ((level: number, key: Key) => number) | undefined,
): { kept: number[][]; left: number } {
  const blocks = new Map<Key, number[]>();
  for (const [place, { keys }] of rows.entries()) {
    for (const key of keys[level - 1] ?? []) {
      const block = blocks.get(key);
      if (block) block.push(place);
      else blocks.set(key, [place]);
    }
  }
  const kept: number[][] = [];
  let left = 0;
  for (const [key, block] of blocks) {
    const size = sharedBy?.(level, key) ?? block.length;
    if (size > guard) left += size;
    else if (block.length > 1) kept.push(block);
  }
  return { kept, left };
}
