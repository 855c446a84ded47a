import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type ClusterOptions, cluster } from '../../../src/identity/kernel/clusters.ts';
import { comparisonsOf } from '../../../src/identity/kernel/comparisons.ts';
import type { ScoredPairs } from '../../../src/identity/kernel/resolve.ts';
import type { Scorer } from '../../../src/identity/kernel/score.ts';
import { encodeByRole } from './people.ts';

type Link = readonly [number, number, number];

/** A world of rows with given evidence between them; -20 bits between all others. */
function world(count: number, links: readonly Link[], births: readonly string[] = []) {
  const columns = encodeByRole(
    Array.from({ length: count }, (_none, at) => ({ familyName: '佐藤', birthDate: births[at] ?? '' })),
  );
  const bits = (a: number, b: number) =>
    links.find(([x, y]) => (x === a && y === b) || (x === b && y === a))?.[2] ?? -20;
  const scorer = { comparisons: comparisonsOf(columns), bits } as unknown as Scorer;
  const pairs = {
    left: Uint32Array.from(links, ([a]) => a),
    right: Uint32Array.from(links, ([, b]) => b),
    bits: Float32Array.from(links, ([, , weight]) => weight),
    count: links.length,
  } as ScoredPairs;
  return { columns, scorer, pairs };
}

const groupsOf = (
  count: number,
  links: readonly Link[],
  births?: readonly string[],
  options?: ClusterOptions,
) => {
  const { columns, scorer, pairs } = world(count, links, births);
  return cluster(columns, scorer, pairs, options).map(({ confidence: _none, ...group }) => group);
};

test('rows with strong links become one group to merge', () => {
  assert.deepEqual(
    groupsOf(4, [
      [0, 1, 12],
      [1, 2, 11],
      [0, 2, 9],
    ]),
    [{ rows: [0, 1, 2], band: 'merge', parts: [[0, 1, 2]], reasons: [] }],
  );
});

test('a doubtful link makes a group for review', () => {
  assert.deepEqual(groupsOf(2, [[0, 1, 2]]), [{ rows: [0, 1], band: 'review', parts: [], reasons: [] }]);
});

test('one link does not chain two people together, and the groups say so', () => {
  const links: Link[] = [
    [0, 1, 12],
    [2, 3, 12],
    [1, 2, 8],
  ];
  assert.deepEqual(groupsOf(4, links), [
    { rows: [0, 1], band: 'review', parts: [[0, 1]], reasons: ['weakBridge'] },
    { rows: [2, 3], band: 'review', parts: [[2, 3]], reasons: ['weakBridge'] },
  ]);
});

test('contradicting birth dates go to review, and the part without a contradiction may merge', () => {
  const links: Link[] = [
    [0, 1, 12],
    [1, 2, 10],
    [0, 2, 9],
  ];
  const births = ['1985/01/02', '', '1964/11/28'];
  assert.deepEqual(groupsOf(3, links, births), [
    { rows: [0, 1, 2], band: 'review', parts: [[0, 1]], reasons: ['contradictingBirthDate'] },
  ]);
});

test('a group larger than one person can have is not merged', () => {
  const links: Link[] = [];
  for (let a = 0; a < 61; a++) for (let b = a + 1; b < 61; b++) links.push([a, b, 12]);
  const [group] = groupsOf(61, links);
  assert.deepEqual([group!.rows.length, group!.band, group!.reasons], [61, 'review', ['oversized']]);
});

test('the confidence of a group is that of its weakest link', () => {
  const { columns, scorer, pairs } = world(3, [
    [0, 1, 12],
    [1, 2, 3],
    [0, 2, 1],
  ]);
  assert.equal(cluster(columns, scorer, pairs)[0]!.confidence, 8 / 9);
});

test('what people decided goes before the evidence', () => {
  const links: Link[] = [
    [0, 1, 12],
    [2, 3, -6],
  ];
  const judgements = { together: [[3, 2] as const], apart: [[1, 0] as const] };
  assert.deepEqual(groupsOf(4, links, [], { judgements }), [
    { rows: [2, 3], band: 'merge', parts: [[2, 3]], reasons: [] },
  ]);
});

test('two numbers of one source contradict where a source gives each person one', () => {
  const columns = encodeByRole(['C1', 'C2'].map((custom) => ({ familyName: '佐藤', custom })));
  const scorer = { comparisons: comparisonsOf(columns), bits: () => 12 } as unknown as Scorer;
  const pairs = {
    left: Uint32Array.of(0),
    right: Uint32Array.of(1),
    bits: Float32Array.of(12),
    count: 1,
  } as ScoredPairs;
  const [group] = cluster(columns, scorer, pairs, { distinctIds: ['custom0'] });
  assert.deepEqual([group!.band, group!.reasons], ['review', ['twoIdsOfOneSource']]);
  assert.equal(cluster(columns, scorer, pairs)[0]!.band, 'merge');
});

test('law: the order of the pairs does not matter', () => {
  const link = fc.tuple(fc.nat(7), fc.nat(7), fc.integer({ min: -3, max: 14 })).filter(([a, b]) => a < b);
  const links = fc.uniqueArray(link, { selector: ([a, b]) => `${a},${b}`, maxLength: 20 });
  fc.assert(
    fc.property(
      links.chain((some) =>
        fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })),
      ),
      ([one, other]) => {
        const sorted = (groups: ReturnType<typeof groupsOf>) =>
          groups.map((group) => JSON.stringify(group)).sort();
        assert.deepEqual(sorted(groupsOf(8, other)), sorted(groupsOf(8, one)));
      },
    ),
  );
});
