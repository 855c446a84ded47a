import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorFrom } from '../../web/src/api/client.ts';
import { prefillFrom } from '../../web/src/customers/prefill.ts';
import { changedOnly, memberNamed, nestEdits } from '../../web/src/profile/edits.ts';
import { lossReason } from '../../web/src/profile/provenance.ts';
import { showPrice, showPurchaseDay, statusKey } from '../../web/src/profile/purchases.ts';
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

test('what was bought: amounts with their currency, days in the way of the language', () => {
  const order = { Id: '1', Kind: 'order' as const, Price: 12800, Currency: 'JPY' };
  assert.equal(showPrice(order, 'ja'), '￥12,800');
  assert.equal(showPrice(order, 'en'), 'JP¥12,800');
  assert.equal(showPrice({ ...order, Price: 129.9, Currency: 'usd' }, 'en'), 'US$129.90');
  assert.equal(showPrice({ ...order, Price: 12800.5, Currency: '' }, 'ja'), '12,800.5');
  assert.equal(showPrice({ ...order, Price: '時価', Currency: '円' }, 'ja'), '時価 円');
  assert.equal(showPrice({ Id: '1', Kind: 'order' }, 'ja'), '');
  const day = { Id: '1', Kind: 'asset' as const, Day: '2026-04-03' };
  assert.equal(showPurchaseDay(day, 'ja'), '2026/04/03');
  assert.equal(showPurchaseDay(day, 'en'), '3 Apr 2026');
  assert.equal(showPurchaseDay({ ...day, Day: undefined, DateText: '春ごろ' }, 'ja'), '春ごろ');
  const at = new Date(2026, 3, 3, 23, 59).getTime() / 1_000;
  assert.equal(
    showPurchaseDay({ Id: '1', Kind: 'order', At: at }, 'ja'),
    '2026/04/03',
    'the reader’s own day',
  );
  assert.equal(statusKey('Partially_Refunded'), 'partiallyrefunded');
  assert.equal(statusKey('constructor'), undefined);
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
