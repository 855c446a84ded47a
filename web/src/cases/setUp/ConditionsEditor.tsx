import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useTranslation } from 'react-i18next';
import { useOptionName } from '../words.tsx';
import { useFieldNames } from './names.ts';
import type { ConditionDraft, RuleDraft } from './ruleDraft.ts';
import type { SetUp } from './types.ts';
import { useOptions } from './useSetUp.ts';

/** AWS quota. */
const conditionsAtMost = 5;

interface ConditionsEditorProps {
  setUp: SetUp;
  draft: RuleDraft;
  onChange: (part: Partial<RuleDraft>) => void;
}

/** "When … is …, then …": the first line that is true decides, otherwise what stands below. */
export function ConditionsEditor({ setUp, draft, onChange }: ConditionsEditorProps) {
  const { t } = useTranslation();
  const { conditions } = draft;
  const results = useResults(draft.kind === 'Hidden' ? 'Hidden' : 'Required');
  const replace = (at: number, part: Partial<ConditionDraft>) =>
    onChange({ conditions: conditions.map((one, index) => (index === at ? { ...one, ...part } : one)) });
  if (draft.combined) return <Alert type="info">{t('caseSetUp.combined')}</Alert>;
  return (
    <div className="k-form">
      <FormField label={t('caseSetUp.conditions')} description={t('caseSetUp.conditionsWhat')} stretch>
        <ul className="k-list-editor">
          {conditions.map((condition, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity until they are saved
            <li key={at} className="k-condition">
              <FieldChoice setUp={setUp} condition={condition} onChange={(part) => replace(at, part)} />
              <ComparisonChoice condition={condition} onChange={(part) => replace(at, part)} />
              {condition.comparison.startsWith('is') ? (
                <span />
              ) : (
                <ValueChoice setUp={setUp} condition={condition} onChange={(part) => replace(at, part)} />
              )}
              <Select
                options={results}
                selectedOption={results.find(({ value }) => value === String(condition.result)) ?? null}
                ariaLabel={t('caseSetUp.then')}
                onChange={({ detail }) => replace(at, { result: detail.selectedOption.value === 'true' })}
                expandToViewport
              />
              <Button
                variant="inline-icon"
                formAction="none"
                iconName="close"
                ariaLabel={t('caseSetUp.takeConditionOut', { number: at + 1 })}
                onClick={() => onChange({ conditions: conditions.filter((_, index) => index !== at) })}
              />
            </li>
          ))}
        </ul>
        {conditions.length < conditionsAtMost && (
          <Button
            formAction="none"
            iconName="add-plus"
            onClick={() =>
              onChange({
                conditions: [...conditions, { fieldId: '', comparison: 'equalTo', value: '', result: true }],
              })
            }
          >
            {t('caseSetUp.addCondition')}
          </Button>
        )}
      </FormField>
      <FormField label={t('caseSetUp.otherwise')}>
        <Select
          options={results}
          selectedOption={results.find(({ value }) => value === String(draft.defaultValue)) ?? null}
          onChange={({ detail }) => onChange({ defaultValue: detail.selectedOption.value === 'true' })}
          expandToViewport
        />
      </FormField>
    </div>
  );
}

function useResults(kind: 'Required' | 'Hidden') {
  const { t } = useTranslation();
  return [
    { value: 'true', label: t(`caseSetUp.results.${kind}.true`) },
    { value: 'false', label: t(`caseSetUp.results.${kind}.false`) },
  ];
}

interface PartProps {
  condition: ConditionDraft;
  onChange: (part: Partial<ConditionDraft>) => void;
}

function FieldChoice({ setUp, condition, onChange }: PartProps & { setUp: SetUp }) {
  const { t } = useTranslation();
  const nameOf = useFieldNames(setUp.fields);
  const options = setUp.fields
    .filter(({ fieldId, type }) => fieldId !== 'case_id' && type !== 'User')
    .map(({ fieldId }) => ({ value: fieldId, label: nameOf(fieldId) }));
  return (
    <Select
      options={options}
      selectedOption={options.find(({ value }) => value === condition.fieldId) ?? null}
      placeholder={t('caseSetUp.chooseField')}
      ariaLabel={t('caseSetUp.when')}
      filteringType={options.length > 10 ? 'auto' : 'none'}
      onChange={({ detail }) => onChange({ fieldId: detail.selectedOption.value ?? '', value: '' })}
      expandToViewport
    />
  );
}

function ComparisonChoice({ condition, onChange }: PartProps) {
  const { t } = useTranslation();
  const options = (['equalTo', 'notEqualTo', 'isEmpty', 'isNotEmpty'] as const).map((value) => ({
    value,
    label: t(`caseSetUp.comparisons.${value}`),
  }));
  return (
    <Select
      options={options}
      selectedOption={options.find(({ value }) => value === condition.comparison) ?? null}
      ariaLabel={t('caseSetUp.comparison')}
      onChange={({ detail }) =>
        onChange({ comparison: detail.selectedOption.value as ConditionDraft['comparison'] })
      }
      expandToViewport
    />
  );
}

function ValueChoice({ setUp, condition, onChange }: PartProps & { setUp: SetUp }) {
  const { t } = useTranslation();
  const optionName = useOptionName();
  const { fieldId, value } = condition;
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
