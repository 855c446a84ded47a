/**
 * Double-byte tables of the Japanese encodings, taken once from the platform's own converters (ICU, which follows
 * the WHATWG indexes: CP932 with the NEC and IBM rows and the user-defined area, so ～ － ∥ come out as Windows
 * means them). A table lookup is what allows an invalid byte to be pinned to its row; TextDecoder only says
 * "somewhere in this chunk".
 */

/** 65,536 entries, index `lead << 8 | trail`, value UTF-16 code unit; 0 means no such character. */
export type DoubleByteTable = Uint16Array;

let shiftJis: DoubleByteTable | undefined;
let eucJp: DoubleByteTable | undefined;
let jis0212: DoubleByteTable | undefined;

/** CP932 double-byte characters. */
export function shiftJisTable(): DoubleByteTable {
  shiftJis ??= readTable('shift_jis', [], [0x81, 0xfc], [0x40, 0xfc], (byte) => byte !== 0x7f);
  return shiftJis;
}

/** EUC-JP code set 1 (JIS X 0208 with the NEC row) and half-width katakana (lead 0x8E). */
export function eucJpTable(): DoubleByteTable {
  eucJp ??= readTable('euc-jp', [], [0x8e, 0xfe], [0xa1, 0xfe], () => true);
  return eucJp;
}

/** EUC-JP code set 3 (JIS X 0212), the two bytes after 0x8F. */
export function jis0212Table(): DoubleByteTable {
  jis0212 ??= readTable('euc-jp', [0x8f], [0xa1, 0xfe], [0xa1, 0xfe], () => true);
  return jis0212;
}

type Span = readonly [first: number, last: number];

function readTable(
  label: string,
  prefix: number[],
  leads: Span,
  trails: Span,
  isTrail: (b: number) => boolean,
) {
  const table = new Uint16Array(0x10000);
  const decoder = new TextDecoder(label);
  for (let lead = leads[0]; lead <= leads[1]; lead++) {
    const usable = [];
    for (let trail = trails[0]; trail <= trails[1]; trail++) if (isTrail(trail)) usable.push(trail);
    const bytes = usable.flatMap((trail) => [...prefix, lead, trail, 0x0a]);
    const characters = decoder.decode(Uint8Array.from(bytes)).split('\n');
    // An invalid pair decodes to U+FFFD, alone or followed by its ASCII trail byte.
    usable.forEach((trail, i) => {
      const character = characters[i] ?? '';
      if (character.length === 1 && character !== '\ufffd')
        table[(lead << 8) | trail] = character.charCodeAt(0);
    });
  }
  return table;
}
