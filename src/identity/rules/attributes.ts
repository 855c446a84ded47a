import { addressForm } from '../../values/address.ts';
import { japaneseDate } from '../../values/japaneseDate.ts';
import { emailKey, nameKey } from '../../values/keys.ts';
import { writtenForm } from '../../values/nameSearch.ts';
import { phoneKey } from '../../values/phone.ts';
import { genderForm, postalForm } from '../kernel/forms.ts';

/** Types of fields that a rule names in general; a selector says which fields of a profile stand for them. */
export type AttributeType = 'Address' | 'PhoneNumber' | 'EmailAddress';

/** Brings a text into the form in which rules compare it; empty when nothing is left. */
export type Form = (text: string, country: string) => string;

const name: Form = (text) => writtenForm(text);
/** Numbers of customers may differ by case alone (Salesforce ids), so only width and outer spaces go. */
const exact: Form = (text) => text.normalize('NFKC').trim().replace(/\s+/g, ' ');
const birthDate: Form = (text) => japaneseDate(text) ?? nameKey(text) ?? '';
const gender: Form = (text) => genderForm(text).replace(/^unspecified$/, '');

/** Fields that stand for themselves: the first that has a value counts, and how it compares. */
export const plainAttributes: Readonly<Record<string, { fields: readonly string[]; form: Form }>> = {
  AccountNumber: { fields: ['AccountNumber'], form: exact },
  BirthDate: { fields: ['BirthDate'], form: birthDate },
  BusinessName: { fields: ['BusinessName'], form: name },
  FirstName: { fields: ['FirstName'], form: name },
  Gender: { fields: ['Gender', 'GenderString'], form: gender },
  LastName: { fields: ['LastName'], form: name },
  MiddleName: { fields: ['MiddleName'], form: name },
};

/** How a custom attribute compares. */
export const customForm: Form = exact;

/** Members of an address that rules may name: the members of the profile they are read from, and how they compare. */
export const addressAttributes: Readonly<Record<string, { members: readonly string[]; form: Form }>> = {
  'Address.Address': { members: ['Address1', 'Address2', 'Address3', 'Address4'], form: addressForm },
  'Address.City': { members: ['City'], form: name },
  'Address.Country': { members: ['Country'], form: name },
  'Address.County': { members: ['County'], form: name },
  'Address.PostalCode': { members: ['PostalCode'], form: postalForm },
  'Address.Province': { members: ['Province'], form: name },
  'Address.State': { members: ['State'], form: name },
};

/** How phones and e-mail addresses compare. */
export const contactForms: Readonly<Record<'PhoneNumber' | 'EmailAddress', Form>> = {
  PhoneNumber: (text, country) => {
    const key = phoneKey(text, country) ?? '';
    // One digit repeated (000-0000-0000) is what people type when they have no number.
    return /^(?:\+81)?(\d)\1*$/.test(key) ? '' : key;
  },
  EmailAddress: (text) => emailKey(text) ?? '',
};

/**
 * Names in a selector and the fields they stand for. The API writes MaillingAddress and knows a BusinessAddress, which
 * the profile calls BillingAddress; the right spellings are taken too.
 */
export const selectable: Readonly<Record<AttributeType, Readonly<Record<string, string>>>> = {
  Address: {
    Address: 'Address',
    BusinessAddress: 'BillingAddress',
    BillingAddress: 'BillingAddress',
    MaillingAddress: 'MailingAddress',
    MailingAddress: 'MailingAddress',
    ShippingAddress: 'ShippingAddress',
  },
  PhoneNumber: {
    PhoneNumber: 'PhoneNumber',
    HomePhoneNumber: 'HomePhoneNumber',
    MobilePhoneNumber: 'MobilePhoneNumber',
    BusinessPhoneNumber: 'BusinessPhoneNumber',
    Phone: 'PhoneNumber',
    HomePhone: 'HomePhoneNumber',
    MobilePhone: 'MobilePhoneNumber',
    BusinessPhone: 'BusinessPhoneNumber',
  },
  EmailAddress: {
    EmailAddress: 'EmailAddress',
    BusinessEmailAddress: 'BusinessEmailAddress',
    PersonalEmailAddress: 'PersonalEmailAddress',
  },
};

/** The type of field a rule's attribute belongs to; undefined when it stands for itself. */
export function typeOfAttribute(attribute: string): AttributeType | undefined {
  if (attribute === 'PhoneNumber' || attribute === 'EmailAddress') return attribute;
  return Object.hasOwn(addressAttributes, attribute) ? 'Address' : undefined;
}

/** The name of a custom attribute that a rule names as `Attributes.X`; undefined for any other. */
export const customNameOf = (attribute: string): string | undefined =>
  attribute.startsWith('Attributes.') && attribute.length > 'Attributes.'.length
    ? attribute.slice('Attributes.'.length)
    : undefined;

/** Standard attributes that rules may name (AWS: MatchingRule), in the order of the alphabet. */
export const ruleAttributes: readonly string[] = [
  ...Object.keys(plainAttributes),
  ...Object.keys(addressAttributes),
  ...Object.keys(contactForms),
].sort();

/** What stands where a value is missing; only what nobody can mean as a value. */
const nothing = /^(?:[-.?*‐―ー－・、。？＊\s]+|n\/?a|null|不明|不詳|なし|無し|未登録|未設定|未入力|非公開)$/i;

/** Longer texts are not tried. */
const longestNothing = 16;

/** The form of a text, or nothing when it only says that nothing is known. */
export const formOf = (form: Form, text: string, country: string): string =>
  text === '' || (text.length <= longestNothing && nothing.test(text.trim())) ? '' : form(text, country);
