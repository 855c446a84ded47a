/** The standard fields of a profile, flat: members of an address are written `Address.City`. Source: Profile of the API. */
export const addressKinds = ['Address', 'ShippingAddress', 'MailingAddress', 'BillingAddress'] as const;
export type AddressKind = (typeof addressKinds)[number];

/** Members of an address in the order in which a Japanese address is read, largest part first. */
export const addressParts = [
  'PostalCode',
  'Country',
  'State',
  'Province',
  'County',
  'City',
  'Address1',
  'Address2',
  'Address3',
  'Address4',
] as const;

export const simpleFields = [
  'LastName',
  'FirstName',
  'MiddleName',
  'BirthDate',
  'Gender',
  'GenderString',
  'BusinessName',
  'PartyType',
  'PartyTypeString',
  'ProfileType',
  'AccountNumber',
  'PhoneNumber',
  'MobilePhoneNumber',
  'HomePhoneNumber',
  'BusinessPhoneNumber',
  'EmailAddress',
  'PersonalEmailAddress',
  'BusinessEmailAddress',
  'AdditionalInformation',
] as const;
export type SimpleField = (typeof simpleFields)[number];

export const phoneFields = [
  'PhoneNumber',
  'MobilePhoneNumber',
  'HomePhoneNumber',
  'BusinessPhoneNumber',
] as const;
export const emailFields = ['EmailAddress', 'PersonalEmailAddress', 'BusinessEmailAddress'] as const;

/** Fields whose values are a closed list in the API. */
export const choices: Partial<Record<SimpleField, readonly string[]>> = {
  PartyType: ['INDIVIDUAL', 'BUSINESS', 'OTHER'],
  Gender: ['MALE', 'FEMALE', 'UNSPECIFIED'],
  ProfileType: ['PROFILE', 'ACCOUNT_PROFILE'],
};

/** Targets of a column that are no fields of the profile: a whole name to be split, the time of the row at its source. */
export const columnOnlyTargets = ['FullName', 'SourceLastUpdatedTimestamp'] as const;

/** Every target an import column can be given, as `_profile.…`, grouped for the list of choices. */
export const targetGroups: { group: TargetGroup; fields: string[] }[] = [
  { group: 'name', fields: ['FullName', 'LastName', 'FirstName', 'MiddleName', 'BusinessName'] },
  { group: 'contact', fields: [...phoneFields, ...emailFields] },
  {
    group: 'about',
    fields: [
      'AccountNumber',
      'BirthDate',
      'GenderString',
      'PartyTypeString',
      'ProfileType',
      'AdditionalInformation',
      'SourceLastUpdatedTimestamp',
    ],
  },
  ...addressKinds.map((kind) => ({ group: kind, fields: addressParts.map((part) => `${kind}.${part}`) })),
];
export type TargetGroup = 'name' | 'contact' | 'about' | AddressKind;
