import type { CustomerProfilesOperations } from '../../wire/operations.ts';
import { fromToken, pageOf } from '../../wire/pageToken.ts';
import { badRequest, notFound } from '../../wire/refusal.ts';
import { deleteProfileObject, deleteStandardRecord } from '../deleteObject.ts';
import type { Domain } from '../domain.ts';
import { parseExactly } from '../exactJson.ts';
import type { House } from '../house.ts';
import type { IncomingObject, Outcome } from '../ingestPlan.ts';
import type { IngestQueue } from '../ingestQueue.ts';
import { withImplicitType } from '../putObjectType.ts';
import { standardObjects } from '../standardObjects.ts';
import { listObjects } from '../store/objects.ts';
import { listMembers } from '../store/profiles.ts';
import { listRecords } from '../store/records.ts';
import { requireType, requireTypeOrTemplate } from './objectTypes.ts';

type ObjectOperation =
  | 'PutProfileObject'
  | 'BatchPutProfileObject'
  | 'ListProfileObjects'
  | 'DeleteProfileObject';

/** Profile objects: put, list, delete. A put is durable and visible when it is answered. */
export function objectOperations(
  house: House,
  queue: IngestQueue,
): Pick<CustomerProfilesOperations, ObjectOperation> {
  return {
    async PutProfileObject({ DomainName, ObjectTypeName, Object: json }, call) {
      const domain = await domainWithType(house, call.caller.accountId, DomainName, ObjectTypeName);
      const [outcome] = await queue.put(domain, [toIncoming(ObjectTypeName, json)], call.caller.arn);
      if (outcome?.kind === 'rejected') throw badRequest(rejection(outcome));
      return { ProfileObjectUniqueKey: outcome?.uniqueKey };
    },

    async BatchPutProfileObject({ DomainName, ObjectTypeName, Items }, call) {
      const domain = await domainWithType(house, call.caller.accountId, DomainName, ObjectTypeName);
      const read = Items.map(({ Id, Object: json }) => ({ Id, incoming: tryIncoming(ObjectTypeName, json) }));
      const objects = read.flatMap(({ incoming }) => (typeof incoming === 'string' ? [] : [incoming]));
      const outcomes = (await queue.put(domain, objects, call.caller.arn)).values();
      const results = read.map(({ Id, incoming }) => {
        if (typeof incoming === 'string') return { Id, Message: incoming };
        const outcome = outcomes.next().value!;
        if (outcome.kind === 'rejected') return { Id, Message: rejection(outcome) };
        return { Id, ProfileObjectUniqueKey: outcome.uniqueKey };
      });
      return {
        Successful: results.filter((result) => 'ProfileObjectUniqueKey' in result),
        Failed: results.flatMap((result) => ('Message' in result ? [{ ...result, Code: 400 }] : [])),
      } as never;
    },

    async ListProfileObjects(input, call) {
      const domain = await house.domains.get(call.caller.accountId, input.DomainName);
      const members = await requireMembers(house, domain, input.ProfileId);
      const limit = input.MaxResults ?? 100;
      const [after] = fromToken(input.NextToken, ['id']) ?? [];
      const profileIds = members.map((member) => member.profileId);
      const place = { profileIds, after, limit: limit + 1 };
      const listed = standardObjects[input.ObjectTypeName]
        ? await listRecordTexts(house, domain, {
            ...place,
            kind: input.ObjectTypeName,
            filter: input.ObjectFilter,
          })
        : await listObjectTexts(house, domain, {
            ...place,
            name: input.ObjectTypeName,
            filter: input.ObjectFilter,
          });
      const page = pageOf(listed, limit, (item) => [item.ProfileObjectUniqueKey]);
      const Items = page.items.map((item) => ({ ObjectTypeName: input.ObjectTypeName, ...item }));
      return { Items, NextToken: page.nextToken };
    },

    async DeleteProfileObject(input, call) {
      const domain = await house.domains.get(call.caller.accountId, input.DomainName);
      const { ObjectTypeName: kind, ProfileObjectUniqueKey: key } = input;
      const type = standardObjects[kind] ? undefined : requireTypeOrTemplate(domain, kind);
      const members = await requireMembers(house, domain, input.ProfileId);
      const uniqueKey = /^[0-9a-f]{32}$/.test(key) ? key : undefined;
      const profileIds = members.map((member) => member.profileId);
      const remove = (id: string) =>
        type
          ? deleteProfileObject(house, domain, { type, uniqueKey: id, profileIds, actor: call.caller.arn })
          : deleteStandardRecord(house, domain, { kind, recordId: id, profileIds });
      if (!uniqueKey || !(await remove(uniqueKey)))
        throw notFound(`Profile ${input.ProfileId} holds no such object of type "${kind}".`);
      return { Message: `The object was deleted.` };
    },
  };
}

interface Place {
  profileIds: string[];
  after: string | undefined;
  limit: number;
  filter: { KeyName: string; Values: string[] } | undefined;
}

async function listRecordTexts(house: House, domain: Domain, place: Place & { kind: string }) {
  const rows = await listRecords(house.sql, domain, place);
  return rows.map((row) => ({ ProfileObjectUniqueKey: row.recordId, Object: JSON.stringify(row.document) }));
}

async function listObjectTexts(house: House, domain: Domain, place: Place & { name: string }) {
  if (place.filter) throw badRequest('ObjectFilter works for _asset, _case and _order only.');
  const { typeId } = requireTypeOrTemplate(domain, place.name);
  const rows = await listObjects(house.sql, domain.domainId, { ...place, typeId });
  return rows.map((row) => ({ ProfileObjectUniqueKey: row.uniqueKey, Object: row.object }));
}

async function requireMembers(house: House, domain: Domain, profileId: string) {
  const members = await listMembers(house.sql, domain.domainId, [profileId]);
  if (members.length === 0) throw notFound(`Profile ${profileId} does not exist in domain "${domain.name}".`);
  return members;
}

/** The domain with the type of the objects; refuses standard types (400) and those that there are not (404). */
async function domainWithType(house: House, accountId: string, domainName: string, name: string) {
  const domain = await house.domains.get(accountId, domainName);
  if (name.startsWith('_')) {
    throw badRequest(
      `Objects of the standard type "${name}" are not put directly: use CreateProfile, or an object type whose fields target ${name}.`,
    );
  }
  const current = domain.types.has(name) ? domain : await withImplicitType(house, domain, name);
  requireType(current, name);
  return current;
}

function toIncoming(objectTypeName: string, json: string): IncomingObject {
  const incoming = tryIncoming(objectTypeName, json);
  if (typeof incoming === 'string') throw badRequest(incoming);
  return incoming;
}

/** The parsed object, or why it is none. PostgreSQL cannot hold NUL, so it is refused here with a reason. */
function tryIncoming(objectTypeName: string, json: string): IncomingObject | string {
  let value: unknown;
  try {
    value = parseExactly(json);
  } catch {
    return 'Object is not JSON text.';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return 'Object must be a JSON object: {"name": "value", …}.';
  if (json.includes('\0') || !json.isWellFormed()) return 'Object holds a character that no text may hold.';
  return { objectTypeName, json, value: value as Record<string, unknown> };
}

const rejection = (outcome: Extract<Outcome, { kind: 'rejected' }>) =>
  outcome.field
    ? `Field or key "${outcome.field}": ${outcome.reason}.`
    : `The object was rejected: ${outcome.reason}.`;
