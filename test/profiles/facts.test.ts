import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { eachFact, type Facts, manual, record, withoutSource } from '../../src/profiles/facts.ts';
import { type FoldTypes, fold, valuesOf } from '../../src/profiles/fold.ts';

const fields = ['FirstName', 'LastName', 'Attributes.x', 'Attributes.__proto__', 'Attributes.constructor'];
const types: FoldTypes = new Map([
  [1, { name: 'Plain', priority: undefined }],
  [2, { name: 'Other', priority: undefined }],
  [3, { name: 'First', priority: 1 }],
  [4, { name: 'Second', priority: 2 }],
]);
const deleted = 9;

const given = fc
  .record({
    source: fc.constantFrom(manual, 1, 2, 3, 4, deleted),
    fields: fc.dictionary(fc.constantFrom(...fields), fc.constantFrom('a', 'b', 'c'), {
      noNullPrototype: true,
    }),
    cleared: fc.array(fc.constantFrom(...fields), { maxLength: 2 }),
    ingestedAt: fc.integer({ min: 1, max: 6 }),
    sourceTime: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
  })
  .map(({ cleared, ...rest }) => ({
    ...rest,
    by: rest.source === manual ? `person-${rest.ingestedAt}` : undefined,
    sourceTime: rest.source === manual ? undefined : rest.sourceTime,
    fields:
      rest.source === manual
        ? { ...rest.fields, ...Object.fromEntries(cleared.map((field) => [field, null])) }
        : rest.fields,
  }));
const story = fc.array(given, { maxLength: 12 });
const factsOf = (givens: Parameters<typeof record>[1][]) => givens.reduce<Facts>(record, []);

/** What is shown, in a form that does not depend on order. */
const shown = (members: Facts[]) =>
  [...fold(members, types)]
    .map(([field, { value, from, others }]) => ({ field, value, from, others }))
    .sort((a, b) => (a.field < b.field ? -1 : 1));

test('law: the fold does not depend on the order of members, nor of facts in them', () => {
  fc.assert(
    fc.property(fc.array(story, { maxLength: 4 }), fc.infiniteStream(fc.nat()), (stories, random) => {
      const members = stories.map(factsOf);
      const shuffled = <Item>(items: readonly Item[]) =>
        items
          .map((item) => [random.next().value as number, item] as const)
          .sort((a, b) => a[0] - b[0])
          .map(([, item]) => item);
      const other = shuffled(members).map((facts) =>
        shuffled(facts).map((entry) => ({
          ...entry,
          v: Object.fromEntries(shuffled(Object.entries(entry.v))),
        })),
      );
      assert.deepEqual(shown(other), shown(members));
    }),
    { numRuns: 500 },
  );
});

test('law: what is shown was given, with its own circumstances; everything else that was given and counts lost to it', () => {
  fc.assert(
    fc.property(fc.array(story, { maxLength: 3 }), (stories) => {
      const members = stories.map(factsOf);
      const facts = members
        .flatMap((member) => [...eachFact(member)])
        .filter(({ source }) => source !== deleted);
      for (const [field, { value, from, others }] of fold(members, types)) {
        assert.equal(from.value, value);
        const told = [from, ...others];
        const mine = facts.filter((fact) => fact.field === field && fact.value !== null);
        const text = (fact: object) => JSON.stringify(fact);
        assert.deepEqual(told.map(text).sort(), mine.map(text).sort());
      }
    }),
    { numRuns: 500 },
  );
});

test('law: record accumulates: no field is lost, none is invented, arguments stay, and a value is what its newest giver said', () => {
  fc.assert(
    fc.property(story, (givens) => {
      let facts: Facts = [];
      const model = new Map<
        string,
        { value: unknown; at: number; ingestedAt: number; by: string | undefined }
      >();
      for (const one of givens) {
        const before = structuredClone(facts);
        const after = record(facts, one);
        assert.deepEqual(facts, before);
        facts = after;
        for (const [field, value] of Object.entries(one.fields)) {
          const id = `${one.source}/${field}`;
          const at = one.sourceTime ?? one.ingestedAt;
          const held = model.get(id);
          if (!held || at >= held.at) model.set(id, { value, at, ingestedAt: one.ingestedAt, by: one.by });
        }
      }
      const told = [...eachFact(facts)].map((fact) => [
        `${fact.source}/${fact.field}`,
        {
          value: fact.value,
          at: fact.sourceTime ?? fact.ingestedAt,
          ingestedAt: fact.ingestedAt,
          by: fact.by,
        },
      ]);
      assert.deepEqual(Object.fromEntries(told), Object.fromEntries(model));
      assert.equal(new Set(facts.map(({ t }) => t)).size, facts.length, 'one entry for each source');
    }),
    { numRuns: 500 },
  );
});

test('law: facts survive being written as JSON', () => {
  fc.assert(
    fc.property(story, (givens) => {
      const facts = factsOf(givens);
      const read = JSON.parse(JSON.stringify(facts)) as Facts;
      assert.deepEqual([...eachFact(read)], [...eachFact(facts)]);
      assert.deepEqual(shown([read]), shown([facts]));
    }),
  );
});

test('law: facts of a type that is not there do not count, as if they had never been given', () => {
  fc.assert(
    fc.property(story, (givens) => {
      const facts = factsOf(givens);
      assert.deepEqual(shown([withoutSource(facts, deleted)]), shown([facts]));
    }),
  );
});

const at = (source: number, ingestedAt: number, value: string | null, sourceTime?: number) => ({
  source,
  ingestedAt,
  sourceTime,
  fields: { FirstName: value },
});

test('who wins a field', () => {
  const table: [string, Parameters<typeof record>[1][], string | undefined][] = [
    ['the newer ingestion', [at(1, 1, 'old'), at(2, 2, 'new')], 'new'],
    ['the newer source time, though it came first', [at(1, 1, 'new', 50), at(2, 2, 'old', 40)], 'new'],
    [
      'a source time against an ingestion time, both as times',
      [at(1, 100, 'now'), at(2, 101, 'past', 5)],
      'now',
    ],
    ['a person against a later type without priority', [at(manual, 1, 'hand'), at(1, 9, 'type')], 'hand'],
    ['a type with priority against an earlier person', [at(manual, 1, 'hand'), at(3, 2, 'type')], 'type'],
    ['a person against an earlier type with priority', [at(3, 1, 'type'), at(manual, 2, 'hand')], 'hand'],
    ['the smaller priority, whatever the time', [at(3, 1, 'first'), at(4, 9, 'second')], 'first'],
    ['the smaller priority, when it comes later', [at(4, 1, 'second'), at(3, 9, 'first')], 'first'],
    ['any priority against none', [at(4, 1, 'second'), at(1, 9, 'plain')], 'second'],
    ['nobody, when a person cleared it', [at(1, 1, 'a'), at(manual, 2, null)], undefined],
    [
      'a type that says it again after the clearing',
      [at(1, 1, 'a'), at(manual, 2, null), at(2, 3, 'b')],
      'b',
    ],
    [
      'a cleared value does not come back with an older one',
      [at(3, 1, 'a'), at(1, 1, 'b'), at(manual, 2, null)],
      undefined,
    ],
    ['a deleted type never', [at(deleted, 9, 'gone'), at(1, 1, 'kept')], 'kept'],
  ];
  for (const [what, givens, wanted] of table) {
    const together = fold([factsOf(givens)], types).get('FirstName')?.value;
    const apart = fold(
      givens.map((one) => factsOf([one])),
      types,
    ).get('FirstName')?.value;
    assert.deepEqual([together, apart], [wanted, wanted], what);
  }
});

test('each manual value keeps who gave it', () => {
  const facts = factsOf([
    { source: manual, ingestedAt: 1, by: 'aiko', fields: { FirstName: 'A', LastName: 'B' } },
    { source: manual, ingestedAt: 2, by: 'goro', fields: { LastName: 'C' } },
    { source: manual, ingestedAt: 3, by: 'aiko', fields: { 'Attributes.x': 'D' } },
  ]);
  const visible = fold([facts], types);
  assert.deepEqual(
    ['FirstName', 'LastName', 'Attributes.x'].map((field) => [
      visible.get(field)?.from.by,
      visible.get(field)?.from.ingestedAt,
    ]),
    [
      ['aiko', 1],
      ['goro', 2],
      ['aiko', 3],
    ],
  );
});

test('plain values by flat name', () => {
  const visible = fold([factsOf([at(1, 1, 'Taro')])], types);
  assert.deepEqual(valuesOf(visible), { FirstName: 'Taro' });
});
