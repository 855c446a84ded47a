import { useTranslation } from 'react-i18next';
import { showConfidence } from './compare/figures.ts';
import type { MatchGroup } from './types.ts';

type Finding = Pick<MatchGroup, 'Method' | 'RuleLevel' | 'Confidence'>;

/** How a group was found, in words: the confidence of the model, the level of the rule, or both where both found it. */
export function useHowFound(): (group: Finding & Pick<MatchGroup, 'Also'>) => string {
  const { t } = useTranslation();
  const words = ({ Method, RuleLevel, Confidence }: Finding) => {
    if (Method === 'RULE' && RuleLevel !== undefined) return t('review.byRule', { level: RuleLevel });
    if (Confidence === undefined) return '';
    return t('reasons.confidence', { confidence: showConfidence(Confidence) });
  };
  return ({ Also, ...group }) =>
    [words(group), Also ? words(Also) : ''].filter(Boolean).join(t('review.dot'));
}
