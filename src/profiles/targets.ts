const addressMembers = [
  'Address1',
  'Address2',
  'Address3',
  'Address4',
  'City',
  'County',
  'State',
  'Province',
  'Country',
  'PostalCode',
] as const;

const addresses = ['Address', 'ShippingAddress', 'MailingAddress', 'BillingAddress'] as const;

/** Phone fields; all four feed the key `_phone`. */
export const phoneFields = [
  'PhoneNumber',
  'MobilePhoneNumber',
  'HomePhoneNumber',
  'BusinessPhoneNumber',
] as const;

/** E-mail fields; all three feed the key `_email`. */
export const emailFields = ['EmailAddress', 'PersonalEmailAddress', 'BusinessEmailAddress'] as const;

const plain = [
  'AccountNumber',
  'AdditionalInformation',
  'PartyType',
  'PartyTypeString',
  'BusinessName',
  'FirstName',
  'MiddleName',
  'LastName',
  'BirthDate',
  'Gender',
  'GenderString',
  'ProfileType',
  ...phoneFields,
  ...emailFields,
] as const;

/** Every standard text field of a profile by its flat name, such as `LastName` or `Address.City`. */
export const textFields: ReadonlySet<string> = new Set([
  ...plain,
  ...addresses.flatMap((address) => addressMembers.map((member) => `${address}.${member}`)),
]);

/** Lists of contact preferences; their value is a JSON array. */
export const preferenceFields: ReadonlySet<string> = new Set([
  'EngagementPreferences.Phone',
  'EngagementPreferences.Email',
]);

/** Closed sets of values (AWS: PartyType, Gender, ProfileType). */
export const enumFields: Readonly<Record<string, readonly string[]>> = {
  PartyType: ['INDIVIDUAL', 'BUSINESS', 'OTHER'],
  Gender: ['MALE', 'FEMALE', 'UNSPECIFIED'],
  ProfileType: ['PROFILE', 'ACCOUNT_PROFILE'],
};

/** Longest value of a field, in characters (AWS: sensitiveString1To255, AdditionalInformation 1000). */
export function longestValue(field: string): number {
  return field === 'AdditionalInformation' ? 1000 : 255;
}

/** True when a mapping may fill this member of `_profile`: a standard field, a custom attribute, the source time. */
export function isProfileTarget(member: string): boolean {
  if (member.startsWith('Attributes.'))
    return member.length > 'Attributes.'.length && member.length <= 11 + 255;
  return textFields.has(member) || preferenceFields.has(member) || member === 'SourceLastUpdatedTimestamp';
}
