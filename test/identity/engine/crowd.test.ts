import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveAll } from '../../../src/identity/engine/resolveAll.ts';
import { usualBands } from '../../../src/identity/kernel/clusters.ts';
import { testDatabase } from '../../helpers/database.ts';
import { domainOf, idOf, type Stored, storedPeople } from './domains.ts';
import { keptGroups } from './keptGroups.ts';

/** An office number on every profile, half of them with hardly anything else. */
function crowd(count: number): Stored[] {
  return storedPeople(count).profiles.map((profile, row) => {
    const values = profile.facts[0]!.v;
    const few = { LastName: values.LastName!, PhoneNumber: '03-1234-5678' };
    return {
      ...profile,
      facts: [{ t: 1, i: row, v: row % 2 ? few : { ...values, PhoneNumber: '03-1234-5678' } }],
    };
  });
}

test('50 thousand profiles that share one phone are bounded work, and it is told what was not compared', async (t) => {
  const { sql } = await testDatabase(t);
  const domainId = await domainOf(sql, crowd(50_000));
  const model = { customFields: [], distinctIdFields: [], bands: usualBands };
  const rules = {
    Enabled: true,
    MatchingRules: [{ Rule: ['PhoneNumber'] }, { Rule: ['LastName', 'FirstName', 'BirthDate'] }],
    MaxAllowedRuleLevelForMatching: 2,
    MaxAllowedRuleLevelForMerging: 1,
  };
  const judgements = { together: [], apart: [] };
  const resolution = await resolveAll({ domainId, country: 'JP', sql, model, rules, judgements });
  assert.equal(resolution.profiles, 50_000);
  assert.ok(resolution.candidates < 50_000 * 30, `${resolution.candidates} pairs`);
  assert.deepEqual(resolution.guarded[0], { level: 1, profiles: 50_000 });
  const { blocking } = resolution.report;
  assert.ok(!blocking?.keys.some(({ name }) => name === 'phone') || blocking.unseen > 0);
  let largest = 0;
  let strangers = 0;
  for (const { profileIds, method, band } of await keptGroups(sql, domainId, resolution)) {
    largest = Math.max(largest, profileIds.length);
    const bare = profileIds.filter((id) => Number.parseInt(id.slice(20), 16) % 2 === 1);
    if (method === 'MODEL' && band === 'merge' && bare.length > 0) strangers += 1;
  }
  assert.ok(largest < 60, `a group of ${largest}`);
  assert.equal(strangers, 0, idOf(0));
});
