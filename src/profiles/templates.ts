import { factTable } from './factTable.ts';
import type { FieldDefinition, KeyDefinition, ObjectTypeDefinition } from './objectType.ts';

/** A template: where its objects come from and the mapping they get. */
export interface Template {
  sourceName: string;
  sourceObject: string;
  fields: Record<string, FieldDefinition>;
  keys: Record<string, KeyDefinition[]>;
  allowProfileCreation: boolean;
  timeFormat?: string;
}

const from = (
  source: string,
  target?: string,
  contentType?: FieldDefinition['ContentType'],
): FieldDefinition => ({
  Source: `_source.${source}`,
  ...(target ? { Target: target } : {}),
  ContentType: contentType ?? 'STRING',
});

const key = (fieldNames: string[], ...identifiers: string[]): KeyDefinition[] => [
  { StandardIdentifiers: identifiers, FieldNames: fieldNames },
];

/** Contact records name their members in camelCase once they are profile objects (AWS: contact record template). */
const contactFields: Record<string, FieldDefinition> = {
  contactId: from('contactId'),
  endpoint: from('customerEndpoint.address', undefined, 'PHONE_NUMBER'),
  channel: from('channel'),
  initiatedAt: from('initiationTimestamp'),
};

const contactId = { _ctrContactId: key(['contactId'], 'PROFILE', 'UNIQUE') };
const byPhone = (...identifiers: string[]): Record<string, KeyDefinition[]> => ({
  ...contactId,
  _phone: key(['endpoint'], 'PROFILE', 'SECONDARY', ...identifiers),
});

/** Templates by TemplateId (AWS: ListProfileObjectTypeTemplates; keys as documented for each source). */
export const templates = factTable<Template>({
  CTR: {
    sourceName: 'AmazonConnect',
    sourceObject: 'CTR',
    fields: contactFields,
    keys: contactId,
    allowProfileCreation: true,
  },
  // AWS: the name misleads; this one makes a profile where no single one has the telephone.
  'CTR-NoInferred': {
    sourceName: 'AmazonConnect',
    sourceObject: 'CTR',
    fields: contactFields,
    keys: byPhone(),
    allowProfileCreation: true,
  },
  'CTR-AutoAssociateOnly': {
    sourceName: 'AmazonConnect',
    sourceObject: 'CTR',
    fields: contactFields,
    keys: byPhone('LOOKUP_ONLY'),
    allowProfileCreation: false,
  },
  'Salesforce-Account': {
    sourceName: 'Salesforce',
    sourceObject: 'Account',
    fields: {
      Id: from('Id', '_profile.Attributes.sfdcAccountId'),
      Name: from('Name', '_profile.BusinessName'),
      Phone: from('Phone', '_profile.PhoneNumber', 'PHONE_NUMBER'),
      PersonEmail: from('PersonEmail', '_profile.PersonalEmailAddress', 'EMAIL_ADDRESS'),
      PersonBirthDate: from('PersonBirthDate', '_profile.BirthDate'),
      BillingStreet: from('BillingStreet', '_profile.BillingAddress.Address1'),
      BillingCity: from('BillingCity', '_profile.BillingAddress.City'),
      BillingState: from('BillingState', '_profile.BillingAddress.State'),
      BillingCountry: from('BillingCountry', '_profile.BillingAddress.Country'),
      BillingPostalCode: from('BillingPostalCode', '_profile.BillingAddress.PostalCode'),
      ShippingStreet: from('ShippingStreet', '_profile.ShippingAddress.Address1'),
      ShippingCity: from('ShippingCity', '_profile.ShippingAddress.City'),
      ShippingState: from('ShippingState', '_profile.ShippingAddress.State'),
      ShippingCountry: from('ShippingCountry', '_profile.ShippingAddress.Country'),
      ShippingPostalCode: from('ShippingPostalCode', '_profile.ShippingAddress.PostalCode'),
    },
    keys: { _salesforceAccountId: key(['Id'], 'PROFILE', 'UNIQUE') },
    allowProfileCreation: true,
  },
  'Salesforce-Contact': {
    sourceName: 'Salesforce',
    sourceObject: 'Contact',
    fields: {
      Id: from('Id', '_profile.Attributes.sfdcContactId'),
      AccountId: from('AccountId'),
      FirstName: from('FirstName', '_profile.FirstName', 'NAME'),
      LastName: from('LastName', '_profile.LastName', 'NAME'),
      Email: from('Email', '_profile.EmailAddress', 'EMAIL_ADDRESS'),
      Phone: from('Phone', '_profile.BusinessPhoneNumber', 'PHONE_NUMBER'),
      MobilePhone: from('MobilePhone', '_profile.MobilePhoneNumber', 'PHONE_NUMBER'),
      HomePhone: from('HomePhone', '_profile.HomePhoneNumber', 'PHONE_NUMBER'),
      Birthdate: from('Birthdate', '_profile.BirthDate'),
    },
    keys: {
      _salesforceContactId: key(['Id'], 'PROFILE', 'UNIQUE'),
      _salesforceAccountId: key(['AccountId'], 'PROFILE', 'SECONDARY'),
    },
    allowProfileCreation: true,
  },
  'Salesforce-Asset': {
    sourceName: 'Salesforce',
    sourceObject: 'Asset',
    fields: {
      Id: from('Id'),
      AccountId: from('AccountId'),
      ContactId: from('ContactId'),
      Name: from('Name', '_asset.AssetName'),
      SerialNumber: from('SerialNumber', '_asset.SerialNumber'),
      Price: from('Price', '_asset.Price', 'NUMBER'),
      Quantity: from('Quantity', '_asset.Quantity', 'NUMBER'),
      PurchaseDate: from('PurchaseDate', '_asset.PurchaseDate'),
      UsageEndDate: from('UsageEndDate', '_asset.UsageEndDate'),
      Status: from('Status', '_asset.Status'),
    },
    keys: {
      _salesforceAssetId: key(['Id'], 'UNIQUE', 'ASSET'),
      _salesforceContactId: key(['ContactId'], 'PROFILE'),
      _salesforceAccountId: key(['AccountId'], 'PROFILE', 'SECONDARY'),
    },
    allowProfileCreation: false,
  },
  'Zendesk-users': {
    sourceName: 'Zendesk',
    sourceObject: 'users',
    fields: {
      id: from('id'),
      external_id: from('external_id'),
      name: {
        Source: '{{#givenName}}{{_source.name}}{{/givenName}}',
        Target: '_profile.FirstName',
        ContentType: 'NAME',
      },
      family: {
        Source: '{{#familyName}}{{_source.name}}{{/familyName}}',
        Target: '_profile.LastName',
        ContentType: 'NAME',
      },
      email: from('email', '_profile.EmailAddress', 'EMAIL_ADDRESS'),
      phone: from('phone', '_profile.PhoneNumber', 'PHONE_NUMBER'),
    },
    keys: { _zendeskUserId: key(['id'], 'PROFILE', 'UNIQUE'), _zendeskExternalId: key(['external_id']) },
    allowProfileCreation: true,
  },
  'Zendesk-tickets': {
    sourceName: 'Zendesk',
    sourceObject: 'tickets',
    fields: {
      id: from('id'),
      requester_id: from('requester_id'),
      subject: from('subject', '_case.Title'),
      description: from('description', '_case.Summary'),
      status: from('status', '_case.Status'),
      created_at: from('created_at', '_case.CreatedDate'),
      updated_at: from('updated_at', '_case.UpdatedDate'),
    },
    keys: {
      _zendeskTicketId: key(['id'], 'UNIQUE', 'CASE'),
      _zendeskUserId: key(['requester_id'], 'PROFILE'),
    },
    allowProfileCreation: false,
  },
  'Marketo-leads': {
    sourceName: 'Marketo',
    sourceObject: 'leads',
    fields: {
      id: from('id'),
      sfdcAccountId: from('sfdcAccountId'),
      sfdcContactId: from('sfdcContactId'),
      firstName: from('firstName', '_profile.FirstName', 'NAME'),
      lastName: from('lastName', '_profile.LastName', 'NAME'),
      email: from('email', '_profile.EmailAddress', 'EMAIL_ADDRESS'),
      phone: from('phone', '_profile.PhoneNumber', 'PHONE_NUMBER'),
      mobilePhone: from('mobilePhone', '_profile.MobilePhoneNumber', 'PHONE_NUMBER'),
    },
    keys: {
      _marketoLeadId: key(['id'], 'PROFILE', 'UNIQUE'),
      _salesforceContactId: key(['sfdcContactId'], 'PROFILE', 'SECONDARY'),
      _salesforceAccountId: key(['sfdcAccountId']),
    },
    allowProfileCreation: true,
  },
  'Servicenow-sys_user': {
    sourceName: 'Servicenow',
    sourceObject: 'sys_user',
    fields: {
      sys_id: from('sys_id'),
      first_name: from('first_name', '_profile.FirstName', 'NAME'),
      last_name: from('last_name', '_profile.LastName', 'NAME'),
      email: from('email', '_profile.EmailAddress', 'EMAIL_ADDRESS'),
      phone: from('phone', '_profile.PhoneNumber', 'PHONE_NUMBER'),
      mobile_phone: from('mobile_phone', '_profile.MobilePhoneNumber', 'PHONE_NUMBER'),
    },
    keys: { _serviceNowSystemId: key(['sys_id'], 'PROFILE', 'UNIQUE') },
    allowProfileCreation: true,
  },
  'Servicenow-incident': {
    sourceName: 'Servicenow',
    sourceObject: 'incident',
    fields: {
      sys_id: from('sys_id'),
      caller_id: from('caller_id.value'),
      short_description: from('short_description', '_case.Title'),
      description: from('description', '_case.Summary'),
      state: from('state', '_case.Status'),
      opened_at: from('opened_at', '_case.CreatedDate'),
    },
    keys: {
      _serviceNowIncidentId: key(['sys_id'], 'UNIQUE', 'CASE'),
      _serviceNowSystemId: key(['caller_id'], 'PROFILE'),
    },
    allowProfileCreation: false,
  },
  'Servicenow-task': {
    sourceName: 'Servicenow',
    sourceObject: 'task',
    fields: {
      sys_id: from('sys_id'),
      opened_by: from('opened_by.value'),
      short_description: from('short_description', '_case.Title'),
      state: from('state', '_case.Status'),
    },
    keys: {
      _serviceNowTaskId: key(['sys_id'], 'UNIQUE', 'CASE'),
      _serviceNowSystemId: key(['opened_by'], 'PROFILE'),
    },
    allowProfileCreation: false,
  },
  'Segment-Identify': {
    sourceName: 'Segment',
    sourceObject: 'Identify',
    fields: {
      userId: from('userId'),
      firstName: from('traits.firstName', '_profile.FirstName', 'NAME'),
      lastName: from('traits.lastName', '_profile.LastName', 'NAME'),
      email: from('traits.email', '_profile.EmailAddress', 'EMAIL_ADDRESS'),
      phone: from('traits.phone', '_profile.PhoneNumber', 'PHONE_NUMBER'),
    },
    keys: { _segmentUserId: key(['userId'], 'PROFILE', 'UNIQUE') },
    allowProfileCreation: true,
  },
  'Shopify-Customer': {
    sourceName: 'Shopify',
    sourceObject: 'Customer',
    fields: {
      id: from('id'),
      first_name: from('first_name', '_profile.FirstName', 'NAME'),
      last_name: from('last_name', '_profile.LastName', 'NAME'),
      email: from('email', '_profile.EmailAddress', 'EMAIL_ADDRESS'),
      phone: from('phone', '_profile.PhoneNumber', 'PHONE_NUMBER'),
    },
    keys: { _shopifyCustomerId: key(['id'], 'PROFILE', 'UNIQUE') },
    allowProfileCreation: true,
  },
  'Shopify-Order': {
    sourceName: 'Shopify',
    sourceObject: 'Order',
    fields: {
      id: from('id'),
      customerId: from('customer.id'),
      name: from('name', '_order.Name'),
      total_price: from('total_price', '_order.TotalPrice', 'NUMBER'),
      currency: from('currency', '_order.Currency'),
      created_at: from('created_at', '_order.CreatedDate'),
      financial_status: from('financial_status', '_order.Status'),
      fulfillment_status: from('fulfillment_status', '_order.FulfillmentStatus'),
    },
    keys: {
      _shopifyOrderId: key(['id'], 'UNIQUE', 'ORDER'),
      _shopifyCustomerId: key(['customerId'], 'PROFILE'),
    },
    allowProfileCreation: false,
  },
});

/** The definition an object type gets from a template; undefined for an unknown id. */
export function templateDefinition(templateId: string): ObjectTypeDefinition | undefined {
  const template = Object.hasOwn(templates, templateId) ? templates[templateId] : undefined;
  if (!template) return undefined;
  return {
    Description: `${template.sourceName} ${template.sourceObject}`,
    AllowProfileCreation: template.allowProfileCreation,
    ...(template.timeFormat ? { SourceLastUpdatedTimestampFormat: template.timeFormat } : {}),
    Fields: template.fields,
    Keys: template.keys,
  };
}

/** The definition of a type that is only named, after a template (AWS: implicit object types); undefined for other names. */
export function implicitDefinition(typeName: string): ObjectTypeDefinition | undefined {
  const definition = templateDefinition(typeName);
  return definition && { ...definition, TemplateId: typeName, implicit: true };
}
