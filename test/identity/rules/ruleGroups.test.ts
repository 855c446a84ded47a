import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type RuleRow, ruleGroups } from './ruleGroups.ts';

const row = (profileId: string, ...keys: string[][]): RuleRow => ({
  profileId,
  createdAt: profileId.charCodeAt(0),
  keys,
});

/** The definition itself: level by level, every pair from the oldest on, joined unless pins forbid it. */
function naive(rows: RuleRow[], levels: number, apart: [string, string][], guard: number): string[][] {
  const ordered = rows.toSorted((a, b) => a.createdAt - b.createdAt || (a.profileId < b.profileId ? -1 : 1));
  let groups = ordered.map(({ profileId }) => [profileId]);
  for (let level = 0; level < levels; level++) {
    const shared = (key: string) => ordered.filter(({ keys }) => keys[level]!.includes(key)).length <= guard;
    for (const [at, one] of ordered.entries()) {
      for (const other of ordered.slice(at + 1)) {
        if (!one.keys[level]!.some((key) => other.keys[level]!.includes(key) && shared(key))) continue;
        const [a, b] = [one, other].map(
          ({ profileId }) => groups.find((group) => group.includes(profileId))!,
        );
        const isPinned = apart.some(([x, y]) =>
          [a!, b!].every((group) => group.includes(x) !== group.includes(y)),
        );
        if (a === b || isPinned) continue;
        groups = [...groups.filter((group) => group !== a && group !== b), [...a!, ...b!]];
      }
    }
  }
  return groups.filter(({ length }) => length > 1);
}

const partition = (groups: readonly (readonly string[])[]) =>
  groups.map((ids) => ids.toSorted().join()).sort();

const levelKeys = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 2 });
const someRows = fc
  .array(fc.tuple(levelKeys, levelKeys, levelKeys, fc.integer({ min: 0, max: 3 })), { maxLength: 14 })
  .map((all) =>
    all.map(([one, two, three, createdAt], at) => ({
      profileId: `p${at}`,
      createdAt,
      keys: [one, two, three],
    })),
  );
const somePins = fc
  .array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 4 })
  .map((pins) => pins.filter(([a, b]) => a !== b).map(([a, b]): [string, string] => [`p${a}`, `p${b}`]));

test('groups equal those of the definition, up to the merging level too, in any order of rows', () => {
  fc.assert(
    fc.property(
      someRows,
      somePins,
      fc.integer({ min: 0, max: 3 }),
      fc.infiniteStream(fc.nat()),
      (rows, apart, mergeLevels, noise) => {
        const { groups } = ruleGroups(rows, { levels: 3, mergeLevels }, { apart, guard: 4 });
        assert.deepEqual(
          partition(groups.map((group) => group.profileIds)),
          partition(naive(rows, 3, apart, 4)),
        );
        const parts = partition(groups.flatMap((group) => group.parts));
        assert.deepEqual(parts, partition(naive(rows, mergeLevels, apart, 4)));
        for (const { profileIds, pairs } of groups) assert.equal(pairs.length, profileIds.length - 1);
        const shuffled = rows
          .map((some) => ({ some, by: noise.next().value as number }))
          .sort((a, b) => a.by - b.by)
          .map(({ some }) => some);
        assert.deepEqual(
          ruleGroups(shuffled, { levels: 3, mergeLevels }, { apart, guard: 4 }).groups,
          groups,
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('a group says which level holds it together and what of it may merge', () => {
  const rows = [row('a', ['1'], ['x']), row('b', ['1'], ['y']), row('c', [], ['y']), row('d', [], ['z'])];
  const { groups } = ruleGroups(rows, { levels: 2, mergeLevels: 1 });
  assert.deepEqual(groups, [
    {
      profileIds: ['a', 'b', 'c'],
      ruleLevel: 2,
      parts: [['a', 'b']],
      pairs: [
        { left: 'a', right: 'b', ruleLevel: 1 },
        { left: 'b', right: 'c', ruleLevel: 2 },
      ],
    },
  ]);
});

test('a key that more than 500 profiles share makes no match, and the level is reported', () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_none, at) => row(`p${at}`, ['office'], at < 2 ? ['own'] : []));
  const rules = { levels: 2, mergeLevels: 2 };
  assert.equal(ruleGroups(rows(500), rules).groups[0]!.profileIds.length, 500);
  const { groups, guarded } = ruleGroups(rows(501), rules);
  assert.deepEqual(guarded, [{ level: 1, profiles: 501 }]);
  assert.deepEqual(
    groups.map(({ profileIds, ruleLevel }) => [profileIds, ruleLevel]),
    [[['p0', 'p1'], 2]],
  );
});

test('people’s word goes before any rule', () => {
  const rows = [row('a', ['1']), row('b', ['1']), row('c', ['1'])];
  const { groups } = ruleGroups(rows, { levels: 1, mergeLevels: 1 }, { apart: [['a', 'b']] });
  assert.deepEqual(
    groups.map(({ profileIds }) => profileIds),
    [['a', 'c']],
  );
});
