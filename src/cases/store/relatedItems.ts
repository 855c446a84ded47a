import type { RelatedItemType } from '@aws-sdk/client-connectcases';
import { asJson, type Sql } from '../../database/connection.ts';
import type { FilterPlan } from '../caseFilter.ts';
import type { ItemFilter, RelatedItem } from '../relatedItem.ts';
import { customFieldsCondition } from './customItems.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
const toItem = (row: any): RelatedItem => ({
  relatedItemId: row.related_item_id,
  caseId: row.case_id,
  type: row.type,
  content: row.content,
  reference: row.reference ?? undefined,
  dueAt: row.due_at ?? undefined,
  completedAt: row.completed_at ?? undefined,
  associatedAt: row.associated_at,
  createdBy: row.created_by,
  updatedBy: row.updated_by ?? undefined,
  tags: row.tags,
});

/** Adds an item. */
export async function insertItem(sql: Sql, caseDomainId: number, item: RelatedItem): Promise<void> {
  await sql`
    insert into case_related_item (case_domain_id, case_id, related_item_id, type, reference, content, due_at,
      completed_at, associated_at, created_by)
    values (${caseDomainId}, ${item.caseId}, ${item.relatedItemId}, ${item.type}, ${item.reference ?? null},
      ${asJson(sql, item.content)}, ${item.dueAt ?? null}, ${item.completedAt ?? null}, ${item.associatedAt},
      ${asJson(sql, item.createdBy)})`;
}

/** One item of a case. */
export async function findItem(
  sql: Sql,
  caseDomainId: number,
  caseId: string,
  itemId: string,
): Promise<RelatedItem | undefined> {
  const [row] = await sql`
    select * from case_related_item
    where case_domain_id = ${caseDomainId} and case_id = ${caseId} and related_item_id = ${itemId}`;
  return row && toItem(row);
}

/** Items of a case by id; unknown ids are left out. */
export async function itemsById(
  sql: Sql,
  caseDomainId: number,
  caseId: string,
  itemIds: readonly string[],
): Promise<Map<string, RelatedItem>> {
  if (itemIds.length === 0) return new Map();
  const rows = await sql`
    select * from case_related_item
    where case_domain_id = ${caseDomainId} and case_id = ${caseId} and related_item_id = any(${[...itemIds]}::uuid[])`;
  return new Map(rows.map((row) => [row.related_item_id, toItem(row)]));
}

/** The item of a case that points at something, if there is one. */
export async function findItemByReference(
  sql: Sql,
  caseDomainId: number,
  caseId: string,
  type: RelatedItemType,
  reference: string,
): Promise<RelatedItem | undefined> {
  const [row] = await sql`
    select * from case_related_item
    where case_domain_id = ${caseDomainId} and case_id = ${caseId} and type = ${type} and reference = ${reference}
    limit 1`;
  return row && toItem(row);
}

/** Writes content and who changed it. */
export async function updateItem(sql: Sql, caseDomainId: number, item: RelatedItem): Promise<void> {
  await sql`
    update case_related_item set content = ${asJson(sql, item.content)}, updated_by = ${asJson(sql, item.updatedBy ?? null)}
    where case_domain_id = ${caseDomainId} and case_id = ${item.caseId} and related_item_id = ${item.relatedItemId}`;
}

/** Deletes an item. */
export async function deleteItem(
  sql: Sql,
  caseDomainId: number,
  item: Pick<RelatedItem, 'caseId' | 'relatedItemId'>,
): Promise<void> {
  await sql`
    delete from case_related_item
    where case_domain_id = ${caseDomainId} and case_id = ${item.caseId} and related_item_id = ${item.relatedItemId}`;
}

/** How many items of each type a case has. */
export async function countItems(
  sql: Sql,
  caseDomainId: number,
  caseId: string,
): Promise<Map<RelatedItemType, number>> {
  const rows = await sql`
    select type, count(*) as items from case_related_item
    where case_domain_id = ${caseDomainId} and case_id = ${caseId} group by type`;
  return new Map(rows.map((row) => [row.type, row.items]));
}

/** Number of comments of these cases; those without are left out. */
export async function countComments(
  sql: Sql,
  caseDomainId: number,
  caseIds: readonly string[],
): Promise<Map<string, number>> {
  if (caseIds.length === 0) return new Map();
  const rows = await sql`
    select case_id, count(*) as comments from case_related_item
    where case_domain_id = ${caseDomainId} and case_id = any(${[...caseIds]}::uuid[]) and type = 'Comment'
    group by case_id`;
  return new Map(rows.map((row) => [row.case_id, row.comments]));
}

/** Which of these cases have an item that points at something. */
export async function casesPointingAt(
  sql: Sql,
  caseDomainId: number,
  caseIds: readonly string[],
  reference: string,
): Promise<Set<string>> {
  if (caseIds.length === 0) return new Set();
  const rows = await sql`
    select case_id from case_related_item
    where case_domain_id = ${caseDomainId} and case_id = any(${[...caseIds]}::uuid[]) and reference = ${reference}`;
  return new Set(rows.map((row) => row.case_id));
}

/** Targets of a case that are not reached yet. */
export async function openTargets(sql: Sql, caseDomainId: number, caseId: string): Promise<RelatedItem[]> {
  const rows = await sql`
    select * from case_related_item
    where case_domain_id = ${caseDomainId} and case_id = ${caseId} and type = 'Sla' and completed_at is null`;
  return rows.map(toItem);
}

/** Marks targets as reached. */
export async function completeTargets(
  sql: Sql,
  caseDomainId: number,
  caseId: string,
  itemIds: readonly string[],
  at: Date,
): Promise<void> {
  if (itemIds.length === 0) return;
  await sql`
    update case_related_item set completed_at = ${at}
    where case_domain_id = ${caseDomainId} and case_id = ${caseId} and related_item_id = any(${[...itemIds]}::uuid[])`;
}

/** Items of other cases that point at a case. */
export async function itemsPointingAt(
  sql: Sql,
  caseDomainId: number,
  caseId: string,
): Promise<RelatedItem[]> {
  const rows = await sql`
    select * from case_related_item
    where case_domain_id = ${caseDomainId} and reference = ${caseId} and type = 'ConnectCase'`;
  return rows.map(toItem);
}

/** Where and how items are looked for. */
export interface ItemQuery {
  /** Of one case, or of all. */
  caseId: string | undefined;
  /** Alternatives; none means everything. `custom` stands beside the filter of the type Custom. */
  filters: readonly (ItemFilter & { custom?: FilterPlan | undefined })[];
  /** Newest first without any. */
  sorts: readonly { by: 'time' | 'case'; descending: boolean }[];
  now: Date;
}

/** Items of a page, those after `after`. */
export async function searchItems(
  sql: Sql,
  caseDomainId: number,
  query: ItemQuery,
  page: { after: { at: number; caseId: string; itemId: string } | undefined; limit: number },
): Promise<RelatedItem[]> {
  const sorts = query.sorts.length > 0 ? query.sorts : [{ by: 'time' as const, descending: true }];
  const filters = query.filters.map((filter) => filterOf(sql, filter, query.now));
  const any = filters.reduce(
    (whole, one, index) => (index === 0 ? one : sql`${whole} or ${one}`),
    filters.length === 0 ? sql`true` : sql``,
  );
  const orders = sorts.map(({ by, descending }) => {
    const direction = descending ? sql`desc` : sql`asc`;
    return by === 'time' ? sql`i.associated_at ${direction}` : sql`i.case_id ${direction}`;
  });
  const tie = sorts[0]?.descending ? sql`desc` : sql`asc`;
  const order = orders.reduce((whole, one) => sql`${whole}, ${one}`);
  const rows = await sql`
    select i.* from case_related_item i
    where i.case_domain_id = ${caseDomainId}
      and ${query.caseId ? sql`i.case_id = ${query.caseId}` : sql`true`}
      and (${any}) and ${page.after ? afterOf(sql, sorts, page.after) : sql`true`}
    order by ${order}, i.related_item_id ${tie} limit ${page.limit}`;
  return rows.map(toItem);
}

function filterOf(sql: Sql, filter: ItemQuery['filters'][number], now: Date) {
  const { type, reference, channels, slaStatus, custom } = filter;
  const met = slaStatus === 'Met' || slaStatus === 'Active';
  const done = slaStatus === 'Met' || slaStatus === 'NotMet';
  const status = done
    ? sql`i.completed_at is not null and (i.completed_at <= i.due_at) = ${met}`
    : sql`i.completed_at is null and (i.due_at >= ${now}) = ${met}`;
  return sql`(i.type = ${type}
    and ${reference === undefined ? sql`true` : sql`i.reference = ${reference}`}
    and ${channels ? sql`i.content ->> 'channel' = any(${[...channels]}::text[])` : sql`true`}
    and ${slaStatus ? status : sql`true`}
    and ${custom ? customFieldsCondition(sql, custom) : sql`true`})`;
}

function afterOf(sql: Sql, sorts: ItemQuery['sorts'], after: { at: number; caseId: string; itemId: string }) {
  const item = sql`${after.itemId}::text::uuid`;
  let beyond = sorts[0]?.descending ? sql`i.related_item_id < ${item}` : sql`i.related_item_id > ${item}`;
  for (const { by, descending } of [...sorts].reverse()) {
    const [left, right] =
      by === 'time'
        ? [sql`i.associated_at`, sql`${new Date(after.at)}::timestamptz`]
        : [sql`i.case_id`, sql`${after.caseId}::text::uuid`];
    const further = descending ? sql`${left} < ${right}` : sql`${left} > ${right}`;
    beyond = sql`(${further} or (${left} = ${right} and ${beyond}))`;
  }
  return beyond;
}
