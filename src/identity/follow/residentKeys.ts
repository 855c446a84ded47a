import { divisorsOf, largestBlock } from '../kernel/blockIndex.ts';
import { hashBases } from '../kernel/candidates.ts';
import type { Columns } from '../kernel/columns.ts';
import { joinHashes } from '../kernel/dictionary.ts';
import type { BaseKey, Key } from '../kernel/keys.ts';
import { plannedKeys } from '../kernel/plannedKeys.ts';
import type { Model } from '../kernel/train.ts';
import { SortedHashes } from './sortedHashes.ts';

/** Rows of over-sized blocks by a second key, for each divisor. */
type Division = Map<number, number[]>[];

interface Table {
  key: Key;
  width: number;
  /** Rows that were there at the start. */
  sorted: SortedHashes;
  /** Rows put since. */
  later: Map<number, number[]>;
  divisors: readonly BaseKey[];
  /** By hash of the block; made when first needed, then kept up. */
  divisions: Map<number, Division>;
}

/** Divided blocks that are kept at hand for each key. */
const mostDivisions = 32;

/**
 * The rows of a resident set by the keys of a model, giving for one row what the batch would compare it with: all rows
 * of small blocks, of large ones those that share a second key too.
 */
export class ResidentKeys {
  private readonly bases: readonly BaseKey[];
  private readonly tables: readonly Table[];
  private readonly base: number;
  private readonly gone: Uint8Array;

  constructor(columns: Columns, model: Model) {
    this.base = columns.size;
    this.gone = new Uint8Array(this.base);
    const { bases, keys } = plannedKeys(columns, model);
    this.bases = bases;
    const hashed = hashBases(columns, bases, keys);
    const hashesOf = (base: number) => hashed[base]!;
    this.tables = keys.map((key) => ({
      key,
      width: bases[key[0]]!.width,
      sorted: new SortedHashes(joined(hashesOf, key), bases[key[0]]!.width),
      later: new Map(),
      divisors: divisorsOf(bases, key),
      divisions: new Map(),
    }));
  }

  /** Makes a new row findable. Returns rows that are compared otherwise now, for a block of theirs has outgrown its size. */
  put(row: number): number[] {
    const touched: number[] = [];
    for (const table of this.tables) {
      for (const hash of this.hashes(row, table)) {
        const others = this.rowsOf(table, hash, largestBlock + 1);
        if (others.length === largestBlock) touched.push(...others);
        const later = table.later.get(hash);
        if (later) later.push(row);
        else table.later.set(hash, [row]);
        this.divide(row, hash, table, touched);
      }
    }
    return touched;
  }

  /** Makes a row findable no more; to be called before it is cleared. Returns rows that are compared otherwise now. */
  take(row: number): number[] {
    const touched: number[] = [];
    if (row < this.base) this.gone[row] = 1;
    for (const table of this.tables) {
      for (const hash of this.hashes(row, table)) {
        const later = row < this.base ? undefined : table.later.get(hash);
        if (later) remove(later, row);
        if (later?.length === 0) table.later.delete(hash);
        const others = this.rowsOf(table, hash, largestBlock + 1);
        if (others.length === largestBlock) touched.push(...others);
        const division = table.divisions.get(hash);
        if (!division) continue;
        for (const [at, divisor] of table.divisors.entries()) {
          const block = division[at]!.get(joinHashes(hash, divisor.hash(row, 0)));
          if (!block) continue;
          remove(block, row);
          if (block.length === largestBlock) touched.push(...block);
        }
      }
    }
    return touched;
  }

  /** Rows that the batch would compare this one with, each once. */
  candidates(row: number): Set<number> {
    const found = new Set<number>();
    for (const table of this.tables) {
      for (const hash of this.hashes(row, table)) {
        const block = this.rowsOf(table, hash, largestBlock + 1);
        const rows = block.length > largestBlock ? this.divided(row, hash, table) : block;
        for (const other of rows) found.add(other);
      }
    }
    found.delete(row);
    return found;
  }

  /** Rows of a block, no more than `most`. */
  private rowsOf({ sorted, later }: Table, hash: number, most: number): number[] {
    const rows: number[] = [];
    const [start, end] = sorted.range(hash);
    for (let place = start; place < end && rows.length < most; place++) {
      const row = sorted.owner(place);
      if (this.gone[row] === 0) rows.push(row);
    }
    for (const row of later.get(hash) ?? []) if (rows.push(row) >= most) break;
    return rows;
  }

  private divided(row: number, hash: number, table: Table): number[] {
    const division = this.division(table, hash);
    return table.divisors.flatMap((divisor, at) => {
      const key = joinHashes(hash, divisor.hash(row, 0));
      const block = key === 0 ? undefined : division[at]!.get(key);
      return block && block.length <= largestBlock ? block : [];
    });
  }

  private division(table: Table, hash: number): Division {
    const known = table.divisions.get(hash);
    if (known) return known;
    if (table.divisions.size >= mostDivisions) table.divisions.delete(table.divisions.keys().next().value!);
    const made: Division = table.divisors.map(() => new Map());
    table.divisions.set(hash, made);
    for (const row of this.rowsOf(table, hash, Number.POSITIVE_INFINITY))
      addTo(made, table.divisors, hash, row);
    return made;
  }

  /** Adds a row to the division of its block, and notes the rows of parts that have outgrown their size by it. */
  private divide(row: number, hash: number, { divisions, divisors }: Table, touched: number[]): void {
    const division = divisions.get(hash);
    if (!division) return;
    for (const block of addTo(division, divisors, hash, row))
      if (block.length === largestBlock + 1) touched.push(...block);
  }

  private hashes(row: number, { key: [one, other], width }: Table): number[] {
    const base = this.bases[one]!;
    const hashes: number[] = [];
    for (let slot = 0; slot < width; slot++) {
      const first = base.hash(row, slot);
      const hash = other === undefined ? first : joinHashes(first, this.bases[other]!.hash(row, 0));
      if (hash !== 0) hashes.push(hash);
    }
    return hashes;
  }
}

function joined(hashesOf: (base: number) => Int32Array, [one, other]: Key): Int32Array {
  if (other === undefined) return hashesOf(one);
  const [first, second] = [hashesOf(one), hashesOf(other)];
  return first.map((hash, row) => joinHashes(hash, second[row]!));
}

function addTo(division: Division, divisors: readonly BaseKey[], hash: number, row: number): number[][] {
  return divisors.flatMap((divisor, at) => {
    const key = joinHashes(hash, divisor.hash(row, 0));
    if (key === 0) return [];
    const block = division[at]!.get(key);
    if (block) block.push(row);
    else division[at]!.set(key, [row]);
    return [block ?? [row]];
  });
}

function remove(rows: number[], row: number): void {
  const at = rows.indexOf(row);
  if (at >= 0) rows.splice(at, 1);
}
