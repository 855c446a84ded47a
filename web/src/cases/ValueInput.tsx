import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import Textarea from '@cloudscape-design/components/textarea';
import { useTranslation } from 'react-i18next';
import { DayInput } from '../app/DayInput.tsx';
import { shorten } from '../text/pieces.ts';
import type { FormField } from './types.ts';
import { useColleagues } from './useCases.ts';
import { useActorName, useOptionName } from './words.tsx';

interface ValueInputProps {
  field: FormField;
  label: string;
  /** What the box holds; see fieldValues.ts. */
  value: string;
  onChange: (value: string) => void;
  autoFocus?: boolean;
}

/** The box that fits a field's type. */
export function ValueInput(props: ValueInputProps) {
  const { field, label, value, onChange, autoFocus = false } = props;
  switch (field.Type) {
    case 'SingleSelect':
      return <OptionInput {...props} />;
    case 'User':
      return <PersonInput {...props} />;
    case 'Boolean':
      return <YesNoInput {...props} />;
    case 'DateTime':
      return <DayInput type="datetime-local" value={value} label={label} onChange={onChange} />;
    default:
      return field.Multiline ? (
        <Textarea
          value={value}
          rows={4}
          autoFocus={autoFocus}
          onChange={({ detail }) => onChange(detail.value)}
        />
      ) : (
        <Input
          value={value}
          autoFocus={autoFocus}
          autoComplete={false}
          {...(field.Type === 'Number' ? { inputMode: 'decimal' as const } : {})}
          {...(field.Type === 'Url' ? { inputMode: 'url' as const, placeholder: 'https://' } : {})}
          onChange={({ detail }) => onChange(detail.value)}
        />
      );
  }
}

interface ChoiceProps {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  required: boolean;
  onChange: (value: string) => void;
}

function Choice({ label, value, options, required, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  const listed = [...(required && value ? [] : [{ value: '', label: t('case.noChoice') }]), ...options];
  return (
    <Select
      options={listed}
      selectedOption={listed.find((option) => option.value === value) ?? { value, label: value }}
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
      filteringType={listed.length > 10 ? 'auto' : 'none'}
      ariaLabel={label}
      expandToViewport
    />
  );
}

function OptionInput({ field, label, value, onChange }: ValueInputProps) {
  const optionName = useOptionName();
  const options = field.Options.map((option) => ({
    value: option.Value,
    label: shorten(optionName(field.FieldId, option), 80).text,
  }));
  return <Choice {...{ label, value, options, onChange }} required={field.Required} />;
}

function YesNoInput({ field, label, value, onChange }: ValueInputProps) {
  const { t } = useTranslation();
  const options = [
    { value: 'true', label: t('word.yes') },
    { value: 'false', label: t('word.no') },
  ];
  return <Choice {...{ label, value, options, onChange }} required={field.Required} />;
}

function PersonInput({ field, label, value, onChange }: ValueInputProps) {
  const { t } = useTranslation();
  const people = useColleagues().data?.Items ?? [];
  const actor = useActorName(Object.fromEntries(people.map(({ UserArn, Name }) => [UserArn, Name])));
  const options = people.map(({ UserArn, Name, Me }) => ({
    value: UserArn,
    label: Me ? t('case.nameMe', { name: shorten(Name, 60).text }) : shorten(Name, 60).text,
  }));
  if (value && !options.some((option) => option.value === value))
    options.push({ value, label: shorten(actor(value), 60).text });
  return <Choice {...{ label, value, options, onChange }} required={field.Required} />;
}
