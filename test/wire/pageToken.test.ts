import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromToken, markToken, pageOf, toToken, unmarkToken } from '../../src/wire/pageToken.ts';
import { Refusal } from '../../src/wire/refusal.ts';

const id = '0'.repeat(32);
const refused = (error: unknown) =>
  error instanceof Refusal && error.status === 400 && /NextToken/.test(error.message);

test('law: a token that we made is read back', () => {
  const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
  fc.assert(
    fc.property(text, fc.integer({ min: 0, max: 2e14 }), (name, at) => {
      assert.deepEqual(fromToken(toToken([name, at, id]), ['text', 'number', 'id']), [name, at, id]);
    }),
  );
  assert.equal(fromToken(undefined, ['id']), undefined);
});

test('a forged token is refused: other kinds, other lengths, no JSON, no token', () => {
  const forged = [
    [1],
    ['x'],
    [null],
    [[id]],
    [{ id }],
    [id.toUpperCase().replace(/0/g, 'A')],
    [`${id}0`],
    [id, id],
    [],
    id,
    { 0: id, length: 1 },
  ].map((place) => Buffer.from(JSON.stringify(place)).toString('base64url'));
  for (const token of [...forged, '', 'x', '!!!', '%00', '[]']) {
    assert.throws(() => fromToken(token, ['id']), refused, token);
  }
  for (const number of [-1, 0.5, 1e20, '1']) {
    assert.throws(() => fromToken(toToken([number]), ['number']), refused, String(number));
  }
  for (const text of ['\0', '\ud800', 1]) assert.throws(() => fromToken(toToken([text]), ['text']), refused);
});

test('law: no text as a token does anything but give a place or a refusal', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json().map((json) => Buffer.from(json).toString('base64url')),
      ),
      (token) => {
        try {
          const place = fromToken(token, ['number', 'id']);
          assert.ok(place && Number.isInteger(place[0]) && place[1].length === 32);
        } catch (error) {
          assert.ok(refused(error));
        }
      },
    ),
  );
});

test('law: a marked token is read back by the listing that gave it, and by no other', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (token, listing, other) => {
      const marked = markToken(listing, token);
      assert.equal(unmarkToken(listing, marked), token);
      if (other !== listing) assert.throws(() => unmarkToken(other, marked), refused);
      assert.throws(() => unmarkToken(listing, `${marked}x`), refused);
    }),
  );
  for (const token of ['', 'x', toToken([id])]) assert.throws(() => unmarkToken('a', token), refused);
});

test('a page and the token of the next one', () => {
  const rows = ['a', 'b', 'c'];
  assert.deepEqual(
    pageOf(rows, 3, (row) => [row]),
    { items: rows, nextToken: undefined },
  );
  assert.deepEqual(
    pageOf(rows, 2, (row) => [row]),
    { items: ['a', 'b'], nextToken: toToken(['b']) },
  );
  assert.deepEqual(
    pageOf([] as string[], 2, (row) => [row]),
    { items: [], nextToken: undefined },
  );
});
