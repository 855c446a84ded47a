import Button from '@cloudscape-design/components/button';
import { useTranslation } from 'react-i18next';
import type { Choice } from '../compare/merged.ts';
import { isContradiction } from '../compare/useReasonWords.ts';
import type { Decision, GroupDetail } from '../types.ts';
import { Key } from './Key.tsx';

interface DecisionBarProps {
  detail: GroupDetail;
  choice: Choice;
  onDecide: (decision: Decision) => void;
  onStep: (step: 1 | -1) => void;
}

/** The three answers, each with its key and what it does. */
export function DecisionBar({ detail, choice, onDecide, onStep }: DecisionBarProps) {
  const { t } = useTranslation();
  const count = choice.included.length;
  const some = count < detail.Members.length;
  const disputed = detail.Group.Reasons.some(isContradiction);
  return (
    <div className="n-decision" role="toolbar" aria-label={t('review.decide')}>
      <div className="n-decision-steps">
        <Button
          iconName="angle-up"
          variant="icon"
          ariaLabel={t('review.previous')}
          onClick={() => onStep(-1)}
        />
        <Button iconName="angle-down" variant="icon" ariaLabel={t('review.next')} onClick={() => onStep(1)} />
      </div>
      <p className="n-quiet n-decision-what">
        {some ? t('review.someWill', { count }) : t('review.allWill', { count })}
      </p>
      <div className="n-decision-answers">
        <Button
          variant={disputed ? 'normal' : 'primary'}
          disabled={count < 2}
          onClick={() => onDecide('SAME')}
        >
          {t('review.same')} <Key sign="S" />
        </Button>
        <Button onClick={() => onDecide('DIFFERENT')} disabled={count === 0}>
          {t(some ? 'review.differentSome' : 'review.different')} <Key sign="D" />
        </Button>
        <Button onClick={() => onDecide('LATER')}>
          {t('review.postpone')} <Key sign="L" />
        </Button>
      </div>
    </div>
  );
}
