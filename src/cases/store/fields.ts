import { asJson, type Sql } from '../../database/connection.ts';
import type { Field, FieldOption } from '../field.ts';

const columns = [
  'field_id',
  'name',
  'description',
  'type',
  'namespace',
  'attributes',
  'deleted',
  'tags',
  'created_at',
  'updated_at',
];

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
const toField = (row: any): Field => ({
  fieldId: row.field_id,
  name: row.name,
  description: row.description ?? undefined,
  type: row.type,
  namespace: row.namespace,
  attributes: row.attributes ?? undefined,
  deleted: row.deleted,
  tags: row.tags,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** Every field of a domain by id, deleted ones too. */
export async function loadFields(sql: Sql, caseDomainId: number): Promise<Map<string, Field>> {
  const rows = await sql`select ${sql(columns)} from case_field where case_domain_id = ${caseDomainId}`;
  return new Map(rows.map((row) => [row.field_id, toField(row)]));
}

/** One field. */
export async function findField(sql: Sql, caseDomainId: number, fieldId: string): Promise<Field | undefined> {
  const [row] = await sql`
    select ${sql(columns)} from case_field where case_domain_id = ${caseDomainId} and field_id = ${fieldId}`;
  return row && toField(row);
}

/** Fields in use by id, from the one after `after`. */
export async function listFields(
  sql: Sql,
  caseDomainId: number,
  after: string,
  limit: number,
): Promise<Field[]> {
  const rows = await sql`
    select ${sql(columns)} from case_field
    where case_domain_id = ${caseDomainId} and field_id > ${after} and not deleted order by field_id limit ${limit}`;
  return rows.map(toField);
}

/** Adds fields; false when a name is taken. */
export async function insertFields(sql: Sql, caseDomainId: number, fields: Field[]): Promise<boolean> {
  const rows = fields.map((field) => ({
    case_domain_id: caseDomainId,
    field_id: field.fieldId,
    name: field.name,
    description: field.description ?? null,
    type: field.type,
    namespace: field.namespace,
    attributes: field.attributes ? asJson(sql, field.attributes) : null,
    created_at: field.createdAt,
    updated_at: field.updatedAt,
  }));
  const added = await sql`insert into case_field ${sql(rows)} on conflict do nothing returning field_id`;
  return added.length === fields.length;
}

/** Writes name, description and attributes; false when the name is taken. */
export async function updateField(sql: Sql, caseDomainId: number, field: Field): Promise<boolean> {
  const [taken] = await sql`
    select 1 from case_field where case_domain_id = ${caseDomainId} and name = ${field.name}
      and not deleted and field_id <> ${field.fieldId}`;
  if (taken) return false;
  await sql`
    update case_field set name = ${field.name}, description = ${field.description ?? null},
      attributes = ${field.attributes ? asJson(sql, field.attributes) : null}, updated_at = ${field.updatedAt}
    where case_domain_id = ${caseDomainId} and field_id = ${field.fieldId}`;
  return true;
}

/** Takes a field out of use. */
export async function markFieldDeleted(
  sql: Sql,
  caseDomainId: number,
  fieldId: string,
  at: Date,
): Promise<void> {
  await sql`
    update case_field set deleted = true, updated_at = ${at}
    where case_domain_id = ${caseDomainId} and field_id = ${fieldId}`;
}

/** Number of fields in use that people made. */
export async function countFields(sql: Sql, caseDomainId: number): Promise<number> {
  const [row] = await sql`
    select count(*) as fields from case_field
    where case_domain_id = ${caseDomainId} and namespace = 'Custom' and not deleted`;
  return row?.fields ?? 0;
}

/** Choices of these fields in their order. */
export async function loadOptions(
  sql: Sql,
  caseDomainId: number,
  fieldIds: readonly string[],
): Promise<Map<string, FieldOption[]>> {
  const options = new Map<string, FieldOption[]>(fieldIds.map((fieldId) => [fieldId, []]));
  if (fieldIds.length === 0) return options;
  const rows = await sql`
    select field_id, value, name, active from case_field_option
    where case_domain_id = ${caseDomainId} and field_id = any(${[...fieldIds]}::text[])
    order by field_id, position, value`;
  for (const { field_id, value, name, active } of rows) options.get(field_id)?.push({ value, name, active });
  return options;
}

/** Choices of a field in their order, from the place after `after`. */
export async function listOptions(
  sql: Sql,
  caseDomainId: number,
  fieldId: string,
  page: { after: number; limit: number; values: readonly string[] | undefined },
): Promise<(FieldOption & { position: number })[]> {
  const rows = await sql<(FieldOption & { position: number })[]>`
    select value, name, active, position from case_field_option
    where case_domain_id = ${caseDomainId} and field_id = ${fieldId} and position > ${page.after}
      ${page.values ? sql`and value = any(${[...page.values]}::text[])` : sql``}
    order by position limit ${page.limit}`;
  return [...rows];
}

/** Adds choices or replaces those with the same value; new ones come last. */
export async function putOptions(
  sql: Sql,
  caseDomainId: number,
  fieldId: string,
  options: readonly FieldOption[],
): Promise<void> {
  if (options.length === 0) return;
  const [last] = await sql`
    select coalesce(max(position), 0) as position from case_field_option
    where case_domain_id = ${caseDomainId} and field_id = ${fieldId}`;
  const rows = options.map((option, index) => ({
    case_domain_id: caseDomainId,
    field_id: fieldId,
    ...option,
    position: (last?.position ?? 0) + index + 1,
  }));
  await sql`
    insert into case_field_option ${sql(rows)}
    on conflict (case_domain_id, field_id, value) do update set name = excluded.name, active = excluded.active`;
}
