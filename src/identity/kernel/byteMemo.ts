/** Values remembered at most; a column with more distinct ones gains little. */
const most = 1 << 18;
/** Values looked at before it is decided whether remembering pays. */
const trial = 1 << 15;

/**
 * Remembers what a text stands for by its bytes, so that a value that comes again costs neither a string nor its form.
 * Stops by itself when values hardly ever come again.
 */
export class ByteMemo {
  /** Two numbers for each value. */
  results = new Int32Array(1 << 9);
  private pool = new Uint8Array(1 << 13);
  private ends = new Uint32Array(1 << 8);
  private size = 0;
  /** Open addressing: place + 1 and hash side by side. */
  private slots = new Int32Array(1 << 10);
  private misses = 0;
  private asked = 0;
  private isUseful = true;
  private readonly read: (text: string) => readonly [number, number];
  private readonly last: [number, number] = [-1, -1];

  /** `read` gives the two numbers of a text; it must be a pure function of the text. */
  constructor(read: (text: string) => readonly [number, number]) {
    this.read = read;
  }

  /** The two numbers of the text in these bytes (UTF-8). The result is used again. */
  find(bytes: Buffer, start: number, end: number): readonly [number, number] {
    if (!this.isUseful) return this.read(bytes.toString('utf8', start, end));
    this.asked += 1;
    const hash = hashBytes(bytes, start, end);
    const slot = this.slot(bytes, start, end, hash);
    const known = this.slots[slot]!;
    if (known === 0) return this.miss(bytes, start, end, hash, slot);
    this.last[0] = this.results[known * 2 - 2]!;
    this.last[1] = this.results[known * 2 - 1]!;
    return this.last;
  }

  private miss(
    bytes: Buffer,
    start: number,
    end: number,
    hash: number,
    slot: number,
  ): readonly [number, number] {
    const found = this.read(bytes.toString('utf8', start, end));
    this.misses += 1;
    if (this.asked > trial && this.misses * 2 > this.asked) {
      this.isUseful = false;
      this.pool = new Uint8Array(0);
      this.slots = new Int32Array(0);
    } else if (this.size < most) this.remember(bytes, start, end, hash, slot, found);
    return found;
  }

  private remember(
    bytes: Buffer,
    start: number,
    end: number,
    hash: number,
    slot: number,
    [one, other]: readonly [number, number],
  ): void {
    const place = this.size++;
    const from = place === 0 ? 0 : this.ends[place - 1]!;
    const to = from + end - start;
    if (to > this.pool.length) this.pool = grown(this.pool, Math.max(to, this.pool.length * 2));
    if (place >= this.ends.length) {
      this.ends = grown(this.ends, place * 2);
      this.results = grown(this.results, place * 4);
    }
    for (let at = 0; at < end - start; at++) this.pool[from + at] = bytes[start + at]!;
    this.ends[place] = to;
    this.results[place * 2] = one;
    this.results[place * 2 + 1] = other;
    this.slots[slot] = place + 1;
    this.slots[slot + 1] = hash;
    if (this.size * 4 > this.slots.length) this.rehash();
  }

  private slot(bytes: Buffer, start: number, end: number, hash: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = (hash << 1) & mask;
    for (;;) {
      const known = slots[slot]!;
      if (known === 0 || (slots[slot + 1] === hash && this.holds(known - 1, bytes, start, end))) return slot;
      slot = (slot + 2) & mask;
    }
  }

  private holds(place: number, bytes: Buffer, start: number, end: number): boolean {
    const from = place === 0 ? 0 : this.ends[place - 1]!;
    if (this.ends[place]! - from !== end - start) return false;
    for (let at = start; at < end; at++) if (this.pool[from + at - start] !== bytes[at]) return false;
    return true;
  }

  private rehash(): void {
    const before = this.slots;
    this.slots = new Int32Array(before.length * 2);
    const mask = this.slots.length - 1;
    for (let from = 0; from < before.length; from += 2) {
      if (before[from] === 0) continue;
      let slot = (before[from + 1]! << 1) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 2) & mask;
      this.slots[slot] = before[from]!;
      this.slots[slot + 1] = before[from + 1]!;
    }
  }
}

function hashBytes(bytes: Buffer, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) ^ (end - start);
}

function grown<Numbers extends Uint8Array | Uint32Array | Int32Array>(old: Numbers, length: number): Numbers {
  const wider = new (old.constructor as new (length: number) => Numbers)(length);
  wider.set(old);
  return wider;
}
