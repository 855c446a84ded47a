import { useTranslation } from 'react-i18next';
import { showConfidence } from './compare/figures.ts';
import type { MatchGroup } from './types.ts';

/** How a group was found, in words: the level of the rule, or the confidence of the model. */
export function useHowFound(): (group: Pick<MatchGroup, 'Method' | 'RuleLevel' | 'Confidence'>) => string {
  const { t } = useTranslation();
  return ({ Method, RuleLevel, Confidence }) => {
    if (Method === 'RULE' && RuleLevel !== undefined) return t('review.byRule', { level: RuleLevel });
    if (Confidence === undefined) return '';
    return t('reasons.confidence', { confidence: showConfidence(Confidence) });
  };
}
