import assert from 'node:assert/strict';
import { test } from 'node:test';
import { customerColumns } from '../../demo/customerColumns.ts';
import { customerLines, truthColumns } from '../../demo/writeCustomers.ts';

const rowsOf = (options: Parameters<typeof customerLines>[0]) =>
  [...customerLines(options)].join('').trimEnd().split('\n');

test('customers are written with the truth beside each, the same for the same seed', () => {
  const options = { count: 500, duplicateShare: 0.2, seed: 5 };
  const [header, ...rows] = rowsOf(options);
  assert.equal(header, [...customerColumns, ...truthColumns].join(','));
  assert.equal(rows.length, 500);
  assert.deepEqual(rowsOf(options).slice(1), rows);
  assert.notDeepEqual(rowsOf({ ...options, seed: 6 }).slice(1), rows);
  const persons = new Set(rows.map((row) => row.split(',').at(-3)));
  assert.ok(persons.size > 370 && persons.size < 430, `${persons.size} persons`);
});
