import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useTranslation } from 'react-i18next';
import { keptBySystem, useFieldNames } from './names.ts';
import type { SetUp, TemplateRule } from './types.ts';

interface AppliedRulesProps {
  setUp: SetUp;
  value: TemplateRule[];
  onChange: (rules: TemplateRule[]) => void;
}

/** Which rule decides about which field of a template. A rule about choices brings its field along. */
export function AppliedRules({ setUp, value, onChange }: AppliedRulesProps) {
  const { t } = useTranslation();
  const nameOf = useFieldNames(setUp.fields);
  const rules = setUp.rules.map(({ caseRuleId, name }) => ({ value: caseRuleId, label: name }));
  const fields = setUp.fields
    .filter(({ fieldId }) => !keptBySystem.has(fieldId))
    .map(({ fieldId }) => ({ value: fieldId, label: nameOf(fieldId) }));
  const kindOf = (id: string | undefined) =>
    setUp.rules.find(({ caseRuleId }) => caseRuleId === id)?.ruleType;
  const replace = (at: number, rule: TemplateRule) =>
    onChange(value.map((one, index) => (index === at ? rule : one)));
  return (
    <FormField label={t('caseSetUp.rules')} description={t('caseSetUp.appliedWhat')} stretch>
      <ul className="k-list-editor">
        {value.map((rule, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity until they are saved
          <li key={at}>
            <span className="k-grow">
              <Select
                options={rules}
                selectedOption={rules.find((option) => option.value === rule.caseRuleId) ?? null}
                placeholder={t('caseSetUp.chooseRule')}
                ariaLabel={t('caseSetUp.rule')}
                onChange={({ detail }) => {
                  const caseRuleId = detail.selectedOption.value ?? '';
                  const fieldId = kindOf(caseRuleId) === 'FieldOptions' ? undefined : rule.fieldId;
                  replace(at, { caseRuleId, ...(fieldId && { fieldId }) });
                }}
                expandToViewport
              />
            </span>
            {kindOf(rule.caseRuleId) !== 'FieldOptions' && (
              <span className="k-grow">
                <Select
                  options={fields}
                  selectedOption={fields.find((option) => option.value === rule.fieldId) ?? null}
                  placeholder={t('caseSetUp.chooseField')}
                  ariaLabel={t('caseSetUp.ruleField')}
                  filteringType={fields.length > 10 ? 'auto' : 'none'}
                  onChange={({ detail }) =>
                    replace(at, { ...rule, fieldId: detail.selectedOption.value ?? '' })
                  }
                  expandToViewport
                />
              </span>
            )}
            <Button
              variant="inline-icon"
              formAction="none"
              iconName="close"
              ariaLabel={t('caseSetUp.takeRuleOut')}
              onClick={() => onChange(value.filter((_, index) => index !== at))}
            />
          </li>
        ))}
      </ul>
      {setUp.rules.length > 0 ? (
        <Button
          formAction="none"
          iconName="add-plus"
          onClick={() => onChange([...value, { caseRuleId: '' }])}
        >
          {t('caseSetUp.applyRule')}
        </Button>
      ) : (
        <span className="n-quiet">{t('caseSetUp.noRulesYet')}</span>
      )}
    </FormField>
  );
}
