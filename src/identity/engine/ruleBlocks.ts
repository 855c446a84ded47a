import { eachBlock, group } from '../kernel/blocks.ts';
import type { LevelKeys } from './ruleKeys.ts';

/** Rows of each key that several have, and how many rows only keys of a crowd would bring together. */
export interface RuleBlocks {
  /** Places ascending within a block. */
  blocks: number[][];
  /** Rows under keys that more than `guard` share, key by key. */
  guarded: number;
}

/**
 * Groups the rows of a level by key; the keys may come in several parts. `placeOf` tells the place of each row in the order
 * wanted.
 */
export function ruleBlocks(parts: readonly LevelKeys[], placeOf: Uint32Array, guard: number): RuleBlocks {
  const { rows, one, other } = joined(parts);
  const found: RuleBlocks = { blocks: [], guarded: 0 };
  const grouping = group(one);
  eachBlock(grouping, (start, end) => {
    for (const entries of byKey(grouping.order, other, start, end)) {
      const places = [...new Set(entries.map((entry) => placeOf[rows[entry]!]!))];
      if (places.length > guard) found.guarded += places.length;
      else if (places.length > 1) found.blocks.push(places.sort((a, b) => a - b));
    }
  });
  return found;
}

function joined(parts: readonly LevelKeys[]): Pick<LevelKeys, 'rows' | 'one' | 'other'> {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const all = { rows: new Uint32Array(count), one: new Int32Array(count), other: new Int32Array(count) };
  let at = 0;
  for (const part of parts) {
    for (const name of ['rows', 'one', 'other'] as const)
      all[name].set(part[name].subarray(0, part.count), at);
    at += part.count;
  }
  return all;
}

/** Entries whose first 32 bits agree, by their other 32 bits; nearly always one key. */
function byKey(order: Uint32Array, other: Int32Array, start: number, end: number): number[][] {
  const keys = new Map<number, number[]>();
  for (let at = start; at < end; at++) {
    const key = other[order[at]!]!;
    const known = keys.get(key);
    if (known) known.push(order[at]!);
    else keys.set(key, [order[at]!]);
  }
  return [...keys.values()];
}
