import type { FieldType } from '@aws-sdk/client-connectcases';
import type { FieldOption } from './field.ts';

/** A field that every Cases domain has. */
interface SystemField {
  fieldId: string;
  name: string;
  type: FieldType;
  multiline?: boolean;
  /** The system alone writes it. */
  readOnly?: boolean;
}

/** Fields of the system with their fixed ids (AWS: system case fields), in the order they are shown. */
export const systemFields: readonly SystemField[] = [
  { fieldId: 'title', name: 'Title', type: 'Text' },
  { fieldId: 'status', name: 'Status', type: 'SingleSelect' },
  { fieldId: 'case_reason', name: 'Case reason', type: 'SingleSelect' },
  { fieldId: 'summary', name: 'Summary', type: 'Text', multiline: true },
  { fieldId: 'customer_id', name: 'Customer', type: 'Text' },
  { fieldId: 'assigned_user', name: 'Assigned user', type: 'User' },
  { fieldId: 'assigned_queue', name: 'Assigned queue', type: 'Text' },
  { fieldId: 'reference_number', name: 'Reference number', type: 'Text', readOnly: true },
  { fieldId: 'case_id', name: 'Case ID', type: 'Text', readOnly: true },
  { fieldId: 'created_datetime', name: 'Opened', type: 'DateTime', readOnly: true },
  { fieldId: 'last_updated_datetime', name: 'Last updated', type: 'DateTime', readOnly: true },
  { fieldId: 'last_closed_datetime', name: 'Last closed', type: 'DateTime', readOnly: true },
  { fieldId: 'last_updated_user', name: 'Last updated by', type: 'User', readOnly: true },
];

/** Ids of the fields that the system alone writes. */
export const readOnlyFields: ReadonlySet<string> = new Set(
  systemFields.filter(({ readOnly }) => readOnly).map(({ fieldId }) => fieldId),
);

/** Fields that stand outside layouts (AWS: title and status cannot be part of one). */
export const outsideLayouts: ReadonlySet<string> = new Set(['title', 'status']);

/** Fields a case cannot be without (AWS: CreateCase). */
export const alwaysRequired: ReadonlySet<string> = new Set(['customer_id', 'title', 'status']);

/** Value of the status of a case that is done with. */
export const closed = 'closed';

/** Value of the status a new case has. */
export const open = 'open';

/** Choices of the status that cannot be put out of use (AWS: fixed options). */
export const fixedStatuses: readonly FieldOption[] = [
  { value: open, name: 'Open', active: true },
  { value: closed, name: 'Closed', active: true },
];
