const words = (list: string): readonly string[] => list.trim().split(/\s+/);

/** Town names that many municipalities have. */
export const towns = words(`
本町 中央 栄町 元町 新町 緑町 旭町 幸町 大手町 仲町 上町 下町 東町 西町 南町 北町 駅前 若葉町 桜町 松原 青葉台 緑ケ丘 桜ケ丘 富士見 富士見町 泉 泉町 清水 日の出 日の出町
高砂 寿町 末広 末広町 宮前 宮本町 八幡 八幡町 天神 神明町 諏訪 稲荷町 寺町 城北 城南 城東 城西 川端町 橋本 浜町 港町 海岸通 大通 朝日 朝日町 曙町 弥生 弥生町 千歳 千代田 常盤
常盤町 昭和町 平和 平和町 美園 光が丘 希望が丘 つつじが丘 若宮 若松町 白山 山手 山下町 坂下 坂上 原町 台町 谷町 池田 沢田 石橋 大橋 古川 中川 小川 東山 西山 南山 北山 丸山 平田 吉田 福田
豊田 長田 岡田 太田 上野 中野 下野 広野 高野 小野 大島 中島 東雲 白鳥 鶴見 梅田 藤が丘 菊水 柳町 楠町 竹の台 花園 美しが丘 星が丘
`);

/** What blocks of flats are called in front of and behind a town or an idea. */
export const buildingHeads = words(`
コーポ メゾン ハイツ パークハイム グランドール サンライズ グリーンヒル レジデンス シャトー プラザ ヴィラ エスポワール ベルメゾン ロイヤル リバーサイド ガーデン フローラ カーサ サニー
`);
export const buildingTails = words(
  '青葉 本町 中央 桜 緑 富士 若葉 第一 第二 東 西 南 北 駅前 松 梅 泉 光 栄 旭',
);

/** Reserved for examples (RFC 2606, JPRS); nobody's mail can be hit. */
export const mailDomains = words(`
example.jp example.com example.co.jp example.ne.jp example.or.jp mail.example.jp mobile.example.jp home.example.com
`);
