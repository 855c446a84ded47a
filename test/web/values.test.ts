import assert from 'node:assert/strict';
import { test } from 'node:test';
import { percent, showBytes } from '../../web/src/values/bytes.ts';
import { ageOn, readDate, showBirthDate, showDay, showMoment } from '../../web/src/values/dates.ts';
import { type MatchKind, markRanges } from '../../web/src/values/marks.ts';
import { showPhone } from '../../web/src/values/phones.ts';

test('what matched is marked, in whatever spelling it was asked for', () => {
  const cases: [value: string, query: string, kind: MatchKind, marked: string[]][] = [
    ['高橋 健太', '高橋', 'name', ['高橋']],
    ['高橋 健太', '橋健', 'name', ['橋 健']],
    ['タカハシ ケンタ', 'たかはし', 'reading', ['タカハシ']],
    ['ﾀｶﾊｼ ｹﾝﾀ', 'タカハシ', 'reading', ['ﾀｶﾊｼ']],
    ['タカハシ ケンタ', 'takaha', 'reading', ['タカハ']],
    ['タカハシ ケンタ', 'takahashi kenta', 'reading', ['タカハシ', 'ケンタ']],
    ['090-1234-5678', '09012345678', 'phone', ['090-1234-5678']],
    ['090-1234-5678', '+81 90 1234 5678', 'phone', ['090-1234-5678']],
    ['+81 90-1234-5678', '090-1234', 'phone', ['90-1234']],
    ['０９０−１２３４−５６７８', '5678', 'phoneEnd', ['５６７８']],
    ['Kenta@Example.jp', 'kenta@', 'email', ['Kenta@']],
    ['C-000123', 'c-000123', 'account', ['C-000123']],
    ['高橋', 'さとう', 'name', []],
    ['高橋', '', 'name', []],
  ];
  for (const [value, query, kind, marked] of cases) {
    const found = markRanges(value, query, kind).map(([start, end]) => value.slice(start, end));
    assert.deepEqual(found, marked, `${query} in ${value}`);
  }
});

test('birth dates are read in the ways Japanese files write them', () => {
  const april = { year: 1985, month: 4, day: 3 };
  for (const text of [
    '1985-04-03',
    '1985/4/3',
    '1985.4.3',
    '19850403',
    '1985年4月3日',
    '昭和60年4月3日',
    'S60.4.3',
    '１９８５／０４／０３',
  ]) {
    assert.deepEqual(readDate(text), april, text);
  }
  assert.deepEqual(readDate('令和元年5月1日'), { year: 2019, month: 5, day: 1 });
  for (const text of ['', '1985', '1985-02-30', '19851340', 'unknown'])
    assert.equal(readDate(text), undefined, text);
});

test('ages count whole years and leave out what is no age', () => {
  const birth = { year: 1985, month: 4, day: 3 };
  assert.equal(ageOn(birth, new Date(2026, 3, 2)), 40);
  assert.equal(ageOn(birth, new Date(2026, 3, 3)), 41);
  assert.equal(ageOn({ year: 2030, month: 1, day: 1 }, new Date(2026, 0, 1)), undefined);
  assert.equal(ageOn({ year: 1800, month: 1, day: 1 }, new Date(2026, 0, 1)), undefined);
});

test('dates are shown in the way of the language; what is no date stays', () => {
  assert.equal(showBirthDate('1985-04-03', 'ja'), '1985年4月3日（昭和60年）');
  assert.equal(showBirthDate('1985-04-03', 'en'), '3 Apr 1985');
  assert.equal(showDay('昭和60年4月3日', 'ja'), '1985/04/03');
  assert.equal(showDay('2027-11-23', 'ja'), '2027/11/23');
  assert.equal(showDay('不明', 'en'), '不明');
  assert.equal(showBirthDate('不明', 'ja'), '不明');
});

test('English dates have one form, whether a day or a moment', () => {
  const noon = new Date(2027, 10, 3, 12, 5).getTime() / 1000;
  assert.equal(showDay('2027-11-03', 'en'), '3 Nov 2027');
  assert.equal(showMoment(noon, 'en'), '3 Nov 2027, 12:05');
  assert.equal(showMoment(noon, 'ja'), '2027/11/03 12:05');
});

test('phones are shown as people read them; what is no number stays', () => {
  assert.equal(showPhone('09012345678'), '090-1234-5678');
  assert.equal(showPhone('+819012345678'), '090-1234-5678');
  assert.equal(showPhone('+442079460958'), '+44 20 7946 0958');
  for (const text of ['', '自宅', '12', 'x'.repeat(10_000)]) assert.equal(showPhone(text), text);
});

test('sizes and shares', () => {
  assert.deepEqual([0, 999, 1000, 1_450_000, 120_000_000].map(showBytes), [
    '0 B',
    '999 B',
    '1.0 KB',
    '1.4 MB',
    '120 MB',
  ]);
  assert.deepEqual([percent(0, 10), percent(999, 1000), percent(10, 10), percent(0, 0)], [0, 99, 100, 100]);
});
