import type { Names } from '../profileRefs.ts';
import { RowIdentity, type RowIds } from './rowIdentity.ts';

/**
 * Which profile each row of a run is, and back. Profiles that came after the run had looked get the numbers after its
 * rows when they are first asked for.
 */
export class RowNames implements Names<number> {
  /** 16 bytes of id for each row of the run. */
  readonly ids: Uint8Array;
  private readonly identity: RowIdentity;
  private readonly later: string[] = [];
  private readonly rowsOfLater = new Map<string, number>();

  constructor(rows: RowIds) {
    this.identity = RowIdentity.of(rows);
    this.ids = rows.ids;
  }

  idOf(row: number): string {
    return this.later[row - this.identity.size] ?? this.identity.idOf(row);
  }

  refOf(id: string): number {
    const row = this.identity.find(id);
    if (row >= 0) return row;
    const known = this.rowsOfLater.get(id);
    if (known !== undefined) return known;
    const next = this.identity.size + this.later.push(id) - 1;
    this.rowsOfLater.set(id, next);
    return next;
  }
}
