import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Columns } from '../../../src/identity/kernel/columns.ts';
import { comparisonsOf } from '../../../src/identity/kernel/comparisons.ts';
import { scorerOf } from '../../../src/identity/kernel/score.ts';
import { train } from '../../../src/identity/kernel/train.ts';
import { encodeByRole, encodePeople, generatedPeople } from './people.ts';

/** Every pair of rows, in both orders. */
function allPairs(size: number) {
  const [left, right]: [number[], number[]] = [[], []];
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      if (a === b) continue;
      left.push(a);
      right.push(b);
    }
  }
  return { left: Uint32Array.from(left), right: Uint32Array.from(right), from: 0, to: left.length };
}

/** Fails when a glance leaves out the level that comparing comes to; the share of pairs of which it told the level. */
function checkGlances(columns: Columns): Map<string, number> {
  const pairs = allPairs(columns.size);
  const told = new Map<string, number>();
  for (const { name, levels, compare, glance } of comparisonsOf(columns)) {
    if (!glance) continue;
    const seen = new Uint16Array(pairs.to);
    glance(pairs, seen);
    let alone = 0;
    for (let at = 0; at < pairs.to; at++) {
      const [a, b] = [pairs.left[at]!, pairs.right[at]!];
      const level = compare(a, b);
      const some = levels.filter((_level, number) => seen[at]! & (1 << number));
      assert.ok(some.includes(levels[level]!), `${name} of ${a} and ${b}: ${levels[level]}, seen as ${some}`);
      if (some.length === 1) alone += 1;
    }
    told.set(name, alone / pairs.to);
  }
  return told;
}

test('a glance never misses the level of a pair, and mostly tells it', () => {
  const told = checkGlances(encodePeople(generatedPeople(400).records));
  assert.ok(told.size >= 6);
  for (const [name, share] of told) assert.ok(share > 0.6, `${name}: ${share}`);
});

test('law: glances leave nothing out, however alike the texts are', () => {
  const text = (signs: string, maxLength = 8) =>
    fc.string({ unit: fc.constantFrom(...signs), minLength: 0, maxLength });
  const person = fc.record({
    familyName: text('佐藤サト'),
    givenName: text('佐藤サト'),
    familyReading: text('サトウオ', 6),
    givenReading: text('サトウオ', 6),
    phone: fc.array(
      text('0123', 4).map((end) => `0901234${end}`),
      { minLength: 2, maxLength: 2 },
    ),
    email: fc.tuple(text('abc1', 9), fc.constantFrom('a.jp', 'b.jp')).map(([one, host]) => `${one}@${host}`),
    postalCode: text('01', 3).map((end) => `1000${end}`),
    city: fc.constantFrom('', '港区', '北区'),
    street: text('港区123-', 10),
    birthDate: fc.constantFrom('', '1980-01-02', '1980-02-01', '1981-01-02', '1990-12-31'),
    gender: fc.constantFrom('', 'M', 'F'),
    custom: text('ab1', 6),
  });
  fc.assert(
    fc.property(fc.array(person, { minLength: 2, maxLength: 12 }), (people) => {
      checkGlances(encodeByRole(people));
    }),
  );
});

test('pairs scored side by side have the evidence that each has alone, or are given up below the line', () => {
  const columns = encodePeople(generatedPeople(300).records);
  const scorer = scorerOf(columns, train(columns));
  const { left, right, to } = allPairs(columns.size);
  const found = new Float64Array(to);
  for (const least of [-20, -6.6, 0]) {
    scorer.bitsOfAll(left, right, to, least, found);
    let kept = 0;
    for (let at = 0; at < to; at++) {
      const bits = scorer.bits(left[at]!, right[at]!);
      assert.ok(found[at] === bits || (bits < least && found[at]! < least), `${bits} ${found[at]}`);
      if (bits >= least) kept += 1;
    }
    assert.ok(kept > 0 && kept < to);
  }
});
