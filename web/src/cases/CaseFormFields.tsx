import FormField from '@cloudscape-design/components/form-field';
import { useTranslation } from 'react-i18next';
import { SafeText } from '../text/SafeText.tsx';
import type { Typed } from './fieldValues.ts';
import type { FormField as CaseField } from './types.ts';
import { ValueInput } from './ValueInput.tsx';
import { useFieldName } from './words.tsx';

interface CaseFormFieldsProps {
  fields: readonly CaseField[];
  typed: Typed;
  onChange: (fieldId: string, value: string) => void;
  /** What is wrong, by field id. */
  errors: Readonly<Record<string, string>>;
}

/** Fields of a case to fill in. What a rule hides is left out, what it requires is marked. */
export function CaseFormFields({ fields, typed, onChange, errors }: CaseFormFieldsProps) {
  const { t } = useTranslation();
  const nameOf = useFieldName();
  return fields
    .filter(({ Hidden, ReadOnly }) => !Hidden && !ReadOnly)
    .map((field, at) => {
      const label = nameOf(field);
      const error = errors[field.FieldId];
      return (
        <div key={field.FieldId} data-field={field.FieldId}>
          <FormField
            label={
              <>
                <SafeText text={label} limit={100} />
                {field.Required && <span className="k-required">{t('case.required')}</span>}
              </>
            }
            description={field.Description && <SafeText text={field.Description} limit={255} />}
            errorText={error}
            stretch
          >
            <ValueInput
              field={field}
              label={label}
              autoFocus={at === 0}
              value={typed[field.FieldId] ?? ''}
              onChange={(value) => onChange(field.FieldId, value)}
            />
          </FormField>
        </div>
      );
    });
}
