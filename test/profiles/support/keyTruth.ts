import assert from 'node:assert/strict';
import type { Domain } from '../../../src/profiles/domain.ts';
import type { House } from '../../../src/profiles/house.ts';
import { storedKeys } from '../../../src/profiles/ingest.ts';
import { ownFields } from '../../../src/profiles/ingestPlan.ts';
import { compileMapping } from '../../../src/profiles/mapping.ts';
import { keysOfFields } from '../../../src/profiles/searchKeys.ts';
import { searchNames } from '../../../src/profiles/searchNames.ts';
import { listAllObjects } from '../../../src/profiles/store/objects.ts';
import { findTypeVersion } from '../../../src/profiles/store/objectTypes.ts';
import { lockProfiles } from '../../../src/profiles/store/profiles.ts';

/** Refs that objects and own fields give, computed from nothing but live objects and facts: `profile name value` → refs. */
export async function supportedKeys(house: House, domain: Domain): Promise<Map<string, number>> {
  const { sql } = house;
  const ids = await sql`select profile_id from profile where domain_id = ${domain.domainId}`;
  const profileIds = ids.map((row) => row.profile_id as string);
  const profiles = await lockProfiles(sql, domain.domainId, profileIds, 'look');
  const objects = await sql`
    select distinct profile_id from profile_object where domain_id = ${domain.domainId}`;
  for (const { profile_id } of objects) assert.ok(profileIds.includes(profile_id), 'objects have a profile');
  const refs = new Map<string, number>();
  const count = (profileId: string, [name, value]: readonly [string, string]) => {
    const id = JSON.stringify([profileId, name, value]);
    refs.set(id, (refs.get(id) ?? 0) + 1);
  };
  for (const { profileId, facts } of profiles) {
    for (const key of keysOfFields(ownFields(facts, domain), domain.country)) count(profileId, key);
  }
  for (const object of await listAllObjects(sql, domain.domainId, profileIds)) {
    const type = domain.typesById.get(object.typeId);
    assert.ok(type, 'objects have a type');
    const definition = await findTypeVersion(sql, domain.domainId, object.typeId, object.version);
    assert.ok(definition, 'versions are kept');
    const mapping = compileMapping({ ...type, version: object.version, definition }, domain.country);
    for (const key of storedKeys(mapping, object)) count(object.profileId, key);
  }
  return refs;
}

/** Rows of the key index as they are, in the same form. */
export async function storedRefs(house: House, domain: Domain): Promise<Map<string, number>> {
  const rows = await house.sql`
    select profile_id, key_name, value, refs from profile_key where domain_id = ${domain.domainId}`;
  return new Map(rows.map((row) => [JSON.stringify([row.profile_id, row.key_name, row.value]), row.refs]));
}

/** Checks what hangs on profiles: nothing without one, and search names as the fields say. */
export async function assertNoOrphans(house: House, domain: Domain): Promise<void> {
  const { sql } = house;
  const { domainId } = domain;
  for (const table of ['profile_key', 'profile_object', 'standard_record', 'history']) {
    const orphans = await sql`
      select t.profile_id from ${sql(table)} t where t.domain_id = ${domainId} and not exists (
        select 1 from profile p where p.domain_id = t.domain_id and p.profile_id = t.profile_id)`;
    assert.equal(orphans.length, 0, `${table} without a profile`);
  }
  const recordKeys = await sql`
    select 1 from standard_record_key k where domain_id = ${domainId} and not exists (
      select 1 from standard_record r where r.domain_id = k.domain_id and r.kind = k.kind and r.record_id = k.record_id)`;
  assert.equal(recordKeys.length, 0, 'record keys without a record');
  const rows = await sql`
    select facts, last_name, first_name, last_reading, first_reading from profile where domain_id = ${domainId}`;
  for (const row of rows) {
    assert.deepEqual(
      {
        lastName: row.last_name,
        firstName: row.first_name,
        lastReading: row.last_reading,
        firstReading: row.first_reading,
      },
      searchNames(ownFields(row.facts, domain)),
    );
  }
}
