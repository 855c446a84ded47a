import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { barLength, showConfidence, showWeight } from '../../web/src/identity/compare/figures.ts';
import {
  firstChoice,
  mergedRow,
  nestSources,
  resultRow,
  sourcesOf,
  withMain,
  withSource,
  withToggled,
} from '../../web/src/identity/compare/merged.ts';
import { differingPart, type Row, rowsOf } from '../../web/src/identity/compare/rows.ts';
import { inputOf } from '../../web/src/identity/review/decisionInput.ts';
import type { GroupDetail, Member } from '../../web/src/identity/types.ts';

function member(ProfileId: string, values: Record<string, string>): Member {
  const fields = Object.entries(values).map(([name, Value]) => [name, { Value }]);
  return { ProfileId, SurvivorId: ProfileId, Fields: Object.fromEntries(fields), CreatedAt: 0, Objects: 0 };
}

const one = member('one', {
  LastName: '髙橋',
  PhoneNumber: '+81 90-1234-5678',
  'Address.City': '渋谷区',
  'Attributes.肌質': '乾燥',
});
const two = member('two', {
  LastName: '高橋',
  FirstName: '健太',
  PhoneNumber: '09012345678',
  'Address.PostalCode': '150-0002',
  'Attributes.肌質': '乾燥',
});
const rowNamed = (key: string): Row => rowsOf([one, two]).find((row) => row.key === key)!;

test('fields are told as the same, differently written, missing on one side, or different', () => {
  const likeness = Object.fromEntries(rowsOf([one, two]).map((row) => [row.key, row.likeness]));
  assert.deepEqual(likeness, {
    LastName: 'different',
    FirstName: 'gap',
    PhoneNumber: 'spelling',
    Address: 'different',
    'Attributes.肌質': 'same',
  });
});

test('the same date in other notations is a difference of writing alone', () => {
  const dates = ['1985-04-03', '昭和60年4月3日'].map((date, at) => member(String(at), { BirthDate: date }));
  assert.equal(rowsOf(dates)[0]?.likeness, 'spelling');
});

test('the same address in other notations is a difference of writing alone; another block is not', () => {
  const at = (postal: string, street: string) =>
    member(postal + street, { 'Address.PostalCode': postal, 'Address.Address1': street });
  const home = at('850-3303', '北山6-19-17');
  for (const other of [
    at('850-3303', '北山6丁目19-17'),
    at('８５０３３０３', '北山六丁目19番17号'),
    at('850-3303', '北山６丁目１９番地の１７'),
  ])
    assert.equal(rowsOf([home, other])[0]?.likeness, 'spelling', JSON.stringify(other.Fields));
  for (const street of ['北山61-9-17', '北山十六丁目19-17', '北山6-19-1', '北山6-19'])
    assert.equal(rowsOf([home, at('850-3303', street)])[0]?.likeness, 'different', street);
  assert.equal(rowsOf([at('1', '北山12-3'), at('1', '北山十二丁目3')])[0]?.likeness, 'spelling');
});

test('names come first, readings after them, an address is one line of its parts in order, custom fields last', () => {
  const all = member('x', {
    'Attributes.肌質': '乾燥',
    'Attributes.セイ': 'タカハシ',
    'Address.Address1': '1-1',
    'Address.PostalCode': '1',
    EmailAddress: 'a@example.jp',
    FirstName: '健太',
    LastName: '高橋',
  });
  const rows = rowsOf([all]);
  assert.deepEqual(
    rows.map(({ key }) => key),
    ['LastName', 'FirstName', 'Attributes.セイ', 'EmailAddress', 'Address', 'Attributes.肌質'],
  );
  assert.deepEqual(rows[4]?.fields, ['Address.PostalCode', 'Address.Address1']);
});

test('what differs in a value that is mostly the same', () => {
  assert.deepEqual(differingPart('kenta@exampel.jp', 'kenta@example.jp'), [11, 13]);
  assert.deepEqual(differingPart('𠮷田 健', '𠮷田 剣'), [4, 5]);
  assert.equal(differingPart('東京', '大阪'), undefined);
  assert.equal(differingPart('同じ', '同じ'), undefined);
});

test('marking never leaves the value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (value, other) => {
      const [start, end] = differingPart(value, other) ?? [0, 0];
      assert.ok(0 <= start && start <= end && end <= value.length);
    }),
  );
});

test('a merge takes the chosen value, else the main one, else that of the first other who has one', () => {
  const members = [one, two];
  const first = firstChoice(members, { ProfileId: 'one' });
  const value = (key: string, choice = first) =>
    Object.values(mergedRow(rowNamed(key), members, choice)).map((held) => `${held.value} ${held.from}`);
  assert.deepEqual(value('LastName'), ['髙橋 one']);
  assert.deepEqual(value('FirstName'), ['健太 two']);
  assert.deepEqual(value('Address'), ['150-0002 two', '渋谷区 one']);
  assert.deepEqual(value('LastName', withMain(first, 'two')), ['高橋 two']);
  // A chosen profile without a value leaves none.
  assert.deepEqual(value('FirstName', withSource(first, 'FirstName', 'one')), []);
  assert.deepEqual(value('Address', withSource(first, 'Address', 'one')), ['渋谷区 one']);
});

test('addresses that contradict each other are not mixed; gaps of one that agrees are filled', () => {
  const part = (id: string, values: Record<string, string>) => member(id, values);
  const a = part('a', { 'Address.City': '太田市', 'Address.Address1': '末広町1' });
  const b = part('b', { 'Address.City': '函館市', 'Address.PostalCode': '040-3007' });
  const c = part('c', { 'Address.City': '太田市', 'Address.PostalCode': '373-1231' });
  const address = (members: Member[]) => {
    const choice = firstChoice(members, { ProfileId: 'a' });
    const row = rowsOf(members).find(({ key }) => key === 'Address')!;
    const merged = Object.entries(mergedRow(row, members, choice)).map(([field, { value }]) => [
      field,
      value,
    ]);
    return { merged: Object.fromEntries(merged), sent: sourcesOf(members, choice) };
  };
  assert.deepEqual(address([a, b]), {
    merged: { 'Address.City': '太田市', 'Address.Address1': '末広町1' },
    sent: { Address: 'a' },
  });
  assert.deepEqual(address([a, c]), {
    merged: { 'Address.PostalCode': '373-1231', 'Address.City': '太田市', 'Address.Address1': '末広町1' },
    sent: {},
  });
});

test('what is left out gives nothing; the main profile follows', () => {
  const members = [one, two, member('three', {})];
  const chosen = withSource(firstChoice(members, { ProfileId: 'one' }), 'LastName', 'one');
  const without = withToggled(chosen, 'one', members);
  assert.deepEqual(without, { mainId: 'two', included: ['two', 'three'], sources: {} });
  assert.deepEqual(withToggled(without, 'one', members).included, ['one', 'two', 'three']);
});

test("the server's word about the result is taken as it is", () => {
  const result = { ProfileId: 'one', Fields: { LastName: { Value: '高橋', FromProfileId: 'two' } } };
  assert.deepEqual(resultRow(rowNamed('LastName'), result), { LastName: { value: '高橋', from: 'two' } });
  assert.deepEqual(resultRow(rowNamed('FirstName'), result), {});
});

test('sources are sent as MergeProfiles takes them', () => {
  assert.deepEqual(nestSources({ LastName: 'one', 'Attributes.a.b': 'two' }), {
    LastName: 'one',
    Attributes: { 'a.b': 'two' },
  });
});

test('a decision sends what was chosen and nothing that was only proposed', () => {
  const members = [one, two, member('three', {})];
  const detail = { Group: { MatchId: 'm' }, Members: members } as unknown as GroupDetail;
  const all = firstChoice(members, { ProfileId: 'one' });
  const input = { DomainName: 'd', MatchId: 'm' };
  assert.deepEqual(inputOf('d', detail, 'SAME', all), { ...input, Decision: 'SAME', MainProfileId: 'one' });
  assert.deepEqual(inputOf('d', detail, 'DIFFERENT', withToggled(all, 'three', members)), {
    ...input,
    Decision: 'DIFFERENT',
    ProfileIds: ['one', 'two'],
  });
  assert.deepEqual(inputOf('d', detail, 'LATER', withToggled(all, 'three', members)), {
    ...input,
    Decision: 'LATER',
  });
});

test('figures are never rounded to certainty, and weights carry their sign', () => {
  assert.deepEqual([1, 0.99999, 0.98, 0.5, 0.0001, 0].map(showConfidence), [
    '99.9%',
    '99.9%',
    '98.0%',
    '50.0%',
    '0.1%',
    '0.0%',
  ]);
  assert.deepEqual([8.24, -3.06, 0].map(showWeight), ['+8.2', '−3.1', '+0.0']);
  assert.deepEqual([barLength(5, 10), barLength(-20, 10), barLength(1, 0)], [50, 100, 0]);
});
