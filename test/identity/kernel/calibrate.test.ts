import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { randomFrom } from '../../../demo/random.ts';
import { calibrate, type Decided } from '../../../src/identity/kernel/calibrate.ts';
import { explain } from '../../../src/identity/kernel/explain.ts';
import { scorerOf } from '../../../src/identity/kernel/score.ts';
import { train } from '../../../src/identity/kernel/train.ts';
import { encodePeople, generatedPeople } from './people.ts';

/** Decisions of people for whom the odds are 2^(slope × bits + offset). */
function decisions(count: number, slope: number, offset: number): Decided[] {
  const random = randomFrom(5);
  return Array.from({ length: count }, () => {
    const bits = -8 + 16 * random.next();
    return { bits, isSame: random.next() < 1 / (1 + 2 ** -(slope * bits + offset)) };
  });
}

test('few decisions change nothing, a hundred little, thousands as much as they say', () => {
  assert.equal(calibrate(decisions(19, 0.5, -3)), undefined);
  const little = calibrate(decisions(40, 0.5, -2))!;
  assert.ok(little.slope > 0.6 && little.offset > -1.6, JSON.stringify(little));
  const much = calibrate(decisions(5000, 0.5, -2))!;
  assert.ok(Math.abs(much.slope - 0.5) < 0.08 && Math.abs(much.offset + 2) < 0.3, JSON.stringify(much));
  const right = calibrate(decisions(5000, 1, 0))!;
  assert.ok(Math.abs(right.slope - 1) < 0.08 && Math.abs(right.offset) < 0.2, JSON.stringify(right));
});

test('law: the order of decisions does not matter, and more evidence never means less confidence', () => {
  const decision = fc.record({ bits: fc.double({ min: -60, max: 60, noNaN: true }), isSame: fc.boolean() });
  fc.assert(
    fc.property(fc.array(decision, { minLength: 20, maxLength: 60 }), (some) => {
      const one = calibrate(some)!;
      assert.deepEqual(calibrate(some.toReversed()), one);
      assert.ok(one.slope >= 0.25 && one.slope <= 2 && Math.abs(one.offset) <= 6);
    }),
  );
});

test('calibrated evidence still adds up, and pairs given up early are those below', () => {
  const columns = encodePeople(generatedPeople(300).records);
  const model = train(columns);
  const plain = scorerOf(columns, model);
  const scorer = scorerOf(columns, { ...model, calibration: { slope: 0.7, offset: -1.5, decisions: 99 } });
  for (let a = 0; a < 300; a += 7) {
    for (let b = a + 1; b < 300; b += 5) {
      const bits = scorer.bits(a, b);
      assert.ok(Math.abs(bits - (0.7 * plain.bits(a, b) - 1.5)) < 1e-9);
      const { reasons, prior } = explain(scorer, a, b);
      const sum = reasons.reduce((all, { weight }) => all + weight, prior);
      assert.ok(Math.abs(sum - bits) < 1e-9);
      const early = scorer.bitsFrom(a, b, -6);
      assert.ok(early === bits || (early < -6 && bits < -6));
    }
  }
});
