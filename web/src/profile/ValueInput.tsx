import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import Textarea from '@cloudscape-design/components/textarea';
import { useTranslation } from 'react-i18next';
import { choices } from './standardFields.ts';

interface ValueInputProps {
  /** Flat name; decides what kind of input it takes. */
  name: string;
  value: string;
  onChange: (value: string) => void;
  autoFocus?: boolean;
}

/** The input that fits a field: a list of choices, a line, or several lines. */
export function ValueInput({ name, value, onChange, autoFocus = false }: ValueInputProps) {
  const { t } = useTranslation();
  const listed = choices[name as keyof typeof choices];
  if (listed) return <ChoiceInput name={name} listed={listed} value={value} onChange={onChange} />;
  if (name === 'AdditionalInformation') {
    return (
      <Textarea
        value={value}
        rows={3}
        autoFocus={autoFocus}
        onChange={({ detail }) => onChange(detail.value)}
      />
    );
  }
  return (
    <Input
      value={value}
      autoFocus={autoFocus}
      {...kindOf(name)}
      placeholder={name === 'BirthDate' ? t('field.datePlaceholder') : ''}
      autoComplete={false}
      onChange={({ detail }) => onChange(detail.value)}
    />
  );
}

function kindOf(name: string): { inputMode?: 'tel' | 'email' } {
  if (name.endsWith('PhoneNumber')) return { inputMode: 'tel' };
  if (name.endsWith('EmailAddress')) return { inputMode: 'email' };
  return {};
}

interface ChoiceInputProps {
  name: string;
  listed: readonly string[];
  value: string;
  onChange: (value: string) => void;
}

function ChoiceInput({ name, listed, value, onChange }: ChoiceInputProps) {
  const { t } = useTranslation();
  const word = useChoiceWord();
  const options = [
    { value: '', label: t('field.noChoice') },
    ...listed.map((choice) => ({ value: choice, label: word(name, choice) })),
  ];
  return (
    <Select
      options={options}
      selectedOption={options.find((option) => option.value === value) ?? { value, label: value }}
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
      ariaLabel={name}
    />
  );
}

/** Words for a value of a closed list (`INDIVIDUAL` → 個人); anything else stays as it is. */
export function useChoiceWord(): (name: string, value: string) => string {
  const { t, i18n } = useTranslation();
  return (name, value) => {
    const key = `choice.${name}.${value}`;
    return i18n.exists(key) ? t(key as never) : value;
  };
}
