/**
 * How a reading without a space (`ヒラヤマキリコ`) is split where the family name (`平山`) is known. Most surnames are made of a
 * few signs with the same few readings, voiced or not.
 */

import { isKana, writtenForm } from './nameSearch.ts';

/** Signs of surnames with their readings in them. */
const signs = `
田タ・ダ 中ナカ 山ヤマ 本モト・ホン 村ムラ 川カワ・ガワ 木キ・ギ・コ・キノ・モク 野ノ 藤トウ・ドウ・フジ 井イ・イノ・ノ 原ハラ・バラ・ワラ 小コ・オ 大オオ
上ウエ・カミ・ガミ・ウワ・ノウエ・ジョウ 下シタ・シモ・ノシタ 石イシ・コク 島シマ・ジマ 沢サワ・ザワ 崎サキ・ザキ 橋ハシ・バシ 口クチ・グチ 谷タニ・ヤ・ダニ・タ・ガイ・ガヤ・セ 岡オカ 松マツ
林ハヤシ・バヤシ 森モリ 吉ヨシ・キチ 高タカ 宮ミヤ・グウ 西ニシ・サイ 東ヒガシ・アズマ 南ミナミ 北キタ 内ウチ・ナイ 永ナガ 長ナガ・ハセ・オサ・ハ 尾オ 金カネ・カナ・キン・ガネ 佐サ 伊イ
加カ 渡ワタ 辺ナベ・ベ 部ベ・トリ 久ヒサ・ク・保クボ 保ホ・ボ 竹タケ・ダケ 武タケ・ム 福フク 今イマ・コン 池イケ 水ミズ・ミナ 清シ・キヨ 前マエ 後ゴ 近コン・チカ 安ヤス・ア・アン
斎サイ 斉サイ 遠エン・トオ 坂サカ・ザカ 阪サカ 平ヒラ・ダイラ・ヘイ・タイラ 和ワ・イ 新アライ・ニイ・シン・アラ 荒アラ 飯イイ 岩イワ 桜サクラ 黒クロ・グロ 白シラ・シロ・ジロ 青アオ
赤アカ 杉スギ 菅スガ・カン・スゲ 工ク 酒サカ・サケ 柴シバ 千チ 葉バ・ハ 塚ツカ・ヅカ 市イチ 古フル・コ 服ハッ 関セキ・ゼキ 熊クマ 浜ハマ 片カタ 秋アキ 広ヒロ 星ホシ・ボシ 浅アサ
深フカ 萩ハギ 児コ 玉ダマ・タマ 馬バ・マ 場バ 堀ホリ・ホッ・ボリ 三ミ・サン 天アマ 早ハヤ 望モチ 月ヅキ・ツキ 栗クリ 寺テラ・デラ 須ス 土ツチ・ド 屋ヤ 根ネ 相アイ・サガ・ソウ 細ホソ
植ウエ 横ヨコ 稲イナ 戸ト・ド 河カワ・コウ・ガワ 丸マル 矢ヤ 倉クラ・グラ 浦ウラ 成ナリ・ナル 鈴スズ 樋ヒ 菊キク 地チ・ジ 五ゴ・イ 十ソ・ガ 嵐ラシ・アラシ 豊トヨ 富トミ・ト 冨トミ
鶴ツル 津ツ・ヅ 間マ 角カク・スミ・ツノ・カド 桑クワ 瀬セ・ゼ 若ワカ 柳ヤナギ・ヤナ・ヤギ 徳トク 江エ 牧マキ 梅ウメ 奥オク 榎エノ 米ヨネ・コメ 花ハナ 羽ハ 沼ヌマ 湯ユ 泉イズミ・ズミ
滝タキ 竜リュウ 日ヒ・クサ 向ムカイ・ムコウ・ヒュウガ 入イリ 二ニ・フタ・ニノ 八ヤ・ハチ 七ナナ 越コシ・ゴシ・ゴエ 笠カサ・ガサ 堤ツツミ 神カミ・カン・ガミ・コウ 町マチ
城シロ・キ・ギ・ジョウ・グスク 真マ・サナ 生イ・オ・イク 出デ・イデ 甲カイ 葛カッ・カツ・クズ 園ゾノ・ソノ 条ジョウ 首シュ 進シン 衛エ 兵ヒョウ 比ヒ 嘉ガ・カ 仲ナカ 里サト・ザト
袋ブクロ 垣ガキ・カキ 喜キ 知チ 念ネン 宇ウ 都ツ・ト 鹿カ・シカ 百モモ 手テ 塩シオ 鳥トリ・ドリ 鎌カマ 亀カメ 猪イ 股マタ 鬼オニ 頭トウ・カシラ 海カイ・ウミ・エビ 湊ミナト 港ミナト
辻ツジ 畑ハタ・バタ・ハタケ 畠ハタケ 桐キリ・ギリ 梶カジ 椎シイ 名ナ 榊サカキ 柏カシワ 楠クス 桂カツラ 重シゲ 利ト・リ 志シ 賀ガ 阿ア 曽ソ 我ガ 多タ 見ミ 宗ムネ 岸キシ・ギシ
峰ミネ 嶺ミネ 国クニ 郷ゴウ 所ショ 庄ショウ 司ジ・シ 風カゼ 雨アメ・アマ 雪ユキ 春ハル 夏ナツ 冬フユ 朝アサ 光ミツ 明アキ 正マサ 信ノブ 直ナオ 有アリ 元モト 茂シゲ・モ
門カド・モン 堂ドウ 院イン 宿シュク 社シャ 室ムロ 窪クボ 迫サコ 浪ナミ 波ナミ 渕フチ・ブチ 淵フチ・ブチ 溝ミゾ 添ゾエ 落オチ 合アイ 会アイ 代シロ 達ダチ 立タチ・タテ 館タチ・タテ
舘タテ 蔵クラ 幡ハタ 旗ハタ 端ハタ・バタ 梨ナシ 柿カキ 桃モモ 栃トチ 楢ナラ 樫カシ 槙マキ 蓮ハス 萱カヤ 蒲ガマ 茅カヤ 菱ヒシ 草クサ 苗ナエ 粕カス 糸イト 紺コン 緑ミドリ
織オリ・オ 勝カツ 助スケ 丹タン・ニ 乃ノ 之ノ 乾イヌイ 亘ワタリ 仁ニ 但タダ 住スミ・ズミ 作サク 依ヨリ 俣マタ 公キミ 別ベツ 刈カリ 則ノリ 副ソエ 半ハン 卯ウ 友トモ 君キミ 味ミ
品シナ 唐カラ 善ゼン 四シ 因イン 坪ツボ 塙ハナワ 増マス 墨スミ 外ソト・ト 太オオ・タ 奈ナ 妹イモ 姫ヒメ 守モリ 定サダ 宍シシ 寒サム 寛カン 尻ジリ 尼アマ 居イ 峯ミネ 巻マキ
常ツネ 幸ユキ・コウ 弓ユミ 弘ヒロ 影カゲ 待マチ 恩オン 折オリ 持モチ 政マサ 敦アツ 数カズ 文ブン 斗ト 方カタ・ガタ 旭アサヒ 時トキ 景カゲ 曲マガ 曾ソ 最モ 末スエ 杵キネ
来キ・クル 板イタ 柚ユ 染ソメ 栄サカエ・エイ 栖ス 権ゴン 橘タチバナ 次ツギ 歌ウタ 毛ケ・ゲ・モウ 氏ウジ 沖オキ 油アブラ 泊トマリ・ドマリ 洞ホラ 涌ワク 湧ワク 滑ナメ 潮シオ 瀧タキ
灰ハイ 為タメ 照テル 熱アツ 爪ヅメ 牛ウシ 物モノ 狩カリ・ガリ 猿サル 玄ゲン 瓜ウリ 甘アマ 畔アゼ 留ル・ドメ 番バン 皆ミナ 盛モリ 目メ 祖ソ 秦ハタ 種タネ 穴アナ 笹ササ 筒ツツ
箕ミノ 篠シノ 紀キ 結ユイ 綿ワタ 網アミ 緒オ 縄ナワ 能ノ 臼ウス 與ヨ 興オキ 船フナ 舟フナ 良ラ 芝シバ 芦アシ 芳ヨシ 芹セリ 苅カリ 茶チャ 荻オギ 蛭ヒル 蜂ハチ 表オモテ 諏ス
訪ワ 諸モロ 豆マメ 貝カイ 貫ヌキ 足アシ・ア 車クルマ 軽カル 農ノ 邑ムラ 郡コオリ 釜カマ 針ハリ 釘クギ 錦ニシキ 鍋ナベ 鏡カガミ 陶スエ 陣ジン 難ナン 霜シモ 露ツユ 音オト 頼ヨリ
額ヌカ 飛ヒ 香カ・カガ 駒コマ 魚ウオ 鮎アユ 鮫サメ 鯉コイ 鳴ナル 鴨カモ 鵜ウ 鷲ワシ 鷹タカ 麻アサ 黛マユズミ 龍リュウ 宅ヤケ 渋シブ 及オイ 好ヨシ 伯エキ 輪ワ 槻ツキ・ヅキ 納ノウ
智チ 磯イソ 美ミ 脇ワキ 瓶ヘイ 巣ス 砂スナ・サ・イサゴ 飼カイ 養ヨウ 老エビ 蛯エビ 形ガタ 澄スミ 具グ 堅ケン 又マタ
`;

const readingsOf = new Map(
  signs
    .trim()
    .split(/\s+/)
    .map((word): [string, string[]] => [word[0]!, word.slice(1).split('・')]),
);

const katakana = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\u3041-\u3096]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0x60));

/** Longer ones are no names; what is tried grows with the length. */
const [longestReading, longestFamily] = [40, 8];

/**
 * The reading of the family name and what is left for the given name, in katakana. Undefined when the reading does not
 * begin as the family name may be read, ends with it, or holds more than kana.
 */
export function splitReading(reading: string, family: string): { family: string; given: string } | undefined {
  if (reading.length > longestReading || family.length > longestFamily || !isKana(reading)) return undefined;
  const whole = katakana(reading);
  const end = lastEnd(whole, [...writtenForm(katakana(family))], 0, 0);
  return end > 0 ? { family: whole.slice(0, end), given: whole.slice(end) } : undefined;
}

/** Where the reading of the signs from `place` on can end at the latest and leave something; -1 when it cannot. */
function lastEnd(whole: string, family: readonly string[], place: number, at: number): number {
  if (at >= whole.length) return -1;
  if (place === family.length) return at;
  let last = -1;
  for (const reading of readingsAt(family, place)) {
    if (whole.startsWith(reading, at))
      last = Math.max(last, lastEnd(whole, family, place + 1, at + reading.length));
  }
  return last;
}

/** Kana read as they are written; 々 as the sign before it, perhaps voiced (佐々木, 野々村). */
function readingsAt(family: readonly string[], place: number): readonly string[] {
  const sign = family[place]!;
  if (sign === '々') return place === 0 ? [] : readingsAt(family, place - 1);
  if (sign === 'ヶ') return ['ガ', 'ケ'];
  return readingsOf.get(sign) ?? (isKana(sign) ? [sign] : []);
}
