/**
 * Phones and e-mail addresses straight from UTF-8 into their comparable form, for the spellings that nearly all have.
 * Each gives exactly what `phoneForm` and `emailForm` give, or -1 where the spelling is for them to read.
 */

/** Longer than any word that stands for a missing value; see `stated`. */
const longestPlaceholder = 12;
const longestPhone = 40;

/** Puts a Japanese number as `+81…` into `units` and returns its length, or -1. Digits and separators of any width only. */
export function japanesePhone(bytes: Uint8Array, start: number, end: number, units: Uint16Array): number {
  if (end - start > longestPhone) return -1;
  let length = 0;
  for (let at = start; at < end; ) {
    const byte = bytes[at]!;
    if (byte >= 0x30 && byte <= 0x39) {
      units[3 + length++] = byte;
      at += 1;
    } else if (byte === 0x2d || byte === 0x20 || byte === 0x28 || byte === 0x29) at += 1;
    else {
      const digit = wideSign(byte, bytes[at + 1]!, bytes[at + 2]!);
      if (digit === notUsual) return -1;
      if (digit >= 0) units[3 + length++] = 0x30 + digit;
      at += 3;
    }
  }
  const skipped = units[3] === 0x30 ? 1 : 0;
  if (length < 9 || (units[3] === 0x30 && units[4] === 0x31 && units[5] === 0x30)) return -1;
  return national(units, skipped, length - skipped);
}

const [separator, notUsual] = [-1, -2];

/** A digit of full width, or a hyphen, bracket or space of it. */
function wideSign(one: number, two: number, three: number): number {
  if (one === 0xef && two === 0xbc) {
    if (three >= 0x90 && three <= 0x99) return three - 0x90;
    return three === 0x8d || three === 0x88 || three === 0x89 ? separator : notUsual;
  }
  if (one === 0xe2 && two === 0x80) return three >= 0x90 && three <= 0x95 ? separator : notUsual;
  if (one === 0xe2 && two === 0x88) return three === 0x92 ? separator : notUsual;
  if (one === 0xe3 && two === 0x83) return three === 0xbc ? separator : notUsual;
  return one === 0xe3 && two === 0x80 && three === 0x80 ? separator : notUsual;
}

/** The rules of `japaneseNumber`; numbers of one repeated digit are left to `phoneForm`. */
function national(units: Uint16Array, skipped: number, length: number): number {
  const from = 3 + skipped;
  const first = units[from]! - 0x30;
  const isValid = length === 9 ? first >= 1 : length === 10 && (first === 2 || first >= 5);
  if (!isValid) return -1;
  let isRepeated = true;
  for (let at = 0; at < length; at++) {
    const digit = units[from + at]!;
    if (digit !== first + 0x30) isRepeated = false;
    units[3 + at] = digit;
  }
  if (isRepeated) return -1;
  units[0] = 0x2b;
  units[1] = 0x38;
  units[2] = 0x31;
  return 3 + length;
}

/** Puts an address of printable ASCII in lower case into `units` and returns its length, or -1. */
export function plainEmail(bytes: Uint8Array, start: number, end: number, units: Uint16Array): number {
  const length = end - start;
  if (length <= longestPlaceholder || length > units.length) return -1;
  let hasAt = false;
  for (let at = 0; at < length; at++) {
    const byte = bytes[start + at]!;
    if (byte < 0x21 || byte > 0x7e) return -1;
    if (byte === 0x40) hasAt = true;
    units[at] = byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte;
  }
  return hasAt ? length : -1;
}
