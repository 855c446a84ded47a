import { int32, release, shared, uint16, widened } from './arrays.ts';

/** A dictionary as plain data over shared memory, for reading. */
export interface SharedDictionary {
  chars: Uint16Array;
  texts: Int32Array;
  hashes: Int32Array;
  size: number;
}

/**
 * Texts by number. The characters lie in one pool of 16-bit units, so that a million addresses cost their characters
 * and some 20 bytes each, and similarity is computed without making strings. Codes go up from 0 and never change.
 */
export class Dictionary {
  /** UTF-16 units of all texts, one after the other. */
  chars = uint16(1 << 12);
  /**
   * Of each text side by side, so that a look at it touches one place of the memory: where it begins in `chars`, and the
   * signs that occur in it as bits (sign modulo 32), which tell at once that two texts have little in common. After the
   * last comes its end. See `startOf`, `endOf`, `signsOf`.
   */
  texts = int32(1 << 9);
  /** How many texts there are. */
  size = 0;
  /** See `hash`. */
  hashes = int32(1 << 8);
  /** Open addressing: code + 1 and hash side by side, so that a search stays in one place of the memory. */
  private slots = new Int32Array(1 << 10);

  /** The dictionary as plain data over shared memory, no longer than needed. */
  toShared(): SharedDictionary {
    this.chars = shared(this.chars, Math.max(1, startOf(this.texts, this.size)));
    this.texts = shared(this.texts, this.size * 2 + 1);
    this.hashes = shared(this.hashes, Math.max(1, this.size));
    const { chars, texts, hashes, size } = this;
    return { chars, texts, hashes, size };
  }

  /** A dictionary to read from, over shared memory; texts cannot be looked up or added. */
  static of(shared: SharedDictionary): Dictionary {
    return Object.assign(new Dictionary(), shared);
  }

  /** The code of a text, which is added when it is new. */
  code(text: string): number {
    const hash = hashText(text);
    const slot = this.slot(text, hash);
    const known = this.slots[slot]!;
    if (known !== 0) return known - 1;
    const units = unitsOf(text);
    return this.append(units, 0, text.length, hash, slot);
  }

  /** As `code`, for a text given as UTF-16 units. */
  codeOfUnits(units: Uint16Array, length: number): number {
    let hash = 0x811c9dc5;
    for (let at = 0; at < length; at++) hash = Math.imul(hash ^ units[at]!, 0x01000193);
    hash = spread(hash);
    const slot = this.slotOfUnits(units, 0, length, hash);
    const known = this.slots[slot]!;
    return known !== 0 ? known - 1 : this.append(units, 0, length, hash, slot);
  }

  /** Gives back the memory by which texts are found; none can be looked up or added any more. */
  close(): void {
    release(this.slots);
  }

  /** Takes in every text of another dictionary; returns the code here of each code there. */
  takeIn({ chars, texts, hashes, size }: SharedDictionary): Int32Array {
    const codes = new Int32Array(size);
    for (let code = 0; code < size; code++) {
      const start = startOf(texts, code);
      const length = endOf(texts, code) - start;
      const slot = this.slotOfUnits(chars, start, length, hashes[code]!);
      const known = this.slots[slot]!;
      codes[code] = known !== 0 ? known - 1 : this.append(chars, start, length, hashes[code]!, slot);
    }
    return codes;
  }

  /** The code of a text, or -1. */
  find(text: string): number {
    return this.slots[this.slot(text, hashText(text))]! - 1;
  }

  /** The text of a code. */
  text(code: number): string {
    let text = '';
    for (let at = startOf(this.texts, code); at < endOf(this.texts, code); at++)
      text += String.fromCharCode(this.chars[at]!);
    return text;
  }

  /** Length of a text in UTF-16 units. */
  length(code: number): number {
    return endOf(this.texts, code) - startOf(this.texts, code);
  }

  /** 32 bits of the text, independent of the order in which texts came; never 0. */
  hash(code: number): number {
    return this.hashes[code]!;
  }

  private slot(text: string, hash: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = (hash << 1) & mask;
    for (;;) {
      const known = slots[slot]!;
      if (known === 0 || (slots[slot + 1] === hash && this.holds(known - 1, text))) return slot;
      slot = (slot + 2) & mask;
    }
  }

  private holds(code: number, text: string): boolean {
    const start = startOf(this.texts, code);
    if (endOf(this.texts, code) - start !== text.length) return false;
    for (let at = 0; at < text.length; at++) {
      if (this.chars[start + at] !== text.charCodeAt(at)) return false;
    }
    return true;
  }

  private slotOfUnits(units: Uint16Array, from: number, length: number, hash: number): number {
    const { slots, chars, texts } = this;
    const mask = slots.length - 1;
    let slot = (hash << 1) & mask;
    for (;;) {
      const known = slots[slot]!;
      if (known === 0) return slot;
      if (slots[slot + 1] === hash) {
        const start = startOf(texts, known - 1);
        let at = endOf(texts, known - 1) - start === length ? 0 : length + 1;
        while (at < length && chars[start + at] === units[from + at]) at += 1;
        if (at === length) return slot;
      }
      slot = (slot + 2) & mask;
    }
  }

  private append(units: Uint16Array, from: number, length: number, hash: number, slot: number): number {
    const code = this.size++;
    const start = startOf(this.texts, code);
    const end = start + length;
    // By half: the pools of long columns are the largest pieces of memory there are.
    while (end > this.chars.length)
      this.chars = widened(this.chars, this.chars.length + (this.chars.length >> 1) + 1024);
    let signs = 0;
    for (let at = 0; at < length; at++) {
      const sign = units[from + at]!;
      this.chars[start + at] = sign;
      signs |= 1 << (sign & 31);
    }
    if (code * 2 + 3 > this.texts.length) this.texts = widened(this.texts, this.texts.length * 2);
    this.texts[code * 2 + 1] = signs;
    this.texts[code * 2 + 2] = end;
    if (code === this.hashes.length) this.hashes = widened(this.hashes, code * 2);
    this.hashes[code] = hash;
    this.slots[slot] = code + 1;
    this.slots[slot + 1] = hash;
    if (this.size * 3 > this.slots.length) this.rehash();
    return code;
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let code = 0; code < this.size; code++) {
      const hash = this.hashes[code]!;
      let slot = (hash << 1) & mask;
      while (slots[slot] !== 0) slot = (slot + 2) & mask;
      slots[slot] = code + 1;
      slots[slot + 1] = hash;
    }
    release(this.slots);
    this.slots = slots;
  }
}

/** Where a text begins among the signs of its dictionary; see `Dictionary.texts`. */
export const startOf = (texts: Int32Array, code: number): number => texts[code * 2]!;

/** Where it ends. */
export const endOf = (texts: Int32Array, code: number): number => texts[code * 2 + 2]!;

/** Which signs occur in it, as bits. */
export const signsOf = (texts: Int32Array, code: number): number => texts[code * 2 + 1]!;

let spare = new Uint16Array(1 << 10);

/** The units of a text, in a work space that is used again. */
function unitsOf(text: string): Uint16Array {
  if (text.length > spare.length) spare = new Uint16Array(text.length * 2);
  for (let at = 0; at < text.length; at++) spare[at] = text.charCodeAt(at);
  return spare;
}

/** FNV-1a over UTF-16 units with MurmurHash3's finaliser; signed, never 0, which stands for "no value". */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return spread(hash);
}

/** Two hashes as one; 0 when either is "no value". The order of the two matters. */
export function joinHashes(one: number, other: number): number {
  if (one === 0 || other === 0) return 0;
  return spread(Math.imul(one, 0x9e3779b1) ^ other);
}

/** Well-spread bits of a number, never 0. */
export function spread(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0 || 1;
}
