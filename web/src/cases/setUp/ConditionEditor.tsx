import Button from '@cloudscape-design/components/button';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { ComparisonEditor } from './ComparisonEditor.tsx';
import { ResultChoice } from './ResultChoice.tsx';
import { type Comparison, type ConditionDraft, emptyComparison } from './ruleDraft.ts';
import type { SetUp } from './types.ts';

interface ConditionEditorProps {
  setUp: SetUp;
  kind: 'Required' | 'Hidden';
  /** Its place among the conditions, from 1. */
  number: number;
  condition: ConditionDraft;
  /** Whether the rule may make one more comparison. */
  room: boolean;
  onChange: (condition: ConditionDraft) => void;
  onRemove: () => void;
}

/** One condition: its comparisons with "and" or "or" between them, and what holds when it is true. */
export function ConditionEditor({ setUp, kind, number, condition, room, ...on }: ConditionEditorProps) {
  const { t } = useTranslation();
  const { comparisons, match, result } = condition;
  const change = (part: Partial<ConditionDraft>) => on.onChange({ ...condition, ...part });
  const replace = (at: number, part: Partial<Comparison>) =>
    change({ comparisons: comparisons.map((one, index) => (index === at ? { ...one, ...part } : one)) });
  const takeOut = (at: number) =>
    comparisons.length === 1
      ? on.onRemove()
      : change({ comparisons: comparisons.filter((_, index) => index !== at) });
  return (
    <fieldset className="k-condition">
      <legend className="n-off-screen">{t('caseSetUp.conditionNumber', { number })}</legend>
      {comparisons.length > 1 && <MatchChoice match={match} onChange={change} />}
      {comparisons.map((comparison, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: comparisons have no identity until they are saved
        <Fragment key={at}>
          {at > 0 && <span className="k-joint">{t(`caseSetUp.joint.${match}`)}</span>}
          <div className="k-comparison">
            <ComparisonEditor setUp={setUp} comparison={comparison} onChange={(part) => replace(at, part)} />
            <Button
              variant="inline-icon"
              formAction="none"
              iconName="close"
              ariaLabel={t('caseSetUp.takeConditionOut', {
                number: comparisons.length > 1 ? `${number}-${at + 1}` : number,
              })}
              onClick={() => takeOut(at)}
            />
          </div>
        </Fragment>
      ))}
      {room && (
        <div>
          <Button
            variant="inline-link"
            formAction="none"
            iconName="add-plus"
            onClick={() => change({ comparisons: [...comparisons, emptyComparison] })}
          >
            {t('caseSetUp.addComparison')}
          </Button>
        </div>
      )}
      <div className="k-then">
        <span>{t('caseSetUp.then')}</span>
        <ResultChoice
          kind={kind}
          value={result}
          ariaLabel={t('caseSetUp.thenOf', { number })}
          onChange={(next) => change({ result: next })}
        />
      </div>
    </fieldset>
  );
}

function MatchChoice({
  match,
  onChange,
}: {
  match: ConditionDraft['match'];
  onChange: (part: Partial<ConditionDraft>) => void;
}) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      selectedId={match}
      label={t('caseSetUp.match')}
      options={(['all', 'any'] as const).map((id) => ({ id, text: t(`caseSetUp.matches.${id}`) }))}
      onChange={({ detail }) => onChange({ match: detail.selectedId as ConditionDraft['match'] })}
    />
  );
}
