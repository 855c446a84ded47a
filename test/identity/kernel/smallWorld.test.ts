import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreCandidates } from '../../../src/identity/kernel/resolve.ts';
import { confidenceOf, scorerOf } from '../../../src/identity/kernel/score.ts';
import { train } from '../../../src/identity/kernel/train.ts';
import { encodeByRole } from './people.ts';

const name = { familyName: '鈴木', givenName: '花子' };
const home = { city: '港区', street: '1-2-3', postalCode: '105-0001' };

/** Confidence of a pair that is alone in the world, as scoring of candidates finds it. */
function alone(one: Parameters<typeof encodeByRole>[0][number], other = one): number {
  const columns = encodeByRole([one, other]);
  const model = train(columns);
  const scorer = scorerOf(columns, model);
  const pairs = scoreCandidates(columns, model, scorer, { keepFrom: 0.001 });
  if (pairs.count === 0) return 0;
  assert.ok(Math.abs(pairs.bits[0]! - scorer.bits(0, 1)) < 1e-3);
  return confidenceOf(pairs.bits[0]!);
}

test('two rows alone are judged as part of a world, not as all there is', () => {
  assert.ok(alone({ ...name, email: 'a@example.jp' }) > 0.99, 'name and e-mail');
  assert.ok(alone({ ...name, phone: '090-1234-5678' }) > 0.99, 'name and mobile phone');
  assert.ok(alone({ ...name, birthDate: '1980-01-02', ...home }) > 0.99, 'name, birth date and address');
  const named = alone({ ...name, birthDate: '1980-01-02' });
  assert.ok(named > 0.5 && named < 0.98, `name and birth date: ${named}`);
  assert.ok(alone(name) < 0.2, 'a name is not enough');
  assert.ok(alone({ ...name, gender: '女' }) < 0.2, 'nor a name and a gender');
  const sister = { ...name, givenName: '恵', phone: '03-1234-5678' };
  assert.ok(alone({ ...name, phone: '03-1234-5678' }, sister) < 0.2, 'nor a surname and a phone at home');
});
