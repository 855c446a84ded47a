import { newId } from '../database/ids.ts';
import type { Domain } from '../profiles/domain.ts';
import { phoneKey } from '../values/phone.ts';
import { badRequest, notFound } from '../wire/refusal.ts';
import { changeContact, decideContact, noContact } from './changeContact.ts';
import type { ContactRow } from './contact.ts';
import type { ContactsCore, Place } from './core.ts';
import { isOpen } from './hours.ts';
import type { ContactSettings, SpokenText } from './settings.ts';
import { startContact } from './startContact.ts';
import { findContact } from './store/contacts.ts';
import { insertEvents, listEvents, type NewEvent } from './store/events.ts';
import { listHours, listPhoneNumbers, listQueues } from './store/queues.ts';

/** Calls of the handset page are marked by this source. */
export const handsetSource = 'handset';

/** A text that the caller hears. */
const said = (contactId: string, at: Date, settings: ContactSettings, text: SpokenText): NewEvent => ({
  contactId,
  at,
  kind: 'say',
  detail: { Text: text[settings.language], Lang: settings.language },
});

/** The queue that a called number leads to; absent for a number that leads nowhere in particular. */
export async function queueOfNumber(
  core: ContactsCore,
  domain: Domain,
  to: string | undefined,
): Promise<string | undefined> {
  const number = to === undefined ? undefined : phoneKey(to, domain.country);
  const numbers = await listPhoneNumbers(core.house.sql, domain.domainId);
  return numbers.find((one) => one.number === number)?.queueId;
}

/**
 * Somebody calls from the handset page: greeting, then the queue of the number called, or, outside its hours, a text and
 * the end of the call, which no agent has seen.
 */
export async function dialIn(
  core: ContactsCore,
  { domain, instance }: Place,
  call: { from: string; to?: string | undefined; actor: string },
): Promise<string> {
  const { sql, clock } = core.house;
  const { domainId } = domain;
  if (phoneKey(call.from, domain.country) === undefined)
    throw badRequest('From is no telephone number; write digits.');
  const wanted = await queueOfNumber(core, domain, call.to);
  const [queues, hours] = await Promise.all([listQueues(sql, domainId), listHours(sql, domainId)]);
  const queue = queues.find((one) => (wanted === undefined ? one.isDefault : one.queueId === wanted));
  const times = hours.find((one) => one.hoursId === queue?.hoursId);
  const open = !times || isOpen(times, clock());
  const { settings } = instance;
  const start = {
    channel: 'VOICE' as const,
    initiationMethod: 'INBOUND' as const,
    state: open ? ('QUEUED' as const) : ('INCOMING' as const),
    customer: { type: 'TELEPHONE_NUMBER' as const, address: call.from },
    ...(call.to ? { systemType: 'TELEPHONE_NUMBER' as const, systemAddress: call.to } : {}),
    queueId: queue?.queueId,
    answeredAt: clock(),
    callSource: handsetSource,
    callId: newId(),
    actor: call.actor,
  };
  const { contact } = await startContact(core, domain, start, async (tx, { contactId, initiatedAt }) => {
    const texts = [settings.greeting, open ? settings.waiting : settings.closed];
    await insertEvents(
      tx,
      domainId,
      texts.map((text) => said(contactId, initiatedAt, settings, text)),
    );
  });
  if (!open) {
    const reason = 'CONTACT_FLOW_DISCONNECT';
    await changeContact(core, domainId, contact.contactId, { action: 'end', reason });
  }
  return contact.contactId;
}

/** What the caller of a handset call has heard so far, oldest first, and how the call stands. */
export async function heardBy(core: ContactsCore, contact: ContactRow) {
  const events = await listEvents(core.house.sql, contact.domainId, contact.contactId, ['say']);
  const Hears = events.map(({ at, detail }) => ({
    Text: String(detail?.Text ?? ''),
    Lang: String(detail?.Lang ?? ''),
    At: at.getTime() / 1_000,
  }));
  return { Hears, State: contact.state };
}

/** A call that the handset page may touch: its own, or an outbound one that no telephone system carries. */
export async function requireHandsetCall(
  core: ContactsCore,
  domainId: number,
  contactId: string,
): Promise<ContactRow> {
  const contact = await findContact(core.house.sql, domainId, contactId);
  if (!contact) throw noContact();
  const outbound = contact.initiationMethod === 'OUTBOUND' && contact.callSource === undefined;
  if (contact.channel === 'VOICE' && (contact.callSource === handsetSource || outbound)) return contact;
  throw notFound('This contact is no call of the handset page.');
}

/** A key pressed during a call is written down; the star says the last text again. */
export async function pressKey(core: ContactsCore, contact: ContactRow, key: string): Promise<void> {
  const { sql, clock } = core.house;
  const events = await listEvents(sql, contact.domainId, contact.contactId, ['say']);
  const last = events.at(-1);
  const at = clock();
  await decideContact(core, contact.domainId, contact.contactId, (before) => ({
    kind: 'update',
    detail: { Key: key },
    change: { attributes: { ...before.attributes, lastKey: key }, updatedAt: at },
    within: async (tx, { contactId }) => {
      if (key !== '*' || !last?.detail) return;
      await insertEvents(tx, contact.domainId, [{ contactId, at, kind: 'say', detail: last.detail }]);
    },
  }));
}
