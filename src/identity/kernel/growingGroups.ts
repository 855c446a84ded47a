/** Groups of rows that grow together; every row begins alone. */
export class GrowingGroups {
  private readonly members = new Map<number, number[]>();
  private readonly owner = new Map<number, number>();
  /** Evidence of the weakest join within each group, in bits. */
  private readonly weakest = new Map<number, number>();
  /** Groups that a strong pair tried to join with another, in vain. */
  private readonly bridged = new Set<number>();

  /** The number of the group a row is in. */
  groupOf(row: number): number {
    const known = this.owner.get(row);
    if (known !== undefined) return known;
    this.owner.set(row, row);
    this.members.set(row, [row]);
    return row;
  }

  rows(group: number): readonly number[] {
    return this.members.get(group)!;
  }

  /** Joins two groups by a pair with so much evidence. */
  join(one: number, other: number, bits: number): void {
    const [kept, gone] = this.rows(one).length >= this.rows(other).length ? [one, other] : [other, one];
    const rows = this.rows(gone);
    for (const row of rows) this.owner.set(row, kept);
    this.members.get(kept)!.push(...rows);
    this.members.delete(gone);
    const weakest = Math.min(bits, this.weakest.get(one) ?? bits, this.weakest.get(other) ?? bits);
    this.weakest.delete(gone);
    this.weakest.set(kept, weakest);
    if (this.bridged.delete(gone)) this.bridged.add(kept);
  }

  /** Remembers that a strong pair stands between two groups that were not joined. */
  refuse(one: number, other: number): void {
    this.bridged.add(one).add(other);
  }

  /** Groups of two rows and more, with their rows ascending. */
  *finished(): Generator<{ rows: number[]; bits: number; isBridged: boolean }> {
    for (const [group, rows] of this.members) {
      if (rows.length < 2) continue;
      const bits = this.weakest.get(group)!;
      yield { rows: rows.toSorted((a, b) => a - b), bits, isBridged: this.bridged.has(group) };
    }
  }
}
