import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Facts, record } from '../../src/profiles/facts.ts';
import { valuesOf } from '../../src/profiles/fold.ts';
import { foldMerged } from '../../src/profiles/foldMerged.ts';
import { type Merge, survivorsBy } from '../../src/profiles/merges.ts';

const types = new Map([
  [1, { name: 'Crm', priority: undefined }],
  [2, { name: 'Shop', priority: 1 }],
]);
const ids = ['a', 'b', 'c', 'd'];

const given = fc.record({
  profileId: fc.constantFrom(...ids),
  source: fc.constantFrom(0, 1, 2),
  at: fc.integer({ min: 1, max: 60 }),
  field: fc.constantFrom('FirstName', 'Address.City', 'Address.PostalCode'),
  value: fc.constantFrom('x', 'y', 'z', null),
});
const merge = fc.record({
  mergeId: fc.uuid(),
  at: fc.integer({ min: 1, max: 60 }),
  mainId: fc.constantFrom(...ids),
  absorbedIds: fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 2 }),
  rule: fc.oneof(
    fc.constant({ kind: 'MAIN' as const }),
    fc.constantFrom(...ids).map((id) => ({ kind: 'MAIN' as const, fieldSources: { Address: id } })),
    fc.constant({ kind: 'RECENCY' as const }),
    fc.constant({ kind: 'SOURCE' as const, typeId: 1 }),
  ),
});

function membersOf(
  list: { profileId: string; source: number; at: number; field: string; value: string | null }[],
) {
  const facts = new Map<string, Facts>(ids.map((id) => [id, []]));
  for (const { profileId, source, at, field, value } of list.toSorted((a, b) => a.at - b.at)) {
    if (value === null && source !== 0) continue;
    facts.set(
      profileId,
      record(facts.get(profileId) ?? [], { source, fields: { [field]: value }, ingestedAt: at }),
    );
  }
  return ids.map((profileId) => ({ profileId, facts: facts.get(profileId) ?? [] }));
}

const shown = (members: ReturnType<typeof membersOf>, merges: Merge[]) => {
  const survivors = survivorsBy(ids, merges);
  return [...new Set(survivors.values())].sort().map((root) => {
    const group = members.filter((member) => survivors.get(member.profileId) === root);
    const own = merges.filter((one) => survivors.get(one.mainId) === root);
    return [root, valuesOf(foldMerged(group, own, types))];
  });
};

test('what is shown depends neither on the order of members nor of merges', () => {
  fc.assert(
    fc.property(fc.array(given, { maxLength: 14 }), fc.array(merge, { maxLength: 4 }), (list, merges) => {
      const members = membersOf(list);
      assert.deepEqual(shown(members.toReversed(), merges.toReversed()), shown(members, merges));
    }),
  );
});

test('a merge left out is as if it had never been', () => {
  fc.assert(
    fc.property(
      fc.array(given, { maxLength: 14 }),
      fc.array(merge, { minLength: 1, maxLength: 4 }),
      (list, merges) => {
        const members = membersOf(list);
        const [undone, ...others] = merges;
        const twin = shown(members, others);
        assert.deepEqual(
          shown(
            members,
            merges.filter((one) => one !== undone),
          ),
          twin,
        );
        assert.deepEqual(
          shown(members, []),
          ids.map((id) => [
            id,
            valuesOf(
              foldMerged(
                members.filter((m) => m.profileId === id),
                [],
                types,
              ),
            ),
          ]),
        );
      },
    ),
  );
});

test('by hand the main profile wins; by recency the newest; a source named wins over both; people hold', () => {
  const members = [
    { profileId: 'a', facts: record([], { source: 1, fields: { FirstName: 'old main' }, ingestedAt: 1 }) },
    { profileId: 'b', facts: record([], { source: 2, fields: { FirstName: 'new' }, ingestedAt: 2 }) },
  ];
  const first = (rule: Merge['rule'], of = members) =>
    valuesOf(foldMerged(of, [{ mergeId: 'm', at: 5, mainId: 'a', absorbedIds: ['b'], rule }], types))
      .FirstName;
  assert.equal(first({ kind: 'MAIN' }), 'old main');
  assert.equal(first({ kind: 'RECENCY' }), 'new');
  assert.equal(first({ kind: 'SOURCE', typeId: 1 }), 'old main');
  assert.equal(first({ kind: 'MAIN', fieldSources: { FirstName: 'b' } }), 'new');
  const byHand = {
    profileId: 'a',
    facts: record([], { source: 0, fields: { FirstName: 'by hand' }, ingestedAt: 1 }),
  };
  const plain = {
    profileId: 'b',
    facts: record([], { source: 1, fields: { FirstName: 'ingested' }, ingestedAt: 2 }),
  };
  assert.equal(first({ kind: 'RECENCY' }, [byHand, plain]), 'by hand');
  assert.equal(first({ kind: 'SOURCE', typeId: 1 }, [byHand, plain]), 'by hand');
});

test('an address is settled as one: no town of one home with the street of another', () => {
  const home = (profileId: string, at: number, fields: Record<string, string>, source = 1) => ({
    profileId,
    facts: record([], { source, fields, ingestedAt: at }),
  });
  const old = home('a', 1, { 'Address.City': '札幌市', 'Address.PostalCode': '0600000' });
  const moved = home('b', 2, { 'Address.City': '高崎市', 'Address.Address1': '2-3' });
  const shownBy = (rule: Merge['rule'], members = [old, moved]) =>
    valuesOf(foldMerged(members, [{ mergeId: 'm', at: 5, mainId: 'a', absorbedIds: ['b'], rule }], types));
  assert.deepEqual(shownBy({ kind: 'RECENCY' }), { 'Address.City': '高崎市', 'Address.Address1': '2-3' });
  assert.deepEqual(shownBy({ kind: 'MAIN' }), { 'Address.City': '札幌市', 'Address.PostalCode': '0600000' });
  assert.deepEqual(shownBy({ kind: 'MAIN', fieldSources: { Address: 'b' } }), {
    'Address.City': '高崎市',
    'Address.Address1': '2-3',
  });
  assert.deepEqual(
    shownBy({ kind: 'SOURCE', typeId: 2 }, [home('a', 1, { 'Address.City': '札幌市' }, 2), moved]),
    {
      'Address.City': '札幌市',
    },
  );
  const same = home('b', 2, { 'Address.City': '札幌市', 'Address.Address1': '2-3' });
  assert.deepEqual(shownBy({ kind: 'RECENCY' }, [old, same]), {
    'Address.City': '札幌市',
    'Address.Address1': '2-3',
    'Address.PostalCode': '0600000',
  });
});
