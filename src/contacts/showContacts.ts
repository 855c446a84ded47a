import type { Sql } from '../database/connection.ts';
import { survivorsOf } from '../profiles/store/profiles.ts';
import type { NamedContact } from './contact.ts';
import { toContact } from './contactShape.ts';
import type { ContactsCore } from './core.ts';
import { listNamed } from './store/contacts.ts';

/** Contacts in the form that screens show, in the order given. */
export async function showContacts(core: ContactsCore, domainId: number, contacts: readonly NamedContact[]) {
  if (contacts.length === 0) return [];
  const chats = contacts.filter((contact) => contact.channel === 'CHAT');
  const [survivors, summaries] = await Promise.all([
    survivorsOfContacts(core.house.sql, domainId, contacts),
    chats.length > 0 ? core.hooks.summaries(domainId, chats) : undefined,
  ]);
  return contacts.map((contact) => toContact(contact, survivors, summaries?.get(contact.contactId)));
}

/** One contact in the form that screens show. */
export async function showContact(core: ContactsCore, domainId: number, contactId: string) {
  const [shown] = await showContacts(core, domainId, await listNamed(core.house.sql, domainId, [contactId]));
  return shown!;
}

/** Which profile is shown for each base profile that contacts are tied to. */
export function survivorsOfContacts(
  sql: Sql,
  domainId: number,
  contacts: readonly NamedContact[],
): Promise<Map<string, string>> {
  const ids = [...new Set(contacts.flatMap((contact) => contact.profileId ?? []))];
  return ids.length > 0 ? survivorsOf(sql, domainId, ids) : Promise.resolve(new Map());
}
