import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparisonsOf } from '../../../src/identity/kernel/comparisons.ts';
import type { FieldRole } from '../../../src/identity/kernel/fields.ts';
import { readingForm } from '../../../src/values/nameSearch.ts';
import { encodeByRole } from './people.ts';

type Person = Partial<Record<FieldRole, string | string[]>>;

/** The level of one comparison for two records, by name; the same in both directions. */
function levelOf(name: string, one: Person, other: Person): string {
  const columns = encodeByRole([one, other]);
  const comparison = comparisonsOf(columns).find((some) => some.name === name);
  if (!comparison) return 'no comparison';
  const level = comparison.compare(0, 1);
  assert.equal(comparison.compare(1, 0), level, `${name} is not symmetric`);
  return comparison.levels[level]!;
}

const named = (familyName: string, givenName: string, familyReading = '', givenReading = ''): Person => ({
  familyName,
  givenName,
  familyReading,
  givenReading,
});

test('names agree in writing, in reading, when swapped, and nearly', () => {
  const cases: [Person, Person, string, string][] = [
    [named('高橋', '太郎'), named('髙橋', '太郎'), 'same', 'same'],
    [named('齋藤', '健'), named('斉藤', '健'), 'same', 'same'],
    [named('佐藤', '翔太', 'サトウ', 'ショウタ'), named('サトウ', 'しょうた'), 'sameReading', 'sameReading'],
    [named('佐藤', '翔太', 'サトウ', 'ショウタ'), named('Satoh', 'Shota'), 'sameReading', 'sameReading'],
    [
      named('佐藤', '翔太', 'サトウ', 'ショウタ'),
      named('佐藤', '祥太', 'サトウ', 'ショウタ'),
      'same',
      'otherWriting',
    ],
    [named('佐藤', '翔太'), named('翔太', '佐藤'), 'swapped', 'swapped'],
    [
      named('佐藤', '翔太', 'サトウ', 'ショウタ'),
      named('佐藤', '翔真', 'サトウ', 'ショウマ'),
      'same',
      'similar',
    ],
    [named('佐藤', '', 'サトウ', 'ショウタ'), named('佐藤', '', 'サトウ', 'ショウマ'), 'same', 'close'],
    [named('Smith', 'Jonathan'), named('Smyth', 'Jonathon'), 'close', 'close'],
    [named('Smith', 'J'), named('Smith', 'John'), 'same', 'similar'],
    [named('佐藤', '翔太'), named('田中', '花子'), 'different', 'different'],
    [named('佐藤', ''), named('佐藤', '花子'), 'same', 'unknown'],
    [named('佐藤', '翔太'), named('サトウ', 'ショウタ'), 'unknown', 'unknown'],
    [named('佐藤', '翔太'), named('Satoh', 'Shota'), 'unknown', 'unknown'],
    [named('佐藤', '翔太'), named('田中', '花子', 'タナカ', 'ハナコ'), 'different', 'different'],
  ];
  for (const [one, other, family, given] of cases) {
    const told = `${JSON.stringify(one)} ${JSON.stringify(other)}`;
    assert.equal(levelOf('familyName', one, other), family, told);
    assert.equal(levelOf('givenName', one, other), given, told);
  }
});

test('a whole reading without a space is split by the name beside it', () => {
  const one = { fullName: '平山 起理子', fullReading: 'ヒラヤマキリコ' };
  const other = { fullName: '平山 希里子', fullReading: 'ﾋﾗﾔﾏ ｷﾘｺ' };
  assert.equal(levelOf('givenName', one, other), 'otherWriting');
  assert.equal(levelOf('familyName', one, { fullName: 'ヒラヤマ キリコ', fullReading: '' }), 'sameReading');
});

test('birth dates agree over eras and slips of the pen', () => {
  const cases: [string, string, string][] = [
    ['1985/01/02', '昭和60年1月2日', 'same'],
    ['1985/01/02', '1985/01/03', 'slip'],
    ['1985/01/12', '1985/01/21', 'slip'],
    ['1985/03/04', '1985/04/03', 'slip'],
    ['19081209', '19081309', 'slip'],
    ['1985/01/02', '1979/01/02', 'twoPartsSame'],
    ['1985/01/02', '1985/11/28', 'sameYear'],
    ['1985/01/02', '1964/11/28', 'different'],
    ['1985/01/02', '不明', 'unknown'],
  ];
  for (const [one, other, level] of cases) {
    assert.equal(levelOf('birthDate', { birthDate: one }, { birthDate: other }), level, `${one} ${other}`);
  }
});

test('a birth date that was put where none was known counts as not known', () => {
  const born = (at: number) => `${1930 + (at % 70)}-${1 + (at % 12)}-${1 + (at % 28)}`;
  const people = Array.from({ length: 1_200 }, (_none, at) => ({
    ...named(`姓${at}`, `名${at}`),
    birthDate: at < 300 ? '1900-01-01' : born(at),
  }));
  const birth = comparisonsOf(encodeByRole(people)).find(({ name }) => name === 'birthDate')!;
  const levels = [
    [0, 1],
    [0, 300],
    [300, 301],
  ].map(([a, b]) => birth.levels[birth.compare(a!, b!)]);
  assert.deepEqual(levels, ['unknown', 'unknown', 'different']);
});

test('phones are compared many to many, whatever their notation', () => {
  const cases: [string[], string[], string][] = [
    [['090-1234-5678'], ['+81 90 1234 5678'], 'sameMobile'],
    [['03-1234-5678', '090-1111-2222'], ['', '０３（１２３４）５６７８'], 'same'],
    [['03-1234-5678', '090-1111-2222'], ['03-1234-5678', '080-9999-8888'], 'sameAmongOthers'],
    [['090-1234-5678'], ['090-1234-5687'], 'slip'],
    [['090-1234-5678'], ['080-2222-3333'], 'different'],
    [['000-0000-0000'], ['000-0000-0000'], 'no comparison'],
  ];
  for (const [one, other, level] of cases) {
    assert.equal(levelOf('phone', { phone: one }, { phone: other }), level, `${one} ${other}`);
  }
});

test('e-mail addresses agree in all, in what stands before the @, and nearly', () => {
  const cases: [string, string, string][] = [
    ['Taro.Yamada@example.jp', 'taro.yamada@example.jp', 'same'],
    ['taro.yamada@example.jp', 'taro.yamada@mail.example.com', 'sameLocalPart'],
    ['taro.yamada@example.jp', 'taro.yamda@example.jp', 'close'],
    ['yamamoto.shintaro1985@mail.example.jp', 'yamamoto.shintarou1985@mail.example.jp', 'close'],
    ['yamamoto.taro1985@mail.example.jp', 'yamamoto.taro1986@mail.example.jp', 'close'],
    ['yamamoto1985@mail.example.jp', 'yamamoto2003@mail.example.jp', 'different'],
    ['yamamoto1985@mail.example.jp', 'yamamoto@mail.example.jp', 'different'],
    ['taro.yamada@example.jp', 'hana@example.com', 'different'],
    ['taro.yamada@example.jp', 'none', 'unknown'],
  ];
  for (const [one, other, level] of cases) {
    assert.equal(levelOf('email', { email: one }, { email: other }), level, `${one} ${other}`);
  }
});

test('names that both bear, before the @ of two providers, say nothing beyond the names', () => {
  const yamada = { ...named('山田', '太郎', 'ヤマダ', 'タロウ'), birthDate: '1985-03-04' };
  const level = (local: string, other: Person, otherLocal = local) =>
    levelOf(
      'email',
      { ...yamada, email: `${local}@example.jp` },
      { ...other, email: `${otherLocal}@example.com` },
    );
  const cousin = { ...named('鈴木', '多朗', 'スズキ', 'タロウ'), birthDate: '1985-11-30' };
  const cases: [string, Person, string][] = [
    ['taro.yamada', yamada, 'unknown'],
    ['taro.yamada', named('ヤマダ', 'タロウ', 'ヤマダ', 'タロウ'), 'unknown'],
    ['tyamada7', yamada, 'unknown'],
    ['yamada_tarou1985', yamada, 'unknown'],
    ['yamada_tarou0304', yamada, 'unknown'],
    ['yamada_tarou8512', yamada, 'sameLocalPart'],
    ['neko.zuki', yamada, 'sameLocalPart'],
    ['tarou85', cousin, 'unknown'],
    ['tarou1985', cousin, 'unknown'],
    ['tarou0304', cousin, 'sameLocalPart'],
    ['taro.yamada', named('佐藤', '太郎', 'サトウ', 'タロウ'), 'sameLocalPart'],
    ['taro85', named('田中', '一', 'タナカ', 'ハジメ'), 'sameLocalPart'],
  ];
  for (const [local, other, expected] of cases) assert.equal(level(local, other), expected, local);
  const same = { ...yamada, email: 'taro.yamada@example.jp' };
  assert.equal(levelOf('email', same, same), 'same');
});

test('addresses made of names whose reading is not known say nothing beyond the names', () => {
  const email = (local: string, provider: string) => ({
    ...named('山田', '太郎'),
    email: `${local}@${provider}`,
  });
  const level = (local: string) => levelOf('email', email(local, 'a.example'), email(local, 'b.example'));
  assert.equal(level('taro.yamada85'), 'unknown');
  assert.equal(level('kitty.chopin'), 'sameLocalPart');
  assert.equal(level('xkcdqvzw12'), 'sameLocalPart');
});

test('addresses a slip apart that spell names say nothing beyond the names', () => {
  const taro = (email: string) => ({
    ...named('山田', '太郎', 'ヤマダ', 'タロウ'),
    email: `${email}@example.jp`,
  });
  assert.equal(levelOf('email', taro('yamada.taro123'), taro('yamada.taro124')), 'unknown');
  assert.equal(levelOf('email', taro('yamada.taro123'), taro('yamada.tarp123')), 'close');
  assert.equal(
    levelOf('email', taro('yamada.taro'), { ...taro('yamada.toro'), givenReading: 'トロ' }),
    'unknown',
  );
});

test('addresses that whoever bears a name has are nobody’s own', () => {
  const kana = [...'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホ'];
  const twice = (born: string, local: (at: number) => string) => {
    const people = kana.flatMap((sign, at) =>
      ['1980-01-01', born].map((birthDate) => ({
        ...named('山田', `${sign}太`, 'ヤマダ', `${sign}タ`),
        birthDate,
        email: `${local(at)}@example.jp`,
      })),
    );
    const columns = encodeByRole(people);
    const email = comparisonsOf(columns).find(({ name }) => name === 'email')!;
    return email.levels[email.compare(0, 1)];
  };
  const ofNames = (at: number) => `${readingForm(`${kana[at]}タ`)}.yamada`;
  assert.equal(twice('1962-11-23', ofNames), 'unknown');
  assert.equal(twice('1980-01-01', ofNames), 'same');
  assert.equal(
    twice('1962-11-23', (at) => `neko${at + 10}x`),
    'same',
  );
});

test('addresses agree from fine to coarse', () => {
  const home = { postalCode: '100-0001', region: '東京都', city: '千代田区', street: '本町1-2-3' };
  const cases: [Person, string][] = [
    [{ ...home, street: '本町一丁目２番３号' }, 'same'],
    [{ ...home, street: '本町1-2-3 コーポ101号室' }, 'sameUpToBuilding'],
    [{ ...home, street: '本町1-2-8' }, 'closeStreet'],
    [{ ...home, street: '本町6-20-14' }, 'sameTown'],
    [{ ...home, street: '南大通9-9-9' }, 'samePostalCode'],
    [{ ...home, postalCode: '100-0999', street: '南大通9-9-9' }, 'sameCity'],
    [{ ...home, postalCode: '190-0999', city: '立川市', street: '南大通9-9-9' }, 'sameRegion'],
    [
      { postalCode: '530-0001', region: '大阪府', city: '大阪市', street: '本町1-2-3' },
      'sameStreetElsewhere',
    ],
    [{ postalCode: '530-0001', region: '大阪府', city: '大阪市', street: '南大通9-9-9' }, 'different'],
    [{ postalCode: '1000001' }, 'samePostalCode'],
    [{ familyName: '佐藤' }, 'unknown'],
  ];
  for (const [other, level] of cases)
    assert.equal(levelOf('address', home, other), level, JSON.stringify(other));
});

test('a phone that many people have counts as not known', () => {
  const office = Array.from({ length: 40 }, (_none, at) => ({
    ...named(`姓${at}`, `名${at}`),
    phone: '03-1111-2222',
  }));
  const columns = encodeByRole([...office, { ...named('佐藤', '翔太'), phone: '03-1111-2222' }]);
  const phone = comparisonsOf(columns).find(({ name }) => name === 'phone')!;
  assert.equal(phone.levels[phone.compare(0, 40)], 'unknown');
});

test('columns of running numbers and repetitions of the name are not compared', () => {
  const people = Array.from({ length: 30 }, (_none, at) => ({
    ...named(`姓${at}`, `名${at}`),
    custom: [`${1000 + at}`, `姓${at}名${at}`, at % 2 ? '乾燥肌' : '普通肌'],
  }));
  const names = comparisonsOf(encodeByRole(people)).map(({ name }) => name);
  assert.deepEqual(names, ['familyName', 'givenName', 'custom:custom2']);
});
