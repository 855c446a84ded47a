import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Toggle from '@cloudscape-design/components/toggle';
import { useTranslation } from 'react-i18next';
import { useOptionName } from '../words.tsx';
import type { SetUpOption } from './types.ts';

interface OptionsEditorProps {
  fieldId: string;
  options: SetUpOption[];
  onChange: (options: SetUpOption[]) => void;
}

/** Choices of a field: their names, and whether they can be chosen. What was chosen once is never taken away. */
export function OptionsEditor({ fieldId, options, onChange }: OptionsEditorProps) {
  const { t } = useTranslation();
  const optionName = useOptionName();
  const replace = (at: number, part: Partial<SetUpOption>) =>
    onChange(options.map((option, index) => (index === at ? { ...option, ...part } : option)));
  const fixed = (value: string) => fieldId === 'status' && (value === 'open' || value === 'closed');
  return (
    <FormField label={t('caseSetUp.options')} description={t('caseSetUp.optionsWhat')} stretch>
      <ul className="k-list-editor">
        {options.map((option, at) => (
          <li key={option.value}>
            <span className="k-grow">
              <Input
                value={optionName(fieldId, { Value: option.value, Name: option.name })}
                disabled={fixed(option.value)}
                ariaLabel={t('caseSetUp.optionName', { number: at + 1 })}
                onChange={({ detail }) => replace(at, { name: detail.value.slice(0, 100) })}
              />
            </span>
            <Toggle
              checked={option.active}
              disabled={fixed(option.value)}
              onChange={({ detail }) => replace(at, { active: detail.checked })}
            >
              {t('caseSetUp.inUse')}
            </Toggle>
          </li>
        ))}
      </ul>
      <Button
        formAction="none"
        iconName="add-plus"
        onClick={() => onChange([...options, { value: newValue(options), name: '', active: true }])}
      >
        {t('caseSetUp.addOption')}
      </Button>
    </FormField>
  );
}

/** A value no option of the field has: what people see is the name, and it may change. */
function newValue(options: readonly SetUpOption[]): string {
  const taken = new Set(options.map(({ value }) => value));
  for (let number = options.length + 1; ; number++)
    if (!taken.has(`option_${number}`)) return `option_${number}`;
}
