import { addressOf, capitalNames, field, fieldsOf, key, type Template } from './template.ts';

const person = (
  sourceName: string,
  sourceObject: string,
  keys: Template['keys'],
  fields: Template['fields'],
): Template => ({ sourceName, sourceObject, fields, keys, allowProfileCreation: true });

const profile = (members: Record<string, string>) => fieldsOf('_profile', members);

/** Texts for a sex are free here: the original's closed set would reject whole customers for a word in another language. */
const gender = 'GenderString';

/** Templates whose objects are customers (AWS: mapping of … objects to the standard profile). */
export const people: Record<string, Template> = {
  'Salesforce-Account': person(
    'Salesforce',
    'Account',
    { _salesforceAccountId: key(['Id'], 'PROFILE', 'UNIQUE') },
    {
      ...profile({
        Id: 'Attributes.sfdcAccountId',
        Name: 'BusinessName',
        AccountNumber: 'AccountNumber',
        FirstName: 'FirstName',
        MiddleName: 'MiddleName',
        LastName: 'LastName',
        Phone: 'PhoneNumber',
        PersonMobilePhone: 'MobilePhoneNumber',
        PersonHomePhone: 'HomePhoneNumber',
        PersonEmail: 'PersonalEmailAddress',
        PersonBirthDate: 'BirthDate',
        ...addressOf('BillingAddress', 'Billing', capitalNames),
        ...addressOf('ShippingAddress', 'Shipping', capitalNames),
        ...addressOf('MailingAddress', 'PersonMailingAddress.', capitalNames),
        ...addressOf('Address', 'PersonOther', capitalNames),
      }),
      IsPersonAccount: field(
        '{{#if _source.IsPersonAccount}}INDIVIDUAL{{else}}BUSINESS{{/if}}',
        '_profile',
        'PartyType',
      ),
    },
  ),
  'Salesforce-Contact': person(
    'Salesforce',
    'Contact',
    {
      _salesforceContactId: key(['Id'], 'PROFILE', 'UNIQUE'),
      // To search by only: colleagues have an account in common and are not one person.
      _salesforceAccountId: key(['AccountId']),
    },
    profile({
      Id: 'Attributes.sfdcContactId',
      AccountId: 'Attributes.sfdcAccountId',
      FirstName: 'FirstName',
      MiddleName: 'MiddleName',
      LastName: 'LastName',
      Email: 'EmailAddress',
      Phone: 'PhoneNumber',
      MobilePhone: 'MobilePhoneNumber',
      HomePhone: 'HomePhoneNumber',
      Birthdate: 'BirthDate',
      ...addressOf('MailingAddress', 'Mailing', capitalNames),
      ...addressOf('Address', 'Other', capitalNames),
    }),
  ),
  'Zendesk-users': person(
    'Zendesk',
    'users',
    { _zendeskUserId: key(['id'], 'PROFILE', 'UNIQUE'), _zendeskExternalId: key(['external_id']) },
    {
      ...profile({
        id: 'Attributes.ZendeskUserId',
        external_id: 'Attributes.ZendeskExternalId',
        email: 'EmailAddress',
        phone: 'PhoneNumber',
      }),
      name: field('{{#givenName}}{{_source.name}}{{/givenName}}', '_profile', 'FirstName'),
      family: field('{{#familyName}}{{_source.name}}{{/familyName}}', '_profile', 'LastName'),
    },
  ),
  'Marketo-leads': person(
    'Marketo',
    'leads',
    {
      _marketoLeadId: key(['id'], 'PROFILE', 'UNIQUE'),
      _salesforceContactId: key(['sfdcContactId'], 'PROFILE', 'SECONDARY'),
      _salesforceAccountId: key(['sfdcAccountId']),
    },
    profile({
      id: 'Attributes.MarketoLeadId',
      sfdcAccountId: 'Attributes.sfdcAccountId',
      sfdcContactId: 'Attributes.sfdcContactId',
      firstName: 'FirstName',
      middleName: 'MiddleName',
      lastName: 'LastName',
      email: 'EmailAddress',
      phone: 'PhoneNumber',
      mobilePhone: 'MobilePhoneNumber',
      gender,
      dateOfBirth: 'BirthDate',
      ...addressOf('BillingAddress', 'billing', capitalNames),
      ...addressOf('Address', '', ['address', 'city', 'state', 'country', 'postalcode']),
    }),
  ),
  'Servicenow-sys_user': person(
    'Servicenow',
    'sys_user',
    { _serviceNowSystemId: key(['sys_id'], 'PROFILE', 'UNIQUE') },
    profile({
      sys_id: 'Attributes.ServiceNowSystemId',
      first_name: 'FirstName',
      middle_name: 'MiddleName',
      last_name: 'LastName',
      gender,
      email: 'EmailAddress',
      phone: 'PhoneNumber',
      home_phone: 'HomePhoneNumber',
      mobile_phone: 'MobilePhoneNumber',
      ...addressOf('Address', '', ['street', 'city', 'state', 'country', 'zip']),
    }),
  ),
  'Segment-Identify': person(
    'Segment',
    'Identify',
    { _segmentUserId: key(['userId'], 'PROFILE', 'UNIQUE') },
    profile({
      userId: 'Attributes.SegmentUserId',
      'traits.company.name': 'BusinessName',
      'traits.firstName': 'FirstName',
      'traits.lastName': 'LastName',
      'traits.birthday': 'BirthDate',
      'traits.gender': gender,
      'traits.phone': 'PhoneNumber',
      'traits.email': 'EmailAddress',
      ...addressOf('Address', 'traits.address.', ['street', 'city', 'state', 'country', 'postalCode']),
    }),
  ),
  'Shopify-Customer': person(
    'Shopify',
    'Customer',
    { _shopifyCustomerId: key(['id'], 'PROFILE', 'UNIQUE') },
    profile({
      id: 'Attributes.ShopifyCustomerId',
      email: 'EmailAddress',
      first_name: 'FirstName',
      last_name: 'LastName',
      note: 'AdditionalInformation',
      phone: 'PhoneNumber',
      'default_address.address1': 'Address.Address1',
      'default_address.address2': 'Address.Address2',
      'default_address.city': 'Address.City',
      'default_address.province': 'Address.Province',
      'default_address.country': 'Address.Country',
      'default_address.zip': 'Address.PostalCode',
    }),
  ),
};
