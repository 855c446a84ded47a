import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseExactly } from '../../src/profiles/exactJson.ts';

test('whatever is written without rounding is read as ever', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = JSON.stringify(value);
      const isExact = !/\d{16}|[eE]/.test(text.replace(/"(?:\\.|[^"\\])*"/g, ''));
      fc.pre(isExact);
      assert.deepEqual(parseExactly(text), JSON.parse(text));
    }),
  );
});

test('a whole number of any length keeps its digits, wherever it stands', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (number) => {
      for (const [before, after] of [
        ['{"a":', '}'],
        ['{"a": ', ' }'],
        ['{"a":[1,', ']}'],
        ['{"b":"x","a":{"c":', ',"d":2}}'],
      ]) {
        const found: string[] = [];
        JSON.stringify(parseExactly(`${before}${number}${after}`), (_name, value) => {
          if (typeof value !== 'object') found.push(String(value));
          return value;
        });
        assert.ok(found.includes(String(number === 0n ? 0 : number)), `${before}${number}${after}`);
      }
    }),
  );
});

test('what no double can hold stays as it is written; the rest are numbers', () => {
  const read = (number: string) => (parseExactly(`{"a":${number}}`) as { a: unknown }).a;
  assert.equal(read('1e400'), '1e400');
  assert.equal(read('0.12345678901234567'), '0.12345678901234567');
  assert.equal(read('1e3'), 1000);
  assert.equal(read('-1.50'), -1.5);
  assert.equal(read('9007199254740991'), 9007199254740991);
  assert.deepEqual(
    parseExactly('{"__proto__":9007199254740993}'),
    JSON.parse('{"__proto__":"9007199254740993"}'),
  );
});
