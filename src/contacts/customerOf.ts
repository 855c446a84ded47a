import { z } from 'zod';
import type { Domain } from '../profiles/domain.ts';
import { profileSummary, summarise } from '../profiles/profileSummary.ts';
import { profileView, readProfileView } from '../profiles/profileView.ts';
import { visibleValues } from '../profiles/visibleProfiles.ts';
import { splitFullName } from '../values/fullName.ts';
import { Refusal } from '../wire/refusal.ts';
import type { ContactRow } from './contact.ts';
import type { ContactsCore } from './core.ts';
import { customerKeyOf, findCustomers } from './findCustomer.ts';
import { tellApart } from './tellApart.ts';

/** The customer of a contact as screens show one: the profile, or those it may be, or what is known for a new one. */
export const customerShape = z.object({
  Profile: profileView.optional(),
  Candidates: z.array(
    profileSummary.extend({ TellsApart: z.array(z.object({ Field: z.string(), Value: z.string() })) }),
  ),
  Prefill: z.object({
    PhoneNumber: z.string().optional(),
    EmailAddress: z.string().optional(),
    LastName: z.string().optional(),
    FirstName: z.string().optional(),
  }),
});

/** Who the customer of a contact is, or may be. */
export async function customerOf(core: ContactsCore, domain: Domain, contact: ContactRow) {
  const Prefill = prefillOf(contact);
  if (contact.profileId !== undefined) {
    const Profile = await viewIfThere(core, domain, contact.profileId);
    if (Profile) return { Profile, Candidates: [], Prefill };
  }
  const groups = await findCustomers(core.house.sql, domain, customerKeyOf(domain, contact));
  const found = groups.map((group) => summarise(group, visibleValues(domain, group)));
  const apart = tellApart(found);
  const Candidates = found.map((candidate, index) => ({ ...candidate, TellsApart: apart[index] ?? [] }));
  return { Candidates, Prefill };
}

/** The profile of a contact may have been deleted meanwhile. */
async function viewIfThere(core: ContactsCore, domain: Domain, profileId: string) {
  try {
    return await readProfileView(core.house, domain, profileId);
  } catch (cause) {
    if (cause instanceof Refusal && cause.status === 404) return undefined;
    throw cause;
  }
}

/** What a form for a new profile begins with. */
function prefillOf({ customerType, customerAddress, displayName }: ContactRow) {
  const name = displayName ? splitFullName(displayName) : undefined;
  return {
    ...(customerType === 'TELEPHONE_NUMBER' ? { PhoneNumber: customerAddress } : {}),
    ...(customerType === 'EMAIL_ADDRESS' ? { EmailAddress: customerAddress } : {}),
    ...(name ? { LastName: name.family, FirstName: name.given } : {}),
  };
}
