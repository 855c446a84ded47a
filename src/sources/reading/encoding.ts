import { isAscii } from 'node:buffer';
import { createDecoder, type Encoding } from './decoder.ts';

/** What the first bytes say about the encoding. `certain` is false when they are plain ASCII and say nothing yet. */
export interface DetectedEncoding {
  encoding: Encoding;
  certain: boolean;
}

/**
 * Finds the encoding of a file from its first bytes (a byte order mark, the place of zero bytes, escape sequences,
 * then structure and plausibility of the characters).
 * A file that is mostly UTF-8 with a few damaged rows is UTF-8: three valid bytes in a row hardly happen by chance.
 */
export function detectEncoding(sample: Buffer): DetectedEncoding {
  const marked = byteOrderMark(sample) ?? utf16WithoutMark(sample);
  if (marked) return { encoding: marked, certain: true };
  if (isAscii(sample)) {
    const escaped = ['\u001b$B', '\u001b$@', '\u001b(J', '\u001b(I'].some((start) => sample.includes(start));
    return { encoding: escaped ? 'iso-2022-jp' : 'utf-8', certain: escaped };
  }
  if (looksLikeUtf8(sample)) return { encoding: 'utf-8', certain: true };
  const shiftJis = plausibility(sample, 'shift_jis');
  const eucJp = plausibility(sample, 'euc-jp');
  if (shiftJis <= 0 && eucJp <= 0 && hasUtf8(sample)) return { encoding: 'utf-8', certain: true };
  return { encoding: eucJp > shiftJis ? 'euc-jp' : 'shift_jis', certain: true };
}

function byteOrderMark(sample: Buffer): Encoding | undefined {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return 'utf-8';
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  return sample[0] === 0xfe && sample[1] === 0xff ? 'utf-16be' : undefined;
}

/** Commas, digits and line ends of a UTF-16 file leave zero bytes, all on the same side. */
function utf16WithoutMark(sample: Buffer): Encoding | undefined {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < sample.length; i++) {
    if (sample[i] !== 0) continue;
    if (i % 2) odd++;
    else even++;
  }
  if (even + odd < Math.max(2, sample.length * 0.02)) return undefined;
  if (odd > 4 * even) return 'utf-16le';
  return even > 4 * odd ? 'utf-16be' : undefined;
}

const looksLikeUtf8 = (sample: Buffer) => {
  const { good, strong, bad } = countUtf8(sample);
  return bad === 0 ? good > 0 : strong > 0 && strong >= bad;
};

const hasUtf8 = (sample: Buffer) => {
  const { good, bad } = countUtf8(sample);
  return good >= bad;
};

/** Valid multi-byte characters, those of three bytes and more among them, and runs of invalid bytes. */
function countUtf8(sample: Buffer) {
  const text = createDecoder('utf-8').write(sample);
  let good = 0;
  let strong = 0;
  let bad = 0;
  let inBad = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const pair = unit >= 0xd800 && unit < 0xdc00;
    const escaped = unit >= 0xdc00 && unit < 0xe000;
    if (escaped && !inBad) bad++;
    inBad = escaped;
    if (unit >= 0x80 && !escaped) good++;
    if (unit >= 0x800 && !escaped) strong++;
    if (pair) i++;
  }
  return { good, strong, bad };
}

/**
 * How much a reading looks like Japanese: kana and everyday kanji count for it, damage and rows of half-width
 * katakana (what EUC-JP looks like when read as Shift_JIS) against it.
 */
function plausibility(sample: Buffer, encoding: Encoding): number {
  const text = createDecoder(encoding).write(sample);
  let score = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit >= 0xd800 && unit < 0xe000) score -= 8;
    else if (unit >= 0xff61 && unit <= 0xff9f) score -= 0.5;
    else if (unit >= 0x3041 && unit <= 0x30ff) score += 2;
    else if (unit >= 0xe000 && unit < 0xf900) score -= 4;
    else score += everyday.has(text[i] as string) ? 2 : isKanji(unit) ? -0.5 : 0.5;
  }
  return score;
}

const isKanji = (unit: number) => unit >= 0x3400 && unit <= 0x9fff;

/** Kanji of common surnames, given names, prefectures, cities and column names: what customer files are made of. */
const everyday = new Set(
  '一丁三上下中丸久乃之九二五井亜京人仁今介代伊会伸佐作住佳俊信修健優元光入全八公六内円再写冨前加助動勇区十千半卓南原取口古号司合吉同名周和品商啓善喜四国土在地坂垣城埼堀場塚士声売夏夕外多大太夫失奈女好妻姓婦子字宅安宇宏宗宮家容富寛察寺小少尾局居屋山岐岡岩岸島崎川州工左市希平年幸広店府度庫康式弘彦役後徳心志応恵情意愛成戸所手打拓担拡持振撮支改救数文新方日旧早旬明昌昭春智曜更月有服期木未本札村来東松林果枝柄栃株根格桃桑桜梅棟森植業楽様横橋櫻次正歳母毎民気水永江池沢沖河油法波注洋浅浜浦海淳済清渡湯満源滋潟澤濱熊片物特王珠理瑞生用田町男番登的県真眼知石研社神福秀秋科秘税稔種稲空窪立竹竜第笠等筑篠米紀純紗終結統経維綾緒線美群義羽翔考聖職聡育能脇自至與良色花英茂茅茨荒菅菊菜葉藤行街裏製西要見視親角訪記試話誠誕識護谷豊責貴賀質赤越路車軽辺近述送通連週進遊運過道達違遠適選郁部郎郡郵都配里重野金鈴錦鎌鏡長門間関防阪阿院陽階隆集雄雅電青静非面音須順預領頼顧風飯飾首馬駅高髪髙鳥鳴鶴鹿麻黒齋齊斉斎'.split(
    '',
  ),
);
