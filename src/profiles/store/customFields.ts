import type { Sql } from '../../database/connection.ts';

/** A custom attribute known in a domain. */
export interface CustomField {
  name: string;
  labelJa: string | undefined;
  labelEn: string | undefined;
  /** Object type or person that brought it. */
  source: string;
  createdAt: Date;
}

/** Notes custom attributes in the field catalogue; known ones stay as they are. */
export async function registerCustomFields(
  sql: Sql,
  domainId: number,
  names: readonly string[],
  source: string,
): Promise<void> {
  if (names.length === 0) return;
  await sql`
    insert into custom_field (domain_id, name, source, created_at)
    select ${domainId}, name, ${source}, now() from unnest(${[...names].sort()}::text[]) as name
    on conflict do nothing`;
}

/** The catalogue by name. */
export async function listCustomFields(sql: Sql, domainId: number): Promise<CustomField[]> {
  const rows = await sql`
    select name, label_ja, label_en, source, created_at from custom_field where domain_id = ${domainId} order by name`;
  return rows.map((row) => ({
    name: row.name,
    labelJa: row.label_ja ?? undefined,
    labelEn: row.label_en ?? undefined,
    source: row.source,
    createdAt: row.created_at,
  }));
}

/** Adds a field or changes its labels. */
export async function putCustomField(
  sql: Sql,
  domainId: number,
  field: { name: string; labelJa: string | undefined; labelEn: string | undefined; source: string; at: Date },
): Promise<void> {
  await sql`
    insert into custom_field (domain_id, name, label_ja, label_en, source, created_at)
    values (${domainId}, ${field.name}, ${field.labelJa ?? null}, ${field.labelEn ?? null}, ${field.source}, ${field.at})
    on conflict (domain_id, name) do update set label_ja = excluded.label_ja, label_en = excluded.label_en`;
}

/** Takes a field out of the catalogue; values on profiles stay. False when it was not there. */
export async function deleteCustomField(sql: Sql, domainId: number, name: string): Promise<boolean> {
  const rows = await sql`
    delete from custom_field where domain_id = ${domainId} and name = ${name} returning 1`;
  return rows.length > 0;
}
