import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { consolidate } from '../../src/identity/consolidate.ts';
import {
  type Desired,
  type DesiredInput,
  desired,
  type MatchGroup,
  type MergePolicy,
} from '../../src/identity/desired.ts';
import { PinnedParts } from '../../src/identity/pinnedParts.ts';
import { planChunks } from '../../src/identity/planChunks.ts';
import { type LedgerRow, type MergePlan, planMerges } from '../../src/identity/planMerges.ts';
import type { IdPair } from '../../src/identity/profileRefs.ts';
import { record } from '../../src/profiles/facts.ts';
import { valuesOf } from '../../src/profiles/fold.ts';
import { foldMerged } from '../../src/profiles/foldMerged.ts';
import { survivorsBy } from '../../src/profiles/merges.ts';

const policy: MergePolicy = { ruleLevels: 2, model: { sure: 0.98 } };
const ids = 'abcdefgh'.split('');

const model = (profileIds: string[], confidence: number, more: Partial<MatchGroup> = {}): MatchGroup => ({
  method: 'MODEL',
  profileIds,
  confidence,
  band: confidence >= 0.98 ? 'merge' : 'review',
  parts: confidence >= 0.98 ? [profileIds] : [],
  reasons: [],
  ...more,
});
const rule = (profileIds: string[], ruleLevel: number, parts = [profileIds]): MatchGroup => ({
  method: 'RULE',
  profileIds,
  ruleLevel,
  band: 'merge',
  parts,
  reasons: [],
});
/** The profiles of each desired part, the oldest first. */
const listed = ({ parts }: Desired) => [...parts.all()].map((part) => part.sort()).sort();
const named = (wanted: Desired) => listed(wanted).map((part) => part.join(''));
const partsOf = (groups: MatchGroup[], more: Partial<DesiredInput> = {}) =>
  named(desired({ groups, together: [], apart: [], policy, ...more }));

test('people before rules, rules before the model, the surer before the doubtful', () => {
  assert.deepEqual(partsOf([model(['a', 'b'], 0.99), rule(['b', 'c'], 2)]), ['abc']);
  assert.deepEqual(partsOf([rule(['a', 'b'], 3, [])]), [], 'matched, but not at a level that merges');
  assert.deepEqual(
    partsOf([rule(['a', 'b', 'c'], 3, [['a', 'b']])]),
    ['ab'],
    'the part that such a level holds',
  );
  assert.deepEqual(partsOf([model(['a', 'b'], 0.9)]), [], 'below the band');
  const lower = { ...policy, model: { sure: 0.98, least: 0.8 } };
  assert.deepEqual(partsOf([model(['a', 'b'], 0.9)], { policy: lower }), ['ab']);
  const higher = { ...policy, model: { sure: 0.98, least: 0.995 } };
  const pairs = [
    { left: 'a', right: 'b', confidence: 0.999 },
    { left: 'b', right: 'c', confidence: 0.985 },
  ];
  const group = model(['a', 'b', 'c'], 0.985, { pairs });
  assert.deepEqual(partsOf([group], { policy: higher }), ['ab'], 'what links of that confidence hold');
  assert.deepEqual(partsOf([group], { policy: { ruleLevels: 0 } }), [], 'auto-merging is off');
});

test('a disputed group merges its undisputed parts only', () => {
  const disputed = { band: 'review' as const, parts: [['a', 'b']], reasons: ['contradictingBirthDate'] };
  const least = { ...policy, model: { sure: 0.98, least: 0.5 } };
  assert.deepEqual(partsOf([model(['a', 'b', 'c'], 0.99, disputed)], { policy: least }), ['ab']);
});

test('what people keep apart never meets, directly or over others', () => {
  const apart: IdPair[] = [['a', 'c']];
  assert.deepEqual(partsOf([rule(['a', 'b'], 1), rule(['b', 'c'], 2)], { apart }), ['ab']);
  assert.deepEqual(partsOf([rule(['a', 'b', 'c', 'd'], 1)], { apart }), ['abd']);
  assert.deepEqual(
    partsOf([], {
      apart,
      together: [
        ['a', 'c'],
        ['b', 'c'],
      ],
    }),
    ['bc'],
  );
});

const anyGroup = fc
  .tuple(fc.subarray(ids, { minLength: 2 }), fc.integer({ min: 1, max: 5 }), fc.boolean())
  .map(([members, level, isRule]) =>
    isRule ? rule(members, level, level <= 2 ? [members] : []) : model(members, 1 - level / 100),
  );
const anyPairs = fc.array(
  fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)).filter(([a, b]) => a !== b),
  {
    maxLength: 4,
  },
);

/** The parts that live rows hold together, as texts. */
function partition(rows: readonly { mainId: string; absorbedIds: readonly string[] }[]): string[] {
  const parts = new PinnedParts([]);
  for (const { mainId, absorbedIds } of rows) for (const id of absorbedIds) parts.join(mainId, id);
  return [...parts.all()].map((part) => part.toSorted().join('')).sort();
}

const recency = () => ({ kind: 'RECENCY' as const });
let made = 0;
const carriedOut = (live: readonly LedgerRow[], plan: MergePlan): LedgerRow[] => [
  ...live.filter(({ mergeId }) => !plan.undo.includes(mergeId)),
  ...plan.merge.map(({ mainId, otherIds, rule: settled, cause }) => {
    made += 1;
    return { mergeId: String(made), mainId, absorbedIds: otherIds, rule: settled, cause };
  }),
];

test('law: the order of groups and of words does not matter', () => {
  fc.assert(
    fc.property(
      fc.array(anyGroup, { maxLength: 6 }),
      anyPairs,
      anyPairs,
      fc.integer(),
      (groups, together, apart, seed) => {
        const shuffle = <T>(list: readonly T[]) =>
          list.toSorted((_, b) => ((JSON.stringify(b).length * 7919 + seed) % 3) - 1);
        const one = desired({ groups, together, apart, policy });
        const other = desired({
          groups: shuffle(groups).reverse(),
          together: shuffle(together),
          apart: shuffle(apart),
          policy,
        });
        assert.deepEqual(listed(other), listed(one));
      },
    ),
  );
});

test('law: whatever was merged before, a plan leads to what is desired, and a second plan is empty', () => {
  fc.assert(
    fc.property(
      fc.array(anyGroup, { maxLength: 6 }),
      fc.array(anyGroup, { maxLength: 6 }),
      anyPairs,
      (before, after, apart) => {
        const first = desired({ groups: before, together: [], apart: [], policy });
        const live = carriedOut([], planMerges(first, [], recency));
        assert.deepEqual(partition(live), named(first));
        const second = desired({ groups: after, together: [], apart, policy });
        const plan = planMerges(second, live, recency);
        const rows = carriedOut(live, plan);
        assert.deepEqual(partition(rows), named(second));
        assert.deepEqual(planMerges(second, rows, recency), { undo: [], merge: [] });
        for (const profileIds of listed(second)) {
          const merges = rows.map((row, at) => ({ ...row, at, absorbedIds: [...row.absorbedIds] }));
          const survivors = new Set(survivorsBy(profileIds, merges).values());
          assert.deepEqual([...survivors], [profileIds[0]], 'the oldest stands for all');
        }
      },
    ),
  );
});

test('law: carried out piece by piece a plan never shows more as one than before or after', () => {
  fc.assert(
    fc.property(
      fc.array(anyGroup, { maxLength: 6 }),
      fc.array(anyGroup, { maxLength: 6 }),
      (before, after) => {
        const first = desired({ groups: before, together: [], apart: [], policy });
        const second = desired({ groups: after, together: [], apart: [], policy });
        let live = carriedOut([], planMerges(first, [], recency));
        const known = new Set([...named(first), ...named(second)]);
        const plan = planMerges(second, live, recency);
        const chunks = planChunks(plan, live, 1);
        for (const chunk of chunks) {
          live = carriedOut(live, chunk);
          for (const part of partition(live)) assert.ok(known.has(part), `${part} was never wanted`);
        }
        assert.deepEqual(partition(live), named(second));
        assert.equal(
          chunks.reduce((sum, { undo }) => sum + undo.length, 0),
          plan.undo.length,
        );
      },
    ),
  );
});

test('law: merges by people stay whatever the engine wants', () => {
  fc.assert(
    fc.property(
      fc.array(anyGroup, { maxLength: 6 }),
      fc.subarray(ids, { minLength: 2 }),
      (groups, [mainId = '', ...absorbedIds]) => {
        const row = {
          mergeId: 'people',
          mainId,
          absorbedIds,
          rule: { kind: 'MAIN' as const },
          cause: { method: 'MANUAL' as const },
        };
        const together = absorbedIds.map((id): IdPair => [mainId, id]);
        const parts = desired({ groups, together, apart: [], policy });
        const plan = planMerges(parts, [row], recency);
        assert.deepEqual(plan.undo, []);
        assert.deepEqual(partition(carriedOut([row], plan)), named(parts));
      },
    ),
  );
});

const types = new Map([[1, { name: 'Crm', priority: undefined }]]);
const at = (hour: number) => Date.UTC(2026, 0, 1, hour);

/** Facts of the documented example: a name, an e-mail and a phone, each known since an hour of its own. */
function factsOf(name: [string, string, number], email: [string, number], phone: [string, number]) {
  const given: [Record<string, string>, number][] = [
    [{ FirstName: name[0], LastName: name[1] }, name[2]],
    [{ EmailAddress: email[0] }, email[1]],
    [{ PhoneNumber: phone[0] }, phone[1]],
  ];
  let facts: ReturnType<typeof record> = [];
  for (const [fields, hour] of given.sort((a, b) => a[1] - b[1]))
    facts = record(facts, { source: 1, fields, ingestedAt: at(hour), sourceTime: at(hour) });
  return facts;
}

const members = [
  { profileId: 'a', facts: factsOf(['John', 'Doe', 5], ['j@example.com', 5], ['5555', 7]) },
  { profileId: 'b', facts: factsOf(['John', 'Doe', 4], ['j@example.com', 6], ['5556', 4]) },
  { profileId: 'c', facts: factsOf(['Jane', 'Doe', 6], ['jane@example.com', 7], ['5555', 6]) },
];
const criteria = [['FirstName', 'LastName', 'EmailAddress'], ['PhoneNumber']];

test('13: criteria are taken in turn on what is consolidated already; the newest values stay', () => {
  const input = { members, merges: [], criteria, rule: { kind: 'RECENCY' as const }, types };
  assert.deepEqual(consolidate(input), [['a', 'b', 'c']]);
  assert.deepEqual(consolidate({ ...input, criteria: [criteria[0]!] }), [['a', 'b']]);
  const merges = [
    { mergeId: '1', at: at(8), mainId: 'a', absorbedIds: ['b'], rule: { kind: 'RECENCY' as const } },
    { mergeId: '2', at: at(9), mainId: 'a', absorbedIds: ['c'], rule: { kind: 'RECENCY' as const } },
  ];
  const { FirstName, PhoneNumber } = valuesOf(foldMerged(members, merges, types));
  assert.deepEqual([FirstName, PhoneNumber], ['Jane', '5555']);
});

test('a missing value takes no part, and equality is letter by letter', () => {
  const one = (profileId: string, fields: Record<string, string>) => ({
    profileId,
    facts: record([], { source: 1, fields, ingestedAt: at(1) }),
  });
  const input = { merges: [], rule: { kind: 'RECENCY' as const }, types };
  const some = [
    one('a', { LastName: 'Doe' }),
    one('b', { LastName: 'Doe', PhoneNumber: '1' }),
    one('c', { LastName: 'doe', PhoneNumber: '1' }),
    one('d', { LastName: 'Doe', PhoneNumber: '1', 'Attributes.x': 'y' }),
    one('e', { 'Attributes.x': 'y' }),
  ];
  assert.deepEqual(consolidate({ ...input, members: some, criteria: [['LastName', 'PhoneNumber']] }), [
    ['b', 'd'],
  ]);
  assert.deepEqual(
    consolidate({ ...input, members: some, criteria: [['LastName', 'PhoneNumber'], ['Attributes.x']] }),
    [['b', 'd', 'e']],
  );
  const byHand = {
    mergeId: '1',
    at: at(2),
    mainId: 'a',
    absorbedIds: ['c'],
    rule: { kind: 'MAIN' as const },
  };
  assert.deepEqual(
    consolidate({ ...input, members: some, merges: [byHand], criteria: [['LastName', 'PhoneNumber']] }),
    [['a', 'b', 'c', 'd']],
    'profiles that people merged are looked at as one',
  );
});
