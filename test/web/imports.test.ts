import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Column, Import } from '../../web/src/api/types.ts';
import {
  choiceOf,
  customChoice,
  ignoreChoice,
  isTypeName,
  mappingProblems,
  uploadKey,
  withChoice,
  withKey,
} from '../../web/src/imports/mapping.ts';
import { furthest } from '../../web/src/imports/progress.ts';

const phone: Column = {
  Header: '電話番号',
  Kind: 'standard',
  Target: '_profile.PhoneNumber',
  Key: 'profile',
};
const memo: Column = { Header: ' メモ ', Kind: 'custom', Target: '_profile.Attributes.メモ' };

test('a column takes another target; what is ignored is no key', () => {
  assert.equal(choiceOf(phone), '_profile.PhoneNumber');
  assert.deepEqual(withChoice(phone, ignoreChoice), { Header: '電話番号', Kind: 'ignored' });
  assert.deepEqual(withChoice(memo, customChoice), {
    Header: ' メモ ',
    Kind: 'custom',
    Target: '_profile.Attributes.メモ',
  });
  assert.deepEqual(withChoice(phone, '_profile.MobilePhoneNumber').Key, 'profile');
});

test('only one column is the unique id of a row', () => {
  const columns = withKey(withKey([phone, memo], 0, 'unique'), 1, 'unique');
  assert.deepEqual(
    columns.map(({ Key }) => Key),
    ['search', 'unique'],
  );
  assert.deepEqual(withKey([phone], 0, undefined)[0], {
    Header: '電話番号',
    Kind: 'standard',
    Target: '_profile.PhoneNumber',
  });
});

test('a mapping is checked before it is sent', () => {
  assert.deepEqual(mappingProblems([withChoice(phone, ignoreChoice)]), [{ kind: 'nothing' }]);
  assert.deepEqual(mappingProblems([phone, { ...memo, Key: 'unique' }]), []);
  assert.deepEqual(mappingProblems([phone, { ...phone, Header: 'TEL' }]), [
    { kind: 'sameTarget', target: '_profile.PhoneNumber', headers: ['電話番号', 'TEL'] },
    { kind: 'noUnique' },
  ]);
});

test('an uploaded file keeps its name, in a folder of its own', () => {
  const at = new Date('2026-11-22T07:00:00Z');
  assert.equal(uploadKey('会員名簿.csv', at), 'desk/20261122070000/会員名簿.csv');
  assert.equal(uploadKey('../../a\\b\0.csv', at), 'desk/20261122070000/__.._a_b_.csv');
  assert.equal(uploadKey('', at), 'desk/20261122070000/file');
});

test('names of object types follow the rule of the API', () => {
  assert.deepEqual(['members', 'a-1_b', '1a', 'あ', '', '_x'].map(isTypeName), [
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('what is shown of an import never goes back', () => {
  const at = (Status: string, RowsRead: number) => ({ Status, RowsRead }) as Import;
  const [waiting, early, late, ended] = [
    at('QUEUED', 0),
    at('RUNNING', 10),
    at('RUNNING', 20),
    at('CANCELLED', 15),
  ];
  assert.equal(furthest(undefined, early), early);
  assert.equal(furthest(waiting, early), early);
  assert.equal(furthest(early, late), late);
  assert.equal(furthest(late, early), late);
  assert.equal(furthest(late, ended), ended);
  assert.equal(furthest(ended, late), ended);
});
