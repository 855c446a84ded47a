import type { TransactionSql } from '../database/connection.ts';
import { newId } from '../database/ids.ts';
import { lockCurrentDomain } from './currentDomain.ts';
import { compileDomain, type Domain } from './domain.ts';
import type { House } from './house.ts';
import { keyReader } from './ingest.ts';
import { lostKeys, sumOf } from './keyChanges.ts';
import { listAllDomains } from './store/domains.ts';
import { insertHistory } from './store/history.ts';
import { changeKeys } from './store/keys.ts';
import { lockDomain } from './store/lock.ts';
import { deleteExpiredObjects, type ObjectRow } from './store/objects.ts';
import { listObjectTypes } from './store/objectTypes.ts';
import { announce } from './store/outbox.ts';
import { deleteProfiles, listExpired, lockProfiles } from './store/profiles.ts';
import { deleteExpiredRecords } from './store/records.ts';

const chunk = 1000;

/** Deletes profiles that nothing was written to for their period (AWS: sliding expiry). Returns how many went. */
export async function expireProfiles(house: House): Promise<number> {
  let gone = 0;
  for (const { domainId } of await listAllDomains(house.sql)) {
    gone += await inChunks(() =>
      house.sql.begin(async (sql) => {
        await lockDomain(sql, domainId);
        const today = todayOf(house);
        const due = await listExpired(sql, domainId, today, chunk);
        const locked = await lockProfiles(sql, domainId, due);
        const ids = locked.filter((row) => row.expiresOn <= today).map((row) => row.profileId);
        await deleteProfiles(sql, domainId, ids);
        await announce(sql, domainId, ids, house.clock());
        return ids.length;
      }),
    );
  }
  return gone;
}

/**
 * Deletes objects and standard records on the day that was set when they came in (AWS: object retention is stamped at
 * ingestion), with the keys that nothing else supports; fields they gave to their profile stay. Returns how many
 * objects went.
 */
export async function expireObjects(house: House): Promise<number> {
  let gone = 0;
  for (const row of await listAllDomains(house.sql)) {
    const types = await listObjectTypes(house.sql, row.domainId);
    const domain = compileDomain(row, types, house.defaultCountry);
    gone += await inChunks(() => house.sql.begin((sql) => expireSome(sql, house, domain)));
  }
  return gone;
}

async function expireSome(sql: TransactionSql, house: House, domain: Domain): Promise<number> {
  const current = await lockCurrentDomain(sql, house, domain);
  const { domainId } = current;
  const today = todayOf(house);
  await deleteExpiredRecords(sql, domainId, today);
  const objects = await deleteExpiredObjects(sql, domainId, today, chunk);
  if (objects.length === 0) return 0;
  const keysOf = await keyReader(sql, current, objects);
  const lost = objects.flatMap((object) => lostKeys(object, keysOf(object)));
  await changeKeys(sql, domainId, sumOf(lost));
  const now = house.clock();
  await insertHistory(
    sql,
    domainId,
    objects.flatMap((object) => endOf(object, now)),
  );
  await announce(sql, domainId, [...new Set(objects.map((object) => object.profileId))], now);
  return objects.length;
}

/** The live row told of its own ingestion; now history does, and of its end. */
function endOf(object: ObjectRow, now: Date) {
  const { profileId, typeId, uniqueKey } = object;
  const event = { profileId, typeId, uniqueKey, content: object.object };
  return [
    {
      ...event,
      historyId: newId(),
      at: object.ingestedAt,
      action: 'INGESTED' as const,
      actor: object.actor,
    },
    { ...event, historyId: newId(), at: now, action: 'EXPIRED' as const, actor: 'nayose:expiry' },
  ];
}

async function inChunks(work: () => Promise<number>): Promise<number> {
  let all = 0;
  for (;;) {
    const count = await work();
    if (count === 0) return all;
    all += count;
  }
}

const todayOf = (house: House) => house.clock().toISOString().slice(0, 10);
