import { romajiOf } from './kana.ts';
import { kanjiVariants } from './kanjiVariants.ts';
import { rememberLately } from './lastSeen.ts';

/**
 * How names are found by a part of them. Both the name parts kept in the database and the words a person types go
 * through the same forms, and the law of finding is: when `form(query)` is a substring of `form(part)`, then every
 * token of the query is a token of the part. So a token index narrows down, and a substring test decides.
 */

/** Nothing to fold but the variants: kana, common kanji, lower-case Latin. */
const simpleText = /^[\u3041-\u3096\u30a1-\u30fa\u30fc\u3005\u4e00-\u9fffa-z0-9]*$/;
const ignoredInNames =
  /[\s\u30fb\u00b7\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/gu;

/**
 * A name as it is written, ready to compare by part: compatibility form, lower case, without spaces, middle dots and
 * variation selectors, variant kanji folded (髙橋 → 高橋, 濵田 → 浜田), a doubled kanji as 々 (佐佐木 → 佐々木).
 */
export function writtenForm(text: string): string {
  const plain = simpleText.test(text)
    ? text
    : text.toWellFormed().normalize('NFKC').toLowerCase().replace(ignoredInNames, '');
  let folded = '';
  let before = '';
  for (const sign of plain) {
    const common = kanjiVariants.get(sign) ?? sign;
    folded += common === before && isKanji(common) ? '々' : common;
    before = common;
  }
  return folded;
}

const isKanji = (sign: string) => (sign >= '\u4e00' && sign <= '\u9fff') || sign.length > 1;

/**
 * The reading of a name in one spelling, whatever it was written in: kana of any kind and width, or romaji of any
 * system. Hepburn without long marks: サトウ, さとう, Satoh, Satou, SATŌ, ｻﾄｳ → `sato`; おおの, Ohno, Ono → `ono`.
 * Undefined when there is kanji or another script in it, no sound at all, or more than 1000 characters.
 */
export const readingForm: (text: string) => string | undefined = rememberLately(computeReading, 50_000);

/** No name is longer; without an end the rules would take their time on a pasted page. */
const longestReading = 1000;

function computeReading(text: string): string | undefined {
  if (text.length > longestReading) return undefined;
  const plain = readyKana.test(text)
    ? text
    : withoutAccents(text.toWellFormed().normalize('NFKC').toLowerCase());
  const romaji = romajiOf(plain);
  return romaji ? canonicalRomaji(romaji) : undefined;
}

const readyKana = /^[\u3041-\u3096\u30a1-\u30fa\u30fca-z0-9]*$/;
const latinLetter = /[\u00c0-\u024f\u1e00-\u1eff]/;

/** ō → o, é → e. Kana keep their voicing marks, so only text with an accented Latin letter is taken apart. */
const withoutAccents = (text: string) =>
  (latinLetter.test(text)
    ? text
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
        .normalize('NFC')
    : text
  ).replace(ignoredInNames, '');

/** Spelling rules in order; each line one habit of a romaji system. Applying them again changes nothing. */
const romajiRules: readonly [RegExp, string][] = [
  [/v/g, 'b'],
  [/sy(?=[aueo])/g, 'sh'],
  [/[tc]y(?=[aueo])/g, 'ch'],
  [/[zjd]y(?=[aueo])/g, 'j'],
  [/s(?=i)/g, 'sh'],
  [/t(?=i)/g, 'ch'],
  [/[zd](?=i)/g, 'j'],
  [/d(?=u)/g, 'z'],
  [/dz(?=u)/g, 'z'],
  [/t(?=u)/g, 'ts'],
  [/[zd](?=j)/g, 'j'],
  [/t(?=ch)/g, 'c'],
  [/(?<![b-df-hj-mp-tv-z])hu/g, 'fu'],
  [/w(?=o)/g, ''],
  [/m(?=[bmp])/g, 'n'],
  [/n{3,}/g, 'nn'],
  [/nn(?![aiueoy])/g, 'n'],
  [/oh+(?![aiueoh])/g, 'o'],
  [/o[ou]+/g, 'o'],
  [/uu+/g, 'u'],
];

/** True for most readings; saves trying every rule on them. */
const needsRules = /v|[sztdjc]y|[sztd]i|[dt]u|[zd]j|dz|tch|hu|wo|m[bmp]|nn|oh|o[ou]|uu/;

function canonicalRomaji(romaji: string): string {
  let text = romaji;
  for (let round = 0; round < 4 && needsRules.test(text); round++) {
    const before = text;
    for (const [habit, canonical] of romajiRules) text = text.replace(habit, canonical);
    if (text === before) break;
  }
  return text;
}

const kanaOnly = /^[\s\u3041-\u309f\u30a0-\u30ff\u31f0-\u31ff\uff65-\uff9f]+$/;
const kanaLetter = /[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]/;
const latinOnly = /^[\s\p{Script=Latin}\p{Mn}'’.\-‐・]+$/u;
const anyLatinLetter = /\p{Script=Latin}/u;

/** True when the text is kana of any kind and width, with marks and spaces at most beside it. */
export const isKana = (text: string): boolean => kanaOnly.test(text) && kanaLetter.test(text);

/** True when the text is Latin letters of any width and accent, with spaces, hyphens and apostrophes at most. */
export const isLatin = (text: string): boolean => latinOnly.test(text.trim()) && anyLatinLetter.test(text);

/** The longest run of characters that is a token of its own. */
const longestToken = 3;

/** Search tokens of one name part in its form: every run of one, two and three characters, each once. */
export function partTokens(part: string): string[] {
  const signs = [...part];
  const tokens = new Set<string>();
  for (let length = 1; length <= longestToken; length++) addRuns(tokens, signs, length);
  return [...tokens];
}

/**
 * Tokens that a part must have to contain `query` (same form as the part). A short query is one token; a longer one
 * is its runs of three, which are the rarest.
 */
export function queryTokens(query: string): string[] {
  const signs = [...query];
  const tokens = new Set<string>();
  if (signs.length > 0) addRuns(tokens, signs, Math.min(signs.length, longestToken));
  return [...tokens];
}

function addRuns(tokens: Set<string>, signs: string[], length: number): void {
  for (let start = 0; start + length <= signs.length; start++) {
    let run = '';
    for (let index = start; index < start + length; index++) run += signs[index];
    tokens.add(run);
  }
}
