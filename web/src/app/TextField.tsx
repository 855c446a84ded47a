import FormField from '@cloudscape-design/components/form-field';
import Input, { type InputProps } from '@cloudscape-design/components/input';

interface TextFieldProps extends Omit<InputProps, 'onChange'> {
  label: string;
  /** Below the field: what may be written there. */
  constraint?: string;
  onChange: (value: string) => void;
}

/** One line of text in a form, with its label. */
export function TextField({ label, constraint, onChange, ...input }: TextFieldProps) {
  return (
    <FormField label={label} constraintText={constraint} stretch>
      <Input {...input} onChange={({ detail }) => onChange(detail.value)} />
    </FormField>
  );
}
