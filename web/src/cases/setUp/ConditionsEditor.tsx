import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import { useTranslation } from 'react-i18next';
import { ConditionEditor } from './ConditionEditor.tsx';
import { ResultChoice } from './ResultChoice.tsx';
import { type ConditionDraft, comparisonsOf, emptyCondition, type RuleDraft } from './ruleDraft.ts';
import type { SetUp } from './types.ts';

/** Comparisons of one rule (AWS quota). */
const comparisonsAtMost = 5;

interface ConditionsEditorProps {
  setUp: SetUp;
  draft: RuleDraft;
  onChange: (part: Partial<RuleDraft>) => void;
}

/** "When all of these are true, then …": the first condition that is true decides, otherwise what stands below. */
export function ConditionsEditor({ setUp, draft, onChange }: ConditionsEditorProps) {
  const { t } = useTranslation();
  const { conditions } = draft;
  const kind = draft.kind === 'Hidden' ? 'Hidden' : 'Required';
  const room = comparisonsOf(draft) < comparisonsAtMost;
  const replace = (at: number, condition: ConditionDraft) =>
    onChange({ conditions: conditions.map((one, index) => (index === at ? condition : one)) });
  return (
    <div className="k-form">
      <FormField label={t('caseSetUp.conditions')} description={t('caseSetUp.conditionsWhat')} stretch>
        <ol className="k-conditions">
          {conditions.map((condition, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity until they are saved
            <li key={at}>
              <ConditionEditor
                setUp={setUp}
                kind={kind}
                number={at + 1}
                condition={condition}
                room={room}
                onChange={(next) => replace(at, next)}
                onRemove={() => onChange({ conditions: conditions.filter((_, index) => index !== at) })}
              />
            </li>
          ))}
        </ol>
        {room ? (
          <Button
            formAction="none"
            iconName="add-plus"
            onClick={() => onChange({ conditions: [...conditions, emptyCondition] })}
          >
            {t(conditions.length === 0 ? 'caseSetUp.addCondition' : 'caseSetUp.addOtherCondition')}
          </Button>
        ) : (
          <span className="n-quiet">{t('caseSetUp.conditionsAtMost', { count: comparisonsAtMost })}</span>
        )}
      </FormField>
      <FormField label={t(conditions.length > 0 ? 'caseSetUp.otherwise' : 'caseSetUp.always')}>
        <ResultChoice
          kind={kind}
          value={draft.defaultValue}
          onChange={(defaultValue) => onChange({ defaultValue })}
        />
      </FormField>
    </div>
  );
}
