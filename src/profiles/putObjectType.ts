import { badRequest } from '../wire/refusal.ts';
import { checkObjectType } from './checkObjectType.ts';
import { lockCurrentDomain } from './currentDomain.ts';
import { contentTypeOfKey, type Domain } from './domain.ts';
import type { House } from './house.ts';
import type { ObjectType, ObjectTypeDefinition } from './objectType.ts';
import { reindexSource } from './reindex.ts';
import { rekeyObjects } from './rekey.ts';
import { registerCustomFields } from './store/customFields.ts';
import { removeKeyName } from './store/keys.ts';
import { putObjectType as storeObjectType } from './store/objectTypes.ts';
import { implicitDefinition, templateDefinition } from './templates.ts';

/** Object types a domain holds at most (AWS quota). */
const typesPerDomain = 100;

/**
 * Adds or replaces an object type (AWS: PutProfileObjectType). A changed mapping applies to later objects only.
 * Only the rank of what the type gave (SourcePriority) changes at once, and search keys and names with it; and how the values
 * of a key compare, for otherwise nobody would find what is there.
 * Custom attributes it targets enter the field catalogue; a key name that no type mentions any more leaves the index.
 */
export async function putObjectType(
  house: House,
  domain: Domain,
  name: string,
  given: ObjectTypeDefinition,
): Promise<ObjectType> {
  const definition = given.TemplateId && !given.implicit ? fromTemplate(given) : given;
  const type = await house.sql.begin(async (sql) => {
    const current = await lockCurrentDomain(sql, house, domain);
    refuse(current, name, definition);
    const before = current.types.get(name)?.type;
    if (before && definition.implicit) return before;
    const { domainId } = current;
    const stored = await storeObjectType(sql, { domainId, name, definition, at: house.clock() });
    await registerCustomFields(sql, domainId, attributesOf(definition), name);
    for (const key of keysLost(current, before, definition)) await removeKeyName(sql, domainId, key);
    if (before) await rekeyObjects(sql, current, stored);
    if (before && before.definition.SourcePriority !== definition.SourcePriority) {
      await reindexSource(sql, current, withPriority(current, stored), stored.typeId);
    }
    return stored;
  });
  house.domains.forget(domain.accountId, domain.name);
  return type;
}

/**
 * The domain with the type of this name in it: one named like a template comes to be when it is first used (AWS: implicit
 * object types). Without such a template the domain stays as it is.
 */
export async function withImplicitType(house: House, domain: Domain, name: string): Promise<Domain> {
  const definition = domain.types.has(name) ? undefined : implicitDefinition(name);
  if (!definition) return domain;
  await putObjectType(house, domain, name, definition);
  return house.domains.get(domain.accountId, domain.name);
}

function refuse(domain: Domain, name: string, definition: ObjectTypeDefinition): void {
  checkObjectType(definition, (keyName) => contentTypeOfKey(domain, keyName, name));
  if (!domain.types.has(name) && domain.types.size >= typesPerDomain) {
    throw badRequest(`Domain "${domain.name}" holds ${typesPerDomain} object types, the most there can be.`);
  }
}

/** The domain with the new rank of a type. */
function withPriority(domain: Domain, type: ObjectType): Domain {
  const rank = { name: type.name, priority: type.definition.SourcePriority };
  return { ...domain, foldTypes: new Map([...domain.foldTypes, [type.typeId, rank]]) };
}

/** Fields and keys come from the template; giving them beside TemplateId would be ambiguous. */
function fromTemplate(given: ObjectTypeDefinition): ObjectTypeDefinition {
  const template = templateDefinition(given.TemplateId ?? '');
  if (!template)
    throw badRequest(`TemplateId "${given.TemplateId}" is not one of ListProfileObjectTypeTemplates.`);
  if (given.Fields || given.Keys) {
    throw badRequest(
      'Give either TemplateId or Fields and Keys; with TemplateId they come from the template.',
    );
  }
  return { ...template, ...given };
}

/** Custom attributes that a mapping fills. */
function attributesOf(definition: ObjectTypeDefinition): string[] {
  const prefix = '_profile.Attributes.';
  return Object.values(definition.Fields ?? {}).flatMap((field) =>
    field.Target?.startsWith(prefix) ? [field.Target.slice(prefix.length)] : [],
  );
}

/** Key names whose last mention in the domain goes with this change. */
export function keysLost(
  domain: Domain,
  before: ObjectType | undefined,
  after: ObjectTypeDefinition | undefined,
): string[] {
  return Object.keys(before?.definition.Keys ?? {}).filter(
    (name) =>
      !Object.hasOwn(after?.Keys ?? {}, name) && contentTypeOfKey(domain, name, before?.name) === undefined,
  );
}
