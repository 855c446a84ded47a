import type { TransactionSql } from '../database/connection.ts';
import type { ContentType } from '../values/keys.ts';
import { contentTypesOf } from './checkObjectType.ts';
import type { Domain } from './domain.ts';
import { parseExactly } from './exactJson.ts';
import { storedKeys } from './ingest.ts';
import { lostKeys, sumOf } from './keyChanges.ts';
import { compileMapping, isProblem, type Mapping } from './mapping.ts';
import type { KeyDefinition, ObjectType, ObjectTypeDefinition } from './objectType.ts';
import { changeKeys } from './store/keys.ts';
import { listObjectsOfVersions, type ObjectRow } from './store/objects.ts';
import { listTypeVersions, replaceTypeVersion } from './store/objectTypes.ts';
import { moveRecordKeys, type RecordKeyMove } from './store/records.ts';

const chunk = 1000;

/** How an object is read before and after. */
interface Readings {
  before: Mapping;
  after: Mapping;
}

/**
 * Brings the key index into line when the values of a key of a type compare otherwise than before, as texts that are
 * telephone numbers now: searches and later objects mean the values of the objects that are there, too. Their former
 * versions of the type are changed to give the new form. What people added by hand stays as it was, and so does what tells
 * objects apart.
 */
export async function rekeyObjects(sql: TransactionSql, domain: Domain, type: ObjectType): Promise<void> {
  const { domainId, country } = domain;
  const readings = new Map<number, Readings>();
  for (const { version, definition } of await listTypeVersions(sql, domainId, type.typeId)) {
    const changed = comparingAs(type.definition, definition);
    if (version === type.version || !changed) continue;
    await replaceTypeVersion(sql, domainId, type.typeId, version, changed);
    const compile = (as: ObjectTypeDefinition) =>
      compileMapping({ ...type, version, definition: as }, country);
    readings.set(version, { before: compile(definition), after: compile(changed) });
  }
  if (readings.size === 0) return;
  for (let after: string | undefined; ; ) {
    const wanted = { typeId: type.typeId, versions: [...readings.keys()], after, limit: chunk };
    const objects = await listObjectsOfVersions(sql, domainId, wanted);
    if (objects.length === 0) return;
    after = objects.at(-1)?.uniqueKey;
    const changes = objects.flatMap((object) => keyChanges(object, readings.get(object.version)!));
    await changeKeys(sql, domainId, sumOf(changes));
    const moves = objects.flatMap((object) => recordMoves(object, readings.get(object.version)!));
    await moveRecordKeys(sql, domainId, moves);
  }
}

function keyChanges(object: ObjectRow, { before, after }: Readings) {
  const given = lostKeys(object, storedKeys(after, object)).map((change) => ({ ...change, refs: 1 }));
  return [...lostKeys(object, storedKeys(before, object)), ...given];
}

/** Values under which standard records were found, with those that take their place. */
function recordMoves(object: ObjectRow, { before, after }: Readings): RecordKeyMove[] {
  const value = parseExactly(object.object) as Record<string, unknown>;
  const [was, is] = [before.apply(value), after.apply(value)];
  if (isProblem(was) || isProblem(is)) return [];
  return was.keys.flatMap(({ name, value: from, records }) =>
    is.keys
      .filter((key) => key.name === name && key.value !== from)
      .flatMap(({ value: to }) => records.map((kind) => ({ kind, name, from, to }))),
  );
}

/**
 * A former version of a type whose keys compare as the present one's do; undefined when they do so already. Keys that have
 * other parts now are left alone: no value of theirs could agree.
 */
function comparingAs(
  present: ObjectTypeDefinition,
  former: ObjectTypeDefinition,
): ObjectTypeDefinition | undefined {
  const fields = { ...former.Fields };
  const before = Object.keys(fields).length;
  const keys = Object.entries(former.Keys ?? {}).map(([name, list]) => {
    const wanted = Object.hasOwn(present.Keys ?? {}, name) ? present.Keys?.[name]?.[0] : undefined;
    if (!wanted) return [name, list.map(withoutProfile)] as const;
    const types = contentTypesOf(wanted.FieldNames ?? [], present.Fields ?? {}).split('+') as ContentType[];
    return [name, list.map((key) => keyComparingAs(types, withoutProfile(key), fields))] as const;
  });
  if (Object.keys(fields).length === before) return undefined;
  return { ...former, Fields: fields, Keys: Object.fromEntries(keys) };
}

/** An object whose telephone number is none keeps its other keys: it has its profile, and needs no key that leads there. */
const withoutProfile = (key: KeyDefinition): KeyDefinition => ({
  ...key,
  StandardIdentifiers: key.StandardIdentifiers?.filter((name) => name !== 'PROFILE') ?? [],
});

/** The key with fields of those content types. Where a field has another one, a copy is added that only the key reads. */
function keyComparingAs(
  types: ContentType[],
  key: KeyDefinition,
  fields: NonNullable<ObjectTypeDefinition['Fields']>,
): KeyDefinition {
  const names = key.FieldNames ?? [];
  if (names.length !== types.length) return key;
  const FieldNames = names.map((name, index) => {
    const { Source = `_source.[${name}]`, ContentType: own = 'STRING' } = fields[name] ?? {};
    const type = types[index] ?? own;
    if (type === own) return name;
    const copy = `${name} as ${type}`;
    fields[copy] = { Source, ContentType: type };
    return copy;
  });
  return { ...key, FieldNames };
}
