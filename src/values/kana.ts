/** Hepburn without long marks for the hiragana block U+3041–U+3096; small vowels and っ are handled by the reader. */
const rows = [
  'a a i i u u e e o o ka ga ki gi ku gu ke ge ko go sa za shi ji su zu se ze so zo',
  'ta da chi ji xtu tsu zu te de to do na ni nu ne no ha ba pa hi bi pi fu bu pu he be pe ho bo po',
  'ma mi mu me mo ya ya yu yu yo yo ra ri ru re ro wa wa i e o n bu ka ke',
].join(' ');

const romajiOfHiragana = rows.split(' ');
const firstHiragana = 0x3041;
const lastHiragana = 0x3096;
const katakanaOffset = 0x60;

const [smallTsu, long, middleDot] = [0x3063, 0x30fc, 0x30fb];
const [repeat, repeatVoiced] = [0x309d, 0x309e];
const smallY = new Map([
  [0x3083, 'a'],
  [0x3085, 'u'],
  [0x3087, 'o'],
]);
const smallVowels = new Map([
  [0x3041, 'a'],
  [0x3043, 'i'],
  [0x3045, 'u'],
  [0x3047, 'e'],
  [0x3049, 'o'],
]);

/**
 * Raw romaji of text in hiragana, katakana and Latin letters of normal width (NFKC first). Undefined when another
 * script occurs. Latin letters and digits pass; what only separates (spaces, hyphens, dots, apostrophes) is dropped.
 */
export function romajiOf(text: string): string | undefined {
  let romaji = '';
  let doubled = false;
  let lastKana = 0;
  for (let index = 0; index < text.length; index++) {
    const kana = repetition(hiraganaOf(text.charCodeAt(index)), lastKana);
    if (kana === smallTsu) doubled = true;
    else if (kana >= firstHiragana && kana <= lastHiragana) {
      romaji = withKana(romaji, kana, doubled);
      doubled = false;
      lastKana = kana;
    } else if (isLetterOrDigit(kana)) romaji += text[index];
    else if (!isSilent(kana)) return undefined;
  }
  return romaji;
}

const hiraganaOf = (code: number) =>
  code >= 0x30a1 && code <= 0x30fe && code !== long && code !== middleDot ? katakana(code) : code;

/** ヷヸヹヺ are rare letters outside the parallel rows; ヽヾ are the katakana repeat marks. */
const katakana = (code: number) =>
  code >= 0x30f7 && code <= 0x30fa ? (rareKatakana[code - 0x30f7] ?? code) : code - katakanaOffset;
const rareKatakana = [0x3070, 0x3073, 0x3079, 0x307c];

/** ゝ says the kana before it again, ゞ says it voiced (いすゞ). */
function repetition(kana: number, last: number): number {
  if (kana === repeat && last !== 0) return last;
  if (kana === repeatVoiced && last !== 0) return last + 1;
  return kana;
}

function withKana(romaji: string, kana: number, doubled: boolean): string {
  const y = smallY.get(kana);
  if (y !== undefined && romaji.endsWith('i') && romaji.length > 1) {
    const stem = romaji.slice(0, -1);
    return /(?:sh|ch|j)$/.test(stem) ? stem + y : `${stem}y${y}`;
  }
  const vowel = smallVowels.get(kana);
  if (vowel !== undefined && romaji !== '') return withSmallVowel(romaji, vowel);
  const sound = romajiOfHiragana[kana - firstHiragana] ?? '';
  return doubled && /^[^aiueon]/.test(sound) ? romaji + sound[0] + sound : romaji + sound;
}

/** ファ, ティ, シェ, ウィ: the small vowel takes the place of the vowel before it; after an equal vowel it lengthens. */
function withSmallVowel(romaji: string, vowel: string): string {
  const stem = romaji.slice(0, -1);
  if (/(?:^|[aiueon])u$/.test(romaji)) return `${stem}w${vowel}`;
  if (romaji.endsWith(vowel) || !/[^aiueo][iueo]$/.test(romaji)) return romaji + vowel;
  return stem + vowel;
}

const isLetterOrDigit = (code: number) => (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);

const silent = new Set([...' \'-.,’‘ʼ`´·・･ー=＝‐–—/()"'].map((sign) => sign.charCodeAt(0)));
const isSilent = (code: number) => silent.has(code) || code === long || code === middleDot;
