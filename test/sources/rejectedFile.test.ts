import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { neutraliseCell, restoreCell } from '../../src/sources/formula.ts';
import { type Reject, rejectedCsv, rejectedKey } from '../../src/sources/rejectedFile.ts';
import { readAll } from './helpers/files.ts';

test('cells that would run as a formula are neutralised', () => {
  for (const cell of [
    '=1+1',
    '+1',
    '-1',
    '@A',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1',
    '＋1',
    '－1',
    '＠A',
    ' =1',
    '\u00a0=1',
    '\u200b=1',
    '\ufeff=1',
    '\0=1',
  ]) {
    assert.equal(neutraliseCell(cell), `'${cell}`);
  }
  for (const cell of ['a=1', '株式会社=', 'ok', '', '"=1"', 'a\n=1', '|x'])
    assert.equal(neutraliseCell(cell), cell);
});

test('law: a neutralised cell comes back exactly', () => {
  const cell = fc.string({ unit: fc.constantFrom('=', '+', "'", ' ', '－', 'a', '\u200b', '\t', '@') });
  fc.assert(fc.property(cell, (text) => restoreCell(neutraliseCell(text)) === text));
});

test('the report of rejected rows opens as a table again', async () => {
  const rejects: Reject[] = [
    { line: 3, field: 'PhoneNumber', reason: 'damaged, "scientific"', cells: ['A1', '9.01E+09', '=cmd'] },
    { line: 9, field: undefined, reason: 'short', cells: ['A2'] },
  ];
  const pieces = [];
  for await (const piece of rejectedCsv(
    ['id', '電話', 'memo'],
    (async function* () {
      yield rejects;
    })(),
  ))
    pieces.push(piece);
  const file = await readAll(Buffer.concat(pieces));
  assert.deepEqual('header' in file && file.header, ['line', 'field', 'reason', 'id', '電話', 'memo']);
  assert.deepEqual(
    file.rows.map(({ cells }) => cells),
    [['3', 'PhoneNumber', 'damaged, "scientific"', 'A1', '9.01E+09', "'=cmd"]],
  );
  assert.deepEqual(
    file.rejects.map(({ line }) => line),
    [3],
  );
});

test('the report stands beside its source', () => {
  assert.equal(rejectedKey('a/customers.csv.gz'), 'a/customers.rejected.csv');
  assert.equal(rejectedKey('顧客.jsonl'), '顧客.rejected.csv');
  assert.equal(rejectedKey('a.b/c'), 'a.b/c.rejected.csv');
});
