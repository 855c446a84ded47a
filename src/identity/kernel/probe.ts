import { largestBlock } from './blockIndex.ts';
import type { Columns } from './columns.ts';
import { joinHashes } from './dictionary.ts';
import type { BaseKey, Key } from './keys.ts';
import { plannedKeys } from './plannedKeys.ts';
import type { Model } from './train.ts';

/**
 * The rows of a resident set by key, for resolving one row at a time: the same keys as in the nightly batch, looked up
 * instead of sorted. Rows are put in as they are written.
 */
export class Probe {
  private readonly columns: Columns;
  private readonly bases: readonly BaseKey[];
  private readonly tables: readonly { key: Key; rows: Map<number, number | number[]> }[];

  constructor(columns: Columns, model: Model) {
    this.columns = columns;
    const { bases, keys } = plannedKeys(columns, model);
    this.bases = bases;
    this.tables = keys.map((key) => ({ key, rows: new Map() }));
  }

  /** Makes a row findable. */
  put(row: number): void {
    for (const { key, rows } of this.tables) {
      for (const hash of this.hashes(row, key)) {
        const known = rows.get(hash);
        if (known === undefined) rows.set(hash, row);
        else if (typeof known === 'number') rows.set(hash, [known, row]);
        else known.push(row);
      }
    }
  }

  /** Makes a row findable no more. To be called before the row is cleared. */
  take(row: number): void {
    for (const { key, rows } of this.tables) {
      for (const hash of this.hashes(row, key)) {
        const known = rows.get(hash);
        if (known === row) rows.delete(hash);
        else if (Array.isArray(known))
          rows.set(
            hash,
            known.filter((other) => other !== row),
          );
      }
    }
  }

  /**
   * Rows that share a key with this one, each once, without itself. Of blocks larger than the batch would compare whole,
   * only the latest rows are given and `isWhole` is false.
   */
  candidates(row: number): { rows: number[]; isWhole: boolean } {
    const found = new Set<number>();
    let isWhole = true;
    for (const { key, rows } of this.tables) {
      for (const hash of this.hashes(row, key)) {
        const known = rows.get(hash);
        if (known === undefined) continue;
        const block = typeof known === 'number' ? [known] : known;
        if (block.length > largestBlock) isWhole = false;
        for (const other of block.slice(-largestBlock)) found.add(other);
      }
    }
    found.delete(row);
    return { rows: [...found].sort((one, other) => one - other), isWhole };
  }

  private hashes(row: number, [one, other]: Key): number[] {
    const base = this.bases[one]!;
    const hashes: number[] = [];
    for (let slot = 0; slot < base.width && row < this.columns.size; slot++) {
      const first = base.hash(row, slot);
      const hash = other === undefined ? first : joinHashes(first, this.bases[other]!.hash(row, 0));
      if (hash !== 0) hashes.push(hash);
    }
    return hashes;
  }
}
