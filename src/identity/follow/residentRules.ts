import { type HashedKey, hashKey, type LevelKeys } from '../engine/ruleKeys.ts';
import { SortedHashes } from './sortedHashes.ts';

interface Level {
  keys: LevelKeys;
  sorted: SortedHashes;
  /** Rows put since, by their key. */
  later: Map<string, number[]>;
  /** How many rows have each key that too many have. */
  crowds: Map<string, number>;
}

/**
 * The rows of a resident set by the keys of each rule level. A key that more than `guard` rows share brings nobody
 * together and costs no more than to be counted.
 */
export class ResidentRules {
  private readonly levels: readonly Level[];
  private readonly base: number;
  private readonly guard: number;
  private readonly gone: Uint8Array;
  private readonly given = new Map<number, HashedKey[][]>();

  /** `levels` holds the keys of the first `base` rows. */
  constructor(levels: readonly LevelKeys[], base: number, guard: number) {
    this.base = base;
    this.guard = guard;
    this.gone = new Uint8Array(base);
    this.levels = levels.map((keys) => {
      const sorted = new SortedHashes(keys.one.subarray(0, keys.count));
      const level: Level = { keys, sorted, later: new Map(), crowds: new Map() };
      for (const [start, end] of sorted.blocks())
        if (end - start > guard) noteCrowds(level, start, end, guard);
      return level;
    });
  }

  /** Adds a row by its key texts of each level. Returns rows that match otherwise now: their key has become a crowd's. */
  put(row: number, texts: readonly (readonly string[])[]): number[] {
    const keys = texts.map((level) => level.map(hashKey));
    this.given.set(row, keys);
    const touched: number[] = [];
    for (const [at, { crowds, later }] of this.levels.entries()) {
      for (const key of keys[at] ?? []) {
        const name = nameOf(key);
        const others = crowds.has(name) ? undefined : this.rowsOf(at, key);
        const count = (crowds.get(name) ?? others!.length) + 1;
        if (count > this.guard) crowds.set(name, count);
        if (count > this.guard && others) touched.push(...others);
        const known = later.get(name);
        if (known) known.push(row);
        else later.set(name, [row]);
      }
    }
    return touched;
  }

  /** Takes a row out. Returns rows that match otherwise now: their key is a crowd's no more. */
  take(row: number): number[] {
    const touched: number[] = [];
    const keys = this.keysOf(row);
    if (row < this.base) this.gone[row] = 1;
    this.given.delete(row);
    for (const [at, { crowds, later }] of this.levels.entries()) {
      for (const key of keys[at] ?? []) {
        const name = nameOf(key);
        const rest = later.get(name)?.filter((other) => other !== row);
        if (rest?.length === 0) later.delete(name);
        else if (rest) later.set(name, rest);
        const crowd = crowds.get(name);
        if (crowd === undefined) continue;
        if (crowd - 1 > this.guard) crowds.set(name, crowd - 1);
        else if (crowds.delete(name)) touched.push(...this.rowsOf(at, key));
      }
    }
    return touched;
  }

  /** Keys of a row by level. */
  keysOf(row: number): HashedKey[][] {
    if (row < this.base) return this.levels.map(({ keys }) => keysOfRow(keys, row));
    return this.given.get(row) ?? [];
  }

  /** Rows that have this key at a level (0 is the first); none when too many have it. */
  sharing(level: number, key: HashedKey): number[] {
    return this.levels[level]!.crowds.has(nameOf(key)) ? [] : this.rowsOf(level, key);
  }

  /** True when too many rows have this key. */
  isCrowd(level: number, key: HashedKey): boolean {
    return this.levels[level]!.crowds.has(nameOf(key));
  }

  /** Adds the rows that share a key with this one which not many more than `guard` have: no more than `most` of them. */
  eachOfNewCrowd(row: number, most: number, touched: Set<number>): void {
    for (const [level, keys] of this.keysOf(row).entries()) {
      for (const key of keys) {
        const count = this.levels[level]!.crowds.get(nameOf(key)) ?? 0;
        if (count === 0 || count > this.guard + most || touched.size > this.guard + most) continue;
        for (const other of this.rowsOf(level, key)) touched.add(other);
      }
    }
  }

  /** True when a row has exactly these key texts. */
  isSame(row: number, texts: readonly (readonly string[])[]): boolean {
    const keys = this.keysOf(row);
    return texts.every(
      (level, at) =>
        level.length === keys[at]!.length &&
        level.every((text, place) => nameOf(hashKey(text)) === nameOf(keys[at]![place]!)),
    );
  }

  /** How many keys of each level too many rows share, by the rows under them. */
  guarded(): { level: number; profiles: number }[] {
    return this.levels.flatMap(({ crowds }, at) => {
      const profiles = [...crowds.values()].reduce((sum, count) => sum + count, 0);
      return profiles > 0 ? [{ level: at + 1, profiles }] : [];
    });
  }

  /** Every one of the first rows that shares a key with another, each once. */
  *matched(): Generator<number> {
    const seen = new Uint8Array(this.base);
    for (const { keys, sorted } of this.levels) {
      for (const [start, end] of sorted.blocks()) {
        for (let place = start; place < end; place++) {
          const row = keys.rows[sorted.owner(place)]!;
          if (seen[row]! + this.gone[row]! > 0) continue;
          seen[row] = 1;
          yield row;
        }
      }
    }
  }

  private rowsOf(at: number, key: HashedKey): number[] {
    const { keys, sorted, later } = this.levels[at]!;
    const [start, end] = sorted.range(key.one);
    const rows: number[] = [];
    for (let place = start; place < end; place++) {
      const entry = sorted.owner(place);
      const row = keys.rows[entry]!;
      if (keys.other[entry] === key.other && this.gone[row] === 0) rows.push(row);
    }
    return [...rows, ...(later.get(nameOf(key)) ?? [])];
  }
}

/** A key in one word. */
export const nameOf = ({ one, other }: HashedKey): string => `${one} ${other}`;

/** Keys with the same first half are mostly one key; each is counted on its own. */
function noteCrowds({ keys, sorted, crowds }: Level, start: number, end: number, guard: number): void {
  const counts = new Map<number, number>();
  for (let place = start; place < end; place++) {
    const other = keys.other[sorted.owner(place)]!;
    counts.set(other, (counts.get(other) ?? 0) + 1);
  }
  const one = keys.one[sorted.owner(start)]!;
  for (const [other, count] of counts) if (count > guard) crowds.set(nameOf({ one, other }), count);
}

/** Keys of a row; they lie in the order of rows. */
function keysOfRow({ rows, one, other, count }: LevelKeys, row: number): HashedKey[] {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle]! < row) low = middle + 1;
    else high = middle;
  }
  const found: HashedKey[] = [];
  for (let at = low; at < count && rows[at] === row; at++) found.push({ one: one[at]!, other: other[at]! });
  return found;
}
