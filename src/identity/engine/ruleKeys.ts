import { int32, uint32, widened } from '../kernel/arrays.ts';
import { hashText, spread } from '../kernel/dictionary.ts';

/** Keys of one rule level: which row has which key, as 64 bits of its text. Two texts meet by chance once in 10^19. */
export interface LevelKeys {
  rows: Uint32Array;
  one: Int32Array;
  other: Int32Array;
  count: number;
}

/** The text of a key as 64 bits. */
export interface HashedKey {
  one: number;
  other: number;
}

/** Equal texts have equal keys; see `LevelKeys` for others. */
export const hashKey = (text: string): HashedKey => ({ one: hashText(text), other: secondHash(text) });

/** Rule keys of rows, gathered level by level. */
export class RuleKeys {
  readonly levels: LevelKeys[];

  constructor(levels: number) {
    this.levels = Array.from({ length: levels }, () => emptyLevel(1 << 10));
  }

  /** Notes the key texts of a row, one list for each level. */
  add(row: number, keys: readonly (readonly string[])[]): void {
    for (let level = 0; level < keys.length; level++) {
      for (const text of keys[level]!) put(this.levels[level]!, row, hashKey(text));
    }
  }
}

const emptyLevel = (length: number): LevelKeys => ({
  rows: uint32(length),
  one: int32(length),
  other: int32(length),
  count: 0,
});

function put(level: LevelKeys, row: number, { one, other }: HashedKey): void {
  if (level.count === level.rows.length) {
    const room = level.count * 2;
    level.rows = widened(level.rows, room);
    level.one = widened(level.one, room);
    level.other = widened(level.other, room);
  }
  level.rows[level.count] = row;
  level.one[level.count] = one;
  level.other[level.count++] = other;
}

/** 32 bits that have nothing to do with those of `hashText`. */
function secondHash(text: string): number {
  let hash = 0x9747b28c;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0xcc9e2d51);
    hash = (hash << 15) | (hash >>> 17);
  }
  return spread(hash ^ text.length);
}
