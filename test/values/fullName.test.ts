import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { splitFullName } from '../../src/values/fullName.ts';
import { surnames } from '../../src/values/surnames.ts';

test('a full name is split where a reader would', () => {
  const table: [string, string | undefined, string | undefined][] = [
    ['山田 太郎', '山田', '太郎'],
    ['山田　太郎', '山田', '太郎'],
    [' 山田  太郎 様', '山田', '太郎'],
    ['山田太郎', '山田', '太郎'],
    ['髙橋花子', '髙橋', '花子'],
    ['齋藤一', '齋藤', '一'],
    ['佐々木健', '佐々木', '健'],
    ['長谷川京子', '長谷川', '京子'],
    ['勅使河原三郎', '勅使河原', '三郎'],
    ['林太郎', '林', '太郎'],
    ['森鷗外', '森', '鷗外'],
    ['𠮷田茂', '𠮷田', '茂'],
    ['渡邉\u{e0100}恒', '渡邉\u{e0100}', '恒'],
    ['山田', '山田', undefined],
    ['謎謎謎太郎', '謎謎謎太郎', undefined],
    ['株式会社山田商店', '株式会社山田商店', undefined],
    ['John Smith', 'Smith', 'John'],
    ['YAMADA Taro', 'YAMADA', 'Taro'],
    ['Yamada, Taro', 'Yamada', 'Taro'],
    ['ジョン・スミス', 'スミス', 'ジョン'],
    ['ヤマダ タロウ', 'ヤマダ', 'タロウ'],
    ['', undefined, undefined],
    ['　', undefined, undefined],
  ];
  for (const [text, family, given] of table) {
    const split = splitFullName(text);
    assert.deepEqual([split.family, split.given], [family, given], text);
  }
});

test('nothing of the name is lost', () => {
  const unit = fc.constantFrom(...'山田太郎髙橋 　・,A謎ー');
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      const { family = '', given = '' } = splitFullName(text);
      const letters = (of: string) => [...of.replace(/[\s・,]/gu, '')].sort().join('');
      assert.equal(letters(family + given), letters(text));
    }),
  );
  assert.ok(surnames.length >= 800);
  assert.equal(new Set(surnames).size, surnames.length);
});
