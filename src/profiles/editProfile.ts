import type { TransactionSql } from '../database/connection.ts';
import { newId } from '../database/ids.ts';
import { badRequest, notFound } from '../wire/refusal.ts';
import { lockCurrentDomain } from './currentDomain.ts';
import type { Domain } from './domain.ts';
import { type Facts, manual, record } from './facts.ts';
import type { House } from './house.ts';
import { expiryOf, ownFields } from './ingestPlan.ts';
import type { FieldValue } from './mapping.ts';
import { outgrownReason, outgrows } from './profileSize.ts';
import { keysOfFields } from './searchKeys.ts';
import { nameParts, searchNames } from './searchNames.ts';
import { partId, rememberParts } from './seenParts.ts';
import { isStorable } from './storable.ts';
import { registerCustomFields } from './store/customFields.ts';
import { holdDomain } from './store/domains.ts';
import { insertHistory } from './store/history.ts';
import { changeKeys, type KeyChange } from './store/keys.ts';
import { insertNameParts } from './store/names.ts';
import { announce } from './store/outbox.ts';
import {
  copyProfiles,
  lockProfiles,
  type ProfileRow,
  survivorsOf,
  updateProfiles,
} from './store/profiles.ts';

/** What a person gives: flat fields, null to take a value away. */
export type ManualFields = Record<string, FieldValue | null>;

/** Makes a profile from values entered by hand; they hold against later ingestion (AWS: manual values are protected). */
export async function createProfile(
  house: House,
  domain: Domain,
  fields: ManualFields,
  actor: string,
): Promise<string> {
  const now = house.clock();
  const profileId = newId();
  refuseUnstorable(fields);
  const empty: ProfileRow = {
    profileId,
    survivorId: profileId,
    createdAt: now,
    updatedAt: now,
    expiresOn: expiryOf(domain, undefined, now),
    facts: [],
  };
  const row = edited(empty, fields, now, actor);
  const parts = await house.sql.begin(async (sql) => {
    if (!(await holdDomain(sql, domain.domainId))) throw notFound(`Domain "${domain.name}" does not exist.`);
    await copyProfiles(sql, domain.domainId, [{ ...row, names: searchNames(ownFields(row.facts, domain)) }]);
    return finish(sql, domain, { before: [], row, fields, actor, action: 'CREATED', now });
  });
  rememberParts(house.seenParts, parts);
  return profileId;
}

/** Changes fields by hand, on the survivor of the given id. Refuses (404) an id the domain does not have. */
export async function updateProfile(
  house: House,
  domain: Domain,
  profileId: string,
  fields: ManualFields,
  actor: string,
): Promise<string> {
  const now = house.clock();
  refuseUnstorable(fields);
  const done = await house.sql.begin(async (sql) => {
    const current = await lockCurrentDomain(sql, house, domain);
    const before = await lockSurvivor(sql, current, profileId);
    const row = { ...edited(before, fields, now, actor), expiresOn: expiryOf(current, undefined, now) };
    await updateProfiles(sql, domain.domainId, [
      { ...row, names: searchNames(ownFields(row.facts, current)) },
    ]);
    const parts = await finish(sql, current, {
      before: before.facts,
      row,
      fields,
      actor,
      action: 'UPDATED',
      now,
    });
    return { profileId: row.profileId, parts };
  });
  rememberParts(house.seenParts, done.parts);
  return done.profileId;
}

/** The survivor's own base profile, locked. */
export async function lockSurvivor(
  sql: TransactionSql,
  domain: Domain,
  profileId: string,
): Promise<ProfileRow> {
  const survivors = await survivorsOf(sql, domain.domainId, [profileId]);
  const survivorId = survivors.get(profileId);
  const [row] = survivorId ? await lockProfiles(sql, domain.domainId, [survivorId]) : [];
  if (!row) throw notFound(`Profile ${profileId} does not exist in domain "${domain.name}".`);
  return row;
}

function refuseUnstorable(fields: ManualFields): void {
  for (const [field, value] of Object.entries(fields)) {
    if (!isStorable(value) || !isStorable(field)) {
      throw badRequest(`${field} holds a character that no text may hold (NUL or half a surrogate pair).`);
    }
  }
}

function edited(row: ProfileRow, fields: ManualFields, now: Date, actor: string): ProfileRow {
  const facts = record(row.facts, { source: manual, fields, ingestedAt: now.getTime(), by: actor });
  if (outgrows(row.facts, facts)) throw badRequest(`The profile ${outgrownReason}; give it less.`);
  return { ...row, facts, updatedAt: now };
}

/** Everything that goes with a manual change besides the profile row itself. */
async function finish(
  sql: TransactionSql,
  domain: Domain,
  change: {
    before: Facts;
    row: ProfileRow;
    fields: ManualFields;
    actor: string;
    action: 'CREATED' | 'UPDATED';
    now: Date;
  },
): Promise<string[]> {
  const { domainId } = domain;
  const { row, fields, actor, action, now } = change;
  const visible = ownFields(row.facts, domain);
  await changeKeys(
    sql,
    domainId,
    keyDifference(row.profileId, ownFields(change.before, domain), visible, domain),
  );
  const parts = nameParts(searchNames(visible));
  await insertNameParts(sql, domainId, parts);
  const attributes = Object.keys(fields).filter(
    (field) => field.startsWith('Attributes.') && fields[field] !== null,
  );
  await registerCustomFields(
    sql,
    domainId,
    attributes.map((field) => field.slice('Attributes.'.length)),
    actor,
  );
  const event = { historyId: newId(), typeId: undefined, uniqueKey: undefined, content: fields };
  await insertHistory(sql, domainId, [{ profileId: row.profileId, at: now, action, actor, ...event }]);
  await announce(sql, domainId, [row.profileId], now);
  return parts.map((part) => partId(domainId, part));
}

/** Refs that search keys gain and lose when the fields of a base profile change. */
export function keyDifference(
  profileId: string,
  before: Record<string, FieldValue>,
  after: Record<string, FieldValue>,
  domain: Domain,
): KeyChange[] {
  const refs = new Map<string, KeyChange>();
  const count = (fields: Record<string, FieldValue>, by: number) => {
    for (const [name, value] of keysOfFields(fields, domain.country)) {
      const id = `${name}\0${value}`;
      refs.set(id, { name, value, profileId, refs: (refs.get(id)?.refs ?? 0) + by });
    }
  };
  count(before, -1);
  count(after, 1);
  return [...refs.values()].filter((change) => change.refs !== 0);
}
