import type { FieldDefinition, KeyDefinition } from '../objectType.ts';
import { fieldsOf, key, type Template } from './template.ts';

/** Contact records name their members in camelCase once they are profile objects (AWS: contact record template). */
const fields: Record<string, FieldDefinition> = {
  ...fieldsOf('', { contactId: '', channel: '' }),
  endpoint: { Source: '_source.customerEndpoint.address', ContentType: 'PHONE_NUMBER' },
  initiatedAt: { Source: '_source.initiationTimestamp', ContentType: 'STRING' },
};

const contactId = { _ctrContactId: key(['contactId'], 'PROFILE', 'UNIQUE') };
const byPhone = (...identifiers: string[]): Record<string, KeyDefinition[]> => ({
  ...contactId,
  _phone: key(['endpoint'], 'PROFILE', 'SECONDARY', ...identifiers),
});

const record = (keys: Template['keys'], allowProfileCreation: boolean): Template => ({
  sourceName: 'AmazonConnect',
  sourceObject: 'CTR',
  fields,
  keys,
  allowProfileCreation,
});

/** Templates of contact records. */
export const contactRecords: Record<string, Template> = {
  CTR: record(contactId, true),
  // AWS: the name misleads; this one makes a profile where no single one has the telephone.
  'CTR-NoInferred': record(byPhone(), true),
  'CTR-AutoAssociateOnly': record(byPhone('LOOKUP_ONLY'), false),
};
