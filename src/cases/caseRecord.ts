import type { Field } from './field.ts';
import type { StoredValue, Values } from './fieldValue.ts';

/** A case as stored. */
export interface CaseRecord {
  caseId: string;
  templateId: string;
  referenceNumber: string;
  /** The base profile it was written for; it never moves. */
  customer: { domainId: number; profileId: string };
  /** Values of the fields that are no columns. */
  fields: Values;
  tags: Record<string, string>;
  createdAt: Date;
  updatedAt: Date;
  updatedBy: string;
  closedAt: Date | undefined;
}

/** All values of a case by field id, those that the system keeps too. `customer_id` is as it was given. */
export function valuesOf(record: CaseRecord): Record<string, StoredValue> {
  return {
    ...record.fields,
    case_id: record.caseId,
    reference_number: record.referenceNumber,
    created_datetime: record.createdAt.toISOString(),
    last_updated_datetime: record.updatedAt.toISOString(),
    last_updated_user: record.updatedBy,
    ...(record.closedAt ? { last_closed_datetime: record.closedAt.toISOString() } : {}),
  };
}

/** A value of a case that differs after a change. */
export interface FieldChange {
  field: Field;
  before: StoredValue | undefined;
  after: StoredValue | undefined;
}
