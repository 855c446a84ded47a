import { float64, shared, uint32, widened } from '../kernel/arrays.ts';
import type { GroupReason } from '../kernel/clusters.ts';
import { isWhole, matchIdOf } from '../matchGroups.ts';
import type { BareGroup } from './foundGroups.ts';
import type { KeptGroup, KeptPair } from './resolution.ts';

/**
 * Groups of rows as numbers, which several threads can read without a copy and which take a tenth of the room that
 * objects would. Of each group: method, band, confidence (NaN: none), rule level (0: none), reasons, how many rows, parts
 * (-1: the whole group is the only one) and pairs; then the rows, of each part how many and which, and of each pair left,
 * right, confidence and rule level.
 */
export interface PackedGroups {
  numbers: Float64Array;
  /** Where each group begins. */
  starts: Uint32Array;
}

/** A group, with the pairs that deciding needs of it. */
export interface PackableGroup {
  group: BareGroup;
  pairs: readonly KeptPair[];
}

const headLength = 8;

const reasonNames: readonly GroupReason[] = [
  'contradictingBirthDate',
  'contradictingGender',
  'twoIdsOfOneSource',
  'oversized',
  'weakBridge',
];

/** Packs groups. */
export function packGroups(groups: Iterable<PackableGroup>): PackedGroups {
  const packer = new Packer();
  for (const { group, pairs } of groups) packer.add(group, pairs);
  return packer.packed();
}

class Packer {
  private numbers = float64(1 << 10);
  private starts = uint32(1 << 8);
  private length = 0;
  private count = 0;

  add(group: BareGroup, pairs: readonly KeptPair[]): void {
    const { profileIds, parts } = group;
    const isOnePart = isWhole(group);
    if (this.count === this.starts.length) this.starts = widened(this.starts, this.count * 2);
    this.starts[this.count++] = this.length;
    this.reserve(headLength);
    this.put(group.method === 'RULE' ? 1 : 0);
    this.put(group.band === 'merge' ? 1 : 0);
    this.put(group.confidence ?? Number.NaN);
    this.put(group.ruleLevel ?? 0);
    this.put(maskOf(group.reasons));
    this.put(profileIds.length);
    this.put(isOnePart ? -1 : parts.length);
    this.put(pairs.length);
    this.putAll(profileIds);
    if (!isOnePart) for (const part of parts) this.putPart(part);
    for (const pair of pairs) this.putPair(pair);
  }

  packed(): PackedGroups {
    return { numbers: shared(this.numbers, this.length), starts: shared(this.starts, this.count) };
  }

  private putPart(rows: readonly number[]): void {
    this.reserve(1);
    this.put(rows.length);
    this.putAll(rows);
  }

  private putPair({ left, right, confidence, ruleLevel }: KeptPair): void {
    this.reserve(4);
    this.put(left);
    this.put(right);
    this.put(confidence ?? Number.NaN);
    this.put(ruleLevel ?? 0);
  }

  private putAll(some: readonly number[]): void {
    this.reserve(some.length);
    for (let at = 0; at < some.length; at++) this.put(some[at]!);
  }

  /** Room for so many further numbers. */
  private reserve(more: number): void {
    const { numbers, length } = this;
    if (length + more > numbers.length) this.numbers = widened(numbers, (length + more) * 2);
  }

  /** There is room for it. */
  private put(number: number): void {
    this.numbers[this.length++] = number;
  }
}

/** The groups of one thread, which get the ids of their run from `first` on. */
export function unpackGroups({ numbers, starts }: PackedGroups, jobId: string, first: number): KeptGroup[] {
  const pack = { numbers, jobId };
  return Array.from(starts, (start, at) => new PackedGroup(pack, start, first + at));
}

/** Reads a group as it is asked for something. */
class PackedGroup implements KeptGroup {
  private readonly pack: { numbers: Float64Array; jobId: string };
  private readonly start: number;
  private readonly number: number;

  constructor(pack: PackedGroup['pack'], start: number, number: number) {
    this.pack = pack;
    this.start = start;
    this.number = number;
  }

  get matchId(): string {
    return matchIdOf(this.pack.jobId, this.number);
  }

  get method(): 'MODEL' | 'RULE' {
    return this.at(0) === 1 ? 'RULE' : 'MODEL';
  }

  get band(): 'merge' | 'review' {
    return this.at(1) === 1 ? 'merge' : 'review';
  }

  get confidence(): number | undefined {
    return known(this.at(2));
  }

  get ruleLevel(): number | undefined {
    return this.at(3) || undefined;
  }

  get reasons(): GroupReason[] {
    const mask = this.at(4);
    return mask === 0 ? [] : reasonNames.filter((_name, bit) => (mask >> bit) & 1);
  }

  get profileIds(): number[] {
    return this.rows(headLength, this.at(5));
  }

  get parts(): number[][] {
    if (this.at(6) < 0) return [this.profileIds];
    const parts: number[][] = [];
    let place = headLength + this.at(5);
    while (parts.length < this.at(6)) {
      const part = this.rows(place + 1, this.at(place));
      place += part.length + 1;
      parts.push(part);
    }
    return parts;
  }

  get pairs(): KeptPair[] {
    const count = this.at(7);
    if (count === 0) return [];
    let place = headLength + this.at(5);
    for (let part = 0; part < this.at(6); part++) place += this.at(place) + 1;
    return Array.from({ length: count }, (_none, pair) => {
      const [left, right] = this.rows(place + pair * 4, 2);
      const confidence = known(this.at(place + pair * 4 + 2));
      return {
        left: left!,
        right: right!,
        confidence,
        ruleLevel: this.at(place + pair * 4 + 3) || undefined,
      };
    });
  }

  private at(place: number): number {
    return this.pack.numbers[this.start + place]!;
  }

  private rows(place: number, count: number): number[] {
    const rows: number[] = new Array(count);
    // As whole numbers: arrays of them take half the room.
    for (let at = 0; at < count; at++) rows[at] = this.at(place + at) | 0;
    return rows;
  }
}

const known = (number: number) => (Number.isNaN(number) ? undefined : number);

function maskOf(reasons: readonly GroupReason[]): number {
  let mask = 0;
  for (let at = 0; at < reasons.length; at++) mask |= 1 << reasonNames.indexOf(reasons[at]!);
  return mask;
}
