import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import Select from '@cloudscape-design/components/select';
import { useTranslation } from 'react-i18next';
import { useOptionName } from '../words.tsx';
import { useFieldNames } from './names.ts';
import type { RuleDraft } from './ruleDraft.ts';
import type { SetUp } from './types.ts';
import { useOptions } from './useSetUp.ts';

interface OptionMappingsProps {
  setUp: SetUp;
  draft: RuleDraft;
  onChange: (part: Partial<RuleDraft>) => void;
}

/** Which choices of one field remain for each choice of another. */
export function OptionMappings({ setUp, draft, onChange }: OptionMappingsProps) {
  const { t } = useTranslation();
  const nameOf = useFieldNames(setUp.fields);
  const selects = setUp.fields
    .filter(({ type }) => type === 'SingleSelect')
    .map(({ fieldId }) => ({ value: fieldId, label: nameOf(fieldId) }));
  const fieldChoice = (label: string, value: string, choose: (fieldId: string) => void) => (
    <FormField label={label}>
      <Select
        options={selects}
        selectedOption={selects.find((option) => option.value === value) ?? null}
        placeholder={t('caseSetUp.chooseField')}
        onChange={({ detail }) => choose(detail.selectedOption.value ?? '')}
        expandToViewport
      />
    </FormField>
  );
  return (
    <div className="k-form">
      {fieldChoice(t('caseSetUp.parent'), draft.parentFieldId, (parentFieldId) =>
        onChange({ parentFieldId, mappings: {} }),
      )}
      {fieldChoice(t('caseSetUp.child'), draft.childFieldId, (childFieldId) =>
        onChange({ childFieldId, mappings: {} }),
      )}
      {draft.parentFieldId && draft.childFieldId && draft.parentFieldId !== draft.childFieldId && (
        <Mappings setUp={setUp} draft={draft} onChange={onChange} />
      )}
    </div>
  );
}

function Mappings({ setUp, draft, onChange }: OptionMappingsProps) {
  const { t } = useTranslation();
  const optionName = useOptionName();
  const { parentFieldId, childFieldId, mappings } = draft;
  const parents = useOptions(setUp.casesDomainId, parentFieldId).data ?? [];
  const children = (useOptions(setUp.casesDomainId, childFieldId).data ?? []).map(({ value, name }) => ({
    value,
    label: optionName(childFieldId, { Value: value, Name: name }),
  }));
  return parents.map(({ value, name }) => (
    <FormField
      key={value}
      label={t('caseSetUp.whenOption', { option: optionName(parentFieldId, { Value: value, Name: name }) })}
    >
      <Multiselect
        options={children}
        selectedOptions={children.filter((option) => mappings[value]?.includes(option.value))}
        onChange={({ detail }) =>
          onChange({
            mappings: {
              ...mappings,
              [value]: detail.selectedOptions.map((option) => option.value ?? ''),
            },
          })
        }
        placeholder={t('caseSetUp.noneLeft')}
        filteringType={children.length > 10 ? 'auto' : 'none'}
        expandToViewport
      />
    </FormField>
  ));
}
