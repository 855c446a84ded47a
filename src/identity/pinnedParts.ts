/** Two base profiles by id. */
export type IdPair = readonly [string, string];

interface Part {
  ids: string[];
  /** Profiles that must never be in this part; absent for most. */
  against: Set<string> | undefined;
}

/** Profiles growing together into parts, where what people keep apart never meets. */
export class PinnedParts {
  private readonly parts = new Map<string, Part>();
  private readonly pins = new Map<string, string[]>();

  constructor(apart: Iterable<IdPair>) {
    for (const [one, other] of apart) {
      this.pin(one, other);
      this.pin(other, one);
    }
  }

  private pin(one: string, other: string): void {
    const list = this.pins.get(one);
    if (list) list.push(other);
    else this.pins.set(one, [other]);
  }

  /** The part of a profile; at first itself alone. */
  of(id: string): Part {
    let part = this.parts.get(id);
    if (!part) {
      const pinned = this.pins.get(id);
      part = { ids: [id], against: pinned && new Set(pinned) };
      this.parts.set(id, part);
    }
    return part;
  }

  /** The members of each part that some of these profiles are in; most profiles are alone, and nothing is kept of them. */
  sidesOf(ids: readonly string[]): (readonly string[])[] {
    const sides = new Set<readonly string[]>();
    for (const id of ids) sides.add(this.parts.get(id)?.ids ?? [id]);
    return [...sides];
  }

  /** Makes the parts of two profiles one; false when somebody keeps members of theirs apart. */
  join(one: string, other: string): boolean {
    const [a, b] = [this.of(one), this.of(other)];
    if (a === b) return true;
    const [small, large] = a.ids.length < b.ids.length ? [a, b] : [b, a];
    if (small.against && large.against) {
      const watched = small.against.size < large.against.size ? small : large;
      const far = watched === small ? large : small;
      for (const id of watched.against!) if (this.parts.get(id) === far) return false;
    }
    for (const id of small.ids) this.parts.set(id, large);
    large.ids.push(...small.ids);
    if (!large.against) large.against = small.against;
    else for (const id of small.against ?? []) large.against.add(id);
    return true;
  }

  /**
   * Joins profiles as far as nobody keeps them apart: each goes to the first before it that takes it. Returns the sets
   * that stand together now, of two profiles or more.
   */
  joinAll(ids: readonly string[]): string[][] {
    const sets: string[][] = [];
    for (const id of ids) {
      const taker = sets.find(([first]) => this.join(first!, id));
      if (taker) taker.push(id);
      else sets.push([id]);
    }
    return sets.filter(({ length }) => length > 1);
  }

  /** All parts of two profiles or more. */
  *all(): Generator<string[]> {
    for (const [id, { ids }] of this.parts) if (ids.length > 1 && ids[0] === id) yield ids;
  }
}
