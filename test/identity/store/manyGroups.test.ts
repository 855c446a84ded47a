import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BinaryRows } from '../../../src/database/binaryCopy.ts';
import { putReasons } from '../../../src/identity/store/manyGroups.ts';
import { reasonsText } from '../../../src/identity/store/newGroups.ts';

const name = fc.string({ unit: 'grapheme', maxLength: 12 });
const weight = fc.oneof(
  fc.double({ min: -1000, max: 1000, noNaN: true }),
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((bits) => bits / 1000),
  fc.constantFrom(0, -0, 1, 10, 100, 999.9996, -0.0004, 0.001, -1000),
);
const reason = fc.record({ field: name, level: name, weight });

test('law: reasons written as bytes are the text of them', () => {
  fc.assert(
    fc.property(fc.array(reason, { maxLength: 12 }), (reasons) => {
      const rows = new BinaryRows();
      putReasons(rows, reasons);
      const bytes = rows.take();
      const text = bytes.subarray(4).toString('utf8');
      assert.equal(bytes.readInt32BE(0), bytes.length - 4);
      assert.equal(text, reasonsText(reasons));
    }),
  );
});
