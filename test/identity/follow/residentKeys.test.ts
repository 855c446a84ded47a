import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ResidentKeys } from '../../../src/identity/follow/residentKeys.ts';
import { eachCandidate } from '../../../src/identity/kernel/candidates.ts';
import { Encoder } from '../../../src/identity/kernel/encoder.ts';
import type { MatchField } from '../../../src/identity/kernel/fields.ts';
import { baseKeysOf } from '../../../src/identity/kernel/keys.ts';
import { plannedKeys } from '../../../src/identity/kernel/plannedKeys.ts';
import type { Model } from '../../../src/identity/kernel/train.ts';

const fields: MatchField[] = [
  { name: 'family', role: 'familyName' },
  { name: 'given', role: 'givenName' },
  { name: 'birth', role: 'birthDate' },
  { name: 'phone', role: 'phone' },
];

/** A plan of two keys is all that the keys want of a model. */
const model = {
  plan: [
    { bases: ['phone'], gain: 1, pairs: 1 },
    { bases: ['family'], gain: 1, pairs: 1 },
  ],
  across: false,
} as unknown as Model;

/** People of whom some hundreds share a telephone, and fewer a surname. */
const person = (at: number): string[] => [
  `姓${at % 7 === 0 ? 0 : at}`,
  `名${at % 40}`,
  at % 5 === 0 ? '' : `19${60 + (at % 30)}-01-02`,
  at % 3 === 0 ? `0312${String(at).padStart(6, '0')}` : '03-9999-0000',
];

const encoder = (count: number) => {
  const made = new Encoder(fields, { defaultCountry: 'JP' });
  for (let at = 0; at < count; at++) made.add(person(at));
  return made;
};

/** What the batch compares, as `lower higher`. */
function batchPairs(made: Encoder): string[] {
  const { columns } = made;
  const { bases, keys } = plannedKeys(columns, model);
  assert.ok(baseKeysOf(columns).length > 0);
  const pairs: string[] = [];
  eachCandidate(columns, bases, keys, (left, right, count) => {
    for (let at = 0; at < count; at++)
      pairs.push(`${Math.min(left[at]!, right[at]!)} ${Math.max(left[at]!, right[at]!)}`);
  });
  return pairs.sort();
}

function residentPairs(keys: ResidentKeys, rows: number): string[] {
  const pairs: string[] = [];
  for (let row = 0; row < rows; row++) {
    for (const other of keys.candidates(row)) if (row < other) pairs.push(`${row} ${other}`);
  }
  return pairs.sort();
}

test('a resident row meets whom it meets in the batch, in blocks that grow out of their size too', () => {
  const made = encoder(180);
  const keys = new ResidentKeys(made.columns, model);
  assert.deepEqual(residentPairs(keys, 180), batchPairs(made));
  const touched: number[] = [];
  for (let at = 180; at < 420; at++) touched.push(...keys.put(made.add(person(at))));
  assert.deepEqual(residentPairs(keys, 420), batchPairs(made));
  // When the telephone became that of a crowd, everybody who has it was looked at again.
  assert.ok(touched.length >= 150);
  for (let at = 419; at >= 200; at -= 1) {
    keys.take(at);
    made.columns.clear(at);
  }
  assert.deepEqual(residentPairs(keys, 200), batchPairs(made));
});

test('fifty thousand who share a telephone cost no more than a few', () => {
  const made = encoder(50_000);
  const keys = new ResidentKeys(made.columns, model);
  for (let at = 50_000; at < 50_050; at++) {
    const row = made.add(person(at));
    assert.equal(keys.put(row).length, 0);
    assert.ok(keys.candidates(row).size <= 6 * 150);
  }
});
