import type { CaseValue, FieldType, FormField } from './types.ts';

/** What is typed into the boxes of a form, by field id. */
export type Typed = Readonly<Record<string, string>>;

/** A value as its box shows it; times in the reader's own time zone. */
export function toTyped(type: FieldType, value: CaseValue | undefined): string {
  if (value === undefined) return '';
  if (type !== 'DateTime') return String(value);
  const date = new Date(String(value));
  if (Number.isNaN(date.getTime())) return '';
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** What a box holds as a value: undefined when it is empty, `problem` when it cannot be read. */
export function fromTyped(
  type: FieldType,
  typed: string,
): { value: CaseValue | undefined } | { problem: 'number' | 'time' | 'url' } {
  const text = type === 'Text' ? typed : typed.trim();
  if (text === '') return { value: undefined };
  switch (type) {
    case 'Number': {
      const number = Number(text.normalize('NFKC').replaceAll(',', ''));
      return Number.isFinite(number) ? { value: number } : { problem: 'number' };
    }
    case 'Boolean':
      return { value: text === 'true' };
    case 'DateTime': {
      const date = new Date(text);
      return Number.isNaN(date.getTime()) ? { problem: 'time' } : { value: date.toISOString() };
    }
    case 'Url':
      return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text) ? { value: text } : { problem: 'url' };
    default:
      return { value: text };
  }
}

/** Everything that can be read from the boxes, and the fields where something cannot. */
export function readTyped(fields: readonly FormField[], typed: Typed) {
  const values: Record<string, CaseValue> = {};
  const problems: Record<string, 'number' | 'time' | 'url'> = {};
  for (const { FieldId, Type } of fields) {
    const read = fromTyped(Type, typed[FieldId] ?? '');
    if ('problem' in read) problems[FieldId] = read.problem;
    else if (read.value !== undefined) values[FieldId] = read.value;
  }
  return { values, problems };
}

/** Ids of the fields that a refusal says are missing; none when it says something else. */
export function lackingFields(message: string): string[] {
  const [, ids] = /^Fields? (.+): a value is required\.$/.exec(message) ?? [];
  return ids?.split(', ') ?? [];
}

/** Id of a contact in its ARN. */
export const contactIdOf = (arn: string): string | undefined => /\/contact\/([0-9a-f-]+)$/.exec(arn)?.[1];
