import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { kanjiVariants } from '../../src/values/kanjiVariants.ts';
import {
  isKana,
  isLatin,
  partTokens,
  queryTokens,
  readingForm,
  writtenForm,
} from '../../src/values/nameSearch.ts';

test('the written form folds width, case, space and variant kanji', () => {
  const table: [string, string][] = [
    ['髙橋', '高橋'],
    ['山﨑', '山崎'],
    ['濵田', '浜田'],
    ['濱田', '浜田'],
    ['齋藤', '斉藤'],
    ['齊藤', '斉藤'],
    ['斎藤', '斉藤'],
    ['渡邊', '渡辺'],
    ['渡邉', '渡辺'],
    ['澤田 廣國', '沢田広国'],
    ['嶋﨑　嶌子', '島崎島子'],
    ['𠮷野', '吉野'],
    ['桒原', '桑原'],
    ['佐佐木', '佐々木'],
    ['佐々木', '佐々木'],
    ['市ヶ谷', '市ケ谷'],
    ['邉\u{e0100}見', '辺見'],
    ['海\ufa45', '海々'],
    ['ＡＢＣ　Smith', 'abcsmith'],
    ['ﾔﾏﾀﾞ', 'ヤマダ'],
    ['ジョン・スミス', 'ジョンスミス'],
    ['', ''],
  ];
  for (const [text, expected] of table) assert.equal(writtenForm(text), expected, text);
});

test('the variant table is flat and large', () => {
  assert.ok(kanjiVariants.size >= 350, String(kanjiVariants.size));
  for (const [variant, common] of kanjiVariants) {
    assert.equal(kanjiVariants.get(common), undefined, `${variant} → ${common}`);
    assert.equal([...variant].length, 1);
  }
});

test('one reading, however it is written', () => {
  const table: [string, string[]][] = [
    ['sato', ['サトウ', 'さとう', 'ｻﾄｳ', 'Satou', 'SATOH', 'Satō', 'Satô', 'Ｓａｔｏ', 'さとー', 'sa to']],
    ['ono', ['おおの', 'オオノ', 'Ohno', 'Oono', 'Ono', 'Ōno', 'おの']],
    ['oyama', ['おおやま', 'Ohyama', 'Ooyama', 'Oyama']],
    ['shinichi', ['しんいち', "Shin'ichi", 'Shin’ichi', 'Sinichi', 'シンイチ', 'Shin-ichi']],
    ['konno', ['こんの', 'Konno', 'konnno', 'コンノ']],
    ['honda', ['ほんだ', 'Honda', 'honnda']],
    ['junko', ['じゅんこ', 'ぢゅんこ', 'Zyunko', 'Jyunko', 'Junko', 'ｼﾞｭﾝｺ', 'JUNKO']],
    ['nanba', ['なんば', 'Namba', 'Nanba']],
    ['gunma', ['ぐんま', 'Gumma']],
    ['tsuchiya', ['つちや', 'Tutiya', 'Tsuchiya', 'ツチヤ']],
    ['fujita', ['ふじた', 'ふぢた', 'Huzita', 'Fujita']],
    ['shota', ['しょうた', 'Syota', 'Shouta', 'Shohta', 'ショータ']],
    ['chika', ['ちか', 'Tika']],
    ['yuki', ['ゆうき', 'Yuuki', 'Yūki', 'Yuki', 'ゆき']],
    ['kohei', ['こうへい', 'Kohei', 'Kouhei', 'Kōhei']],
    ['inoe', ['いのうえ', 'Inoue']],
    ['hattori', ['はっとり', 'ハットリ', 'Hattori']],
    ['horyuji', ['ほうりゅうじ', 'Horyuji', 'Horyuzi']],
    ['icchi', ['いっち', 'Itchi', 'Icchi', 'Itti']],
    ['bioretto', ['ヴィオレット', 'ビオレット', 'Vioretto']],
    ['katsushika', ['かつしか', 'Katsusika', 'Katusika']],
    ['kaoru', ['かおる', 'かをる', 'Kaworu']],
    ['isuzu', ['いすゞ', 'イスヾ', 'いすず', 'いすづ']],
    ['tomasu', ['トマス', 'ﾄﾏｽ']],
    ['fairu', ['ファイル']],
    ['cheri', ['チェリ']],
    ['jon', ['ジョン', 'Jon']],
    ['mizuki', ['みづき', 'みずき', 'Midzuki', 'Miduki']],
    ['ren', ['れん', 'レン', 'Ren']],
  ];
  for (const [expected, spellings] of table) {
    for (const text of spellings) assert.equal(readingForm(text), expected, text);
  }
  assert.equal(readingForm('田中'), undefined);
  assert.equal(readingForm('田中たろう'), undefined);
  assert.equal(readingForm('Иван'), undefined);
  assert.equal(readingForm(' '), undefined);
});

const syllables =
  'あいうえおかがきくけこさしじすせそたちつてとなにぬねのはばひふへほまみむめもやゆよらりるれろわん';
const kanaName = fc.string({
  unit: fc.constantFrom(...syllables, 'きょ', 'しゅ', 'じょ', 'っか', 'っち'),
  minLength: 1,
  maxLength: 8,
});

test('a reading is its own reading, in hiragana as in katakana', () => {
  fc.assert(
    fc.property(kanaName, (hiragana) => {
      const reading = readingForm(hiragana);
      assert.ok(reading);
      assert.equal(readingForm(reading), reading);
      const katakana = hiragana.replace(/[ぁ-ん]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));
      assert.equal(readingForm(katakana), reading);
    }),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'aiueonhstdzjywmkcbrv'), minLength: 1 }), (romaji) => {
      const reading = readingForm(romaji);
      if (reading !== undefined) assert.equal(readingForm(reading), reading);
    }),
    { numRuns: 5000 },
  );
});

test('a written form is its own form', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      assert.equal(writtenForm(writtenForm(text)), writtenForm(text));
    }),
  );
});

test('the law of finding: a part that contains the query has all tokens of the query', () => {
  const unit = fc.constantFrom(...'高橋佐々木斉藤abcsato𠮷さとう');
  fc.assert(
    fc.property(
      fc.string({ unit }),
      fc.string({ unit, minLength: 1, maxLength: 5 }),
      fc.string({ unit }),
      (before, query, after) => {
        const tokens = new Set(partTokens(before + query + after));
        for (const token of queryTokens(query)) assert.ok(tokens.has(token), token);
      },
    ),
    { numRuns: 2000 },
  );
  assert.deepEqual(queryTokens('佐'), ['佐']);
  assert.deepEqual(queryTokens('佐々木'), ['佐々木']);
  assert.deepEqual(queryTokens(''), []);
  assert.deepEqual(partTokens('高橋'), ['高', '橋', '高橋']);
});

test('scripts are told apart', () => {
  for (const text of ['さとう', 'サトウ', 'ｻﾄｳ', 'サトウ タロウ', 'おおの・ケン', 'ジョー'])
    assert.ok(isKana(text), text);
  for (const text of ['佐藤', 'sato', '', '・', 'さとう太郎', '々']) assert.ok(!isKana(text), text);
  for (const text of ['Sato', 'Ｓａｔｏ', 'Satō Tarō', "O'Hara", 'Jean-Luc']) assert.ok(isLatin(text), text);
  for (const text of ['佐藤', 'さとう', '', '-', 'a1', 'Satoさ']) assert.ok(!isLatin(text), text);
});
