import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { emailKey, keyValue, nameKey, numberKey, stringKey } from '../../src/values/keys.ts';
import { dialledDigits, isSpreadsheetDamage, japaneseNumber, phoneKey } from '../../src/values/phone.ts';

test('a phone number compares in E.164 however it is written', () => {
  const table: [string, string | undefined][] = [
    ['090-1234-5678', '+819012345678'],
    ['０９０－１２３４－５６７８', '+819012345678'],
    ['０９０ー１２３４ー５６７８', '+819012345678'],
    ['090−1234‐5678', '+819012345678'],
    ['(090) 1234 5678', '+819012345678'],
    ['（０３）１２３４－５６７８', '+81312345678'],
    ['+81 (0)90-1234-5678', '+819012345678'],
    ['＋81 90 1234 5678', '+819012345678'],
    ['0081 90 1234 5678', '+819012345678'],
    ['010 81 90 1234 5678', '+819012345678'],
    ['81-90-1234-5678', '+819012345678'],
    ['9012345678', '+819012345678'],
    ['312345678', '+81312345678'],
    ['03-1234-5678 内線123', '+81312345678'],
    ['03-1234-5678 ext. 9', '+81312345678'],
    ['03-1234-5678 x12', '+81312345678'],
    ['03-1234-5678(代表)', '+81312345678'],
    ['03-1234-5678、090-1234-5678', '+81312345678'],
    ['TEL：03-1234-5678', '+81312345678'],
    ['\u202a090-1234-5678\u202c', '+819012345678'],
    ['0120-123-456', '+81120123456'],
    ['0800-123-4567', '+818001234567'],
    ['050-1234-5678', '+815012345678'],
    ['+1 (206) 345-7890', '+12063457890'],
    ['+44 (0)20 7946 0958', '+442079460958'],
    ['110', '110'],
    ['000-0000-0000', '00000000000'],
    ['9.01235E+9', undefined],
    ['8.1E+11', undefined],
    ['９．０１Ｅ＋９', undefined],
    ['', undefined],
    ['なし', undefined],
    ['+090-1234-5678', '+819012345678'],
    ['+', undefined],
    [' - ', undefined],
  ];
  for (const [text, expected] of table) assert.equal(phoneKey(text, 'JP'), expected, text);
});

test('the default country reads national numbers; an unknown country leaves digits', () => {
  assert.equal(phoneKey('(206) 345-7890', 'US'), '+12063457890');
  assert.equal(phoneKey('555 123 4567', 'US'), '+15551234567');
  assert.equal(phoneKey('090-1234-5678', 'US'), '09012345678');
  assert.equal(phoneKey('+81 90 1234 5678', 'US'), '+819012345678');
  assert.equal(phoneKey('090-1234-5678', 'XX'), '09012345678');
  assert.equal(isSpreadsheetDamage('1e5'), false);
  for (const text of ['9.01235E+9', '9.01235E+09', '９．０１Ｅ＋１０ '])
    assert.equal(isSpreadsheetDamage(text), true);
});

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((list) => list.join(''));

test('the short way for Japanese numbers agrees with the library', () => {
  const prefix = fc.constantFrom('0', '', '+81', '+810', '+81');
  const number = fc
    .tuple(prefix, fc.integer({ min: 7, max: 12 }).chain(digits))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(number, (dialled) => {
      const short = japaneseNumber(dialled, 'JP');
      if (short === undefined || dialled.startsWith('0081')) return;
      const parsed = parsePhoneNumberFromString(dialled, 'JP');
      assert.equal(parsed?.isValid() && parsed.number, short, dialled);
    }),
    { numRuns: 5000 },
  );
});

test('a phone key is its own key', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789０９-＋+() ー内x') }), (text) => {
      const key = phoneKey(text, 'JP');
      if (key !== undefined) assert.equal(phoneKey(key, 'JP'), key);
    }),
    { numRuns: 3000 },
  );
  assert.equal(dialledDigits('０９０（１２３４）５６７８'), '09012345678');
});

test('e-mail compares by case and width', () => {
  assert.equal(emailKey(' Taro.Yamada@Example.JP '), 'taro.yamada@example.jp');
  assert.equal(emailKey('ｔａｒｏ＠example.jp'), 'taro@example.jp');
  assert.equal(emailKey('\u200btaro@example.jp'), 'taro@example.jp');
  assert.equal(emailKey('　'), undefined);
});

test('names compare by compatibility form, case and spaces', () => {
  assert.equal(nameKey('John  SMITH '), 'john smith');
  assert.equal(nameKey('ﾔﾏﾀﾞ　太郎'), 'ヤマダ 太郎');
  assert.equal(nameKey('山田\t太郎'), nameKey('山田 太郎'));
  assert.notEqual(nameKey('髙橋'), nameKey('高橋'));
  assert.equal(nameKey(' 　'), undefined);
});

test('strings compare as written, numbers by value', () => {
  assert.equal(stringKey('Ab 1'), 'Ab 1');
  assert.equal(stringKey('  '), undefined);
  const table: [string, string | undefined][] = [
    ['００１２３', '123'],
    ['1,230.50', '1230.5'],
    ['1.2305e3', '1230.5'],
    ['-0.0', '0'],
    ['−5', '-5'],
    ['12345678901234567890', '12345678901234567890'],
    ['5e-3', '0.005'],
    ['.5', '0.5'],
    ['A-1', 'A-1'],
    ['', undefined],
    ['-', '-'],
  ];
  for (const [text, expected] of table) assert.equal(numberKey(text), expected, text);
});

test('keys are stable: normalising twice changes nothing', () => {
  const contentType = fc.constantFrom('STRING', 'NUMBER', 'EMAIL_ADDRESS', 'NAME' as const);
  fc.assert(
    fc.property(contentType, fc.string({ unit: 'grapheme' }), (type, text) => {
      const key = keyValue(type as 'STRING', text, 'JP');
      if (key !== undefined) assert.equal(keyValue(type as 'STRING', key, 'JP'), key);
    }),
  );
});
