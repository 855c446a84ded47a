import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useTranslation } from 'react-i18next';
import { shorten } from '../../text/pieces.ts';
import { SafeText } from '../../text/SafeText.tsx';
import { useFieldNames } from './names.ts';
import type { SetUpField } from './types.ts';

interface FieldListEditorProps {
  label: string;
  description: string;
  /** All fields, for their names. */
  fields: readonly SetUpField[];
  /** Those that can be added. */
  free: readonly SetUpField[];
  value: string[];
  onChange: (fieldIds: string[]) => void;
}

/** An ordered list of fields: moved up and down, added and taken out. */
export function FieldListEditor({ label, description, fields, free, value, onChange }: FieldListEditorProps) {
  const { t } = useTranslation();
  const nameOf = useFieldNames(fields);
  const swap = (at: number, to: number) => {
    const next = [...value];
    [next[at], next[to]] = [next[to] ?? '', next[at] ?? ''];
    onChange(next);
  };
  return (
    <FormField label={label} description={description} stretch>
      <ol className="k-list-editor">
        {value.map((fieldId, at) => (
          <li key={fieldId}>
            <span className="k-grow">
              <SafeText text={nameOf(fieldId)} limit={100} />
            </span>
            <Button
              variant="inline-icon"
              formAction="none"
              iconName="angle-up"
              disabled={at === 0}
              ariaLabel={t('caseSetUp.up', { name: nameOf(fieldId) })}
              onClick={() => swap(at, at - 1)}
            />
            <Button
              variant="inline-icon"
              formAction="none"
              iconName="angle-down"
              disabled={at === value.length - 1}
              ariaLabel={t('caseSetUp.down', { name: nameOf(fieldId) })}
              onClick={() => swap(at, at + 1)}
            />
            <Button
              variant="inline-icon"
              formAction="none"
              iconName="close"
              ariaLabel={t('caseSetUp.takeOut', { name: nameOf(fieldId) })}
              onClick={() => onChange(value.filter((id) => id !== fieldId))}
            />
          </li>
        ))}
      </ol>
      {free.length > 0 && (
        <Select
          selectedOption={null}
          placeholder={t('caseSetUp.addFieldHere')}
          ariaLabel={t('caseSetUp.addFieldTo', { list: label })}
          options={free.map(({ fieldId }) => ({ value: fieldId, label: shorten(nameOf(fieldId), 80).text }))}
          filteringType={free.length > 10 ? 'auto' : 'none'}
          onChange={({ detail }) => onChange([...value, detail.selectedOption.value ?? ''])}
          expandToViewport
        />
      )}
    </FormField>
  );
}
