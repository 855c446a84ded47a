/** Everything a column can hold, as far as matching is concerned. */
export const fieldRoles = [
  'familyName',
  'givenName',
  'fullName',
  'familyReading',
  'givenReading',
  'fullReading',
  'birthDate',
  'gender',
  'email',
  'phone',
  'postalCode',
  'region',
  'city',
  'street',
  'building',
  'custom',
  'ignored',
] as const;

/** What a column holds. */
export type FieldRole = (typeof fieldRoles)[number];

/** A column of the input: its name, and what it holds. */
export interface MatchField {
  name: string;
  role: FieldRole;
}

const roles: Readonly<Record<string, FieldRole>> = {
  LastName: 'familyName',
  FirstName: 'givenName',
  BirthDate: 'birthDate',
  Gender: 'gender',
  GenderString: 'gender',
  PhoneNumber: 'phone',
  MobilePhoneNumber: 'phone',
  HomePhoneNumber: 'phone',
  BusinessPhoneNumber: 'phone',
  EmailAddress: 'email',
  PersonalEmailAddress: 'email',
  BusinessEmailAddress: 'email',
  'Address.PostalCode': 'postalCode',
  'Address.State': 'region',
  'Address.Province': 'region',
  'Address.City': 'city',
  'Address.Address1': 'street',
  'Address.Address2': 'building',
  'Address.Address3': 'building',
  'Address.Address4': 'building',
  'Address.Country': 'ignored',
  AdditionalInformation: 'ignored',
  ProfileType: 'ignored',
};

/** The role of a standard field by its flat name (`LastName`, `Address.City`); what has none is compared as it is. */
export function roleOfTarget(target: string): FieldRole {
  return roles[target.replace(/^_profile\./, '')] ?? 'custom';
}
