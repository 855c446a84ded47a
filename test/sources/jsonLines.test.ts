import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maxRecordLength } from '../../src/sources/reading/record.ts';
import { gzip, readAll } from './helpers/files.ts';

test('JSON Lines: objects as they stand, nested ones too', async () => {
  const lines = ['{"id":1,"name":"山田","address":{"city":"大阪"}}', '', '{"id":"2","tags":["a"]}'];
  const file = await readAll(gzip(lines.join('\r\n')), { name: 'customers.jsonl.gz' });
  assert.equal('format' in file && file.format, 'jsonl');
  assert.deepEqual('header' in file && file.header, ['id', 'name', 'address', 'tags']);
  assert.deepEqual(
    file.rows.map(({ line, object }) => [line, object?.json]),
    [
      [1, lines[0]],
      [3, lines[2]],
    ],
  );
  assert.deepEqual(file.rows[0]?.object?.value, { id: 1, name: '山田', address: { city: '大阪' } });
});

const bad: [line: string, says: RegExp][] = [
  ['{"id":', /not JSON/],
  ['[1,2]', /not an object/],
  ['7', /not an object/],
  ['{"a":"\\u0000"}', /NUL/],
  ['{"a":"\\ud800"}', /not valid/],
  [`{"a":${'['.repeat(60)}${']'.repeat(60)}}`, /deeper than 50/],
  [`{"a":"${'x'.repeat(maxRecordLength)}"}`, /longer than/],
];

for (const [line, says] of bad) {
  test(`JSON Lines: rejects ${line.slice(0, 20)} alone`, async () => {
    const file = await readAll(`{"id":1}\n${line}\n{"id":3}`, { pieces: 1_000 });
    assert.equal(file.refused, undefined);
    assert.deepEqual(
      file.rows.map((row) => row.line),
      [1, 3],
    );
    assert.deepEqual(
      file.rejects.map((row) => row.line),
      [2],
    );
    assert.match(file.rejects[0]?.reason ?? '', says);
  });
}

test('JSON Lines: a member called __proto__ is a member', async () => {
  const file = await readAll('{"__proto__":"x","id":1}\n');
  assert.deepEqual(Object.keys(file.rows[0]?.object?.value ?? {}), ['__proto__', 'id']);
});
