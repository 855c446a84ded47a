import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { packObject, unpackObject } from '../../src/profiles/objectText.ts';

test('any JSON text comes out of packing exactly as it went in', () => {
  const cell = fc.string({ unit: 'binary' });
  const flat = fc.dictionary(fc.oneof(cell, fc.constant('__proto__')), cell, { noNullPrototype: false });
  const texts = fc.oneof(
    flat.map((value) => JSON.stringify(value)),
    fc.json(),
    flat.map((value) => JSON.stringify(value, null, 1)),
  );
  fc.assert(
    fc.property(texts, (json) => {
      const packed = packObject(json);
      assert.equal(unpackObject(packed.shapeId === null ? null : packed.names, packed.text), json);
    }),
    { numRuns: 500 },
  );
});

test('rows of one file share a shape and keep only their values', () => {
  const one = packObject('{"姓":"山田","名":"太郎"}');
  const other = packObject('{"姓":"佐藤","名":""}');
  assert.equal(one.text, '["山田","太郎"]');
  assert.equal(one.shapeId, other.shapeId);
  assert.notEqual(one.shapeId, packObject('{"名":"太郎","姓":"山田"}').shapeId);
  for (const whole of ['{"n":1}', '{"a":{"b":"c"}}', '{ "a":"b"}', '{}', '[]']) {
    assert.deepEqual(packObject(whole), { shapeId: null, names: '', text: whole });
  }
});
