import FormField from '@cloudscape-design/components/form-field';
import { SafeText } from '../text/SafeText.tsx';
import { usePartLabel } from './useFieldLabel.ts';
import { ValueInput } from './ValueInput.tsx';

interface ValueFieldProps {
  /** Flat name; also what the field is called unless `label` says otherwise. */
  name: string;
  label?: string;
  value: string;
  error?: string | undefined;
  autoFocus?: boolean;
  onChange: (value: string) => void;
}

/** A field of a profile in a form: its name, the input that fits it, and why the value was refused. */
export function ValueField({ name, label, error, ...input }: ValueFieldProps) {
  const part = usePartLabel();
  return (
    <FormField label={label ?? part(name)} errorText={error && <SafeText text={error} />} stretch>
      <ValueInput name={name} {...input} />
    </FormField>
  );
}
