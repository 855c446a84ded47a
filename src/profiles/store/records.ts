import { asJson, type Sql, type TransactionSql } from '../../database/connection.ts';
import { type Domain, searchValue } from '../domain.ts';
import { type Facts, recordFields } from '../facts.ts';
import { recordIndexes, standardObjects } from '../standardObjects.ts';
import type { FoundKey } from './keys.ts';

/** A standard record (an asset, an order …) of a profile. */
export interface RecordRow {
  kind: string;
  recordId: string;
  profileId: string;
  createdAt: Date;
  updatedAt: Date;
  expiresOn: string;
  /** What each source gave it; `recordFields` tells what shows of them. */
  facts: Facts;
}

/** A record ready to be shown: its id and fields as a tree. */
export interface RecordDocument extends RecordRow {
  document: Record<string, unknown>;
}

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
const toRecord = (row: any): RecordRow => ({
  kind: row.kind,
  recordId: row.record_id,
  profileId: row.profile_id,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  expiresOn: row.expires_on,
  facts: row.given ?? [{ t: row.type_id ?? unknownSource, i: row.updated_at.getTime(), v: row.facts }],
});

/** Stands for the type that gave a record before this was noted. */
const unknownSource = 0;

const isId = (value: string) => /^[0-9a-f]{32}$/.test(value);

/** Which records carry these key values; `_assetId` and the like are their ids. */
export async function findRecords(
  sql: Sql,
  domainId: number,
  keys: { kind: string; name: string; value: string }[],
): Promise<{ kind: string; name: string; value: string; row: RecordRow }[]> {
  if (keys.length === 0) return [];
  const ids = keys.filter(({ kind, name, value }) => isIdOf(kind, name) && isId(value));
  const rows = await sql`
    select k.key_name, k.value, r.* from jsonb_to_recordset(${asJson(sql, keys)}) as w(kind text, name text, value text)
    join standard_record_key k
      on k.domain_id = ${domainId} and k.kind = w.kind and k.key_name = w.name and k.value = w.value
    join standard_record r on r.domain_id = k.domain_id and r.kind = k.kind and r.record_id = k.record_id
    ${
      ids.length === 0
        ? sql``
        : sql`union all
    select w.name, w.value, r.* from jsonb_to_recordset(${asJson(sql, ids)}) as w(kind text, name text, value text)
    join standard_record r on r.domain_id = ${domainId} and r.kind = w.kind and r.record_id = w.value::uuid`
    }`;
  return rows.map((row) => ({ kind: row.kind, name: row.key_name, value: row.value, row: toRecord(row) }));
}

const isIdOf = (kind: string, keyName: string) =>
  recordIndexes[keyName]?.kind === kind && recordIndexes[keyName]?.member === undefined;

/** Whose records these are, as if each profile carried the ids of its records as keys (`_assetId` …). */
export async function findRecordOwners(
  sql: Sql,
  domainId: number,
  keys: { name: string; value: string }[],
): Promise<FoundKey[]> {
  const wanted = keys.flatMap(({ name, value }) => {
    const index = recordIndexes[name];
    return index && !index.member && isId(value) ? [{ kind: index.kind, name, value }] : [];
  });
  if (wanted.length === 0) return [];
  const rows = await sql`
    select w.name, w.value, p.profile_id, p.survivor_id
    from jsonb_to_recordset(${asJson(sql, wanted)}) as w(kind text, name text, value text)
    join standard_record r on r.domain_id = ${domainId} and r.kind = w.kind and r.record_id = w.value::uuid
    join profile p on p.domain_id = r.domain_id and p.profile_id = r.profile_id`;
  return rows.map((row) => ({
    name: row.name,
    value: row.value,
    profileId: row.profile_id,
    survivorId: row.survivor_id,
    refs: 1,
  }));
}

/** Deletes a record of one of these profiles with its keys; gives the profile that had it. */
export async function deleteRecord(
  sql: TransactionSql,
  domainId: number,
  { kind, recordId, profileIds }: { kind: string; recordId: string; profileIds: string[] },
): Promise<string | undefined> {
  const [gone] = await sql`
    delete from standard_record where domain_id = ${domainId} and kind = ${kind} and record_id = ${recordId}
      and profile_id = any(${profileIds}::uuid[]) returning profile_id`;
  if (gone)
    await sql`
      delete from standard_record_key
      where domain_id = ${domainId} and kind = ${kind} and record_id = ${recordId}`;
  return gone?.profile_id;
}

/** Adds or replaces records and adds their keys. */
export async function putRecords(
  sql: Sql,
  domainId: number,
  records: RecordRow[],
  keys: { kind: string; name: string; value: string; recordId: string }[],
): Promise<void> {
  if (records.length === 0) return;
  const written = records.map(({ facts, ...record }) => {
    const [only, ...others] = facts;
    const isOne = only !== undefined && others.length === 0;
    return {
      ...record,
      fields: recordFields(facts),
      typeId: isOne ? only.t : null,
      given: isOne ? null : facts,
    };
  });
  const rows = sql`
    insert into standard_record (domain_id, kind, record_id, profile_id, created_at, updated_at, expires_on, facts,
      type_id, given)
    select ${domainId}, r.kind, r."recordId", r."profileId", r."createdAt", r."updatedAt", r."expiresOn", r.fields,
      nullif(r."typeId", ${unknownSource}), r.given
    from jsonb_to_recordset(${asJson(sql, written)}) as r(kind text, "recordId" uuid, "profileId" uuid,
      "createdAt" timestamptz, "updatedAt" timestamptz, "expiresOn" date, fields jsonb, "typeId" int, given jsonb)
    on conflict (domain_id, kind, record_id) do update set
      profile_id = excluded.profile_id, updated_at = excluded.updated_at,
      expires_on = greatest(standard_record.expires_on, excluded.expires_on), facts = excluded.facts,
      type_id = excluded.type_id, given = excluded.given`;
  const keyRows = sql`
    insert into standard_record_key (domain_id, kind, key_name, value, record_id)
    select ${domainId}, k.kind, k.name, k.value, k."recordId"
    from jsonb_to_recordset(${asJson(sql, keys)}) as k(kind text, name text, value text, "recordId" uuid)
    on conflict do nothing`;
  await Promise.all([rows.execute(), keyRows.execute()]);
}

/** A value under which a record is found, and the one that takes its place. */
export interface RecordKeyMove {
  kind: string;
  name: string;
  from: string;
  to: string;
}

/** Has records found under other values. */
export async function moveRecordKeys(sql: Sql, domainId: number, moves: RecordKeyMove[]): Promise<void> {
  if (moves.length === 0) return;
  const list = sql`jsonb_to_recordset(${asJson(sql, moves)}) as m(kind text, name text, "from" text, "to" text)`;
  const same = sql`k.domain_id = ${domainId} and k.kind = m.kind and k.key_name = m.name and k.value = m."from"`;
  await sql`
    insert into standard_record_key (domain_id, kind, key_name, value, record_id)
    select k.domain_id, k.kind, k.key_name, m."to", k.record_id from ${list} join standard_record_key k on ${same}
    on conflict do nothing`;
  await sql`delete from standard_record_key k using ${list} where ${same}`;
}

/** Records of a visible profile and kind in a stable order, restricted by a key where a filter is given. */
export async function listRecords(
  sql: Sql,
  domain: Domain,
  wanted: {
    profileIds: string[];
    kind: string;
    after: string | undefined;
    limit: number;
    filter: { KeyName: string; Values: readonly string[] } | undefined;
  },
): Promise<RecordDocument[]> {
  const rows = await sql`
    select * from standard_record r
    where domain_id = ${domain.domainId} and kind = ${wanted.kind} and profile_id = any(${wanted.profileIds}::uuid[])
      ${wanted.after ? sql`and record_id > ${wanted.after}` : sql``}
      ${wanted.filter ? matching(sql, domain, wanted.filter) : sql``}
    order by record_id limit ${wanted.limit}`;
  return rows.map((row) => withDocument(toRecord(row)));
}

/** Records of these kinds of a visible profile, the latest made first, at most so many. */
export async function listRecordsOfKinds(
  sql: Sql,
  domainId: number,
  wanted: { profileIds: string[]; kinds: readonly string[]; most: number },
): Promise<RecordRow[]> {
  const rows = await sql`
    select * from standard_record where domain_id = ${domainId} and kind = any(${[...wanted.kinds]}::text[])
      and profile_id = any(${wanted.profileIds}::uuid[])
    order by record_id desc limit ${wanted.most}`;
  return rows.map(toRecord);
}

/** Filters by what the API names itself, the id of a record and some of its members (AWS: ObjectFilter), or by a key. */
function matching(
  sql: Sql,
  domain: Domain,
  { KeyName, Values }: { KeyName: string; Values: readonly string[] },
) {
  const index = recordIndexes[KeyName];
  if (index?.member) return sql`and r.facts->>${index.member} = any(${[...Values]}::text[])`;
  if (index) return sql`and r.record_id = any(${Values.filter(isId)}::uuid[])`;
  const values = Values.map((value) => searchValue(domain, KeyName, value) ?? '');
  return sql`and exists (select 1 from standard_record_key k where k.domain_id = r.domain_id and k.kind = r.kind
    and k.record_id = r.record_id and k.key_name = ${KeyName} and k.value = any(${values}::text[]))`;
}

function withDocument(row: RecordRow): RecordDocument {
  const document: Record<string, unknown> = {};
  const id = standardObjects[row.kind]?.id;
  if (id) document[id] = row.recordId;
  for (const [path, value] of Object.entries(recordFields(row.facts)))
    place(document, path.split('.'), value);
  return { ...row, document };
}

function place(tree: Record<string, unknown>, [first = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    tree[first] = value;
    return;
  }
  const branch =
    Object.hasOwn(tree, first) && typeof tree[first] === 'object' ? tree[first] : Object.create(null);
  tree[first] = branch;
  place(branch as Record<string, unknown>, rest, value);
}

/** How many records of a domain hold something that an object type gave. */
export async function countRecordsOfType(sql: Sql, domainId: number, typeId: number): Promise<number> {
  const [row] =
    await sql`select count(*) as records from standard_record r where ${ofType(sql, domainId, typeId)}`;
  return row?.records ?? 0;
}

/** Records that hold something that an object type gave, at most so many. */
export async function listRecordsOfType(
  sql: Sql,
  domainId: number,
  typeId: number,
  limit: number,
): Promise<RecordRow[]> {
  const rows = await sql`
    select * from standard_record r where ${ofType(sql, domainId, typeId)} limit ${limit}`;
  return rows.map(toRecord);
}

const ofType = (sql: Sql, domainId: number, typeId: number) => sql`
  r.domain_id = ${domainId} and (r.type_id = ${typeId} or r.given @> ${asJson(sql, [{ t: typeId }])})`;

/** Deletes records with their keys. */
export async function deleteRecords(
  sql: Sql,
  domainId: number,
  records: { kind: string; recordId: string }[],
): Promise<void> {
  if (records.length === 0) return;
  const list = sql`unnest(${records.map(({ kind }) => kind)}::text[], ${records.map(({ recordId }) => recordId)}::uuid[])`;
  for (const table of ['standard_record', 'standard_record_key'])
    await sql`
      delete from ${sql(table)} t using ${list} as w(kind, record_id)
      where t.domain_id = ${domainId} and t.kind = w.kind and t.record_id = w.record_id`;
}

/** Removes records whose day has come, with their keys. */
export async function deleteExpiredRecords(sql: Sql, domainId: number, today: string): Promise<void> {
  await sql`
    with gone as (
      delete from standard_record where domain_id = ${domainId} and expires_on <= ${today}
      returning domain_id, kind, record_id)
    delete from standard_record_key k using gone g
    where k.domain_id = g.domain_id and k.kind = g.kind and k.record_id = g.record_id`;
}
