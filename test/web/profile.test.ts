import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorFrom } from '../../web/src/api/client.ts';
import { prefillFrom } from '../../web/src/customers/prefill.ts';
import { changedOnly, memberNamed, nestEdits } from '../../web/src/profile/edits.ts';
import { lossReason } from '../../web/src/profile/provenance.ts';
import { purchaseOf } from '../../web/src/profile/purchases.ts';
import { cautionsOf, readingOf } from '../../web/src/profile/readings.ts';

test('edits become the members of UpdateProfile; a custom name keeps its dots', () => {
  assert.deepEqual(
    nestEdits({ LastName: '高橋', 'Address.City': '', 'Attributes.a.b': 'x', 'Attributes.肌質': 'y' }),
    {
      LastName: '高橋',
      Address: { City: '' },
      Attributes: { 'a.b': 'x', 肌質: 'y' },
    },
  );
});

test('only what changed is sent, without surrounding spaces; an emptied field is sent empty', () => {
  assert.deepEqual(changedOnly({ a: '1', b: '2' }, { a: ' 1 ', b: '', c: ' 3 ', d: '' }), { b: '', c: '3' });
});

test('a refusal is shown at the member that it names', () => {
  const names = ['Address.City', 'Address.Address1', 'LastName'];
  assert.equal(memberNamed("Value at 'Address.Address1' failed", names), 'Address.Address1');
  assert.equal(memberNamed("Value at 'DomainName' failed", names), undefined);
});

test('why a value lost', () => {
  const object = (SourceTime: number | undefined, RecordedAt: number) => ({
    Kind: 'OBJECT' as const,
    ...(SourceTime !== undefined && { SourceTime }),
    RecordedAt,
  });
  const manual = { Kind: 'MANUAL' as const, RecordedAt: 5 };
  assert.equal(lossReason(manual, object(9, 9)), 'manualWins');
  assert.equal(lossReason(object(1, 1), manual), 'priorityWins');
  assert.equal(lossReason(object(5, 1), object(3, 9)), 'olderAtSource');
  assert.equal(lossReason(object(3, 1), object(5, 9)), 'priorityWins');
  assert.equal(lossReason(object(undefined, 5), object(undefined, 3)), 'recordedEarlier');
});

test('the reading is found under the names that Japanese files give it', () => {
  assert.equal(readingOf({ セイ: 'タカハシ', メイ: 'ケンタ' }), 'タカハシ ケンタ');
  assert.equal(readingOf({ '氏名（フリガナ）': 'タカハシ ケンタ' }), 'タカハシ ケンタ');
  assert.equal(readingOf({ last_name_kana: 'タカハシ' }), 'タカハシ');
  assert.equal(readingOf({ 住所カナ: 'トウキョウ', 会社名フリガナ: 'カブシキガイシャ' }), undefined);
  assert.equal(readingOf(undefined), undefined);
});

test('cautions come from the attributes that flows look at', () => {
  assert.deepEqual(cautionsOf({ Ok_to_call: 'NO', Ok_to_email: 'yes', attention_customer: ' VIP ' }), [
    { kind: 'noCall' },
    { kind: 'attention', value: 'VIP' },
  ]);
  assert.deepEqual(cautionsOf({ Ok_to_call: 'yes', attention_customer: 'no' }), []);
});

test('a purchase is read from an order or an asset; what is no object is left out', () => {
  const order = purchaseOf(
    { ObjectTypeName: '_order', Object: '{"Name":"靴","TotalPrice":"12800","CurrencyCode":"JPY"}' },
    '1',
  );
  assert.equal(order[0]?.price, '12800 JPY');
  assert.deepEqual(
    [purchaseOf({ Object: '[]' }, '1'), purchaseOf({ Object: 'x' }, '1'), purchaseOf({}, '1')],
    [[], [], []],
  );
});

test('a new customer starts with what was searched for', () => {
  assert.deepEqual(prefillFrom('０９０-1234-5678'), { PhoneNumber: '０９０-1234-5678' });
  assert.deepEqual(prefillFrom('a@example.jp'), { EmailAddress: 'a@example.jp' });
  assert.deepEqual(prefillFrom('高橋　健太'), { LastName: '高橋', FirstName: '健太' });
  assert.deepEqual(prefillFrom('C-000123'), {});
});

test('a refusal is read from any of the spellings that doors use', () => {
  const refused = errorFrom(400, null, '{"__type":"com.amazonaws#BadRequestException","Message":"no"}');
  assert.deepEqual([refused.name, refused.message, refused.status], ['BadRequestException', 'no', 400]);
  assert.equal(errorFrom(502, null, '<html>').message, '');
});
