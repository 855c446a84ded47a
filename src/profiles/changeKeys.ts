import type { TransactionSql } from '../database/connection.ts';
import { newId } from '../database/ids.ts';
import { badRequest } from '../wire/refusal.ts';
import { lockCurrentDomain } from './currentDomain.ts';
import { contentTypeOfKey, type Domain, searchValue } from './domain.ts';
import { lockSurvivor } from './editProfile.ts';
import type { House } from './house.ts';
import { keyReader } from './ingest.ts';
import { ownFields } from './ingestPlan.ts';
import { keysOfFields } from './searchKeys.ts';
import { isStorable } from './storable.ts';
import { insertHistory } from './store/history.ts';
import { addKeys, hideKeys, type KeyChange } from './store/keys.ts';
import { listAllObjects } from './store/objects.ts';
import { announce } from './store/outbox.ts';
import { listMembers } from './store/profiles.ts';

/** A change of keys by hand; values as written. */
export interface KeyEdit {
  action: 'add' | 'delete';
  name: string;
  values: readonly string[];
}

/**
 * Attaches values of a key to the survivor of a profile, or takes them from all its members, whatever supports them. A
 * value taken away stays away as long as only what supported it before says it. Refuses unknown profiles
 * (404), key names the domain does not know and values that are empty once normalised (400). Returns how many rows changed.
 */
export async function changeProfileKeys(
  house: House,
  domain: Domain,
  profileId: string,
  edit: KeyEdit,
  actor: string,
): Promise<number> {
  const { domainId } = domain;
  const values = normalised(domain, edit);
  const now = house.clock();
  return house.sql.begin(async (sql) => {
    const current = await lockCurrentDomain(sql, house, domain);
    const row = await lockSurvivor(sql, domain, profileId);
    let count = values.length;
    if (edit.action === 'add') {
      const added = values.map((value) => ({ name: edit.name, value, profileId: row.profileId, refs: 1 }));
      await addKeys(sql, domainId, added);
    } else {
      count = await hideKeys(sql, domainId, await supportOf(sql, current, row.profileId, edit.name, values));
    }
    const action = edit.action === 'add' ? ('ADDED_PROFILE_KEY' as const) : ('DELETED_PROFILE_KEY' as const);
    const content = { KeyName: edit.name, Values: edit.values };
    const event = {
      historyId: newId(),
      at: now,
      action,
      typeId: undefined,
      uniqueKey: undefined,
      actor,
      content,
    };
    await insertHistory(sql, domainId, [{ profileId: row.profileId, ...event }]);
    await announce(sql, domainId, [row.profileId], now);
    return count;
  });
}

/** What, besides a person, supports values of a key on each member of a profile: its own fields and its objects. */
async function supportOf(
  sql: TransactionSql,
  domain: Domain,
  profileId: string,
  name: string,
  values: string[],
): Promise<KeyChange[]> {
  const members = await listMembers(sql, domain.domainId, [profileId]);
  const objects = await listAllObjects(
    sql,
    domain.domainId,
    members.map((member) => member.profileId),
  );
  const keysOf = await keyReader(sql, domain, objects);
  const held = [
    ...members.flatMap((member) =>
      keysOfFields(ownFields(member.facts, domain), domain.country).map((key) => [member.profileId, ...key]),
    ),
    ...objects.flatMap((object) => keysOf(object).map((key) => [object.profileId, ...key])),
  ];
  return members.flatMap((member) =>
    values.map((value) => {
      const refs = held.filter(
        (key) => key[0] === member.profileId && key[1] === name && key[2] === value,
      ).length;
      return { name, value, profileId: member.profileId, refs };
    }),
  );
}

function normalised(domain: Domain, edit: KeyEdit): string[] {
  if (edit.name === '_profileId')
    throw badRequest('_profileId is the id itself; it cannot be added or removed.');
  if (contentTypeOfKey(domain, edit.name) === undefined) {
    throw badRequest(
      `Key "${edit.name}" is not known in domain "${domain.name}"; define it in an object type first.`,
    );
  }
  const values = edit.values.map((value) => {
    if (!isStorable(value)) throw badRequest(`A value of key "${edit.name}" is not storable text.`);
    const normal = searchValue(domain, edit.name, value);
    if (normal === undefined) {
      throw badRequest(
        `A value of key "${edit.name}" is empty once normalised, or has other than all parts of the key; parts are divided by "|", and a "|" within one is written "\\|".`,
      );
    }
    return normal;
  });
  return [...new Set(values)];
}
