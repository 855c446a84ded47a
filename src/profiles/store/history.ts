import { asJson, type Sql } from '../../database/connection.ts';
import type { NewRows } from '../../database/insert.ts';
import { unpackObject } from '../objectText.ts';

/** AWS: ActionType of a profile history record. */
export type HistoryAction =
  | 'ADDED_PROFILE_KEY'
  | 'DELETED_PROFILE_KEY'
  | 'CREATED'
  | 'UPDATED'
  | 'INGESTED'
  | 'DELETED_BY_CUSTOMER'
  | 'EXPIRED'
  | 'MERGED'
  | 'DELETED_BY_MERGE';

/** One event in the life of a profile. */
export interface HistoryRow {
  profileId: string;
  historyId: string;
  at: Date;
  action: HistoryAction;
  /** Object type; undefined for the profile itself. */
  typeId: number | undefined;
  uniqueKey: string | undefined;
  /** ARN of who did it. */
  actor: string;
  content: unknown;
}

/** Records events that no live row tells of. */
export async function insertHistory(sql: Sql, domainId: number, rows: HistoryRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into history (domain_id, profile_id, history_id, at, action, type_id, unique_key, actor, content)
    select ${domainId}, h."profileId", h."historyId", h.at, h.action, h."typeId", h."uniqueKey", h.actor, h.content
    from jsonb_to_recordset(${asJson(sql, rows)}) as h(
      "profileId" uuid, "historyId" uuid, at timestamptz, action text, "typeId" int, "uniqueKey" uuid, actor text, content jsonb)`;
}

const historyColumns = {
  domain_id: 'int4',
  profile_id: 'uuid',
  history_id: 'uuid',
  at: 'timestamptz',
  action: 'text',
  type_id: 'int4',
  unique_key: 'uuid',
  actor: 'text',
  content: 'jsonb',
};

/** The rows of such events, for adding thousands at once or together with others. */
export function newHistory(domainId: number, events: readonly HistoryRow[]): NewRows {
  const rows = events.map((row) => [
    domainId,
    row.profileId,
    row.historyId,
    row.at,
    row.action,
    row.typeId,
    row.uniqueKey,
    row.actor,
    JSON.stringify(row.content),
  ]);
  return { table: 'history', columns: historyColumns, rows, shared: [] };
}

/** Restricts a listing of history. */
export interface HistoryFilter {
  /** undefined: any; 0: the profile itself. */
  typeId?: number | undefined;
  action?: string | undefined;
  actor?: string | undefined;
  /** Only records before this place, newest first. */
  before?: { at: Date; id: string } | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
const toHistory = (row: any): HistoryRow => ({
  profileId: row.profile_id,
  historyId: row.history_id,
  at: row.at,
  action: row.action,
  typeId: row.type_id ?? undefined,
  uniqueKey: row.unique_key ?? undefined,
  actor: row.actor,
  content:
    row.object === null || row.object === undefined ? row.content : unpackObject(row.names, row.object),
});

/**
 * Every event of these base profiles: recorded ones, the latest ingestion of each object (known by its type and key) and the making of an inferred profile, which the object itself tells. */
const events = (sql: Sql, domainId: number, profileIds: string[]) => sql`
  select profile_id, history_id, at, action, type_id, unique_key, actor, content, null as object, null as names
  from history where domain_id = ${domainId} and profile_id = any(${profileIds}::uuid[])
  union all
  select o.profile_id, md5(o.type_id || '/' || o.unique_key)::uuid, o.ingested_at, 'INGESTED', o.type_id, o.unique_key, o.actor, null, o.object, s.names
  from profile_object o left join object_shape s on s.domain_id = o.domain_id and s.shape_id = o.shape_id
  where o.domain_id = ${domainId} and o.profile_id = any(${profileIds}::uuid[])
  union all
  select p.profile_id, p.profile_id, p.created_at, 'CREATED', null, null, o.actor, '{}', null, null from profile p
  join profile_object o on o.domain_id = p.domain_id and o.profile_id = p.profile_id and o.created_profile
  where p.domain_id = ${domainId} and p.profile_id = any(${profileIds}::uuid[])`;

/** Events of a visible profile, newest first. */
export async function listHistory(
  sql: Sql,
  domainId: number,
  profileIds: string[],
  filter: HistoryFilter,
  limit: number,
): Promise<HistoryRow[]> {
  const { typeId, action, actor, before } = filter;
  const rows = await sql`
    select profile_id, history_id, at, action, type_id, unique_key, actor, null as content
    from (${events(sql, domainId, profileIds)}) e
    where true
      ${typeId === undefined ? sql`` : sql`and coalesce(type_id, 0) = ${typeId}`}
      ${action === undefined ? sql`` : sql`and action = ${action}`}
      ${actor === undefined ? sql`` : sql`and actor = ${actor}`}
      ${before === undefined ? sql`` : sql`and (at, history_id) < (${before.at}, ${before.id}::uuid)`}
    order by at desc, history_id desc limit ${limit}`;
  return rows.map(toHistory);
}

/** One event with its content. */
export async function findHistory(
  sql: Sql,
  domainId: number,
  profileIds: string[],
  historyId: string,
): Promise<HistoryRow | undefined> {
  const [row] = await sql`
    select * from (${events(sql, domainId, profileIds)}) e where history_id = ${historyId} order by at desc limit 1`;
  return row && toHistory(row);
}
