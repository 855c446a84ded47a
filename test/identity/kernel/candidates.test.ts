import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { largestBlock } from '../../../src/identity/kernel/blockIndex.ts';
import { eachCandidate } from '../../../src/identity/kernel/candidates.ts';
import { Columns } from '../../../src/identity/kernel/columns.ts';
import type { BaseKey, Key } from '../../../src/identity/kernel/keys.ts';

/** Rows given as lists of hashes per base key; bases are narrow unless a list of lists is given. */
function world(rows: readonly number[][], wide: readonly number[][] = []) {
  const columns = new Columns([{ name: 'x', role: 'ignored' }]);
  for (const _row of rows) columns.newRow();
  const bases = (rows[0] ?? []).map(
    (_none, at): BaseKey => ({ name: `k${at}`, subject: `s${at}`, width: 1, hash: (row) => rows[row]![at]! }),
  );
  if (wide.length > 0)
    bases.push({ name: 'wide', subject: 'wide', width: 2, hash: (row, slot) => wide[row]![slot] ?? 0 });
  return { columns, bases };
}

function pairsOf(columns: Columns, bases: readonly BaseKey[], plan: readonly Key[]) {
  const pairs: string[] = [];
  const report = eachCandidate(columns, bases, plan, (left, right, count) => {
    for (let at = 0; at < count; at++) pairs.push([left[at]!, right[at]!].sort((x, y) => x - y).join());
  });
  return { pairs, report };
}

test('law: every pair that shares a key comes exactly once', () => {
  const hash = fc.integer({ min: 0, max: 4 });
  const row = fc.record({ narrow: fc.tuple(hash, hash), wide: fc.uniqueArray(hash, { maxLength: 2 }) });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
      const { columns, bases } = world(
        rows.map(({ narrow }) => narrow),
        rows.map(({ wide }) => [...wide, 0, 0]),
      );
      const plan: Key[] = rows.length ? [[0, 1], [2], [1]] : [];
      const { pairs } = pairsOf(columns, bases, plan);
      const expected: string[] = [];
      for (const [a, one] of rows.entries()) {
        for (const [b, other] of rows.entries()) {
          if (a >= b) continue;
          const both = one.narrow.every((value, at) => value !== 0 && value === other.narrow[at]);
          const second = one.narrow[1] !== 0 && one.narrow[1] === other.narrow[1];
          const shared = one.wide.some((value) => value !== 0 && other.wide.includes(value));
          if (both || second || shared) expected.push(`${a},${b}`);
        }
      }
      assert.deepEqual(pairs.sort(), expected.sort());
    }),
  );
});

test('an over-sized block is divided by a second key and what stays unseen is reported', () => {
  const size = largestBlock * 2;
  const rows = Array.from({ length: size }, (_none, row) => [99, 1 + (row >> 1), 7]);
  const { columns, bases } = world(rows);
  const { pairs, report } = pairsOf(columns, bases, [[0]]);
  assert.equal(pairs.length, size / 2);
  assert.ok(pairs.includes('0,1') && !pairs.includes('1,2'));
  assert.equal(report.divided, 1);
  assert.equal(report.unseen, (size * (size - 1)) / 2 - size / 2);
});

test('linking two sources leaves out pairs within one', () => {
  const columns = new Columns([{ name: 'x', role: 'ignored' }]);
  for (const source of [0, 0, 1, 1]) columns.newRow(source);
  const bases: BaseKey[] = [{ name: 'k', subject: 's', width: 1, hash: () => 5 }];
  const pairs: string[] = [];
  eachCandidate(
    columns,
    bases,
    [[0]],
    (left, right, count) => {
      for (let at = 0; at < count; at++) pairs.push(`${left[at]},${right[at]}`);
    },
    { across: true },
  );
  assert.deepEqual(pairs.sort(), ['0,2', '0,3', '1,2', '1,3']);
});
