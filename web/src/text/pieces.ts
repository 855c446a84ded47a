/** A run of ordinary text, or one character that would not be seen or would reorder its neighbours. */
export type Piece = { kind: 'text'; text: string } | { kind: 'mark'; code: string };

/**
 * Characters that must not act on the page: C0/C1 controls, bidirectional controls, zero-width characters
 * (the joiners included: they are invisible in customer data) and the byte-order mark. Line feeds and tabs stay.
 */
const unsafe = /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/u;

/** Splits text from outside into runs and marks. A mark carries the code point as `U+202E`. */
export function textPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let run = '';
  for (const character of text) {
    if (isPlain(character)) {
      run += character;
      continue;
    }
    if (run) pieces.push({ kind: 'text', text: run });
    run = '';
    pieces.push({ kind: 'mark', code: codeOf(character) });
  }
  if (run) pieces.push({ kind: 'text', text: run });
  return pieces;
}

const isPlain = (character: string) =>
  character === '\n' || character === '\t' || !(unsafe.test(character) || isLoneSurrogate(character));

const codeOf = (character: string) =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

const isLoneSurrogate = (character: string) => character.length === 1 && /[\ud800-\udfff]/.test(character);

/** Shortens to `limit` characters for places where a whole text has no room; says whether it did. */
export function shorten(text: string, limit: number): { text: string; shortened: boolean } {
  if (text.length <= limit) return { text, shortened: false };
  return {
    text: Array.from(text.slice(0, limit + 1))
      .slice(0, -1)
      .join(''),
    shortened: true,
  };
}
