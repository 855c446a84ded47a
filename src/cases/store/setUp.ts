import type { CaseRuleDetails, LayoutContent } from '@aws-sdk/client-connectcases';
import { asJson, type Sql } from '../../database/connection.ts';
import type { TemplateDefinition } from '../template.ts';

/** Layouts, rules and templates are stored alike: a name unique among those in use, and a document. */
export type SetUpKind = 'layout' | 'rule' | 'template';

/** The document of each kind. */
export interface SetUpContent {
  layout: LayoutContent;
  rule: { description: string | undefined; rule: CaseRuleDetails };
  template: TemplateDefinition;
}

/** A layout, rule or template as stored. */
export interface SetUp<Kind extends SetUpKind> {
  id: string;
  name: string;
  content: SetUpContent[Kind];
  /** Taken out of use; it stays readable. */
  deleted: boolean;
  tags: Record<string, string>;
  createdAt: Date;
  updatedAt: Date;
}

const places = {
  layout: { table: 'case_layout', id: 'layout_id' },
  rule: { table: 'case_rule', id: 'rule_id' },
  template: { table: 'case_template', id: 'template_id' },
} as const;

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
function toSetUp<Kind extends SetUpKind>(kind: Kind, row: any): SetUp<Kind> {
  const contents: { [Each in SetUpKind]: () => SetUpContent[Each] } = {
    layout: () => row.content,
    rule: () => ({ description: row.description ?? undefined, rule: row.rule }),
    template: () => ({ ...row.definition, status: row.status }),
  };
  return {
    id: row[places[kind].id],
    name: row.name,
    content: contents[kind](),
    deleted: row.deleted,
    tags: row.tags,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** The columns that hold the document. */
function columnsOf(
  sql: Sql,
  item: { [Kind in SetUpKind]: { kind: Kind; content: SetUpContent[Kind] } }[SetUpKind],
) {
  if (item.kind === 'layout') return { content: asJson(sql, item.content) };
  if (item.kind === 'rule')
    return { description: item.content.description ?? null, rule: asJson(sql, item.content.rule) };
  const { status, ...definition } = item.content;
  return { status, definition: asJson(sql, definition) };
}

const contentOf = <Kind extends SetUpKind>(kind: Kind, content: SetUpContent[Kind]) =>
  ({ kind, content }) as unknown as Parameters<typeof columnsOf>[1];

/** Layouts, rules or templates by id, deleted ones too; unknown ids are left out. */
export async function findSetUps<Kind extends SetUpKind>(
  sql: Sql,
  kind: Kind,
  caseDomainId: number,
  ids: readonly string[],
): Promise<Map<string, SetUp<Kind>>> {
  if (ids.length === 0) return new Map();
  const { table, id } = places[kind];
  const rows = await sql`
    select * from ${sql(table)} where case_domain_id = ${caseDomainId} and ${sql(id)} = any(${[...ids]}::uuid[])`;
  return new Map(rows.map((row) => [row[id], toSetUp(kind, row)]));
}

/** Those in use by name, from the one after `after`; of templates those with one of `statuses`. */
export async function listSetUps<Kind extends SetUpKind>(
  sql: Sql,
  kind: Kind,
  caseDomainId: number,
  page: { after: string; limit: number; statuses?: readonly string[] | undefined },
): Promise<SetUp<Kind>[]> {
  const rows = await sql`
    select * from ${sql(places[kind].table)}
    where case_domain_id = ${caseDomainId} and name > ${page.after} and not deleted
      ${page.statuses ? sql`and status = any(${[...page.statuses]}::text[])` : sql``}
    order by name limit ${page.limit}`;
  return rows.map((row) => toSetUp(kind, row));
}

/** How many are in use. */
export async function countSetUps(sql: Sql, kind: SetUpKind, caseDomainId: number): Promise<number> {
  const [row] = await sql`
    select count(*) as items from ${sql(places[kind].table)} where case_domain_id = ${caseDomainId} and not deleted`;
  return row?.items ?? 0;
}

/** Adds one; false when the name is taken. */
export async function insertSetUp<Kind extends SetUpKind>(
  sql: Sql,
  kind: Kind,
  caseDomainId: number,
  item: { id: string; name: string; content: SetUpContent[Kind]; at: Date },
): Promise<boolean> {
  const { table, id } = places[kind];
  const row = {
    case_domain_id: caseDomainId,
    [id]: item.id,
    name: item.name,
    created_at: item.at,
    updated_at: item.at,
    ...columnsOf(sql, contentOf(kind, item.content)),
  };
  const added = await sql`insert into ${sql(table)} ${sql(row)} on conflict do nothing returning 1`;
  return added.length === 1;
}

/** Writes name and document; false when the name is taken. */
export async function updateSetUp<Kind extends SetUpKind>(
  sql: Sql,
  kind: Kind,
  caseDomainId: number,
  item: { id: string; name: string; content: SetUpContent[Kind]; at: Date },
): Promise<boolean> {
  const { table, id } = places[kind];
  const mine = sql`case_domain_id = ${caseDomainId}`;
  const [taken] = await sql`
    select 1 from ${sql(table)} where ${mine} and name = ${item.name} and not deleted and ${sql(id)} <> ${item.id}`;
  if (taken) return false;
  const row = { name: item.name, updated_at: item.at, ...columnsOf(sql, contentOf(kind, item.content)) };
  await sql`update ${sql(table)} set ${sql(row)} where ${mine} and ${sql(id)} = ${item.id}`;
  return true;
}

/** Takes one out of use. */
export async function markSetUpDeleted(
  sql: Sql,
  kind: SetUpKind,
  caseDomainId: number,
  itemId: string,
  at: Date,
): Promise<void> {
  const { table, id } = places[kind];
  await sql`
    update ${sql(table)} set deleted = true, updated_at = ${at}
    where case_domain_id = ${caseDomainId} and ${sql(id)} = ${itemId}`;
}
