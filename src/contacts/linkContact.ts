import type { Domain } from '../profiles/domain.ts';
import { survivorsOf } from '../profiles/store/profiles.ts';
import { notFound } from '../wire/refusal.ts';
import { decideContact } from './changeContact.ts';
import type { ContactRow } from './contact.ts';
import type { ContactsCore } from './core.ts';
import { customerKeyOf, findCustomers, tieOf } from './findCustomer.ts';
import { settleKey } from './settleContacts.ts';

/** Ties a contact to a profile, whatever it was tied to before; also after it has ended. Refuses (404) an unknown profile. */
export async function linkContact(
  core: ContactsCore,
  domain: Domain,
  contactId: string,
  profileId: string,
  actor: string,
): Promise<void> {
  const survivor = (await survivorsOf(core.house.sql, domain.domainId, [profileId])).get(profileId);
  if (!survivor) throw notFound(`Profile ${profileId} does not exist in domain "${domain.name}".`);
  await tie(core, domain, contactId, { profileId: survivor, linkedBy: 'AGENT' }, actor);
}

/** Takes the tie away; the contact is then nobody's until somebody ties it again. */
export function unlinkContact(
  core: ContactsCore,
  domain: Domain,
  contactId: string,
  actor: string,
): Promise<void> {
  return tie(core, domain, contactId, { profileId: undefined, linkedBy: 'NOBODY' }, actor);
}

async function tie(
  core: ContactsCore,
  domain: Domain,
  contactId: string,
  to: Pick<ContactRow, 'profileId' | 'linkedBy'>,
  actor: string,
): Promise<void> {
  await decideContact(core, domain.domainId, contactId, (before) => ({
    kind: 'link',
    actor,
    // A record that is in already moves to where the contact belongs now.
    change: {
      ...to,
      updatedAt: core.house.clock(),
      ...(before.state === 'ENDED' ? { recordPending: true } : {}),
    },
  }));
  await settleKey(core, domain, contactId);
}

/** Looks for the customer again, after the attributes said by which key; a person's choice stands. */
export async function retie(core: ContactsCore, domain: Domain, contactId: string): Promise<void> {
  await decideContact(core, domain.domainId, contactId, async (before) => {
    const at = { updatedAt: core.house.clock() };
    if (before.linkedBy === 'AGENT' || before.linkedBy === 'NOBODY') return { kind: 'update', change: at };
    const key = customerKeyOf(domain, before);
    const tied = tieOf(await findCustomers(core.house.sql, domain, key));
    return { kind: 'link', change: { ...tied, ...at } };
  });
}
