import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addressForm, postalCode } from '../../src/values/address.ts';
import { japaneseDate } from '../../src/values/japaneseDate.ts';
import { kanjiNumber } from '../../src/values/numerals.ts';

test('a day is read in every Japanese notation', () => {
  const table: [string, string | undefined][] = [
    ['1985/01/02', '1985-01-02'],
    ['1985-1-2', '1985-01-02'],
    ['1985.1.2', '1985-01-02'],
    ['19850102', '1985-01-02'],
    ['１９８５年１月２日', '1985-01-02'],
    ['S60.1.2', '1985-01-02'],
    ['s60/1/2', '1985-01-02'],
    ['昭和60年1月2日', '1985-01-02'],
    ['昭和六十年一月二日', '1985-01-02'],
    ['昭60.1.2', '1985-01-02'],
    ['㍼60年1月2日', '1985-01-02'],
    ['令和元年5月1日', '2019-05-01'],
    ['R1.5.1', '2019-05-01'],
    ['H310430', '2019-04-30'],
    ['平成31年4月30日', '2019-04-30'],
    ['T15.12.24', '1926-12-24'],
    ['明治45年7月29日', '1912-07-29'],
    ['1985-01-02 00:00:00', '1985-01-02'],
    ['1985-01-02T09:00:00+09:00', '1985-01-02'],
    ['2000/2/29(火)', '2000-02-29'],
    ['1985/2/29', undefined],
    ['1985/13/01', undefined],
    ['1985/00/01', undefined],
    ['01/02/1985', undefined],
    ['1985年1月', undefined],
    ['85/1/2', undefined],
    ['', undefined],
    ['不明', undefined],
    ['大阪', undefined],
  ];
  for (const [text, expected] of table) assert.equal(japaneseDate(text), expected, text);
});

test('every day survives its ISO, 和暦 and compact notations', () => {
  const day = fc.date({ min: new Date('1927-01-01'), max: new Date('1988-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(day, (date) => {
      const iso = date.toISOString().slice(0, 10);
      const [year = '', month = '', of = ''] = iso.split('-');
      assert.equal(japaneseDate(iso), iso);
      assert.equal(japaneseDate(iso.replaceAll('-', '')), iso);
      assert.equal(japaneseDate(`昭和${Number(year) - 1925}年${Number(month)}月${Number(of)}日`), iso);
    }),
  );
});

test('postal codes are seven digits or nothing', () => {
  for (const text of [
    '060-0001',
    '〒060-0001',
    '０６０－０００１',
    '0600001',
    '600001',
    '60-0001',
    '060ー0001',
  ]) {
    assert.equal(postalCode(text), '0600001', text);
  }
  for (const text of ['', '12345', '10001-1234', 'ABC', '12345678'])
    assert.equal(postalCode(text), undefined, text);
});

test('addresses that differ in notation compare equal', () => {
  const groups = [
    [
      '東京都千代田区霞が関１丁目２番３号',
      '東京都千代田区霞ヶ関1-2-3',
      '東京都千代田区霞ケ関一丁目２－３',
      '東京都 千代田区 霞が関 1ー2ー3',
    ],
    [
      '大阪府高槻市奈佐原２丁目１－２',
      '大阪府高槻市奈佐原二丁目1番地の2',
      '〒569-1041 大阪府高槻市奈佐原2-1-2',
      '大阪府高槻市奈佐原2丁目1の2',
    ],
    ['横浜市西区みなとみらい3-6-1 ビルA 501号室', '横濱市西区みなとみらい三丁目６番１号ビルＡ５０１'],
  ];
  for (const group of groups) {
    assert.equal(new Set(group.map(addressForm)).size, 1, JSON.stringify(group.map(addressForm)));
  }
  assert.equal(addressForm('京都市中京区三条通'), addressForm('京都市中京区3条通'));
  assert.equal(addressForm('千葉市中央区千葉港1'), '千葉市中央区千葉港1');
  assert.notEqual(addressForm('1-23'), addressForm('12-3'));
  addressForm(`1${'番の'.repeat(5000)}x1${'番地の'.repeat(5000)}`);
  const unit = fc.constantFrom(...'東京一二十丁目番地号の-ー－1２ が字室 〒髙');
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      assert.equal(addressForm(text.normalize('NFKC')), addressForm(text));
    }),
  );
});

test('kanji numerals', () => {
  const table: [string, number | undefined][] = [
    ['二十三', 23],
    ['二三', 23],
    ['十', 10],
    ['百二', 102],
    ['千九百八十五', 1985],
    ['一九八五', 1985],
    ['元', 1],
    ['', undefined],
    ['山', undefined],
  ];
  for (const [text, value] of table) assert.equal(kanjiNumber(text), value, text);
});
