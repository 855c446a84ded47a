import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { SafeText } from '../../text/SafeText.tsx';
import { nameOfPerson } from '../compare/names.ts';
import { isContradiction } from '../compare/useReasonWords.ts';
import type { MatchGroup } from '../types.ts';
import { useHowFound } from '../useHowFound.ts';

interface ReviewListProps {
  items: MatchGroup[];
  current: string;
  more: boolean;
  onSelect: (matchId: string) => void;
}

/** The groups that wait, each with enough to be told from the others. */
export function ReviewList({ items, current, more, onSelect }: ReviewListProps) {
  const { t } = useTranslation();
  const shown = useRef<HTMLOListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the entry is found again when another one is current
  useEffect(() => {
    shown.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <nav className="n-review-list" aria-label={t('review.waiting')}>
      <ol ref={shown}>
        {items.map((group) => (
          <li key={group.MatchId}>
            <button
              type="button"
              aria-current={group.MatchId === current}
              onClick={() => onSelect(group.MatchId)}
            >
              <Entry group={group} />
            </button>
          </li>
        ))}
      </ol>
      {more && <p className="n-quiet n-review-more">{t('review.moreWait')}</p>}
    </nav>
  );
}

function Entry({ group }: { group: MatchGroup }) {
  const { t } = useTranslation();
  const howFound = useHowFound();
  const names = [...new Set(group.Profiles.map((person) => nameOfPerson(person) || t('customer.noName')))];
  return (
    <>
      <span className="n-review-names">
        <SafeText text={names.join(' / ')} limit={80} />
      </span>
      <span className="n-review-entry">
        <span>{t('review.size', { count: group.Size })}</span>
        <span>{howFound(group)}</span>
        {group.Reasons.some(isContradiction) && (
          <span className="n-review-alarm">{t('review.contradicts')}</span>
        )}
      </span>
    </>
  );
}
