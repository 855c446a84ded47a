import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useTranslation } from 'react-i18next';
import { useOptionName } from '../words.tsx';
import { useFieldNames } from './names.ts';
import { type Comparison, needsValue } from './ruleDraft.ts';
import type { SetUp } from './types.ts';
import { useOptions } from './useSetUp.ts';

/** "Field, is, value": three boxes, the last only where there is something to compare with. */
export function ComparisonEditor({ setUp, ...part }: PartProps & { setUp: SetUp }) {
  return (
    <>
      <FieldChoice setUp={setUp} {...part} />
      <OperatorChoice {...part} />
      {needsValue(part.comparison.operator) ? <ValueChoice setUp={setUp} {...part} /> : <span />}
    </>
  );
}

interface PartProps {
  comparison: Comparison;
  onChange: (part: Partial<Comparison>) => void;
}

function FieldChoice({ setUp, comparison, onChange }: PartProps & { setUp: SetUp }) {
  const { t } = useTranslation();
  const nameOf = useFieldNames(setUp.fields);
  const options = setUp.fields
    .filter(({ fieldId, type }) => fieldId !== 'case_id' && type !== 'User')
    .map(({ fieldId }) => ({ value: fieldId, label: nameOf(fieldId) }));
  return (
    <Select
      options={options}
      selectedOption={options.find(({ value }) => value === comparison.fieldId) ?? null}
      placeholder={t('caseSetUp.chooseField')}
      ariaLabel={t('caseSetUp.when')}
      filteringType={options.length > 10 ? 'auto' : 'none'}
      onChange={({ detail }) => onChange({ fieldId: detail.selectedOption.value ?? '', value: '' })}
      expandToViewport
    />
  );
}

function OperatorChoice({ comparison, onChange }: PartProps) {
  const { t } = useTranslation();
  const options = (['equalTo', 'notEqualTo', 'isEmpty', 'isNotEmpty'] as const).map((value) => ({
    value,
    label: t(`caseSetUp.comparisons.${value}`),
  }));
  return (
    <Select
      options={options}
      selectedOption={options.find(({ value }) => value === comparison.operator) ?? null}
      ariaLabel={t('caseSetUp.comparison')}
      onChange={({ detail }) => onChange({ operator: detail.selectedOption.value as Comparison['operator'] })}
      expandToViewport
    />
  );
}

function ValueChoice({ setUp, comparison, onChange }: PartProps & { setUp: SetUp }) {
  const { t } = useTranslation();
  const optionName = useOptionName();
  const { fieldId, value } = comparison;
  const type = setUp.fields.find((field) => field.fieldId === fieldId)?.type;
  const stored = useOptions(setUp.casesDomainId, type === 'SingleSelect' ? fieldId : undefined);
  if (type !== 'SingleSelect' && type !== 'Boolean')
    return (
      <Input
        value={value}
        ariaLabel={t('caseSetUp.value')}
        onChange={({ detail }) => onChange({ value: detail.value })}
      />
    );
  const options =
    type === 'Boolean'
      ? [
          { value: 'true', label: t('word.yes') },
          { value: 'false', label: t('word.no') },
        ]
      : (stored.data ?? []).map((option) => ({
          value: option.value,
          label: optionName(fieldId, { Value: option.value, Name: option.name }),
        }));
  return (
    <Select
      options={options}
      selectedOption={options.find((option) => option.value === value) ?? null}
      placeholder={t('caseSetUp.choose')}
      ariaLabel={t('caseSetUp.value')}
      onChange={({ detail }) => onChange({ value: detail.selectedOption.value ?? '' })}
      expandToViewport
    />
  );
}
