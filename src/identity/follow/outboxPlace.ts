/** A place in the outbox as it is stored and loaded. */
export interface StoredPlace {
  /** Announcements up to this number are dealt with, but for those that commit late. */
  sequence: number;
  /** Of the latest up to there, those that were dealt with. */
  followed: readonly number[];
}

/** How far somebody who follows has come in the outbox, where an announcement may commit after one with a higher number. */
export class OutboxPlace {
  private sequence: number;
  private readonly seen: Set<number>;
  private readonly overlap: number;
  /** Whether it is stored as it is. */
  isSaved: boolean;

  /** `overlap`: so far back announcements are looked for again. */
  constructor({ sequence, followed }: StoredPlace, overlap: number, isSaved: boolean) {
    this.sequence = sequence;
    this.seen = new Set(followed);
    this.overlap = overlap;
    this.isSaved = isSaved;
  }

  get latest(): number {
    return this.sequence;
  }

  get stored(): StoredPlace {
    return { sequence: this.sequence, followed: [...this.seen] };
  }

  /** Numbers up to one that no announcement was seen with, nor is in `known`: those that commit late may have them. */
  unseen(upTo: number, known: ReadonlySet<number>): number[] {
    const numbers: number[] = [];
    // While much is read at once it is looked further back, but not without end: other domains have numbers too.
    const first = Math.max(1, this.sequence - this.overlap + 1, upTo - 10 * this.overlap + 1);
    for (let number = first; number <= upTo; number++)
      if (!this.seen.has(number) && !known.has(number)) numbers.push(number);
    return numbers;
  }

  /** Announcements with these numbers have been dealt with. */
  mark(sequences: readonly number[]): void {
    if (sequences.length > 0) this.isSaved = false;
    for (const sequence of sequences) this.seen.add(sequence);
    this.sequence = sequences.reduce((latest, sequence) => Math.max(latest, sequence), this.sequence);
    for (const sequence of this.seen)
      if (sequence <= this.sequence - this.overlap) this.seen.delete(sequence);
  }
}
