import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitReading } from '../../src/values/readingSplit.ts';

test('a reading without a space is split where the family name ends', () => {
  const cases: [string, string, string, string][] = [
    ['ヒラヤマキリコ', '平山', 'ヒラヤマ', 'キリコ'],
    ['ﾜﾀﾅﾍﾞｶｽﾞｺ', '渡邉', 'ワタナベ', 'カズコ'],
    ['さとうはなこ', '佐藤', 'サトウ', 'ハナコ'],
    ['ササキイチロウ', '佐々木', 'ササキ', 'イチロウ'],
    ['ハラダイスケ', '原', 'ハラ', 'ダイスケ'],
    ['ハラダイスケ', '原田', 'ハラダ', 'イスケ'],
    ['タカハシユウ', '髙橋', 'タカハシ', 'ユウ'],
    ['イノウエマリ', '井上', 'イノウエ', 'マリ'],
    ['ハセガワケン', '長谷川', 'ハセガワ', 'ケン'],
    ['サイトウジュン', 'さいとう', 'サイトウ', 'ジュン'],
  ];
  for (const [reading, written, family, given] of cases)
    assert.deepEqual(splitReading(reading, written), { family, given }, `${reading} ${written}`);
});

test('a reading that the family name does not begin stays whole', () => {
  for (const [reading, written] of [
    ['ヒラヤマ', '平山'],
    ['スズキキリコ', '平山'],
    ['hirayamakiriko', '平山'],
    ['ヒラヤマキリコ', ''],
    ['', '平山'],
    ['ヒラヤマキリコ', '々'],
  ] as const)
    assert.equal(splitReading(reading, written), undefined, `${reading} ${written}`);
});
