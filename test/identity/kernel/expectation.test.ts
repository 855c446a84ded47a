import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mix, randomFrom } from '../../../demo/random.ts';
import type { Comparison } from '../../../src/identity/kernel/comparison.ts';
import { expectationMaximisation, logTables, posterior } from '../../../src/identity/kernel/expectation.ts';
import { firstParameters } from '../../../src/identity/kernel/parameters.ts';
import type { Pattern } from '../../../src/identity/kernel/patterns.ts';

const comparison = (name: string): Comparison => ({
  name,
  levels: ['unknown', 'different', 'close', 'same'],
  expected: [0, 0.1, 0.1, 0.8],
  atHome: 'own',
  counted: [false, false, false, false],
  compare: () => 0,
  frequency: () => 0,
});

const comparisons = ['a', 'b', 'c', 'd'].map(comparison);
const planted = [
  [0, 0.2, 0.1, 0.7],
  [0, 0.05, 0.15, 0.8],
  [0, 0.3, 0.1, 0.6],
  [0, 0.02, 0.03, 0.95],
];
const chance = comparisons.map(() => Float64Array.of(1, 0.97, 0.02, 0.01));

/** Pairs of a planted world, collapsed to patterns. */
function plantedPatterns(pairs: number, share: number): Pattern[] {
  const random = randomFrom(mix(3));
  const patterns = new Map<string, Pattern>();
  for (let pair = 0; pair < pairs; pair++) {
    const isSame = random.chance(share);
    const levels = Uint8Array.from(comparisons, (_none, at) =>
      drawLevel(random.next(), isSame ? planted[at]! : chance[at]!),
    );
    const known = patterns.get(levels.join());
    if (known) known.weight += 1;
    else patterns.set(levels.join(), { levels, rarity: 0, rarityAtHome: 0, weight: 1 });
  }
  return [...patterns.values()];
}

function drawLevel(draw: number, shares: ArrayLike<number>): number {
  if (draw < shares[3]!) return 3;
  return draw < shares[3]! + shares[2]! ? 2 : 1;
}

test('expectation–maximisation recovers planted parameters', () => {
  const pairs = 200_000;
  // Random pairs are strangers but for the planted share.
  const measured = chance.map((table, at) =>
    table.map((share, level) => 0.98 * share + 0.02 * planted[at]![level]!),
  );
  const input = { comparisons, chance: measured, comparable: [1, 1, 1, 1], pairs, firmness: 0.02 };
  const start = firstParameters(comparisons, measured, 2_000, pairs);
  const found = expectationMaximisation(input, plantedPatterns(pairs, 0.02), start);
  assert.ok(Math.abs(found.same - 0.02) < 0.001, `share of matches ${found.same}`);
  for (const [at, table] of planted.entries()) {
    for (const level of [1, 2, 3]) {
      const off = Math.abs(found.m[at]![level]! - table[level]!);
      assert.ok(off < 0.03, `${comparisons[at]!.name} level ${level}: ${found.m[at]![level]}`);
    }
  }
});

test('how often those of one home bear names alike is learnt', () => {
  const family = ['familyName', 'givenName', 'address', 'birthDate'].map(comparison);
  const atHome = family.map(
    (some): Comparison => ({ ...some, atHome: some.name === 'givenName' ? 'chance' : 'home' }),
  );
  const kin = [
    [0, 0.05, 0.05, 0.9],
    [0, 0.7, 0.28, 0.02],
    [0, 0.05, 0.05, 0.9],
    [0, 0.96, 0.02, 0.02],
  ];
  atHome[3]!.expectedAtHome = kin[3]!;
  const random = randomFrom(mix(5));
  const pairs = 200_000;
  const patterns = Array.from({ length: pairs }, (): Pattern => {
    const draw = random.next();
    const levels = Uint8Array.from(family, (_none, at) =>
      drawLevel(random.next(), draw < 0.01 ? planted[at]! : draw < 0.04 ? kin[at]! : chance[at]!),
    );
    return { levels, rarity: 0, rarityAtHome: 0, weight: 1 };
  });
  const input = { comparisons: atHome, chance, comparable: [1, 1, 1, 1], pairs, firmness: 0.02 };
  const found = expectationMaximisation(input, patterns, firstParameters(atHome, chance, 2_000, pairs));
  const alike = found.h[1]![2]!;
  assert.ok(alike > 0.1 && alike < 0.35, `alike at home: ${alike}`);
});

test('the probabilities of a pattern add up to one and grow with agreement', () => {
  const parameters = firstParameters(comparisons, chance, 2_000, 200_000);
  const tables = logTables(comparisons, parameters);
  const pattern = (...levels: number[]) => ({
    levels: Uint8Array.from(levels),
    rarity: 0,
    rarityAtHome: 0,
    weight: 1,
  });
  let before = 0;
  for (const levels of [
    [1, 1, 1, 1],
    [3, 1, 1, 1],
    [3, 3, 1, 1],
    [3, 3, 3, 1],
    [3, 3, 3, 3],
  ]) {
    const [same, home, strangers] = posterior(tables, pattern(...levels));
    assert.ok(Math.abs(same + home + strangers - 1) < 1e-9);
    assert.ok(same > before);
    before = same;
  }
  assert.ok(before > 0.99);
});
