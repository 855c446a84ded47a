import Alert from '@cloudscape-design/components/alert';
import { useTranslation } from 'react-i18next';
import { SafeText } from '../../text/SafeText.tsx';
import { nameOfMember } from '../compare/names.ts';
import { isContradiction, useGroupReasonWords } from '../compare/useReasonWords.ts';
import type { GroupDetail } from '../types.ts';
import { useHowFound } from '../useHowFound.ts';

/** Who it is about, how they were found, and what speaks against it, loud. */
export function GroupHead({
  detail: { Group, Members },
  place,
}: {
  detail: GroupDetail;
  place?: { at: number; of: number };
}) {
  const { t } = useTranslation();
  const howFound = useHowFound();
  const words = useGroupReasonWords();
  const names = [...new Set(Members.map((member) => nameOfMember(member) || t('customer.noName')))];
  const contradictions = Group.Reasons.filter(isContradiction);
  const others = Group.Reasons.filter((code) => !isContradiction(code));
  return (
    <header className="n-review-head">
      <div className="n-review-title">
        <h2>
          <SafeText text={names.join(' / ')} limit={80} />
        </h2>
        {place && place.at > 0 && <span className="n-quiet n-count">{t('review.place', place)}</span>}
      </div>
      <p className="n-quiet">
        {[t('review.size', { count: Group.Size }), howFound(Group), ...others.map(words)]
          .filter(Boolean)
          .join(t('review.dot'))}
      </p>
      {place && (Group.State === 'MERGED' || Group.State === 'REJECTED') && (
        <Alert type="info">{t(`review.decided.${Group.State}`)}</Alert>
      )}
      {contradictions.length > 0 && (
        <Alert type="error" header={t('review.beware')}>
          <ul className="n-plain">
            {contradictions.map((code) => (
              <li key={code}>{words(code)}</li>
            ))}
          </ul>
        </Alert>
      )}
    </header>
  );
}
