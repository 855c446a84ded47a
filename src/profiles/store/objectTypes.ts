import { asJson, type Sql } from '../../database/connection.ts';
import type { ObjectType, ObjectTypeDefinition } from '../objectType.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
const toObjectType = (row: any): ObjectType => ({
  typeId: row.type_id,
  name: row.name,
  version: row.version,
  definition: row.definition,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** Every object type of a domain by name. */
export async function listObjectTypes(sql: Sql, domainId: number): Promise<ObjectType[]> {
  const rows = await sql`
    select type_id, name, version, definition, created_at, updated_at from object_type
    where domain_id = ${domainId} order by name`;
  return rows.map(toObjectType);
}

/**
 * Adds or replaces a type. Earlier versions stay, since objects remember the one they came in under. A type that nobody had
 * defined before counts as made now.
 */
export async function putObjectType(
  sql: Sql,
  type: { domainId: number; name: string; definition: ObjectTypeDefinition; at: Date },
): Promise<ObjectType> {
  const definition = asJson(sql, type.definition);
  const [row] = await sql`
    insert into object_type (domain_id, name, version, definition, created_at, updated_at)
    values (${type.domainId}, ${type.name}, 1, ${definition}, ${type.at}, ${type.at})
    on conflict (domain_id, name) do update
      set version = object_type.version + 1, definition = excluded.definition, updated_at = excluded.updated_at,
        created_at = case when object_type.definition ? 'implicit' then excluded.created_at
          else object_type.created_at end
    returning type_id, name, version, definition, created_at, updated_at`;
  const stored = toObjectType(row);
  await sql`
    insert into object_type_version (domain_id, type_id, version, definition)
    values (${type.domainId}, ${stored.typeId}, ${stored.version}, ${definition})`;
  return stored;
}

/** A former version of a type: the mapping under which an object holds its keys. */
export async function findTypeVersion(
  sql: Sql,
  domainId: number,
  typeId: number,
  version: number,
): Promise<ObjectTypeDefinition | undefined> {
  const [row] = await sql`
    select definition from object_type_version
    where domain_id = ${domainId} and type_id = ${typeId} and version = ${version}`;
  return row?.definition;
}

/** Every version of a type, the present one too. */
export async function listTypeVersions(
  sql: Sql,
  domainId: number,
  typeId: number,
): Promise<{ version: number; definition: ObjectTypeDefinition }[]> {
  return sql<{ version: number; definition: ObjectTypeDefinition }[]>`
    select version, definition from object_type_version
    where domain_id = ${domainId} and type_id = ${typeId} order by version`;
}

/** Changes how objects of a former version are read. */
export async function replaceTypeVersion(
  sql: Sql,
  domainId: number,
  typeId: number,
  version: number,
  definition: ObjectTypeDefinition,
): Promise<void> {
  await sql`
    update object_type_version set definition = ${asJson(sql, definition)}
    where domain_id = ${domainId} and type_id = ${typeId} and version = ${version}`;
}

/** Removes a type; false when there was none. */
export async function deleteObjectType(sql: Sql, domainId: number, typeId: number): Promise<void> {
  await sql`delete from object_type where domain_id = ${domainId} and type_id = ${typeId}`;
}
