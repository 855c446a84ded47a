import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreementsOf } from '../../../src/identity/rules/agreements.ts';

const rules = {
  Enabled: true,
  MatchingRules: [
    { Rule: ['EmailAddress', 'LastName'] },
    { Rule: ['PhoneNumber', 'Address.PostalCode', 'Address.Address', 'Attributes.肌質'] },
    { Rule: ['Gender'] },
  ],
  AttributeTypesSelector: {
    AttributeMatchingModel: 'MANY_TO_MANY' as const,
    EmailAddress: ['EmailAddress', 'BusinessEmailAddress'],
    PhoneNumber: ['PhoneNumber', 'MobilePhoneNumber'],
    Address: ['Address', 'MailingAddress'],
  },
};
const one = {
  LastName: '髙橋',
  EmailAddress: 'other@example.jp',
  BusinessEmailAddress: 'kenta@example.jp',
  MobilePhoneNumber: '090-1234-5678',
  'Address.PostalCode': '105-0001',
  'Address.Address1': '虎ノ門１丁目２－３',
  'Address.Address2': 'ビル5F',
  'MailingAddress.PostalCode': '999-0000',
  'Attributes.肌質': '乾燥',
  Gender: 'MALE',
};
const other = {
  LastName: '高橋',
  EmailAddress: 'KENTA@example.jp',
  PhoneNumber: '+819012345678',
  'MailingAddress.PostalCode': '1050001',
  'MailingAddress.Address1': '虎ノ門1-2-3',
  'MailingAddress.Address2': 'ビル5F',
  'Attributes.肌質': '乾燥',
  GenderString: '男',
};
const told = (level: number, right: Record<string, string> = other, more: object = {}) =>
  agreementsOf({ ...rules, ...more }, level, 'JP', one, right).map(({ attribute, left, right: there }) => [
    attribute,
    `${left.field}=${left.value}`,
    `${there.field}=${there.value}`,
  ]);

test('the attributes of a level are told with the fields that agree and the values as given', () => {
  assert.deepEqual(told(1), [
    ['EmailAddress', 'BusinessEmailAddress=kenta@example.jp', 'EmailAddress=KENTA@example.jp'],
    ['LastName', 'LastName=髙橋', 'LastName=高橋'],
  ]);
  assert.deepEqual(told(2), [
    ['PhoneNumber', 'MobilePhoneNumber=090-1234-5678', 'PhoneNumber=+819012345678'],
    ['Address.PostalCode', 'Address.PostalCode=105-0001', 'MailingAddress.PostalCode=1050001'],
    [
      'Address.Address',
      'Address.Address=虎ノ門１丁目２－３ ビル5F',
      'MailingAddress.Address=虎ノ門1-2-3 ビル5F',
    ],
    ['Attributes.肌質', 'Attributes.肌質=乾燥', 'Attributes.肌質=乾燥'],
  ]);
  assert.deepEqual(told(3), [['Gender', 'Gender=MALE', 'GenderString=男']]);
});

test('what does not agree any more is not told, and a level that is gone tells nothing', () => {
  const moved = { ...other, EmailAddress: 'new@example.jp', 'MailingAddress.PostalCode': '530-0001' };
  assert.deepEqual(
    told(1, moved).map(([attribute]) => attribute),
    ['LastName'],
  );
  assert.deepEqual(
    told(2, moved).map(([attribute]) => attribute),
    ['PhoneNumber', 'Attributes.肌質'],
    'a place agrees whole or not at all',
  );
  assert.deepEqual(told(9), []);
  const selector = { ...rules.AttributeTypesSelector, AttributeMatchingModel: 'ONE_TO_ONE' };
  assert.deepEqual(
    told(1, other, { AttributeTypesSelector: selector }).map(([attribute]) => attribute),
    ['LastName'],
    'one to one: the same field only',
  );
});
