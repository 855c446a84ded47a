import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { mac } from '../../src/wire/signingKey.ts';

test('the keyed digest is the one of the standard library, for keys of any length and any text', () => {
  const key = fc.uint8Array({ maxLength: 150 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(key, fc.string({ unit: 'binary' }), (secret, text) => {
      assert.deepEqual(mac(secret, text), createHmac('sha256', secret).update(text, 'utf8').digest());
    }),
    { numRuns: 500 },
  );
});
