import { hash } from 'node:crypto';

/**
 * Remembers numbers under texts in 16 bytes each, whatever the length of the text. Texts are told apart by 64 bits of
 * SHA-1: among a million the chance that any two are confused is 3 in 100 million.
 */
export class HashTable {
  private high = new Uint32Array(1 << 12);
  private low = new Uint32Array(1 << 12);
  private values = new Int32Array(1 << 12);
  private count = 0;

  /** The number under a text; undefined when there is none. */
  get(text: string): number | undefined {
    const [high, low] = digest(text);
    const slot = this.find(high, low);
    return this.isFree(slot) ? undefined : this.values[slot];
  }

  /** Puts a number (32-bit, signed) under a text. */
  set(text: string, value: number): void {
    if (this.count * 4 > this.high.length * 3) this.grow();
    const [high, low] = digest(text);
    const slot = this.find(high, low);
    if (this.isFree(slot)) this.count += 1;
    this.high[slot] = high;
    this.low[slot] = low;
    this.values[slot] = value;
  }

  /** How many texts there are. */
  get size(): number {
    return this.count;
  }

  private isFree(slot: number): boolean {
    return this.high[slot] === 0 && this.low[slot] === 0;
  }

  private find(high: number, low: number): number {
    const mask = this.high.length - 1;
    let slot = low & mask;
    while (!this.isFree(slot) && (this.high[slot] !== high || this.low[slot] !== low))
      slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { high, low, values } = this;
    this.high = new Uint32Array(high.length * 2);
    this.low = new Uint32Array(high.length * 2);
    this.values = new Int32Array(high.length * 2);
    for (let old = 0; old < high.length; old += 1) {
      if (high[old] === 0 && low[old] === 0) continue;
      const slot = this.find(high[old]!, low[old]!);
      this.high[slot] = high[old]!;
      this.low[slot] = low[old]!;
      this.values[slot] = values[old]!;
    }
  }
}

/** Two 32-bit halves, never both zero: that marks a free slot. */
function digest(text: string): [number, number] {
  const bytes = hash('sha1', text, 'buffer');
  return [bytes.readUInt32LE(0), bytes.readUInt32LE(4) || 1];
}
