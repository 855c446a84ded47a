/**
 * Pieces that real but rarer names are made of, so that a million people have tens of thousands of names as in life.
 * `written` then katakana.
 */
const surnameHeads = `
大オオ 小コ 高タカ 松マツ 竹タケ 梅ウメ 杉スギ 石イシ 岩イワ 上ウエ 中ナカ 下シモ 前マエ 奥オク 西ニシ 東ヒガシ 南ミナミ 北キタ 山ヤマ 川カワ 谷タニ 沢サワ 池イケ 沼ヌマ 浜ハマ 島シマ 森モリ 林ハヤシ
木キ 藤フジ 菊キク 桑クワ 栗クリ 柿カキ 桃モモ 桜サクラ 柳ヤナギ 楠クス 榎エノキ 梶カジ 麻アサ 稲イネ 米ヨネ 早ハヤ 若ワカ 古フル 新ニイ 長ナガ 深フカ 浅アサ 広ヒロ 平ヒラ 丸マル 細ホソ 太フト 黒クロ
白シロ 赤アカ 青アオ 金カネ 銀ギン 玉タマ 鈴スズ 鶴ツル 亀カメ 熊クマ 鹿シカ 馬ウマ 牛ウシ 犬イヌ 猪イノ 鳥トリ 鷹タカ 千セン 八ハチ 三ミ 五ゴ 今イマ 末スエ 福フク 徳トク 吉ヨシ 富トミ 豊トヨ 安ヤス 宮ミヤ
神カミ 寺テラ 堂ドウ 塚ツカ 堀ホリ 城シロ 関セキ 門カド 戸ト 町マチ 村ムラ 里サト 野ノ 原ハラ 田タ 荒アラ 塩シオ 水ミズ 清キヨ 泉イズミ 滝タキ 瀬セ 船フナ 津ツ 岸キシ 磯イソ 星ホシ 月ツキ 朝アサ 秋アキ 春ハル 冬フユ
`;
const surnameTails = `
田ダ 山ヤマ 川カワ 沢ザワ 村ムラ 島ジマ 原ハラ 野ノ 谷タニ 井イ 本モト 口グチ 崎ザキ 岡オカ 林バヤシ 森モリ 木キ 橋ハシ 瀬セ 藤フジ 内ウチ 尾オ 上ガミ 下シタ 中ナカ 部ベ 津ヅ 浦ウラ 池イケ 沼ヌマ 塚ヅカ
倉クラ 坂サカ 宮ミヤ 戸ド 見ミ 場バ 越ゴエ 根ネ 葉バ 波ナミ 垣ガキ 渕ブチ 脇ワキ 辺ベ 石イシ 岩イワ 松マツ 竹タケ 杉スギ 屋ヤ 町マチ 丸マル 枝エダ 江エ 浜ハマ 地チ 目メ 代シロ 平ヒラ
`;
const menHeads =
  '正マサ 雅マサ 昌マサ 義ヨシ 良ヨシ 吉ヨシ 和カズ 一カズ 秀ヒデ 英ヒデ 弘ヒロ 博ヒロ 裕ヒロ 俊トシ 敏トシ 利トシ 信ノブ 伸ノブ 孝タカ 隆タカ 貴タカ 康ヤス 泰ヤス 靖ヤス 幸ユキ 行ユキ 智トモ 友トモ 朋トモ 光ミツ 満ミツ 武タケ 健タケ 清キヨ 重シゲ 茂シゲ 直ナオ 尚ナオ 春ハル 晴ハル 治ハル 勝カツ 克カツ 道ミチ 通ミチ 文フミ 史フミ 久ヒサ 寿ヒサ 章アキ 明アキ 昭アキ';
const menTails =
  '夫オ 男オ 雄オ 彦ヒコ 樹キ 紀ノリ 典ノリ 則ノリ 之ユキ 行ユキ 人ト 斗ト 也ヤ 哉ヤ 志シ 司シ 臣オミ 治ハル 晴ハル 明アキ 昭アキ 彰アキ 宏ヒロ 浩ヒロ 広ヒロ 博ヒロ 和カズ 一カズ 良ヨシ 義ヨシ 輝キ 貴タカ 孝タカ 隆タカ 敏トシ 俊トシ 久ヒサ 光ミツ 信ノブ 道ミチ 正マサ 成ナリ 太タ 太郎タロウ 次郎ジロウ 三郎サブロウ';
const womenHeads =
  '美ミ 実ミ 未ミ 真マ 麻マ 茉マ 由ユ 友ユ 優ユ 奈ナ 菜ナ 那ナ 佐サ 沙サ 紗サ 千チ 知チ 智チ 加カ 佳カ 香カ 絵エ 恵エ 江エ 理リ 里リ 梨リ 莉リ 亜ア 安ア 彩アヤ 綾アヤ 文アヤ 朋トモ 友トモ 智トモ 明アキ 秋アキ 春ハル 晴ハル 夏ナツ 雪ユキ 幸ユキ 和カズ 久ヒサ 寿ヒサ 直ナオ 尚ナオ 清キヨ 静シズ 澄スミ 純スミ 敏トシ 富トミ 豊トヨ 光ミツ 満ミツ 瑠ル 留ル 心コ 花ハナ 結ユ';
const womenTails =
  '子コ 美ミ 実ミ 江エ 恵エ 枝エ 代ヨ 世ヨ 香カ 佳カ 花カ 華カ 奈ナ 菜ナ 那ナ 里リ 理リ 莉リ 梨リ 沙サ 紗サ 希キ 紀キ 貴キ 穂ホ 帆ホ 乃ノ 音ネ 央オ 緒オ 衣イ 依イ 由ユ 夕ユ 海ミ 未ミ 月ツキ 葉ハ 羽ハ 絵エ 保ホ';

export interface NamePiece {
  written: string;
  reading: string;
}

const pieces = (list: string): readonly NamePiece[] =>
  list
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const start = entry.search(/[ァ-ヶー]+$/);
      return { written: entry.slice(0, start), reading: entry.slice(start) };
    });

export const rareSurnames = { heads: pieces(surnameHeads), tails: pieces(surnameTails) };
export const rareMen = { heads: pieces(menHeads), tails: pieces(menTails) };
export const rareWomen = { heads: pieces(womenHeads), tails: pieces(womenTails) };
