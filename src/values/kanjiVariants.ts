/**
 * Groups of characters that Japanese records use for the same name, the common form first.
 * Facts: old and new forms of the Jōyō and Jinmeiyō lists, and the variants that family registers keep (異体字).
 * Wider than typography: 斉 and 斎 are two characters, but customers are found under either.
 */
const oldAndNew = `
亜亞 悪惡 圧壓 囲圍 医醫 為爲 壱壹弌 隠隱 栄榮 営營 衛衞 駅驛 円圓 塩鹽 縁緣 艶艷豔 応應
欧歐 殴毆 桜櫻 奥奧 横橫 温溫 穏穩 仮假 価價 画畫 会會 絵繪 壊壞 懐懷 概槪 拡擴 殻殼 覚覺
学學斈 岳嶽 楽樂 渇渴 缶罐 巻卷 陥陷 勧勸 寛寬 関關 歓歡 観觀 館舘 顔顏 気氣 帰歸 偽僞 戯戲
犠犧 旧舊 拠據 挙擧舉 虚虛 峡峽 挟挾 狭狹 教敎 強强 郷鄕鄉 暁曉 区區 駆驅駈 勲勳 薫薰 径徑
恵惠 掲揭 渓溪谿 経經 蛍螢 軽輕 継繼 鶏鷄雞 芸藝 撃擊 欠缺 研硏 県縣 倹儉 剣劍劔劒剱釼 険險
圏圈 検檢 献獻 権權 顕顯 験驗 厳嚴 戸戶户 呉吳 娯娛 広廣 効效 恒恆 黄黃 鉱鑛 号號 国國圀囯
黒黑 砕碎 済濟 斉齊斎齋齎斊亝 剤劑 歳歲 冊册 雑雜 参參叅 桟棧 蚕蠶 惨慘 産產 賛贊 残殘 糸絲
歯齒 児兒 辞辭 湿濕 実實宲 写寫 舎舍 釈釋 寿壽夀 収收 従從 渋澁澀 獣獸 縦縱 粛肅 処處 緒緖
叙敍敘 尚尙 将將 称稱 渉涉 焼燒 証證 奨奬 条條 状狀 乗乘 浄淨 剰剩 畳疊 縄繩 壌壤 嬢孃 譲讓
醸釀 触觸 嘱囑 真眞 寝寢 慎愼 尽盡 図圖 粋粹 酔醉 穂穗 随隨 髄髓 枢樞 数數 瀬瀨 声聲 青靑
清淸 静靜 税稅 跡蹟 説說 摂攝 窃竊 専專 浅淺 戦戰 践踐 銭錢 潜潛 繊纖 禅禪 双雙 壮壯 争爭
荘莊 捜搜 挿插揷 巣巢 曽曾 痩瘦 装裝 総總 騒騷 増增 蔵藏 臓臟 即卽 属屬 続續 堕墮 対對
体體躰 帯帶 滞滯 台臺 滝瀧 択擇 沢澤 脱脫 担擔 単單 胆膽 団團 断斷 弾彈 遅遲 痴癡 虫蟲 昼晝
鋳鑄 庁廳 徴徵 聴聽 勅敕 鎮鎭 逓遞 鉄鐵銕鐡 転轉 点點 伝傳 灯燈 当當 党黨 盗盜 稲稻 闘鬪
徳德 独獨 読讀 届屆 内內 弐貳貮弍 悩惱 脳腦 覇霸 拝拜 梅楳 廃廢 売賣 麦麥 発發 髪髮 抜拔
晩晚 蛮蠻 秘祕 浜濱濵 瓶甁 払拂 仏佛 併倂 並竝 餅餠 辺邊邉 変變 弁辨瓣辯辧 歩步 宝寶寳 豊豐
褒襃 没沒 翻飜 毎每 万萬 満滿 麺麵 黙默 弥彌 訳譯 薬藥 予豫 与與 誉譽 余餘 揺搖 様樣 謡謠
遥遙 来來 頼賴 乱亂 覧覽 竜龍 両兩 猟獵 緑綠 涙淚 塁壘 礼禮 励勵 戻戾 霊靈 隷隸 齢齡 恋戀
暦曆 歴歷 錬鍊 炉爐 労勞 郎郞 楼樓 録錄 湾灣 亘亙 凛凜 巌巖嵓 堯尭 晃晄 桧檜 槙槇 猪豬 禰祢
禄祿 穣穰 萌萠 焔焰 蝋蠟 頬頰 侠俠 倶俱 剥剝 呑吞 填塡 屏屛 嘘噓 掻搔 撹攪 涛濤 潅灌 箪簞
繋繫 莱萊 蒋蔣 醤醬 鴎鷗 麹麴 讃讚
`;

const registerForms = `
高髙 崎﨑嵜㟢碕埼 斉斎齋齊 国國 島嶋嶌㠀 桑桒 吉𠮷 富冨 峰峯 柳栁桺 梁樑 徳德悳 実實 寿壽 船舩
橋槗𣘺 角⻆ 西⻄ 青⻘靑 黄⻩ 長⻑镸 麦⻨ 食⻝ 飯飰 飲飮 土圡 杉𣏌 杯盃 松枩枀柗 柏栢 楠柟
樽罇 槌鎚 薮藪籔 薗園 芦蘆 草艸 刈苅 裏裡 諌諫 賢贒 達逹 野埜墅 釜釡 鉄銕 鎖鎻 鑑鑒鍳 閑閒
隣鄰 須湏 頴穎 鰺鯵 鶴靍靏鸖 亀龜 昇曻 宜冝 曹曺 儘侭 村邨 場塲 仙僊 仞仭 傑杰 兎兔菟 冴冱 涼凉 卯夘 原厡 厨廚 喜㐂憙
器噐 坂阪 堤隄 多夛 奈柰 姉姊 姫姬 宜宐 宝寳 宮宫 岡罡堽 峨峩 崇崈 幡旛 幹榦 庄荘 床牀 廼迺
彦彥 悦悅 所㪽 明朙眀 晋晉 曳曵 望朢 本夲 柿杮 栃杤 栖棲 桝枡 氷冰 沖冲 浩澔 涌湧 淳湻
淵渊渕 準凖 澄澂 無无 煕熙熈 爾尓尔 猿猨 珍珎 町甼 畑畠 留畄 略畧 疎疏 皐皋 磯礒 秋秌穐 竪豎
籠篭 結结 線綫 美羙 耀燿 肇肈 叫呌 畝畆 岐歧 群羣 衆眾 跡迹 輝煇 裡裏 麟麐 苺莓 妙玅 脈脉
窓窗 総縂 聡聰 帰皈 凄淒 協恊 叡睿 哲喆 讃賛 丘坵 並并 並幷 久乆 京亰 功㓛 博愽 厩廐廏 周週
商啇 密宻 檜桧 壷壺 蕊蘂 竈竃 蠅蝿 靭靱 鹸鹼 麺麪 龍竜 槇槙 晟晠 廸迪 珎珍 嶺岺 迩邇 歎嘆
枡桝 祷禱 蓑簑 諫諌 賎賤 贋贗 輌輛 靱靭 頚頸 騨驒 鴬鶯 鶏鷄 鷆鷏 纉纘 腸膓 艫舮 蘇蘓 蘂蕊
蛎蠣 蝉蟬 覚斍 遁遯 鄰隣 醗醱 鈎鉤 陰隂 雁鴈 顛顚 飾餝 駄馱 驛駅 鳳鳯 憩憇 戯戱 拿拏 捷㨗
榮栄 歿没 毘毗 泪涙 涅湼 澗㵎 煙烟 熔鎔 畊耕 痒癢 篭籠 籤籖 糺糾 綿緜 繍繡 纒纏 罪辠 臈臘
虎乕 詠咏 讐讎 貌皃 韮韭 飄飃 餘余 鼠鼡 婿壻聟 寧寍 尓爾 幇幫 庵菴 廟庿 往徃 怪恠 恥耻 懺懴
欝鬱 歌謌 氈氊 汚汙 況况 決决 減减 溜澑 猫貓 疱皰 盌椀碗 祕秘 稟禀 穐秋 競竸 第㐧 算筭 紙帋
緜綿 耕畊 胸胷 脚腳 膽胆 船舩舡 荊荆 葬塟 虱蝨 蛇虵 裸躶 襍雑 規䂓 諡謚 輩軰 辣辢 鄕郷 酬酧
鉢盋 銜啣 鎔熔 鐵鉄 閉閇 闘鬪鬬 面靣 飜翻 點点 鼓皷 齋斎
`;

/** Signs that names swap: small ヶ for ケ, and the pieces of the radical supplement that NFKC leaves alone. */
const otherSigns = 'ケヶ カヵ 々〻 ー〜';

/** Each variant to the common form of its group. Characters outside the Basic Multilingual Plane have two units. */
export const kanjiVariants: ReadonlyMap<string, string> = foldingOf(
  `${oldAndNew} ${registerForms} ${otherSigns}`,
);

function foldingOf(groups: string): Map<string, string> {
  const folding = new Map<string, string>();
  const root = (sign: string): string => {
    const next = folding.get(sign);
    return next === undefined ? sign : root(next);
  };
  for (const group of groups.normalize('NFKC').split(/\s+/)) {
    const [common, ...variants] = group;
    if (common === undefined) continue;
    for (const variant of variants) {
      const [from, to] = [root(variant), root(common)];
      if (from !== to) folding.set(from, to);
    }
  }
  for (const sign of folding.keys()) folding.set(sign, root(sign));
  return folding;
}
