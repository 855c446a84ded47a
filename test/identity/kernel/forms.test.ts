import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { roleOfTarget } from '../../../src/identity/kernel/fields.ts';
import {
  birthForm,
  emailForm,
  genderForm,
  nameForm,
  phoneForm,
  postalForm,
  stated,
  streetForm,
  textForm,
  wholeStreet,
} from '../../../src/identity/kernel/forms.ts';
import { calibrationError, reliabilityTable } from '../../../src/identity/kernel/reliability.ts';
import { rememberWhileUseful } from '../../../src/identity/kernel/remember.ts';
import { addressForm } from '../../../src/values/address.ts';

function table(form: (text: string) => unknown, cases: readonly (readonly [string, unknown])[]): void {
  for (const [text, expected] of cases) assert.deepEqual(form(text), expected, text);
}

test('words that stand for a missing value are no value', () => {
  table(stated, [
    [' 佐藤 ', '佐藤'],
    ['N/A', ''],
    ['不明', ''],
    ['----', ''],
    ['0000', ''],
    ['テスト', ''],
    ['テストロッサ', 'テストロッサ'],
    ['-'.repeat(5000), '-'.repeat(5000)],
  ]);
});

test('names, dates, genders and contacts in their comparable form', () => {
  table(nameForm, [
    ['髙橋', '高橋'],
    ["O'Brien", 'obrien'],
    ['サトウ', ''],
  ]);
  table(birthForm, [
    ['昭和60年1月2日', '19850102'],
    ['19081309', '19081309'],
    ['02/01/1985', '19850201'],
    ['1985', '19850101'],
    ['春', ''],
  ]);
  table(genderForm, [
    ['男性', 'm'],
    ['F', 'f'],
    ['回答しない', ''],
  ]);
  table(emailForm, [
    [' Taro@Example.jp ', 'taro@example.jp'],
    ['なし', ''],
  ]);
  table(
    (text) => phoneForm(text, 'JP'),
    [
      ['090-1234-5678', '+819012345678'],
      ['000-0000-0000', ''],
      ['1234', ''],
    ],
  );
  table(postalForm, [
    ['〒100-0001', '1000001'],
    ['SW1A 1AA', 'sw1a1aa'],
  ]);
  table(textForm, [['12-3 髙', '12-3高']]);
});

test('a street is whole, without its building, and without its numbers', () => {
  table(streetForm, [
    ['本町一丁目2番3号 コーポ101号室', { whole: '本町1-2-3コーポ101', core: '本町1-2-3', town: '本町' }],
    ['wallaby place', { whole: 'wallabyplace', core: 'wallabyplace', town: 'wallabyplace' }],
  ]);
});

test('law: a street in pieces has the form it has as a whole', () => {
  const piece = fc.constantFrom(...'本町が丘ヶケ髙ーの丁目番地号室大字条一二十1234-5 　コーポＡ〒ガ');
  const notation = fc
    .tuple(
      fc.constantFrom('1', '20', '３', '４５'),
      fc.constantFrom('丁目', '番', '番地', '号', '-', '－', 'の', ''),
    )
    .map((parts) => parts.join(''));
  const text = fc.oneof(
    fc.array(piece, { maxLength: 14 }).map((signs) => signs.join('')),
    fc
      .tuple(fc.array(piece, { maxLength: 4 }), fc.nat(30), fc.nat(30), fc.array(piece, { maxLength: 6 }))
      .map(([town, one, other, rest]) => `${town.join('')}${one}-${other} ${rest.join('')}`),
    fc
      .tuple(notation, notation, notation, fc.array(piece, { maxLength: 5 }))
      .map(([one, two, three, rest]) => `桜ヶ丘${one}${two}${three}　${rest.join('')}`),
  );
  fc.assert(
    fc.property(text, (some) => assert.equal(wholeStreet(some), addressForm(some))),
    { numRuns: 2000 },
  );
});

test('fields of a profile know their role', () => {
  table(roleOfTarget, [
    ['_profile.LastName', 'familyName'],
    ['Address.PostalCode', 'postalCode'],
    ['ShippingAddress.PostalCode', 'custom'],
    ['Attributes.肌質', 'custom'],
  ]);
});

test('what is remembered is what would be computed, useful or not', () => {
  let computed = 0;
  const form = rememberWhileUseful((text) => {
    computed += 1;
    return `${text}!`;
  });
  for (let turn = 0; turn < 100; turn++) assert.equal(form('again'), 'again!');
  assert.equal(computed, 1);
  for (let turn = 0; turn < 30_000; turn++) assert.equal(form(`x${turn}`), `x${turn}!`);
  assert.equal(form('again'), 'again!');
});

test('a reliability table says how far confidence is off', () => {
  const confidence = [0.75, 0.75, 0.75, 0.75, 0.05];
  const right = [true, true, true, false, false];
  const lines = reliabilityTable(
    5,
    (at) => confidence[at]!,
    (at) => right[at]!,
  );
  assert.deepEqual(
    lines.map(({ from, to, pairs, right }) => [from, to, pairs, right]),
    [
      [0, 0.1, 1, 0],
      [0.7, 0.8, 4, 0.75],
    ],
  );
  assert.ok(Math.abs(calibrationError(lines) - 0.01) < 1e-9);
});
