import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkObjectType } from '../../src/profiles/checkObjectType.ts';
import { detectObjectType } from '../../src/profiles/detect.ts';
import { fromInput, toDocument } from '../../src/profiles/document.ts';
import { afterPrefix, formOf, readFindQuery } from '../../src/profiles/findQuery.ts';
import { compileMapping, isProblem, type MappedKey } from '../../src/profiles/mapping.ts';
import { resolveProfile } from '../../src/profiles/resolve.ts';
import { keysOfFields, searchForms } from '../../src/profiles/searchKeys.ts';
import { nameParts, searchNames } from '../../src/profiles/searchNames.ts';
import { isStorable } from '../../src/profiles/storable.ts';
import { textFields } from '../../src/profiles/targets.ts';
import { HashTable } from '../../src/values/hashTable.ts';

test('which profile an object belongs to', () => {
  const key = (name: string, flags: Partial<MappedKey> = {}): MappedKey => ({
    name,
    value: name,
    profile: true,
    secondary: false,
    lookupOnly: false,
    newOnly: false,
    records: [],
    ...flags,
  });
  const holders: Record<string, [string, string][]> = {
    one: [['a', 'a']],
    other: [['b', 'b']],
    two: [
      ['a', 'a'],
      ['b', 'b'],
    ],
    merged: [
      ['c', 'a'],
      ['a', 'a'],
    ],
    absorbed: [['c', 'a']],
  };
  const secondary = { secondary: true };
  const table: [string, MappedKey[], string | undefined][] = [
    ['the first key that leads to one profile', [key('none'), key('one'), key('other')], 'a'],
    ['not a key that leads to several', [key('two'), key('other')], 'b'],
    ['a secondary key after every other, wherever it stands', [key('one', secondary), key('other')], 'b'],
    ['a secondary key when the others decide nothing', [key('one', secondary), key('two')], 'a'],
    ['keys without PROFILE do not count', [key('one', { profile: false }), key('other')], 'b'],
    ['several members of one survivor are one profile: the survivor', [key('merged')], 'a'],
    ['the base profile that carries the key, when its survivor does not', [key('absorbed')], 'c'],
    ['nobody', [key('two'), key('none')], undefined],
    ['nobody without keys', [], undefined],
  ];
  for (const [what, keys, wanted] of table) {
    const found = resolveProfile(keys, ({ name }) =>
      (holders[name] ?? []).map(([profileId, survivorId]) => ({ profileId, survivorId })),
    );
    assert.equal(found?.profileId, wanted, what);
  }
});

/** Detects, checks that the result can be put, and reads the samples through it. */
function detected(samples: Record<string, unknown>[]) {
  const { Fields, Keys, SourceLastUpdatedTimestampFormat } = detectObjectType(samples);
  const definition = {
    Description: '',
    AllowProfileCreation: true,
    Fields,
    Keys,
    ...(SourceLastUpdatedTimestampFormat ? { SourceLastUpdatedTimestampFormat } : {}),
  };
  const complete = Object.values(Keys).some(([key]) => key?.StandardIdentifiers?.includes('UNIQUE'));
  checkObjectType(complete ? definition : { ...definition, Keys: {} }, () => undefined);
  const type = {
    typeId: 1,
    name: 'T',
    version: 1,
    createdAt: new Date(0),
    updatedAt: new Date(0),
    definition,
  };
  const mapping = compileMapping(type, 'JP');
  return {
    Fields,
    Keys,
    format: SourceLastUpdatedTimestampFormat,
    read: samples.map((sample) => mapping.apply(sample)),
  };
}

test('detection of Japanese customers', () => {
  const { Keys, read, format } = detected([
    {
      顧客番号: 'C1',
      '氏名(漢字)': '山田　太郎',
      フリガナ: 'ヤマダ タロウ',
      'TEL（携帯）': '090-1234-5678',
      メールアドレス: 'a@example.jp',
      '住所[自宅]': '京都市',
      更新日時: '2024/01/02 03:04:05',
      'a.b': 'x',
      '': 'y',
    },
    {
      顧客番号: 'C2',
      '氏名(漢字)': '佐藤花子',
      フリガナ: 'サトウ ハナコ',
      'TEL（携帯）': '',
      メールアドレス: '',
      '住所[自宅]': '',
      更新日時: '2024/01/03 03:04:05',
      'a.b': '',
      '': '',
    },
  ]);
  assert.deepEqual(Object.keys(Keys), ['customerNumber']);
  assert.equal(format, 'yyyy/MM/dd HH:mm:ss');
  const [first, second] = read;
  assert.ok(first && second && !isProblem(first) && !isProblem(second), JSON.stringify(read));
  assert.equal(first.fields.AccountNumber, 'C1');
  assert.deepEqual([first.fields.LastName, first.fields.FirstName], ['山田', '太郎']);
  assert.deepEqual([second.fields.LastName, second.fields.FirstName], ['佐藤', '花子']);
  assert.equal(first.fields['Attributes.フリガナ'], 'ヤマダ タロウ');
  assert.equal(first.fields.EmailAddress, 'a@example.jp');
  assert.equal(first.fields['Attributes.a.b'], 'x');
  assert.equal(first.sourceTime, Date.UTC(2024, 0, 2, 3, 4, 5));
  const kept = Object.values(first.fields);
  for (const value of ['090-1234-5678', '京都市', 'y']) assert.ok(kept.includes(value), value);
});

test('detection of English customers, nested members and values that speak for themselves', () => {
  const { Keys, read } = detected([
    {
      customer_id: 1,
      first_name: 'Taro',
      last_name: 'Yamada',
      contact: { email: 'a@b.jp' },
      x: '03-1234-5678',
      z: '600-8001',
      tags: ['a'],
    },
    {
      customer_id: 2,
      first_name: 'Hana',
      last_name: 'Sato',
      contact: { email: 'c@d.jp' },
      x: '06-1234-5678',
      z: '600-8002',
      tags: [],
    },
  ]);
  assert.deepEqual(Object.values(Keys)[0]?.[0]?.StandardIdentifiers, ['PROFILE', 'UNIQUE']);
  const [first] = read;
  assert.ok(first && !isProblem(first));
  assert.deepEqual(
    [
      first.fields.FirstName,
      first.fields.LastName,
      first.fields.EmailAddress,
      first.fields.PhoneNumber,
      first.fields['Address.PostalCode'],
      first.fields['Attributes.tags'],
    ],
    ['Taro', 'Yamada', 'a@b.jp', '03-1234-5678', '600-8001', '["a"]'],
  );
});

test('law: whatever the members are called, the detected type can be put and every value is read', () => {
  const name = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom(
      '氏名',
      '氏名(漢字)',
      '名前[姓]',
      'a.b',
      'a]',
      '__proto__',
      'constructor',
      '電話番号',
      'TEL',
      '姓',
      '名',
      'Tags',
      '住所1',
      '会員番号',
      'x'.repeat(300),
      '𠮷'.repeat(200),
    ),
  );
  const value = fc.oneof(
    fc.constantFrom('山田 太郎', '03-1234-5678', 'a@b.jp'),
    fc.string({ unit: 'grapheme-ascii', minLength: 1 }),
  );
  const object = fc.array(fc.tuple(name, fc.oneof(value, fc.dictionary(name, value, { maxKeys: 2 }))), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(object, (members) => {
      const sample = JSON.parse(
        `{${members.map(([key, inner]) => `${JSON.stringify(key)}:${JSON.stringify(inner)}`).join(',')}}`,
      );
      const { Fields } = detected([sample]);
      for (const [field, { Target }] of Object.entries(Fields))
        assert.match(field, /^[a-zA-Z][\w.-]{0,63}$/, Target);
    }),
    { numRuns: 500 },
  );
});

test('detection is bounded: too many members are refused, deep ones are taken together', () => {
  const many = Object.fromEntries(Array.from({ length: 121 }, (_, n) => [`m${n}`, 'x']));
  assert.throws(() => detectObjectType([many]), /121 attributes.*120/);
  const deep = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`);
  assert.doesNotThrow(() => detected([deep]));
});

test('search keys of fields', () => {
  const keys = keysOfFields(
    {
      FirstName: 'Taro',
      LastName: 'ﾔﾏﾀﾞ',
      PhoneNumber: '090-1234-5678',
      MobilePhoneNumber: '+81 90 1234 5678',
      HomePhoneNumber: '---',
      EmailAddress: 'A@b.jp',
      BusinessEmailAddress: 'c@d.jp',
      AccountNumber: ' ',
      'EngagementPreferences.Phone': [],
    },
    'JP',
  );
  assert.deepEqual(keys, [
    ['_phone', '+819012345678'],
    ['_email', 'a@b.jp'],
    ['_email', 'c@d.jp'],
    ['_fullName', 'taro ヤマダ'],
  ]);
  assert.deepEqual(keysOfFields({}, 'JP'), []);
  assert.deepEqual(searchForms('_fullName', 'a b c'), ['a b c', 'c b a']);
  assert.deepEqual(searchForms('_email', 'a b'), ['a b']);
});

test('search names: writing, reading, companies, long names', () => {
  const table: [Record<string, string>, (string | null)[]][] = [
    [{ LastName: '髙橋', FirstName: '花子' }, ['高橋', '花子', null, null]],
    [
      { LastName: '髙橋', FirstName: '花子', 'Attributes.セイ': 'タカハシ', 'Attributes.メイ': 'ハナコ' },
      ['高橋', '花子', 'takahashi', 'hanako'],
    ],
    [
      { LastName: '髙橋', FirstName: '花子', 'Attributes.フリガナ': 'ﾀｶﾊｼ ﾊﾅｺ' },
      ['高橋', '花子', 'takahashi', 'hanako'],
    ],
    [{ LastName: 'SATŌ', FirstName: 'Tarō' }, ['satō', 'tarō', 'sato', 'taro']],
    [{ BusinessName: '株式会社 山田' }, ['株式会社山田', null, null, null]],
    [{ BusinessName: '山田商店', FirstName: '太郎' }, [null, '太郎', null, null]],
    [{}, [null, null, null, null]],
  ];
  for (const [fields, [lastName, firstName, lastReading, firstReading]] of table) {
    assert.deepEqual(
      searchNames(fields),
      { lastName, firstName, lastReading, firstReading },
      JSON.stringify(fields),
    );
  }
  const long = searchNames({ LastName: `${'x'.repeat(119)}😀`, FirstName: '😀'.repeat(200) });
  assert.ok(isStorable(long as never));
  for (const part of nameParts(long)) assert.ok(isStorable(part.tokens), 'tokens are text');
});

test('what somebody typed', () => {
  const read = (text: string) => readFindQuery(text, 'JP');
  const empty = { account: undefined, phone: undefined, phoneEnd: undefined, email: undefined, words: [] };
  for (const text of ['', '  ', '\0', '\ud800', '　'])
    assert.deepEqual(read(text), empty, JSON.stringify(text));
  const phones: [string, string | undefined, string | undefined][] = [
    ['090-1234-5678', '+819012345678', '09012345678'],
    ['０９０（１２３４）５６７８', '+819012345678', '09012345678'],
    ['+81 90 1234 5678', '+819012345678', '819012345678'],
    ['5678', '5678', '5678'],
    ['56', '56', undefined],
  ];
  for (const [text, phone, phoneEnd] of phones) {
    const query = read(text);
    assert.deepEqual([query.phone, query.phoneEnd, query.words], [phone, phoneEnd, []], text);
  }
  assert.equal(read('Taro@Ex').email, 'taro@ex');
  assert.equal(read('taro＠ex').email, 'taro@ex');
  const words: [string, [string, string | undefined][]][] = [
    ['髙橋', [['高橋', undefined]]],
    ['ﾀｶﾊｼ', [['タカハシ', 'takahashi']]],
    [
      '山田　太郎',
      [
        ['山田', undefined],
        ['太郎', undefined],
      ],
    ],
    [
      'Yamada, Taro Jiro',
      [
        ['yamada', 'yamada'],
        ['tarojiro', 'tarojiro'],
      ],
    ],
    [
      '山田、太郎',
      [
        ['山田', undefined],
        ['太郎', undefined],
      ],
    ],
  ];
  for (const [text, wanted] of words) {
    assert.deepEqual(
      read(text).words.map(({ written, reading }) => [written, reading]),
      wanted,
      text,
    );
  }
  assert.equal(read('1x'.repeat(5000)).account?.length, 100);
  assert.deepEqual(formOf('山田太').splits, [
    { last: '山', first: '田太' },
    { last: '山田', first: '太' },
  ]);
  assert.ok('ab\u{10fffe}' < afterPrefix('ab') && 'ac' > afterPrefix('ab'));
});

test('law: any query can be read and is fit for the database', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.ok(isStorable(readFindQuery(text, 'JP') as never));
    }),
    { numRuns: 1000 },
  );
});

test('law: what an input sets is what the document shows', () => {
  const text = fc.string({ minLength: 1 });
  const name = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom('__proto__', 'constructor', 'a.b', '肌質'),
  );
  const flat = fc.record(Object.fromEntries([...textFields].map((field) => [field, text])), {
    requiredKeys: [],
  });
  const attributes = fc.array(fc.tuple(name, text), { maxLength: 3 });
  fc.assert(
    fc.property(flat, attributes, (fields, custom) => {
      const all = {
        ...(fields as Record<string, string>),
        ...Object.fromEntries(custom.map(([key, value]) => [`Attributes.${key}`, value])),
      };
      const document = toDocument(all);
      assert.deepEqual(fromInput(JSON.parse(JSON.stringify(document))), all);
    }),
  );
});

test('an empty text or list takes a value away; unknown members say nothing', () => {
  assert.deepEqual(
    fromInput({
      FirstName: '',
      LastName: undefined,
      Address: { City: '', Nobody: 'x' },
      Attributes: { a: '', b: 'x' },
      EngagementPreferences: { Phone: [], Email: [{ KeyName: 'x' }], Fax: [] },
      ProfileId: 'x',
      constructor: 'x',
    }),
    {
      FirstName: null,
      'Address.City': null,
      'Attributes.a': null,
      'Attributes.b': 'x',
      'EngagementPreferences.Phone': null,
      'EngagementPreferences.Email': [{ KeyName: 'x' }],
    },
  );
});

test('law: a hash table holds what a map holds', () => {
  const command = fc.tuple(fc.string({ maxLength: 3 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }));
  fc.assert(
    fc.property(fc.array(command), (commands) => {
      const table = new HashTable();
      const map = new Map<string, number>();
      for (const [text, value] of commands) {
        assert.equal(table.get(text), map.get(text));
        table.set(text, value);
        map.set(text, value);
      }
      for (const [text, value] of map) assert.equal(table.get(text), value);
      assert.equal(table.size, map.size);
    }),
  );
  const large = new HashTable();
  for (let n = 0; n < 20_000; n += 1) large.set(`k${n}`, n);
  for (let n = 0; n < 20_000; n += 1) assert.equal(large.get(`k${n}`), n);
  assert.equal(large.get('k20000'), undefined);
});

test('what can be stored', () => {
  for (const value of ['', '漢字😀', ['x'], [{ a: 'b' }], 5, null]) assert.ok(isStorable(value));
  for (const value of ['\0', '\ud800', ['\udc00'], [{ '\0': 'x' }], [[[[['x']]]]]])
    assert.ok(!isStorable(value));
});
