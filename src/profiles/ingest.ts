import { commitWith, type Sql, type TransactionSql } from '../database/connection.ts';
import { newId } from '../database/ids.ts';
import { keysLookedUp, keysWritten, mostKeys } from './batchKeys.ts';
import { lockCurrentDomain } from './currentDomain.ts';
import type { Domain } from './domain.ts';
import { parseExactly } from './exactJson.ts';
import type { House } from './house.ts';
import {
  type IncomingObject,
  type Known,
  type Outcome,
  type Plan,
  planIngest,
  type Reading,
} from './ingestPlan.ts';
import { compileMapping, isProblem, type Mapping } from './mapping.ts';
import { longestObject } from './profileSize.ts';
import type { SearchKey } from './searchKeys.ts';
import { rememberParts } from './seenParts.ts';
import { findKeys } from './store/keys.ts';
import { isTaken, shareKeys } from './store/lock.ts';
import { lockObjects, type ObjectRow } from './store/objects.ts';
import { findTypeVersion } from './store/objectTypes.ts';
import { countObjects, lockProfiles } from './store/profiles.ts';
import { findRecordOwners, findRecords } from './store/records.ts';
import { planWrites } from './writePlan.ts';

/** How a batch is taken in. */
export interface IngestOptions {
  /** ARN of who sends it. */
  actor: string;
  /** Batches that say so go on in the domain at the same time, as long as they have no key in common. */
  beside?: boolean;
  /** More writes in the same transaction, such as an import's checkpoint. */
  within?: (sql: TransactionSql, outcomes: Outcome[]) => Promise<void>;
}

/**
 * The one way in: reads objects through their types, finds or makes the profile of each, stores objects, facts and
 * keys, writes history and announces the change, all in one transaction. Outcomes are in the order of the rows.
 * About a thousand rows at a time. What several batches of a domain do is what they would do one after another;
 * `store/lock.ts` tells how.
 */
export async function ingest(
  house: House,
  domain: Domain,
  rows: IncomingObject[],
  options: IngestOptions,
): Promise<Outcome[]> {
  const early = readObjects(domain, rows);
  try {
    return await take(house, domain, rows, early, options);
  } catch (cause) {
    if (!options.beside || (cause !== needsWholeDomain && !isTaken(cause))) throw cause;
    return take(house, domain, rows, early, { ...options, beside: false });
  }
}

/** Thrown where a batch that only shares the domain finds that it cannot. */
const needsWholeDomain = new Error('The batch needs the whole domain.');

/** One attempt; `early` is what the rows say under the types as they were known before. */
async function take(
  house: House,
  domain: Domain,
  rows: IncomingObject[],
  early: Reading[],
  options: IngestOptions,
): Promise<Outcome[]> {
  const keys = options.beside ? keysLookedUp(early) : undefined;
  const now = house.clock();
  const done = await house.sql.begin(async (sql) => {
    // The locks go first, and what is asked for in the same breath is read when they are held.
    const [current, foreseen] = await bothOf(
      lockCurrentDomain(sql, house, domain, keys),
      loadKnown(sql, domain, early),
    );
    const isSame = current === domain;
    if (keys && !isSame) throw needsWholeDomain;
    const readings = isSame ? early : readObjects(current, rows);
    const known = isSame ? foreseen : await loadKnown(sql, current, readings);
    const circumstances = { now, actor: options.actor, newId };
    const plan = keys
      ? planIngest(current, readings, known, circumstances)
      : await planKnown(sql, current, readings, known, circumstances);
    if (plan.missing.length > 0) throw needsWholeDomain;
    const writes = planWrites(current, plan, now, house.seenParts);
    const others = keys && keysWritten(plan, keys);
    if (others && others.size > mostKeys) throw needsWholeDomain;
    const share = async () => others && shareKeys(sql, current.domainId, others);
    if (writes.atOnce && !options.within) await commitWith(sql, Promise.all([share(), writes.write(sql)]));
    else {
      await share();
      await writes.write(sql);
      await options.within?.(sql, plan.outcomes);
    }
    return { outcomes: plan.outcomes, seen: writes.seen };
  });
  rememberParts(house.seenParts, done.seen);
  return done.outcomes;
}

/** Two results; when one fails the other is waited for, so that nothing goes on in a transaction that has ended. */
async function bothOf<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> {
  await Promise.allSettled([one, other]);
  return [await one, await other];
}

/** Reads each row through its type; a type the domain does not have is a problem of the row. */
export function readObjects(domain: Domain, rows: IncomingObject[]): Reading[] {
  return rows.map((row) => {
    const mapping = domain.types.get(row.objectTypeName);
    if (row.json.length > longestObject) {
      return { row, result: { reason: 'it is longer than the 256,000 characters that an object may have' } };
    }
    const result = mapping?.apply(row.value) ?? {
      reason: `object type "${row.objectTypeName}" does not exist`,
    };
    return { row, result };
  });
}

/**
 * Plans a batch; profiles that only the planning reveals are loaded and planned again. One that is gone meanwhile, which
 * happens to whoever only looks, is forgotten with its keys and objects.
 */
export async function planKnown(
  sql: Sql,
  domain: Domain,
  readings: Reading[],
  known: Known,
  circumstances: Parameters<typeof planIngest>[3],
  how: 'lock' | 'look' = 'lock',
): Promise<Plan> {
  for (;;) {
    const plan = planIngest(domain, readings, known, circumstances);
    if (plan.missing.length === 0) return plan;
    const missing = new Set(plan.missing);
    const loaded = await lockProfiles(sql, domain.domainId, [...missing], how);
    known.profiles.push(...loaded);
    for (const { profileId } of loaded) missing.delete(profileId);
    known.keys = known.keys.filter(({ profileId }) => !missing.has(profileId));
    known.objects = known.objects.filter(({ profileId }) => !missing.has(profileId));
  }
}

/** What the database knows of a batch; `how` tells whether the rows are held for writing. */
export async function loadKnown(
  sql: Sql,
  domain: Domain,
  readings: Reading[],
  how: 'lock' | 'look' = 'lock',
): Promise<Known> {
  const mapped = readings.flatMap(({ result }) => (isProblem(result) ? [] : [result]));
  const lookups = new Map<string, { name: string; value: string }>();
  const ids = new Set<string>();
  for (const key of mapped.flatMap((object) => object.keys)) {
    if (!key.profile) continue;
    if (key.name === '_profileId') ids.add(key.value);
    else lookups.set(`${key.name}\0${key.value}`, key);
  }
  const wanted = new Map(mapped.map((object) => [`${object.typeId}/${object.uniqueKey}`, object]));
  const [carried, owned, objects] = await Promise.all([
    findKeys(sql, domain.domainId, [...lookups.values()]),
    findRecordOwners(sql, domain.domainId, [...lookups.values()]),
    lockObjects(sql, domain.domainId, [...wanted.values()], how),
  ]);
  const keys = [...carried, ...owned];
  const recordKeys = mapped.flatMap((object) =>
    object.keys.flatMap(({ name, value, records }) => records.map((kind) => ({ kind, name, value }))),
  );
  const records = await findRecords(sql, domain.domainId, recordKeys);
  for (const key of keys) ids.add(key.profileId);
  for (const object of objects) ids.add(object.profileId);
  const validIds = [...ids].filter((id) => /^[0-9a-f]{32}$/.test(id));
  const profiles = await lockProfiles(sql, domain.domainId, validIds, how);
  const gaining = objects.length < wanted.size ? profiles.map((profile) => profile.profileId) : [];
  return {
    keys,
    objects,
    profiles,
    records,
    objectCounts: await countObjects(sql, domain.domainId, gaining),
    keysOfObject: await keyReader(sql, domain, objects),
  };
}

/** Reads the keys of existing objects through the version of the type that each came in under. */
export async function keyReader(
  sql: Sql,
  domain: Domain,
  objects: ObjectRow[],
): Promise<(object: ObjectRow) => SearchKey[]> {
  const former = new Map<string, Mapping>();
  for (const { typeId, version } of objects) {
    const current = domain.typesById.get(typeId);
    const id = `${typeId}/${version}`;
    if (!current || current.version === version || former.has(id)) continue;
    const definition = await findTypeVersion(sql, domain.domainId, typeId, version);
    if (definition) former.set(id, compileMapping({ ...current, version, definition }, domain.country));
  }
  return (object) => {
    const type = domain.typesById.get(object.typeId);
    const mapping = former.get(`${object.typeId}/${object.version}`) ?? (type && domain.types.get(type.name));
    return mapping ? storedKeys(mapping, object) : [];
  };
}

/** The keys an object put into the index: all but LOOKUP_ONLY, and NEW_ONLY when it made its profile. */
export function storedKeys(mapping: Mapping, object: ObjectRow): SearchKey[] {
  const mapped = mapping.apply(parseExactly(object.object) as Record<string, unknown>);
  if (isProblem(mapped)) return [];
  return mapped.keys
    .filter((key) => !key.lookupOnly && (!key.newOnly || object.createdProfile))
    .map((key) => [key.name, key.value] as const);
}
