import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/client.ts';
import { problemText } from '../app/Problem.tsx';
import { lackingFields } from './fieldValues.ts';
import type { FormField } from './types.ts';
import { useFieldName } from './words.tsx';

/** What a refusal of a change says to a person: fields by their names, not their ids. */
export function useRefusalText(): (error: unknown, fields: ReadonlyMap<string, FormField>) => string {
  const { t } = useTranslation();
  const nameOf = useFieldName();
  return (error, fields) => {
    if (!(error instanceof ApiError)) return problemText(error, t);
    if (error.name === 'ConflictException' && /closed/.test(error.message)) return t('case.closedFirst');
    const lacking = lackingFields(error.message);
    if (lacking.length === 0) return problemText(error, t);
    const names = lacking.map((id) => {
      const field = fields.get(id);
      return field ? nameOf(field) : id;
    });
    return t('case.lacking', { fields: names.join(t('field.comma')) });
  };
}
