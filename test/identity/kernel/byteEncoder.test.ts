import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ByteEncoder } from '../../../src/identity/kernel/byteEncoder.ts';
import { ByteMemo } from '../../../src/identity/kernel/byteMemo.ts';
import { Encoder } from '../../../src/identity/kernel/encoder.ts';
import type { MatchField } from '../../../src/identity/kernel/fields.ts';
import { contentOf, countsOf } from './contents.ts';
import { customerFields, generatedPeople } from './people.ts';

function encodedBothWays(fields: readonly MatchField[], records: readonly (readonly (string | null)[])[]) {
  const options = { defaultCountry: 'JP' };
  const encoder = new Encoder(fields, options);
  const byBytes = new ByteEncoder(fields, options);
  const [starts, ends] = [new Int32Array(fields.length + 1), new Int32Array(fields.length + 1)];
  for (const record of records) {
    encoder.add(record.map((text) => text ?? ''));
    const bytes = Buffer.from(`#${record.map((text) => text ?? '').join('')}`);
    let at = 1;
    for (const [place, text] of record.entries()) {
      starts[place + 1] = text === null ? -1 : at;
      at += Buffer.byteLength(text ?? '');
      ends[place + 1] = at;
    }
    byBytes.add({ bytes, starts, ends, first: 1 });
  }
  return [encoder.columns, byBytes.columns] as const;
}

test('generated customers encode from bytes as they do from texts', () => {
  const [texts, bytes] = encodedBothWays(customerFields, generatedPeople(3000).records);
  assert.deepEqual(contentOf(bytes), contentOf(texts));
  assert.deepEqual(countsOf(bytes), countsOf(texts));
});

test('law: bytes give what texts give, whatever they say', () => {
  const fields: MatchField[] = [
    { name: 'LastName', role: 'familyName' },
    { name: 'FirstName', role: 'givenName' },
    { name: 'セイ', role: 'familyReading' },
    { name: 'フリガナ', role: 'fullReading' },
    { name: '氏名', role: 'fullName' },
    { name: 'BirthDate', role: 'birthDate' },
    { name: 'Gender', role: 'gender' },
    { name: 'GenderString', role: 'gender' },
    { name: 'PhoneNumber', role: 'phone' },
    { name: 'MobilePhoneNumber', role: 'phone' },
    { name: 'EmailAddress', role: 'email' },
    { name: 'Address.PostalCode', role: 'postalCode' },
    { name: 'Address.City', role: 'city' },
    { name: 'City2', role: 'city' },
    { name: 'Address.Address1', role: 'street' },
    { name: 'Address.Address2', role: 'building' },
    { name: 'Address.Address3', role: 'building' },
    { name: 'Attributes.会員', role: 'custom' },
  ];
  const sign = fc.constantFrom(...'佐藤髙タロウたろうａＡ090０９-－ー‐ ()（）@.x+81年月日昭和60男女不明　');
  const known = fc.constantFrom(
    ...[
      '佐藤',
      'サトウ',
      '山田 太郎',
      '090-1234-5678',
      '０９０１２３４５６７８',
      '03(1234)5678',
      '+81 90 1234 5678',
    ],
    ...[
      '0000000000',
      '0111111111',
      '010-1234-56789',
      '9.01235E+9',
      'Taro@Example.co.jp',
      'info@x.jp',
      '不明',
      '-',
      'a@b',
    ],
    ...['S60.1.2', '1985/01/02', '1985', '男', 'female', 'UNSPECIFIED', '〒100-0001', '本町1-2-3', ' '],
  );
  const free = fc.array(sign, { maxLength: 14 }).map((signs) => signs.join(''));
  const street = fc
    .array(
      fc.constantFrom(
        ...[
          '本町',
          '桜ヶ丘',
          '髙田',
          '大字',
          '一',
          'が丘',
          ...['二', '十', '三丁目', '八幡', '千歳', '竹の台', '条', '字', '元', '番町'],
          'コーポ',
          'ハイツ',
          'の',
          'ー',
          ' ',
          '　',
          '〒',
          '1',
          '20',
          '３',
          '０',
        ],
        ...['-', '－', '丁目', '番', '番地', '地', '号', '室', '号室', '階', '-', 'A', '5', '101'],
      ),
      { maxLength: 12 },
    )
    .map((pieces) => pieces.join(''));
  const usual = fc
    .tuple(street, fc.nat(30), fc.constantFrom('-', '－', '丁目', '番', 'の'), fc.nat(30), street)
    .map(([town, one, between, other, rest]) => `本町${town}${one}${between}${other}${rest}`);
  const cell = fc.option(fc.oneof(known, free, street, usual), { nil: null });
  const record = fc.array(cell, { minLength: fields.length, maxLength: fields.length });
  fc.assert(
    fc.property(fc.array(record, { maxLength: 12 }), (records) => {
      const [texts, bytes] = encodedBothWays(fields, records);
      assert.deepEqual(contentOf(bytes), contentOf(texts));
      assert.deepEqual(countsOf(bytes), countsOf(texts));
    }),
    { numRuns: 300 },
  );
});

test('a memo forgets values that do not come again, and stays right', () => {
  let asked = 0;
  const memo = new ByteMemo((text) => {
    asked += 1;
    return [text.length, -1];
  });
  const find = (text: string) => memo.find(Buffer.from(text), 0, Buffer.byteLength(text))[0];
  for (let turn = 0; turn < 3; turn++) assert.equal(find('同じ'), 2);
  assert.equal(asked, 1);
  for (let turn = 0; turn < 70_000; turn++) assert.equal(find(`値${turn}`), 1 + String(turn).length);
  assert.equal(find('同じ'), 2);
  assert.ok(asked > 70_000);
});
