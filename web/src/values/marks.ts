import { toHiragana } from 'wanakana';

/** Start and end (exclusive) in UTF-16 units of a part of a value that the query matched. */
export type Range = [start: number, end: number];

/** What `FindProfiles` says it matched by. */
export type MatchKind = 'phone' | 'email' | 'account' | 'name' | 'reading' | 'phoneEnd';

/** Where the query is found in a shown value; empty when the value merely belongs to a match made in another spelling. */
export function markRanges(value: string, query: string, kind: MatchKind): Range[] {
  if (kind === 'phone' || kind === 'phoneEnd') return digitRanges(value, query, kind === 'phoneEnd');
  if (kind === 'name' || kind === 'reading') return nameRanges(value, query);
  return foldedRanges(value, [query]);
}

/** Marks each word of a name query; kana and romaji are compared as hiragana. */
function nameRanges(value: string, query: string): Range[] {
  const words = query.normalize('NFKC').split(/\s+/u).filter(Boolean);
  const needles = words.flatMap((word) => [word, romajiToKana(word)]);
  return foldedRanges(value, needles);
}

function romajiToKana(word: string): string {
  return /^[a-z'-]+$/i.test(word) ? toHiragana(word.toLowerCase()) : word;
}

/** One folded character per position, each remembering the range it came from, so that widths may differ. */
function fold(value: string): { character: string; start: number; end: number }[] {
  const folded: { character: string; start: number; end: number }[] = [];
  let at = 0;
  for (const grapheme of value) {
    const end = at + grapheme.length;
    for (const character of plain(grapheme)) folded.push({ character, start: at, end });
    at = end;
  }
  return folded.filter(({ character }) => !/\s/u.test(character));
}

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));

function foldedRanges(value: string, needles: string[]): Range[] {
  const folded = fold(value);
  const haystack = folded.map(({ character }) => character);
  const ranges: Range[] = [];
  for (const needle of needles) {
    const wanted = [...plain(needle)].filter((character) => !/\s/u.test(character));
    const at = wanted.length === 0 ? -1 : indexOfRun(haystack, wanted);
    if (at >= 0) ranges.push([folded[at]!.start, folded[at + wanted.length - 1]!.end]);
  }
  return joinRanges(ranges);
}

function indexOfRun(haystack: string[], wanted: string[]): number {
  for (let at = 0; at + wanted.length <= haystack.length; at++) {
    if (wanted.every((character, offset) => haystack[at + offset] === character)) return at;
  }
  return -1;
}

function digitRanges(value: string, query: string, atEnd: boolean): Range[] {
  const digits = [...value].flatMap((character, at) => {
    const digit = character.normalize('NFKC');
    return /^\d$/.test(digit) ? [{ digit, at }] : [];
  });
  const haystack = digits.map(({ digit }) => digit).join('');
  for (const wanted of digitSpellings(query)) {
    const at = atEnd ? haystack.lastIndexOf(wanted) : haystack.indexOf(wanted);
    if (wanted && at >= 0) return [[digits[at]!.at, digits[at + wanted.length - 1]!.at + 1]];
  }
  return [];
}

/** `+81 90…`, `81 90…` and `090…` are one number; the shown value may be written in any of them. */
function digitSpellings(query: string): string[] {
  const digits = query.normalize('NFKC').replace(/\D/g, '');
  const bare = digits.replace(/^(?:010|00)?81/, '').replace(/^0/, '');
  return [digits, `0${bare}`, bare].filter((spelling) => spelling.length > 1);
}

function joinRanges(ranges: Range[]): Range[] {
  const joined: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
    else joined.push([...range]);
  }
  return joined;
}
