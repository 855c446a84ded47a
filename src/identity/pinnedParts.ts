import { uint32, widened } from './kernel/arrays.ts';
import type { Pair, ProfileRef } from './profileRefs.ts';

const cellsOfOne = 3;

/**
 * Profiles growing together into parts, where what people keep apart never meets. A few bytes for each profile, so that
 * those of a whole domain have room.
 */
export class PinnedParts<Ref extends ProfileRef = string> {
  /** Numbers of profiles that are named by their ids; rows are numbers already. */
  private readonly numbers = new Map<Ref, number>();
  private readonly named: Ref[] = [];
  /**
   * Of each number side by side, so that a look at it touches one place of the memory: which number stands for the part
   * that it is in, plus 1 (0: itself); the next number of the same part, plus 1, in a ring (0: itself); and how many
   * members there are, kept at the head (0: itself alone).
   */
  private cells = uint32(16 * cellsOfOne);
  /** Profiles that must never be in the part of a head; absent for most. */
  private readonly against = new Map<number, Set<number>>();

  constructor(apart: Iterable<Pair<Ref>>) {
    for (const [one, other] of apart) {
      this.pin(this.numberOf(one), this.numberOf(other));
      this.pin(this.numberOf(other), this.numberOf(one));
    }
  }

  /** Which part a profile is in: a number that all its members have, until the part grows. */
  partOf(ref: Ref): number {
    return this.headOf(this.numberOf(ref));
  }

  /** The members of the part of a profile; at first itself alone. */
  membersOf(ref: Ref): Ref[] {
    let number = this.numberOf(ref);
    const members: Ref[] = new Array(this.sizeOf(this.headOf(number)));
    for (let at = 0; at < members.length; at++) {
      members[at] = this.refOf(number);
      number = this.nextOf(number);
    }
    return members;
  }

  /** The members of each part that some of these profiles are in. */
  sidesOf(refs: readonly Ref[]): Ref[][] {
    const firsts = new Map<number, Ref>();
    for (const ref of refs) firsts.set(this.partOf(ref), ref);
    return [...firsts.values()].map((ref) => this.membersOf(ref));
  }

  /** Whether none of these profiles is in a part with any other. */
  areAlone(refs: readonly Ref[]): boolean {
    for (const ref of refs) if (this.sizeWith(ref) > 1) return false;
    return true;
  }

  /** Whether all of these profiles are in one part. */
  areOne(refs: readonly Ref[]): boolean {
    const part = this.partOf(refs[0]!);
    for (const ref of refs) if (this.partOf(ref) !== part) return false;
    return true;
  }

  /** How many profiles are in the part of one. */
  sizeWith(ref: Ref): number {
    return this.sizeOf(this.partOf(ref));
  }

  /** How many parts these profiles are in. */
  countSides(refs: readonly Ref[]): number {
    if (this.areOne(refs)) return 1;
    return this.areAlone(refs) ? refs.length : new Set(refs.map((ref) => this.partOf(ref))).size;
  }

  /** Makes the parts of two profiles one; false when somebody keeps members of theirs apart. */
  join(one: Ref, other: Ref): boolean {
    const [a, b] = [this.partOf(one), this.partOf(other)];
    if (a === b) return true;
    this.reach(Math.max(a, b));
    const [small, large] = this.sizeOf(a) < this.sizeOf(b) ? [a, b] : [b, a];
    if (this.isApart(small, large)) return false;
    const { cells } = this;
    for (let left = this.sizeOf(small), at = small; left > 0; left--, at = this.nextOf(at))
      cells[at * cellsOfOne] = large + 1;
    cells[large * cellsOfOne + 2] = this.sizeOf(small) + this.sizeOf(large);
    const [afterSmall, afterLarge] = [this.nextOf(small), this.nextOf(large)];
    cells[small * cellsOfOne + 1] = afterLarge + 1;
    cells[large * cellsOfOne + 1] = afterSmall + 1;
    for (const number of this.against.get(small) ?? []) this.pin(large, number);
    return true;
  }

  /**
   * Joins profiles as far as nobody keeps them apart: each goes to the first before it that takes it. Returns the sets
   * that stand together now, of two profiles or more.
   */
  joinAll(refs: readonly Ref[]): (readonly Ref[])[] {
    let taken = 1;
    while (taken < refs.length && this.join(refs[0]!, refs[taken]!)) taken += 1;
    if (taken >= refs.length) return refs.length > 1 ? [refs] : [];
    const sets = [refs.slice(0, taken)];
    for (const ref of refs.slice(taken)) {
      const taker = sets.find(([first]) => this.join(first!, ref));
      if (taker) taker.push(ref);
      else sets.push([ref]);
    }
    return sets.filter(({ length }) => length > 1);
  }

  /** All parts of two profiles or more. */
  *all(): Generator<Ref[]> {
    for (let number = 0; number * cellsOfOne < this.cells.length; number++)
      if (this.headOf(number) === number && this.sizeOf(number) > 1) yield this.membersOf(this.refOf(number));
  }

  private pin(head: number, number: number): void {
    const known = this.against.get(head);
    if (known) known.add(number);
    else this.against.set(head, new Set([number]));
  }

  private isApart(one: number, other: number): boolean {
    const [a, b] = [this.against.get(one), this.against.get(other)];
    if (!a || !b) return false;
    const [watched, far] = a.size < b.size ? [a, other] : [b, one];
    for (const number of watched) if (this.headOf(number) === far) return true;
    return false;
  }

  private numberOf(ref: Ref): number {
    if (typeof ref === 'number') return ref;
    const known = this.numbers.get(ref);
    if (known !== undefined) return known;
    this.numbers.set(ref, this.named.length);
    return this.named.push(ref) - 1;
  }

  private refOf(number: number): Ref {
    return this.named.length === 0 ? (number as Ref) : this.named[number]!;
  }

  private reach(number: number): void {
    if (number * cellsOfOne < this.cells.length) return;
    this.cells = widened(this.cells, 2 ** Math.ceil(Math.log2(number + 1)) * cellsOfOne);
  }

  /** Of numbers that nothing is kept of, everything is as at first. */
  private headOf(number: number): number {
    return (this.cells[number * cellsOfOne] || number + 1) - 1;
  }

  private nextOf(number: number): number {
    return (this.cells[number * cellsOfOne + 1] || number + 1) - 1;
  }

  private sizeOf(head: number): number {
    return this.cells[head * cellsOfOne + 2] || 1;
  }
}
