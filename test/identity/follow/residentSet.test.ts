import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idAt, residentSet, someProfiles } from './residentPeople.ts';

test('rows that come when the memory is full find those that were loaded still', () => {
  const profiles = someProfiles(1_100);
  const set = residentSet(profiles.slice(0, 1_000), { model: undefined });
  for (const profile of profiles.slice(1_000)) set.put(profile, new Set());
  for (const at of [0, 1, 999, 1_000, 1_023, 1_024, 1_099]) assert.equal(set.rowOf(idAt(at)), at);
  assert.equal(set.rowOf(idAt(2_000)), -1);
  assert.equal(set.profiles, 1_100);
});
