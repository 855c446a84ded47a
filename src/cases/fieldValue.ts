import type { FieldType, FieldValueUnion } from '@aws-sdk/client-connectcases';
import type { Field } from './field.ts';
import { quotas } from './quotas.ts';
import { invalid } from './refusals.ts';

/** A value of a field as stored: text, number or boolean. Dates stay as they were written. */
export type StoredValue = string | number | boolean;

/** Values of a case by field id. */
export type Values = Readonly<Record<string, StoredValue>>;

/** The value as a request carries it; types alone, so that sums of the SDK with and without `$unknown` both fit. */
export type GivenValue = Partial<Record<keyof FieldValueUnion, unknown>>;

const memberOf: Record<FieldType, 'stringValue' | 'doubleValue' | 'booleanValue' | 'userArnValue'> = {
  Text: 'stringValue',
  Number: 'doubleValue',
  Boolean: 'booleanValue',
  DateTime: 'stringValue',
  SingleSelect: 'stringValue',
  Url: 'stringValue',
  User: 'userArnValue',
};

/**
 * Reads a given value for a field. Undefined means that the field is to have none (`emptyValue`, or an empty text).
 * Refuses (400) a value of another type or form. Whether a choice exists is not looked at here.
 */
export function readValue(field: Field, given: GivenValue): StoredValue | undefined {
  if (given.emptyValue !== undefined) return undefined;
  const member = memberOf[field.type];
  const value = given[member] as StoredValue | undefined;
  if (value === undefined)
    throw invalid(`Field ${field.fieldId} is of the type ${field.type}; give its value as ${member}.`);
  if (value === '') return undefined;
  checkForm(field, value);
  return value;
}

function checkForm(field: Field, value: StoredValue): void {
  if (typeof value !== 'string') return;
  const { fieldId, type } = field;
  if (type === 'DateTime' && timeOf(value) === undefined)
    throw invalid(
      `Field ${fieldId} needs a time with its offset in ISO 8601, such as 2026-04-01T09:00:00+09:00.`,
    );
  if (type === 'Url' && !isUrl(value))
    throw invalid(`Field ${fieldId} needs an address that begins with https:// or http://.`);
  if (type === 'User' && !/^arn:.+/.test(value))
    throw invalid(`Field ${fieldId} needs the ARN of a user, such as arn:aws:connect:….`);
  if (type === 'User' && value.length > 500)
    throw invalid(`Field ${fieldId} takes an ARN of at most 500 characters.`);
  if (fieldId === 'summary' && [...value].length > quotas.summaryLength)
    throw invalid(`Field summary takes at most ${quotas.summaryLength} characters.`);
}

const isoTime =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;

/** Milliseconds since 1970 of a time in ISO 8601 with its offset; undefined when it is none. */
export function timeOf(text: string): number | undefined {
  const [, year, month, day] = isoTime.exec(text) ?? [];
  // 30 February reads as 2 March elsewhere; the database would refuse it.
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number(year) < 1 || Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) return undefined;
  return Date.parse(text);
}

/** Only addresses a browser opens without running anything. */
function isUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && !/\s/.test(text) && URL.canParse(text);
}

/** The value as answers carry it. */
export function showValue(type: FieldType, value: StoredValue): FieldValueUnion {
  if (typeof value === 'number') return { doubleValue: value };
  if (typeof value === 'boolean') return { booleanValue: value };
  return type === 'User' ? { userArnValue: value } : { stringValue: value };
}

/** The value of a field that may have none, as the audit tells it. */
export const showOrEmpty = (type: FieldType, value: StoredValue | undefined): FieldValueUnion =>
  value === undefined ? { emptyValue: {} } : showValue(type, value);
