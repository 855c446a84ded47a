import { isUtf8 } from 'node:buffer';
import { eucJpTable, jis0212Table, shiftJisTable } from './japaneseTables.ts';

/** The encodings a customer file may be in. `shift_jis` is read as CP932, its superset on Windows. */
export const encodings = ['utf-8', 'shift_jis', 'euc-jp', 'iso-2022-jp', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof encodings)[number];

/**
 * Turns byte chunks into text, however characters are cut by chunk ends. A byte that is not valid in the encoding
 * comes out as a lone surrogate (U+DC00 + byte), so that the record it belongs to, and only that one, is known to be
 * damaged: `record.isWellFormed()` is false. Byte order marks at the start, even doubled, are dropped.
 */
export interface Decoder {
  write(bytes: Buffer): string;
  end(): string;
}

/** One step of a decoder: reads `bytes`, writes code units, says how many bytes it used (the rest is an unfinished character). */
type Step = (bytes: Buffer, units: Uint16Array, final: boolean) => { used: number; written: number };

/** Makes a decoder with no memory of earlier text. */
export function createDecoder(encoding: Encoding): Decoder {
  const decode = encoding === 'utf-8' ? utf8() : fromSteps(stepOf(encoding));
  let started = false;
  const atStart = (text: string) => {
    if (started || text === '') return text;
    const trimmed = text.replace(/^\ufeff+/, '');
    started = trimmed !== '';
    return trimmed;
  };
  return {
    write: (bytes) => atStart(decode(bytes, false)),
    end: () => atStart(decode(Buffer.alloc(0), true)),
  };
}

type Decode = (bytes: Buffer, final: boolean) => string;

function stepOf(encoding: Exclude<Encoding, 'utf-8'>): Step {
  if (encoding === 'shift_jis') return shiftJisStep(shiftJisTable());
  if (encoding === 'euc-jp') return eucJpStep(eucJpTable(), jis0212Table());
  if (encoding === 'iso-2022-jp') return iso2022JpStep(eucJpTable());
  return utf16Step(encoding === 'utf-16le' ? 0 : 1);
}

function fromSteps(step: Step): Decode {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk, final) => {
    const bytes = rest.length ? Buffer.concat([rest, chunk]) : chunk;
    const units = new Uint16Array(bytes.length);
    const { used, written } = step(bytes, units, final);
    rest = used < bytes.length ? Buffer.from(bytes.subarray(used)) : Buffer.alloc(0);
    return Buffer.from(units.buffer, 0, written * 2).toString('utf16le');
  };
}

/** Valid UTF-8 goes through the platform's fast path; only a chunk with damage is walked byte by byte. */
function utf8(): Decode {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk, final) => {
    const bytes = rest.length ? Buffer.concat([rest, chunk]) : chunk;
    const end = final ? bytes.length : bytes.length - unfinishedUtf8(bytes);
    rest = Buffer.from(bytes.subarray(end));
    const whole = bytes.subarray(0, end);
    return isUtf8(whole) ? whole.toString('utf8') : damagedUtf8(whole);
  };
}

/** Bytes at the end that begin a character still to be completed: 0–3. */
function unfinishedUtf8(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < utf8Length(byte) ? back : 0;
  }
  return 0;
}

function utf8Length(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 1;
}

function damagedUtf8(bytes: Buffer): string {
  let text = '';
  let good = 0;
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at] as number;
    const size = utf8Length(lead);
    if (lead < 0x80 || (size > 1 && at + size <= bytes.length && isUtf8(bytes.subarray(at, at + size)))) {
      at += size;
      continue;
    }
    text += bytes.toString('utf8', good, at) + String.fromCharCode(0xdc00 | lead);
    good = ++at;
  }
  return text + bytes.toString('utf8', good);
}

function shiftJisStep(table: Uint16Array): Step {
  return (bytes, units, final) => {
    let at = 0;
    let written = 0;
    while (at < bytes.length) {
      const byte = bytes[at] as number;
      if (byte < 0x80) {
        units[written++] = byte;
      } else if (byte >= 0xa1 && byte <= 0xdf) {
        units[written++] = byte + 0xfec0;
      } else {
        if (at + 1 === bytes.length && !final) break;
        const unit = table[(byte << 8) | (bytes[at + 1] ?? 0)] as number;
        units[written++] = unit || 0xdc00 | byte;
        if (unit) at++;
      }
      at++;
    }
    return { used: at, written };
  };
}

function eucJpStep(table: Uint16Array, extra: Uint16Array): Step {
  return (bytes, units, final) => {
    let at = 0;
    let written = 0;
    while (at < bytes.length) {
      const byte = bytes[at] as number;
      if (byte < 0x80) {
        units[written++] = byte;
        at++;
        continue;
      }
      const size = byte === 0x8f ? 3 : 2;
      if (at + size > bytes.length && !final) break;
      const trail = bytes[at + size - 1] ?? 0;
      const unit = size === 3 ? extra[((bytes[at + 1] ?? 0) << 8) | trail] : table[(byte << 8) | trail];
      units[written++] = unit || 0xdc00 | byte;
      at += unit ? size : 1;
    }
    return { used: at, written };
  };
}

/** Escape sequences of RFC 1468, with half-width katakana (ESC ( I), which mailers write although the RFC has none. */
const escapes: Record<string, 'single' | 'double' | 'kana'> = {
  '(B': 'single',
  '(J': 'single',
  '(I': 'kana',
  $B: 'double',
  '$@': 'double',
};

function iso2022JpStep(table: Uint16Array): Step {
  let mode: 'single' | 'double' | 'kana' = 'single';
  return (bytes, units, final) => {
    let at = 0;
    let written = 0;
    while (at < bytes.length) {
      const byte = bytes[at] as number;
      const size = byte === 0x1b ? 3 : mode === 'double' && byte > 0x20 ? 2 : 1;
      if (at + size > bytes.length && !final) break;
      const next = byte === 0x1b ? escapes[bytes.toString('latin1', at + 1, at + 3)] : undefined;
      if (next) {
        mode = next;
        at += 3;
        continue;
      }
      const unit = iso2022JpUnit(table, mode, byte, bytes[at + 1] ?? 0);
      // A line end closes a forgotten double-byte run, so that damage stays within its line.
      if (byte === 0x0a || byte === 0x0d) mode = 'single';
      units[written++] = unit || 0xdc00 | byte;
      at += size === 2 && unit ? 2 : 1;
    }
    return { used: at, written };
  };
}

function iso2022JpUnit(table: Uint16Array, mode: 'single' | 'double' | 'kana', byte: number, next: number) {
  if (byte <= 0x20) return byte || 0;
  if (byte >= 0x80) return 0;
  if (mode === 'double') return table[((byte | 0x80) << 8) | (next | 0x80)];
  return mode === 'kana' ? byte + 0xff40 : byte;
}

function utf16Step(high: 0 | 1): Step {
  return (bytes, units, final) => {
    const count = bytes.length >> 1;
    for (let i = 0; i < count; i++) {
      const first = bytes[2 * i] as number;
      const second = bytes[2 * i + 1] as number;
      units[i] = high === 1 ? (first << 8) | second : (second << 8) | first;
    }
    // A surrogate pair may be cut by the chunk; the two halves meet again in the reader's text.
    if (!final || bytes.length % 2 === 0) return { used: count * 2, written: count };
    units[count] = 0xdc00 | (bytes[bytes.length - 1] as number);
    return { used: bytes.length, written: count + 1 };
  };
}
