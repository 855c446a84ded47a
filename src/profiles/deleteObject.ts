import { newId } from '../database/ids.ts';
import { lockCurrentDomain } from './currentDomain.ts';
import type { Domain } from './domain.ts';
import type { House } from './house.ts';
import { keyReader } from './ingest.ts';
import { lostKeys, sumOf } from './keyChanges.ts';
import type { ObjectType } from './objectType.ts';
import { insertHistory } from './store/history.ts';
import { changeKeys } from './store/keys.ts';
import { deleteObject } from './store/objects.ts';
import { announce } from './store/outbox.ts';
import { deleteRecord } from './store/records.ts';

/**
 * Deletes one object with the keys it carried; profile fields it filled stay, as do keys that something else supports
 * (AWS: DeleteProfileObject removes the object, standard fields accumulate). False when there is no such object.
 */
export async function deleteProfileObject(
  house: House,
  domain: Domain,
  wanted: { type: ObjectType; uniqueKey: string; profileIds: string[]; actor: string },
): Promise<boolean> {
  const { domainId } = domain;
  return house.sql.begin(async (sql) => {
    const current = await lockCurrentDomain(sql, house, domain);
    const { type, uniqueKey, profileIds, actor } = wanted;
    const object = await deleteObject(sql, domainId, { typeId: type.typeId, uniqueKey, profileIds });
    if (!object) return false;
    const keysOf = await keyReader(sql, current, [object]);
    await changeKeys(sql, domainId, sumOf(lostKeys(object, [...keysOf(object)])));
    const at = house.clock();
    const { profileId } = object;
    const event = { typeId: type.typeId, uniqueKey, actor, content: object.object };
    await insertHistory(sql, domainId, [
      {
        profileId,
        historyId: newId(),
        at: object.ingestedAt,
        action: 'INGESTED',
        ...event,
        actor: object.actor,
      },
      { profileId, historyId: newId(), at, action: 'DELETED_BY_CUSTOMER', ...event },
    ]);
    await announce(sql, domainId, [profileId], at);
    return true;
  });
}

/**
 * Deletes a standard record, such as an asset, which stays when the object is deleted that it came from. False when there
 * is no such record.
 */
export async function deleteStandardRecord(
  house: House,
  domain: Domain,
  wanted: { kind: string; recordId: string; profileIds: string[] },
): Promise<boolean> {
  return house.sql.begin(async (sql) => {
    await lockCurrentDomain(sql, house, domain);
    const owner = await deleteRecord(sql, domain.domainId, wanted);
    if (owner) await announce(sql, domain.domainId, [owner], house.clock());
    return owner !== undefined;
  });
}
