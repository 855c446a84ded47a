import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResolutionInput } from '../../../src/identity/engine/resolution.ts';
import { resolveAll } from '../../../src/identity/engine/resolveAll.ts';
import { cluster, usualBands } from '../../../src/identity/kernel/clusters.ts';
import { scoreCandidates } from '../../../src/identity/kernel/resolve.ts';
import { scorerOf } from '../../../src/identity/kernel/score.ts';
import { train } from '../../../src/identity/kernel/train.ts';
import { compileRules } from '../../../src/identity/rules/compileRules.ts';
import { testDatabase } from '../../helpers/database.ts';
import { customerFields, encodePeople, generatedPeople } from '../kernel/people.ts';
import { ruleGroups } from '../rules/ruleGroups.ts';
import { domainOf, idOf, stored, storedPeople } from './domains.ts';
import { keptGroups, type NamedGroup } from './keptGroups.ts';

const model = { customFields: [], distinctIdFields: [], bands: usualBands };
const nobody = { together: [], apart: [] };

async function resolved(input: Omit<ResolutionInput, 'country'>) {
  const resolution = await resolveAll({ country: 'JP', ...input });
  const groups = await keptGroups(input.sql, input.domainId, resolution);
  return { resolution, groups };
}

const bySize = (groups: readonly NamedGroup[]) =>
  groups.map(({ profileIds, band, parts }) => [profileIds.toSorted().join(' '), band, parts.length]).sort();

test('profiles in the database come to the same groups as the same rows in the kernel', async (t) => {
  const { sql } = await testDatabase(t);
  const { profiles } = storedPeople(1500);
  const domainId = await domainOf(sql, profiles.toReversed());
  const { resolution, groups } = await resolved({ domainId, sql, model, judgements: nobody });
  assert.equal(resolution.profiles, 1500);

  const wanted = customerFields.map((field) =>
    field.role === 'custom' ? { ...field, role: 'ignored' as const } : field,
  );
  const columns = encodePeople(generatedPeople(1500).records, wanted);
  const trained = train(columns);
  const scorer = scorerOf(columns, trained);
  const expected = cluster(columns, scorer, scoreCandidates(columns, trained, scorer));
  assert.deepEqual(
    bySize(groups),
    expected.map(({ rows, band, parts }) => [rows.map(idOf).join(' '), band, parts.length]).sort(),
  );
  assert.ok(groups.length > 300);
  assert.ok(groups.every(({ told }) => told.length > 0 && told.every(({ reasons }) => reasons.length > 0)));
});

test('facts of several sources are folded, a cleared value is none, the oldest comes first', async (t) => {
  const { sql } = await testDatabase(t);
  const others = storedPeople(400).profiles.map((profile, row) => ({ ...profile, id: idOf(row + 10) }));
  const taro = { LastName: '田中', FirstName: '一郎', BirthDate: '1970-01-02', PhoneNumber: '090-1234-5678' };
  const twice = {
    ...stored(1, {}),
    age: 9,
    facts: [
      { t: 1, i: 1, v: { LastName: '佐藤', FirstName: '花子', BirthDate: '1970-01-02' } },
      { t: 0, i: 2, v: { ...taro, EmailAddress: null } },
    ],
  };
  const domainId = await domainOf(sql, [...others, twice, { ...stored(2, taro), age: 3 }]);
  const { groups } = await resolved({ domainId, sql, model, judgements: nobody });
  const found = groups.find(({ profileIds }) => profileIds.includes(idOf(1)));
  assert.deepEqual(found?.profileIds, [idOf(2), idOf(1)]);
  assert.deepEqual(
    found?.pairs.map(({ left, right }) => [left, right]),
    [[idOf(2), idOf(1)]],
  );
});

test('an aborted run ends with the reason given', async (t) => {
  const { sql } = await testDatabase(t);
  const domainId = await domainOf(sql, storedPeople(300).profiles);
  const reason = new Error('stopped by the operator');
  const abort = new AbortController();
  const run = resolveAll({
    domainId,
    country: 'JP',
    sql,
    model,
    judgements: nobody,
    signal: abort.signal,
    progress: () => abort.abort(reason),
  });
  await assert.rejects(run, reason);
  await assert.rejects(
    resolveAll({ domainId, country: 'JP', sql, judgements: nobody, signal: abort.signal }),
    reason,
  );
});

test('a domain without profiles, or with one, has no groups', async (t) => {
  const { sql } = await testDatabase(t);
  const empty = await domainOf(sql, [], 'empty');
  assert.deepEqual((await resolved({ domainId: empty, sql, model, judgements: nobody })).groups, []);
  const single = await domainOf(sql, [stored(1, { LastName: '田中' })], 'single');
  const { resolution, groups } = await resolved({ domainId: single, sql, model, judgements: nobody });
  assert.deepEqual([resolution.profiles, groups], [1, []]);
});

test('what people decided is obeyed, teaches the model and is held against its promises', async (t) => {
  const { sql } = await testDatabase(t);
  const { profiles, persons } = storedPeople(800);
  const domainId = await domainOf(sql, profiles);
  const first = await resolved({ domainId, sql, model, judgements: nobody });
  const rowOf = (id: string) => Number.parseInt(id.slice(20), 16);
  const pairs = first.groups.flatMap((group) => group.pairs);
  const isSame = ({ left, right }: (typeof pairs)[number]) => persons[rowOf(left)] === persons[rowOf(right)];
  const [torn, ...others] = pairs.filter(isSame);
  const apart: [string, string][] = [
    [torn!.left, torn!.right],
    ...pairs.filter((pair) => !isSame(pair)).map(({ left, right }): [string, string] => [left, right]),
  ];
  const together = others.slice(0, 40).map(({ left, right }): [string, string] => [left, right]);
  const { resolution, groups } = await resolved({ domainId, sql, model, judgements: { together, apart } });
  const groupOf = new Map(groups.flatMap((group) => group.profileIds.map((id) => [id, group] as const)));
  for (const [one, other] of apart) assert.ok(!groupOf.has(one) || groupOf.get(one) !== groupOf.get(other));
  for (const [one, other] of together) assert.equal(groupOf.get(one), groupOf.get(other));
  assert.equal(resolution.model?.calibration?.decisions, together.length + apart.length);
  const decided = resolution.reliability.reduce((sum, line) => sum + line.decided, 0);
  assert.ok(decided > 30 && resolution.reliability.every(({ right = 1 }) => right >= 0 && right <= 1));
  assert.equal(first.resolution.model?.calibration, undefined);
});

test('rules find in the database what they find among the same profiles', async (t) => {
  const { sql } = await testDatabase(t);
  const { profiles } = storedPeople(1200);
  const domainId = await domainOf(sql, profiles);
  const rules = {
    Enabled: true,
    MatchingRules: [
      { Rule: ['EmailAddress'] },
      { Rule: ['LastName', 'FirstName', 'PhoneNumber'] },
      { Rule: ['LastName', 'Address.PostalCode', 'Gender'] },
    ],
    MaxAllowedRuleLevelForMatching: 3,
    MaxAllowedRuleLevelForMerging: 2,
    AttributeTypesSelector: {
      AttributeMatchingModel: 'MANY_TO_MANY' as const,
      PhoneNumber: ['PhoneNumber', 'MobilePhoneNumber'],
    },
  };
  const compiled = compileRules(rules, 'JP');
  const rows = profiles.map(({ id, age, facts }) => ({
    profileId: id,
    createdAt: age,
    keys: compiled.keysOf(facts[0]!.v as Record<string, string>),
  }));
  const free = ruleGroups(rows, compiled);
  const apart = free.groups
    .slice(0, 5)
    .map(({ profileIds }): [string, string] => [profileIds[0]!, profileIds[1]!]);
  for (const pins of [[], apart]) {
    const expected = ruleGroups(rows, compiled, { apart: pins });
    const { groups } = await resolved({ domainId, sql, rules, judgements: { together: [], apart: pins } });
    assert.deepEqual(
      groups.map(({ profileIds, ruleLevel, parts, pairs }) => ({
        profileIds,
        ruleLevel,
        parts,
        pairs: pairs.map(({ left, right, ruleLevel }) => ({ left, right, ruleLevel })),
      })),
      expected.groups,
    );
  }
  assert.ok(free.groups.length > 100);
});
