import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useTranslation } from 'react-i18next';

interface NameFieldProps {
  value: string;
  onChange: (value: string) => void;
}

/** Name of a field, layout, template or rule. */
export function NameField({ value, onChange }: NameFieldProps) {
  const { t } = useTranslation();
  return (
    <FormField label={t('caseSetUp.name')}>
      <Input value={value} autoFocus onChange={({ detail }) => onChange(detail.value.slice(0, 100))} />
    </FormField>
  );
}

/** What it is for, in its maker's words. */
export function DescriptionField({ value, onChange }: NameFieldProps) {
  const { t } = useTranslation();
  return (
    <FormField label={t('caseSetUp.description')}>
      <Input value={value} onChange={({ detail }) => onChange(detail.value.slice(0, 255))} />
    </FormField>
  );
}
