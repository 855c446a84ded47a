import { homeRegion, systemCaller } from '../access/account.ts';
import { isUnavailable } from '../database/unavailable.ts';
import { changeProfileKeys } from '../profiles/changeKeys.ts';
import { deleteProfileObject } from '../profiles/deleteObject.ts';
import type { Domain } from '../profiles/domain.ts';
import { ingest } from '../profiles/ingest.ts';
import type { IncomingObject } from '../profiles/ingestPlan.ts';
import { putObjectType } from '../profiles/putObjectType.ts';
import { Refusal } from '../wire/refusal.ts';
import type { ContactRow, NamedContact } from './contact.ts';
import type { ContactsCore } from './core.ts';
import { connectArn } from './ids.ts';
import { contactRecord } from './record.ts';
import { findContact, listNamed, listUnfinished } from './store/contacts.ts';
import { findInstance, listInstances } from './store/instances.ts';
import {
  emailsOf,
  forgetProfile,
  markKeyed,
  markTaken,
  ownerOfRecord,
  type TakenRecord,
} from './store/records.ts';

/** The object type of contact records (AWS). */
const recordType = 'CTR';

const batch = 100;
const actor = systemCaller.arn;

/**
 * Brings contacts to their profiles: the key `_ctrContactId` follows the tie, and the record of a contact that is over
 * becomes a profile object by the ordinary way in. What is to be done stands in the contact's own row, so a process that
 * dies leaves nothing undone and nothing is done twice. Tells whether more may be waiting.
 */
export async function settleContacts(core: ContactsCore, domainId: number): Promise<boolean> {
  const { sql, domains } = core.house;
  const [owner] = await listInstances(sql, [domainId]);
  if (!owner) return false;
  const unfinished = await listUnfinished(sql, batch, domainId);
  if (unfinished.length === 0) return false;
  const domain = await domains.get(owner.accountId, owner.name);
  for (const contact of unfinished) {
    await orElse(
      core,
      () => tieKey(core, domain, contact),
      () => markKeyed(sql, domainId, contact.contactId, contact.profileId),
    );
  }
  await takeRecords(core, domain, unfinished);
  core.tell({ domainId, contacts: unfinished.map(({ contactId }) => ({ contactId, agents: [] })) });
  return unfinished.length === batch;
}

/** The key of one contact, now: for those who wait for it. */
export async function settleKey(core: ContactsCore, domain: Domain, contactId: string): Promise<void> {
  const contact = await findContact(core.house.sql, domain.domainId, contactId);
  if (contact) await tieKey(core, domain, contact);
}

async function tieKey(core: ContactsCore, domain: Domain, contact: ContactRow): Promise<void> {
  const { contactId, profileId, keyedProfileId } = contact;
  if (profileId === keyedProfileId) return;
  const { house } = core;
  const edit = { name: '_ctrContactId', values: [contactId] };
  if (keyedProfileId !== undefined) {
    await ifThere(() =>
      changeProfileKeys(house, domain, keyedProfileId, { ...edit, action: 'delete' }, actor),
    );
  }
  if (profileId !== undefined) {
    const added = await ifThere(() =>
      changeProfileKeys(house, domain, profileId, { ...edit, action: 'add' }, actor),
    );
    if (!added) return forgetProfile(house.sql, domain.domainId, contactId, profileId);
  }
  await markKeyed(house.sql, domain.domainId, contactId, profileId);
}

/** False when the profile is gone. */
async function ifThere(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (cause) {
    if (cause instanceof Refusal && cause.status === 404) return false;
    throw cause;
  }
}

async function takeRecords(core: ContactsCore, domain: Domain, seen: readonly ContactRow[]): Promise<void> {
  const { house } = core;
  const { domainId } = domain;
  const pending = seen.filter((contact) => contact.recordPending).map((contact) => contact.contactId);
  const contacts = (await listNamed(house.sql, domainId, pending)).filter((one) => one.recordPending);
  // Somebody said that this is not the customer: the record belongs to nobody, whatever the number says.
  const loose = contacts.filter((contact) => contact.linkedBy === 'NOBODY');
  for (const contact of loose) await takeAway(core, domain, contact);
  await markTaken(
    house.sql,
    domainId,
    loose.map(({ contactId, version }) => ({ contactId, version })),
  );
  const wanted = contacts.filter((contact) => contact.linkedBy !== 'NOBODY');
  if (wanted.length === 0) return;
  const current = await withRecordType(core, domain);
  try {
    await takeBatch(core, current, wanted);
  } catch (cause) {
    if (isUnavailable(cause)) throw cause;
    // One that cannot be taken must not keep the others out.
    for (const contact of wanted) {
      const { contactId, version } = contact;
      await orElse(
        core,
        () => takeBatch(core, current, [contact]),
        () => markTaken(house.sql, domainId, [{ contactId, version }]),
      );
    }
  }
}

/** Does something; when the database refuses it for good, that is logged and `instead` is done. */
async function orElse(
  core: ContactsCore,
  work: () => Promise<void>,
  instead: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (isUnavailable(cause)) throw cause;
    core.log('a contact could not be brought to its profile', cause);
    await instead();
  }
}

async function takeBatch(
  core: ContactsCore,
  domain: Domain,
  contacts: readonly NamedContact[],
): Promise<void> {
  const about = await circumstances(core, domain, contacts);
  const rows = contacts.map((contact): IncomingObject => {
    const value = contactRecord(contact, about(contact));
    return { objectTypeName: recordType, json: JSON.stringify(value), value };
  });
  await ingest(core.house, domain, rows, {
    actor,
    within: (sql, outcomes) =>
      markTaken(
        sql,
        domain.domainId,
        contacts.map(({ contactId, version }, index): TakenRecord => {
          const outcome = outcomes[index];
          if (!outcome || outcome.kind === 'rejected') return { contactId, version };
          return { contactId, version, profileId: outcome.profileId, uniqueKey: outcome.uniqueKey };
        }),
      ),
  });
}

async function circumstances(core: ContactsCore, domain: Domain, contacts: readonly ContactRow[]) {
  const { sql } = core.house;
  const instance = await findInstance(sql, domain.domainId);
  const emails = await emailsOf(sql, [...new Set(contacts.flatMap((contact) => contact.agentId ?? []))]);
  return (contact: ContactRow) => ({
    accountId: domain.accountId,
    instanceArn: connectArn(homeRegion, instance?.instanceId ?? '', undefined, domain.accountId),
    agentUsername: emails.get(contact.agentId ?? ''),
  });
}

/** The domain with the type of records, made when it has none: records go to profiles that are there, and make none. */
async function withRecordType(core: ContactsCore, domain: Domain): Promise<Domain> {
  if (domain.types.has(recordType)) return domain;
  await putObjectType(core.house, domain, recordType, {
    Description: 'Contact records',
    TemplateId: 'CTR-AutoAssociateOnly',
  });
  return core.house.domains.get(domain.accountId, domain.name);
}

/** A record whose contact was untied leaves the profile that has it. */
async function takeAway(core: ContactsCore, domain: Domain, contact: ContactRow): Promise<void> {
  const type = domain.types.get(recordType)?.type;
  const { recordKey: uniqueKey } = contact;
  if (!uniqueKey || !type) return;
  const owner = await ownerOfRecord(core.house.sql, domain.domainId, type.typeId, uniqueKey);
  if (!owner) return;
  await deleteProfileObject(core.house, domain, { type, uniqueKey, profileIds: [owner], actor });
}
