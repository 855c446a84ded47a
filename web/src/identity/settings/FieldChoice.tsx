import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import { useTranslation } from 'react-i18next';
import { useAttributeOptions } from './SettingsForm.tsx';

interface FieldChoiceProps {
  label: string;
  description?: string;
  choices: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** Some of the fields, chosen from a list. */
export function FieldChoice({ label, description, choices, chosen, onChange }: FieldChoiceProps) {
  return (
    <FormField label={label} description={description} stretch>
      <FieldList label={label} choices={choices} chosen={chosen} onChange={onChange} />
    </FormField>
  );
}

interface FieldListProps extends Omit<FieldChoiceProps, 'description'> {
  /** Id of the element that names it, where that is not the form field around it. */
  labelledBy?: string;
}

/** The list alone, for a place that has a label already. */
export function FieldList({ label, labelledBy, choices, chosen, onChange }: FieldListProps) {
  const { t } = useTranslation();
  // What is no longer offered stays visible, so that it can be taken out.
  const options = useAttributeOptions([...new Set([...choices, ...chosen])]);
  return (
    <Multiselect
      options={options}
      selectedOptions={chosen.flatMap((name) => options.find(({ value }) => value === name) ?? [])}
      placeholder={t('matching.chooseFields')}
      ariaLabel={label}
      {...(labelledBy && { ariaLabelledby: labelledBy, controlId: `${labelledBy}-fields` })}
      filteringType={options.length > 8 ? 'auto' : 'none'}
      filteringPlaceholder={t('list.filter')}
      empty={t('matching.noFields')}
      onChange={({ detail }) => onChange(detail.selectedOptions.flatMap(({ value }) => value ?? []))}
      expandToViewport
    />
  );
}
