import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';

interface FilterChoiceProps {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
}

/** One choice of the bar above a list; a value that is no longer offered is shown as it is. */
export function FilterChoice({ label, value, options, onChange }: FilterChoiceProps) {
  return (
    <FormField label={label} stretch>
      <Select
        options={options}
        selectedOption={options.find((option) => option.value === value) ?? { value, label: value }}
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
        filteringType={options.length > 12 ? 'auto' : 'none'}
        expandToViewport
      />
    </FormField>
  );
}
