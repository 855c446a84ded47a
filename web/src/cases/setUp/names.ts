import { useFieldName, useSetUpName } from '../words.tsx';
import type { SetUpField } from './types.ts';

/** Name of a field in the reader's language, by id; an id that is not there stays. */
export function useFieldNames(fields: readonly SetUpField[]): (fieldId: string) => string {
  const nameOf = useFieldName();
  const names = new Map(
    fields.map(({ fieldId, name, namespace }) => [
      fieldId,
      nameOf({ FieldId: fieldId, Name: name, System: namespace === 'System' }),
    ]),
  );
  return (fieldId) => names.get(fieldId) ?? fieldId;
}

/** A name as people edit it: those that every domain begins with are shown in the reader's language, and stay as they are. */
export function useKnownName(stored: string | undefined) {
  const nameOf = useSetUpName();
  const shown = stored === undefined ? '' : nameOf(stored);
  return {
    shown,
    stored: (typed: string) => (stored !== undefined && typed === shown ? stored : typed.trim()),
  };
}

/** Fields that only the system writes; none of them can be asked for. */
export const keptBySystem = new Set([
  'case_id',
  'reference_number',
  'created_datetime',
  'last_updated_datetime',
  'last_closed_datetime',
  'last_updated_user',
]);
