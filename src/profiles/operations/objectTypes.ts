import type { CustomerProfilesOperations } from '../../wire/operations.ts';
import { fromToken, pageOf } from '../../wire/pageToken.ts';
import { badRequest, notFound } from '../../wire/refusal.ts';
import { childArn } from '../arns.ts';
import { deleteObjectType } from '../deleteObjectType.ts';
import type { Domain } from '../domain.ts';
import type { House } from '../house.ts';
import { objectsPerProfile } from '../ingestPlan.ts';
import type { ObjectType, ObjectTypeDefinition } from '../objectType.ts';
import { putObjectType } from '../putObjectType.ts';
import { listTags, listTagsOf, putTags, removeTagsUnder } from '../store/tags.ts';
import { implicitDefinition } from '../templates.ts';

type ObjectTypeOperation =
  | 'PutProfileObjectType'
  | 'GetProfileObjectType'
  | 'ListProfileObjectTypes'
  | 'DeleteProfileObjectType';

/** Object types of a domain. */
export function objectTypeOperations(house: House): Pick<CustomerProfilesOperations, ObjectTypeOperation> {
  const { sql } = house;
  return {
    async PutProfileObjectType(input, call) {
      const { DomainName, ObjectTypeName, Tags, ...given } = input;
      if (ObjectTypeName.startsWith('_')) {
        throw badRequest(
          `ObjectTypeName "${ObjectTypeName}": names beginning with _ are reserved for standard types.`,
        );
      }
      const domain = await house.domains.get(call.caller.accountId, DomainName);
      const type = await putObjectType(house, domain, ObjectTypeName, given as ObjectTypeDefinition);
      const arn = childArn(call.caller, domain.name, `object-types/${type.name}`);
      if (type.createdAt.getTime() === type.updatedAt.getTime())
        await putTags(sql, domain.accountId, arn, Tags ?? {});
      return { ...describe(type), Tags: await listTags(sql, domain.accountId, arn) };
    },

    async GetProfileObjectType(input, call) {
      const domain = await house.domains.get(call.caller.accountId, input.DomainName);
      const type = requireTypeOrTemplate(domain, input.ObjectTypeName);
      const arn = childArn(call.caller, domain.name, `object-types/${type.name}`);
      return { ...describe(type), Tags: await listTags(sql, domain.accountId, arn) };
    },

    async ListProfileObjectTypes(input, call) {
      const domain = await house.domains.get(call.caller.accountId, input.DomainName);
      const limit = input.MaxResults ?? 100;
      const [after = ''] = fromToken(input.NextToken, ['text']) ?? [];
      const types = [...domain.typesById.values()].filter((type) => type.name > after).sort(byName);
      const page = pageOf(types, limit, (type) => [type.name]);
      const arnOf = (type: ObjectType) => childArn(call.caller, domain.name, `object-types/${type.name}`);
      const tags = await listTagsOf(sql, domain.accountId, page.items.map(arnOf));
      const Items = page.items.map((type) => ({ ...summary(type), Tags: tags.get(arnOf(type)) ?? {} }));
      return { Items, NextToken: page.nextToken };
    },

    async DeleteProfileObjectType(input, call) {
      const domain = await house.domains.get(call.caller.accountId, input.DomainName);
      const type = requireType(domain, input.ObjectTypeName);
      await deleteObjectType(house, domain, type);
      await removeTagsUnder(
        sql,
        domain.accountId,
        childArn(call.caller, domain.name, `object-types/${type.name}`),
      );
      return { Message: `Object type "${type.name}", its objects and the fields they filled were deleted.` };
    },
  };
}

const byName = (a: ObjectType, b: ObjectType) => (a.name < b.name ? -1 : 1);

/** The type, or a Refusal (404). */
export function requireType(domain: Domain, name: string): ObjectType {
  const type = domain.types.get(name)?.type;
  if (type) return type;
  throw notFound(`Object type "${name}" does not exist in domain "${domain.name}".`);
}

/** Number that no stored type has: nothing was ever kept under it. */
const unusedType = -1;

/** The type, or what it would be at its first use, when it is named like a template; or a Refusal (404). */
export function requireTypeOrTemplate(domain: Domain, name: string): ObjectType {
  const definition = domain.types.has(name) ? undefined : implicitDefinition(name);
  if (!definition) return requireType(domain, name);
  const { createdAt } = domain;
  return { typeId: unusedType, name, version: 1, definition, createdAt, updatedAt: createdAt };
}

const summary = (type: ObjectType) => ({
  ObjectTypeName: type.name,
  Description: type.definition.Description,
  CreatedAt: type.createdAt,
  LastUpdatedAt: type.updatedAt,
  MaxProfileObjectCount: type.definition.MaxProfileObjectCount,
  MaxAvailableProfileObjectCount: objectsPerProfile,
  SourcePriority: type.definition.SourcePriority,
});

const describe = (type: ObjectType) => ({
  ...summary(type),
  TemplateId: type.definition.TemplateId,
  ExpirationDays: type.definition.ExpirationDays,
  EncryptionKey: type.definition.EncryptionKey,
  AllowProfileCreation: type.definition.AllowProfileCreation ?? false,
  SourceLastUpdatedTimestampFormat: type.definition.SourceLastUpdatedTimestampFormat,
  Fields: type.definition.Fields ?? {},
  Keys: (type.definition.Keys ?? {}) as never,
});
