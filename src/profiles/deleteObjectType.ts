import { lockCurrentDomain } from './currentDomain.ts';
import type { Domain } from './domain.ts';
import { keyDifference } from './editProfile.ts';
import { withoutSource } from './facts.ts';
import type { House } from './house.ts';
import { keyReader } from './ingest.ts';
import { ownFields } from './ingestPlan.ts';
import type { ObjectType } from './objectType.ts';
import { keysLost } from './putObjectType.ts';
import { searchNames } from './searchNames.ts';
import { changeKeys, type KeyChange, removeKeyName } from './store/keys.ts';
import { lockDomain } from './store/lock.ts';
import { countObjectsOfType, deleteObjectsOfType, type ObjectRow } from './store/objects.ts';
import { deleteObjectType as removeObjectType } from './store/objectTypes.ts';
import { announce } from './store/outbox.ts';
import { listProfilesWithSource, lockProfiles, updateProfiles } from './store/profiles.ts';

const chunk = 1000;

/**
 * Deletes a type with its objects and scrubs the profile fields that came from it; manual values stay (AWS:
 * DeleteProfileObjectType). The type goes last, so that a stop half way is finished by deleting again.
 */
export async function deleteObjectType(house: House, domain: Domain, type: ObjectType): Promise<void> {
  do {
    while (await deleteObjects(house, domain, type)) {
      // Chunk by chunk, so that other writers get their turn.
    }
    while (await scrub(house, domain, type)) {
      // As above.
    }
    // What others took in between the last chunk and here goes in another round.
  } while (!(await removeType(house, domain, type)));
  house.domains.forget(domain.accountId, domain.name);
}

/** Removes the type itself; false when it holds objects again. */
async function removeType(house: House, domain: Domain, type: ObjectType): Promise<boolean> {
  const { domainId } = domain;
  return house.sql.begin(async (sql) => {
    const current = await lockCurrentDomain(sql, house, domain);
    if ((await countObjectsOfType(sql, domainId, type.typeId)) > 0) return false;
    const now = current.typesById.get(type.typeId);
    for (const name of keysLost(current, now, undefined)) await removeKeyName(sql, domainId, name);
    await removeObjectType(sql, domainId, type.typeId);
    return true;
  });
}

async function deleteObjects(house: House, domain: Domain, type: ObjectType): Promise<boolean> {
  return house.sql.begin(async (sql) => {
    const current = await lockCurrentDomain(sql, house, domain);
    const objects = await deleteObjectsOfType(sql, domain.domainId, type.typeId, chunk);
    const keysOf = await keyReader(sql, current, objects);
    await changeKeys(
      sql,
      domain.domainId,
      sumOf(objects.flatMap((object) => lostKeys(object, keysOf(object)))),
    );
    return objects.length > 0;
  });
}

/** Key rows an object supported. */
export const lostKeys = (object: ObjectRow, keys: (readonly [string, string])[]): KeyChange[] =>
  keys.map(([name, value]) => ({ name, value, profileId: object.profileId, refs: -1 }));

/** One change for each key row, since a statement may touch a row once only. */
export function sumOf(changes: KeyChange[]): KeyChange[] {
  const sums = new Map<string, KeyChange>();
  for (const change of changes) {
    const id = `${change.profileId}\0${change.name}\0${change.value}`;
    sums.set(id, { ...change, refs: (sums.get(id)?.refs ?? 0) + change.refs });
  }
  return [...sums.values()];
}

async function scrub(house: House, domain: Domain, type: ObjectType): Promise<boolean> {
  return house.sql.begin(async (sql) => {
    await lockDomain(sql, domain.domainId);
    const ids = await listProfilesWithSource(sql, domain.domainId, type.typeId, chunk);
    const rows = await lockProfiles(sql, domain.domainId, ids);
    const now = house.clock();
    const writes = rows.map((row) => {
      const facts = withoutSource(row.facts, type.typeId);
      return { ...row, facts, updatedAt: now, names: searchNames(ownFields(facts, domain)) };
    });
    const changes = rows.flatMap((row, index) =>
      keyDifference(
        row.profileId,
        ownFields(row.facts, domain),
        ownFields(writes[index]?.facts ?? [], domain),
        domain,
      ),
    );
    await updateProfiles(sql, domain.domainId, writes);
    await changeKeys(sql, domain.domainId, changes);
    await announce(sql, domain.domainId, ids, now);
    return ids.length > 0;
  });
}
