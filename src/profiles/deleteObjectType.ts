import type { TransactionSql } from '../database/connection.ts';
import { lockCurrentDomain } from './currentDomain.ts';
import type { Domain } from './domain.ts';
import { keyDifference } from './editProfile.ts';
import { withoutSource } from './facts.ts';
import type { House } from './house.ts';
import { keyReader } from './ingest.ts';
import { ownFields } from './ingestPlan.ts';
import { lostKeys, sumOf } from './keyChanges.ts';
import type { ObjectType } from './objectType.ts';
import { keysLost } from './putObjectType.ts';
import { searchNames } from './searchNames.ts';
import { changeKeys, removeKeyName } from './store/keys.ts';
import { lockDomain } from './store/lock.ts';
import { countObjectsOfType, deleteObjectsOfType } from './store/objects.ts';
import { deleteObjectType as removeObjectType } from './store/objectTypes.ts';
import { announce } from './store/outbox.ts';
import { countBaseProfiles, listProfilesWithSource, lockProfiles, updateProfiles } from './store/profiles.ts';
import { countRecordsOfType, deleteRecords, listRecordsOfType, putRecords } from './store/records.ts';

const chunk = 1000;

/**
 * Deletes a type with its objects and scrubs the fields of profiles and standard records that came from it; manual values
 * stay (AWS: DeleteProfileObjectType). The type goes last, so that a stop half way is finished by deleting again.
 */
export async function deleteObjectType(house: House, domain: Domain, type: ObjectType): Promise<void> {
  const { sql } = house;
  const objects = await countObjectsOfType(sql, domain.domainId, type.typeId);
  const records = await countRecordsOfType(sql, domain.domainId, type.typeId);
  const profiles = await countBaseProfiles(sql, domain.domainId);
  // Chunk by chunk, so that other writers get their turn, but no longer than for what is there now.
  const upTo = async (count: number, step: (tx: TransactionSql) => Promise<boolean>) => {
    for (let left = count; left > 0 && (await sql.begin(step)); left -= chunk);
  };
  await upTo(objects, (tx) => deleteObjects(tx, house, domain, type));
  await upTo(records, (tx) => scrubRecords(tx, house, domain, type));
  await upTo(profiles, (tx) => scrub(tx, house, domain, type));
  await sql.begin(async (tx) => {
    // What others took in meanwhile; from here on nobody does.
    const current = await lockCurrentDomain(tx, house, domain);
    while (await deleteObjects(tx, house, domain, type)) {
      // Chunk by chunk, for the sake of the memory.
    }
    for (const step of [scrubRecords, scrub])
      while (await step(tx, house, domain, type)) {
        // As above.
      }
    const now = current.typesById.get(type.typeId);
    for (const name of keysLost(current, now, undefined)) await removeKeyName(tx, domain.domainId, name);
    await removeObjectType(tx, domain.domainId, type.typeId);
  });
  house.domains.forget(domain.accountId, domain.name);
}

async function deleteObjects(
  sql: TransactionSql,
  house: House,
  domain: Domain,
  type: ObjectType,
): Promise<boolean> {
  const current = await lockCurrentDomain(sql, house, domain);
  const objects = await deleteObjectsOfType(sql, domain.domainId, type.typeId, chunk);
  const keysOf = await keyReader(sql, current, objects);
  const changes = sumOf(objects.flatMap((object) => lostKeys(object, keysOf(object))));
  await changeKeys(sql, domain.domainId, changes);
  return objects.length > 0;
}

/** Takes what the type gave to standard records, and the records of which nothing is left. */
async function scrubRecords(
  sql: TransactionSql,
  house: House,
  domain: Domain,
  type: ObjectType,
): Promise<boolean> {
  await lockDomain(sql, domain.domainId);
  const rows = await listRecordsOfType(sql, domain.domainId, type.typeId, chunk);
  const updatedAt = house.clock();
  const rest = rows.map((row) => ({ ...row, updatedAt, facts: withoutSource(row.facts, type.typeId) }));
  await deleteRecords(
    sql,
    domain.domainId,
    rest.filter(({ facts }) => facts.length === 0),
  );
  await putRecords(
    sql,
    domain.domainId,
    rest.filter(({ facts }) => facts.length > 0),
    [],
  );
  await announce(sql, domain.domainId, [...new Set(rows.map(({ profileId }) => profileId))], updatedAt);
  return rows.length > 0;
}

async function scrub(sql: TransactionSql, house: House, domain: Domain, type: ObjectType): Promise<boolean> {
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
}
