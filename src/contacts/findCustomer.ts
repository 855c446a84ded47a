import type { Sql } from '../database/connection.ts';
import { contentTypeOfKey, type Domain, searchValue } from '../profiles/domain.ts';
import { searchForms } from '../profiles/searchKeys.ts';
import { type FoundProfile, searchMembers } from '../profiles/store/search.ts';
import { type Group, loadGroups } from '../profiles/visibleProfiles.ts';
import { emailKey } from '../values/keys.ts';
import { phoneKey } from '../values/phone.ts';
import type { ContactRow } from './contact.ts';

/** A key to look a customer up by. */
export interface CustomerKey {
  name: string;
  values: string[];
}

type Known = Pick<ContactRow, 'customerType' | 'customerAddress' | 'attributes'>;

/** More candidates than this are not shown; a number that so many share tells nothing. */
const mostCandidates = 25;

/** An address as keys of profiles have it: E.164, or an e-mail address in lower case. */
export function addressKey(contact: Omit<Known, 'attributes'>, country: string): string | undefined {
  const { customerType, customerAddress: address } = contact;
  if (address === undefined) return undefined;
  if (customerType === 'TELEPHONE_NUMBER') return phoneKey(address, country);
  return customerType === 'EMAIL_ADDRESS' ? emailKey(address) : undefined;
}

/**
 * By which key the customer of a contact is looked up: the one that the attributes `profileSearchKey` and
 * `profileSearchValue` name (AWS: auto-pop), else the phone number or e-mail address.
 */
export function customerKeyOf(domain: Domain, contact: Known): CustomerKey | undefined {
  const { profileSearchKey: name, profileSearchValue: text } = contact.attributes;
  if (name && text && name !== '_profileId' && contentTypeOfKey(domain, name) !== undefined) {
    const value = searchValue(domain, name, text);
    if (value !== undefined) return { name, values: searchForms(name, value) };
  }
  const value = addressKey(contact, domain.country);
  if (value === undefined) return undefined;
  return { name: contact.customerType === 'EMAIL_ADDRESS' ? '_email' : '_phone', values: [value] };
}

/** The visible profiles that a key leads to. */
export async function findCustomers(
  sql: Sql,
  domain: Domain,
  key: CustomerKey | undefined,
): Promise<Group<FoundProfile>[]> {
  if (!key) return [];
  const search = { pairs: [key], every: false, after: undefined, limit: mostCandidates };
  const { members } = await searchMembers(sql, domain.domainId, search);
  return loadGroups(sql, domain.domainId, members);
}

/** How a contact is tied to a profile by itself: by exactly one match. */
export function tieOf(
  groups: readonly Group<FoundProfile>[],
): Pick<ContactRow, 'profileId' | 'linkedBy' | 'candidates'> {
  const [only, other] = groups;
  const tied = only !== undefined && other === undefined;
  return {
    profileId: tied ? only.survivorId : undefined,
    linkedBy: tied ? 'AUTOMATIC' : undefined,
    candidates: groups.length,
  };
}
