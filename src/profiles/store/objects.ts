import { asJson, type Sql, type TransactionSql } from '../../database/connection.ts';
import { copyRows, fewRows } from '../../database/copy.ts';
import type { NewRows } from '../../database/insert.ts';
import { type PackedObject, packObject, unpackObject } from '../objectText.ts';
import type { Reading } from './profiles.ts';

/** The live version of one source record. */
export interface ObjectRow {
  typeId: number;
  /** Version of the object type it came in under. */
  version: number;
  uniqueKey: string;
  profileId: string;
  /** Its ingestion made the profile, so NEW_ONLY keys were stored. */
  createdProfile: boolean;
  ingestedAt: Date;
  sourceTime: Date | undefined;
  /** yyyy-mm-dd. */
  expiresOn: string;
  /** ARN of who sent it. */
  actor: string;
  /** JSON text as it came. */
  object: string;
  /** The same parsed, where it is at hand. */
  value?: Record<string, unknown>;
}

/** An object to add, as it is kept. */
export interface ObjectWrite extends ObjectRow {
  packed: PackedObject;
}

/** An object in the form in which it is kept. */
export const keptObject = (object: ObjectRow): ObjectWrite => ({
  ...object,
  packed: packObject(object.object, object.value),
});

const columns = {
  domain_id: 'int4',
  type_id: 'int4',
  version: 'int4',
  expires_on: 'date',
  unique_key: 'uuid',
  profile_id: 'uuid',
  created_profile: 'bool',
  ingested_at: 'timestamptz',
  source_time: 'timestamptz',
  shape_id: 'int8',
  actor: 'text',
  object: 'text',
};

/** What objects that came in together usually have in common. */
const sharedByBatch = [
  'domain_id',
  'type_id',
  'version',
  'expires_on',
  'created_profile',
  'ingested_at',
  'source_time',
  'shape_id',
  'actor',
];

/** The names that go with a packed object, to be read beside its row `o`. */
const namesOf = (sql: Sql) => sql`
  (select s.names from object_shape s where s.domain_id = o.domain_id and s.shape_id = o.shape_id) as names`;

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
const toObject = (row: any): ObjectRow => ({
  typeId: row.type_id,
  version: row.version,
  uniqueKey: row.unique_key,
  profileId: row.profile_id,
  createdProfile: row.created_profile,
  ingestedAt: row.ingested_at,
  sourceTime: row.source_time ?? undefined,
  expiresOn: row.expires_on,
  actor: row.actor,
  object: unpackObject(row.names, row.object),
});

/** Objects of these types and unique keys, locked until the transaction ends unless only looked at. */
export async function lockObjects(
  sql: Sql,
  domainId: number,
  wanted: { typeId: number; uniqueKey: string }[],
  reading: Reading = 'lock',
): Promise<ObjectRow[]> {
  if (wanted.length === 0) return [];
  const rows = await sql`
    select o.*, ${namesOf(sql)} from unnest(${wanted.map((w) => w.typeId)}::int[], ${wanted.map((w) => w.uniqueKey)}::uuid[])
      as w(type_id, unique_key)
    join profile_object o on o.domain_id = ${domainId} and o.type_id = w.type_id and o.unique_key = w.unique_key
    ${reading === 'lock' ? sql`for update of o` : sql``}`;
  return rows.map(toObject);
}

/** The rows of objects that do not exist yet. Their shapes are added by `insertShapes`. */
export function newObjects(domainId: number, objects: ObjectWrite[]): NewRows {
  const rows = objects.map((object) => [
    domainId,
    object.typeId,
    object.version,
    object.expiresOn,
    object.uniqueKey,
    object.profileId,
    object.createdProfile,
    object.ingestedAt,
    object.sourceTime,
    object.packed.shapeId,
    object.actor,
    object.packed.text,
  ]);
  return { table: 'profile_object', columns, rows, shared: sharedByBatch };
}

/** Adds the names of shapes, those that are there already too. */
export async function insertShapes(
  sql: Sql,
  domainId: number,
  shapes: ReadonlyMap<bigint, string>,
): Promise<void> {
  if (shapes.size === 0) return;
  const ids = [...shapes.keys()].map(String);
  await sql`
    insert into object_shape (domain_id, shape_id, names)
    select ${domainId}, s.id, s.names from unnest(${ids}::bigint[], ${[...shapes.values()]}::text[]) as s(id, names)
    order by s.id on conflict do nothing`;
}

/** Replaces existing objects whole. The caller has put the former versions into history. */
export async function replaceObjects(
  sql: TransactionSql,
  domainId: number,
  objects: ObjectWrite[],
): Promise<void> {
  if (objects.length === 0) return;
  const types = objects.map((object) => object.typeId);
  const keys = objects.map((object) => object.uniqueKey);
  // Sent at once, ahead of what adds the new versions.
  const removed = sql`
    delete from profile_object o using unnest(${types}::int[], ${keys}::uuid[]) as w(type_id, unique_key)
    where o.domain_id = ${domainId} and o.type_id = w.type_id and o.unique_key = w.unique_key`.execute();
  const { table, columns, rows, shared } = newObjects(domainId, objects);
  if (rows.length > fewRows) await removed;
  await Promise.all([removed, copyRows(sql, table, columns, rows, shared)]);
}

/** Moves expiry of objects that came again unchanged. */
export async function extendObjects(
  sql: Sql,
  domainId: number,
  objects: { typeId: number; uniqueKey: string; expiresOn: string }[],
): Promise<void> {
  if (objects.length === 0) return;
  await sql`
    update profile_object o set expires_on = w."expiresOn"
    from jsonb_to_recordset(${asJson(sql, objects)}) as w("typeId" int, "uniqueKey" uuid, "expiresOn" date)
    where o.domain_id = ${domainId} and o.type_id = w."typeId" and o.unique_key = w."uniqueKey"
      and o.expires_on < w."expiresOn"`;
}

/** Objects of a visible profile (all its members) and one type, in a stable order, after `after`. */
export async function listObjects(
  sql: Sql,
  domainId: number,
  wanted: { profileIds: string[]; typeId: number; after: string | undefined; limit: number },
): Promise<ObjectRow[]> {
  const rows = await sql`
    select o.*, ${namesOf(sql)} from profile_object o
    where domain_id = ${domainId} and type_id = ${wanted.typeId} and profile_id = any(${wanted.profileIds}::uuid[])
      ${wanted.after ? sql`and unique_key > ${wanted.after}` : sql``}
    order by unique_key limit ${wanted.limit}`;
  return rows.map(toObject);
}

/** Objects of a type that came in under one of these versions, in a stable order, after `after`. */
export async function listObjectsOfVersions(
  sql: Sql,
  domainId: number,
  wanted: { typeId: number; versions: number[]; after: string | undefined; limit: number },
): Promise<ObjectRow[]> {
  const rows = await sql`
    select o.*, ${namesOf(sql)} from profile_object o
    where domain_id = ${domainId} and type_id = ${wanted.typeId} and version = any(${wanted.versions}::int[])
      ${wanted.after ? sql`and unique_key > ${wanted.after}` : sql``}
    order by unique_key limit ${wanted.limit}`;
  return rows.map(toObject);
}

/** Every object of these base profiles. */
export async function listAllObjects(sql: Sql, domainId: number, profileIds: string[]): Promise<ObjectRow[]> {
  const rows = await sql`
    select o.*, ${namesOf(sql)} from profile_object o
    where domain_id = ${domainId} and profile_id = any(${profileIds}::uuid[])`;
  return rows.map(toObject);
}

/** How many objects of each type a visible profile has. */
export async function countObjectsByType(
  sql: Sql,
  domainId: number,
  profileIds: string[],
): Promise<Map<number, number>> {
  const rows = await sql`
    select type_id, count(*) as objects from profile_object
    where domain_id = ${domainId} and profile_id = any(${profileIds}::uuid[]) group by type_id`;
  return new Map(rows.map((row) => [row.type_id, row.objects]));
}

/** Removes one object of a profile's members; undefined when there is none. */
export async function deleteObject(
  sql: Sql,
  domainId: number,
  wanted: { profileIds: string[]; typeId: number; uniqueKey: string },
): Promise<ObjectRow | undefined> {
  const [row] = await sql`
    delete from profile_object o where domain_id = ${domainId} and type_id = ${wanted.typeId}
      and unique_key = ${wanted.uniqueKey} and profile_id = any(${wanted.profileIds}::uuid[])
    returning o.*, ${namesOf(sql)}`;
  return row && toObject(row);
}

/** How many objects of a type there are. */
export async function countObjectsOfType(sql: Sql, domainId: number, typeId: number): Promise<number> {
  const [row] = await sql`
    select count(*) as objects from profile_object where domain_id = ${domainId} and type_id = ${typeId}`;
  return row?.objects ?? 0;
}

/** Objects of a type in chunks: what deleting the type goes through. */
export async function deleteObjectsOfType(
  sql: Sql,
  domainId: number,
  typeId: number,
  limit: number,
): Promise<ObjectRow[]> {
  const rows = await sql`
    delete from profile_object o where domain_id = ${domainId} and (domain_id, type_id, unique_key) in (
      select domain_id, type_id, unique_key from profile_object
      where domain_id = ${domainId} and type_id = ${typeId} limit ${limit})
    returning o.*, ${namesOf(sql)}`;
  return rows.map(toObject);
}

/** Removes up to `limit` objects whose day has come. */
export async function deleteExpiredObjects(
  sql: Sql,
  domainId: number,
  today: string,
  limit: number,
): Promise<ObjectRow[]> {
  const rows = await sql`
    delete from profile_object o where domain_id = ${domainId} and (domain_id, type_id, unique_key) in (
      select domain_id, type_id, unique_key from profile_object
      where domain_id = ${domainId} and expires_on <= ${today} limit ${limit})
    returning o.*, ${namesOf(sql)}`;
  return rows.map(toObject);
}
