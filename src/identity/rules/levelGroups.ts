/** A key that more profiles share makes no match (AWS: "associated with more than 500 records"). */
export const usualGuard = 500;

/** A match between two places, a < b, and its level. */
export type Link = readonly [a: number, b: number, level: number];

/** Places that came together. */
export interface LevelGroup {
  /** Ascending. */
  members: number[];
  /** Level of the weakest link. */
  level: number;
  /** What the levels for merging hold together, of two or more. */
  parts: number[][];
  /** Links that made the group, in the order in which they did. */
  links: Link[];
}

/** Joins places that share a block, level by level, without bringing pinned places together. */
export class LevelGroups {
  private readonly blocks: readonly (readonly (readonly number[])[])[];
  private readonly mergeLevels: number;
  private readonly pins: readonly (readonly [number, number])[];
  private readonly size: number;

  /** `blocks`: by level (index 0 is level 1), places ascending that share a key. `pins`: never in one group. */
  constructor(
    size: number,
    blocks: readonly (readonly (readonly number[])[])[],
    mergeLevels: number,
    pins: readonly (readonly [number, number])[],
  ) {
    this.size = size;
    this.blocks = blocks;
    this.mergeLevels = mergeLevels;
    this.pins = pins;
  }

  /** Groups of two and more, by their first place. */
  found(): LevelGroup[] {
    const free = this.join(() => true, star, []);
    const disputed = new Set(
      this.pins.filter(([a, b]) => free.roots.of(a) === free.roots.of(b)).map(([a]) => free.roots.of(a)),
    );
    if (disputed.size === 0) return groupsOf(free);
    const isDisputed = (place: number) => disputed.has(free.roots.of(place));
    const careful = this.join(isDisputed, everyPair, this.pins);
    const calm = groupsOf(free).filter(({ members }) => !isDisputed(members[0]!));
    return [...calm, ...groupsOf(careful)].sort((one, other) => one.members[0]! - other.members[0]!);
  }

  private join(
    isWanted: (place: number) => boolean,
    pairsOf: (block: readonly number[]) => [number, number][],
    pins: readonly (readonly [number, number])[],
  ): Joined {
    const roots = new Roots(this.size, pins);
    const links: Link[] = [];
    let merged = roots.copy();
    for (const [at, blocks] of this.blocks.entries()) {
      const pairs = blocks.filter(([first]) => isWanted(first!)).flatMap(pairsOf);
      for (const [a, b] of pairs.sort((one, other) => one[0] - other[0] || one[1] - other[1]))
        if (roots.join(a, b)) links.push([a, b, at + 1]);
      if (at + 1 === this.mergeLevels) merged = roots.copy();
    }
    return { roots, merged, links };
  }
}

interface Joined {
  roots: Roots;
  /** As it stood after the levels for merging. */
  merged: Roots;
  links: Link[];
}

/** Joined one after the other to the first, all of a block come together. */
const star = ([first = 0, ...others]: readonly number[]): [number, number][] =>
  others.map((other) => [first, other]);

const everyPair = (block: readonly number[]): [number, number][] =>
  block.flatMap((a, at) => block.slice(at + 1).map((b): [number, number] => [a, b]));

function groupsOf({ roots, merged, links }: Joined): LevelGroup[] {
  const groups = new Map<number, LevelGroup>();
  const members = new Set<number>();
  for (const link of links) {
    const [a, b, level] = link;
    const root = roots.of(a);
    const group = groups.get(root) ?? { members: [], level: 0, parts: [], links: [] };
    group.links.push(link);
    group.level = Math.max(group.level, level);
    groups.set(root, group);
    members.add(a).add(b);
  }
  for (const place of [...members].sort((a, b) => a - b)) groups.get(roots.of(place))!.members.push(place);
  for (const group of groups.values()) {
    const parts = Map.groupBy(group.members, (place) => merged.of(place));
    group.parts = [...parts.values()].filter(({ length }) => length > 1);
  }
  return [...groups.values()].sort((one, other) => one.members[0]! - other.members[0]!);
}

/** Which places stand together. */
class Roots {
  private readonly parents: Int32Array;
  /** Places that may not meet the places of a root, by root. */
  private readonly against: Map<number, Set<number>>;
  private readonly members: Map<number, number[]>;

  constructor(size: number, pins: readonly (readonly [number, number])[]) {
    this.parents = new Int32Array(size).map((_zero, place) => place);
    this.against = new Map();
    this.members = new Map();
    for (const [a, b] of pins) {
      this.against.set(a, (this.against.get(a) ?? new Set()).add(b));
      this.against.set(b, (this.against.get(b) ?? new Set()).add(a));
    }
  }

  of(place: number): number {
    let root = place;
    while (this.parents[root] !== root) root = this.parents[root]!;
    for (let at = place; at !== root; ) {
      const next = this.parents[at]!;
      this.parents[at] = root;
      at = next;
    }
    return root;
  }

  /** False when the two are together already or must not be. The lower root stays. */
  join(a: number, b: number): boolean {
    const [x, y] = [this.of(a), this.of(b)];
    if (x === y || this.areApart(x, y)) return false;
    const [root, gone] = x < y ? [x, y] : [y, x];
    this.parents[gone] = root;
    if (this.against.size > 0) this.members.set(root, [...this.membersOf(root), ...this.membersOf(gone)]);
    return true;
  }

  copy(): Roots {
    const copy = new Roots(0, []);
    Object.assign(copy, { parents: this.parents.slice() });
    return copy;
  }

  private membersOf(root: number): number[] {
    return this.members.get(root) ?? [root];
  }

  private areApart(one: number, other: number): boolean {
    if (this.against.size === 0) return false;
    const others = new Set(this.membersOf(other));
    return this.membersOf(one).some((place) => {
      const against = this.against.get(place);
      return against !== undefined && [...against].some((pinned) => others.has(pinned));
    });
  }
}
