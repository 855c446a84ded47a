import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session.ts';
import { Loading } from '../../app/Loading.tsx';
import { Problem } from '../../app/Problem.tsx';
import { actorName } from '../../profile/Provenance.tsx';
import { SafeText } from '../../text/SafeText.tsx';
import { type Language, showMoment } from '../../values/dates.ts';
import { showConfidence } from '../compare/figures.ts';
import { nameOfPerson } from '../compare/names.ts';
import { useMerges } from '../queries.ts';
import type { MergeItem } from '../types.ts';
import { UndoMergeDialog } from './UndoMergeDialog.tsx';
import './merges.css';

interface MergedFromProps {
  domain: string;
  profileId: string;
  /** Base profiles that are shown as this one. */
  count: number;
}

/** What was brought together in this profile, by whom and why, and the way back. */
export function MergedFrom({ domain, profileId, count }: MergedFromProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const merges = useMerges(domain, profileId, open);
  if (count < 2) return null;
  return (
    <ExpandableSection
      variant="container"
      headerText={t('merges.title')}
      headerDescription={t('merges.what', { count })}
      expanded={open}
      onChange={({ detail }) => setOpen(detail.expanded)}
    >
      {merges.isPending && <Loading />}
      {merges.isError && <Problem error={merges.error} retry={() => void merges.refetch()} />}
      {merges.data && (
        <ol className="n-merges">
          {merges.data.toReversed().map((merge) => (
            <Merge key={merge.MergeId} domain={domain} merge={merge} />
          ))}
        </ol>
      )}
    </ExpandableSection>
  );
}

function Merge({ domain, merge }: { domain: string; merge: MergeItem }) {
  const { t, i18n } = useTranslation();
  const agent = useSession().data?.User.Role === 'agent';
  const [undoing, setUndoing] = useState(false);
  const how = useHowMerged()(merge);
  const language = i18n.language as Language;
  const people = (merge.MergedProfiles ?? []).map((person) => nameOfPerson(person) || t('customer.noName'));
  const names = people.length > 0 ? people.join(t('field.comma')) : merge.MergedProfileIds.join(' ');
  return (
    <li>
      <div>
        <strong>
          <SafeText text={t('merges.with', { names })} limit={200} />
        </strong>
        <div className="n-quiet">
          {how}
          {t('review.dot')}
          <time>{showMoment(merge.At, language)}</time>
          {merge.Method === 'MANUAL' && (
            <>
              {t('review.dot')}
              <SafeText text={actorName(merge.Actor) ?? ''} limit={80} />
            </>
          )}
        </div>
      </div>
      {merge.UndoneAt !== undefined ? (
        <span className="n-quiet">{t('merges.undone', { at: showMoment(merge.UndoneAt, language) })}</span>
      ) : (
        !agent && (
          <Button iconName="undo" onClick={() => setUndoing(true)}>
            {t('undo.action')}
          </Button>
        )
      )}
      {undoing && <UndoMergeDialog domain={domain} merge={merge} onClose={() => setUndoing(false)} />}
    </li>
  );
}

/** By hand, by which level of the rules, or with which confidence of the model. */
function useHowMerged(): (merge: MergeItem) => string {
  const { t } = useTranslation();
  return ({ Method, RuleLevel, Confidence }) => {
    if (Method === 'RULE' && RuleLevel !== undefined) return t('merges.method.RULE', { level: RuleLevel });
    if (Method === 'MODEL' && Confidence !== undefined) {
      return t('merges.method.MODEL', { confidence: showConfidence(Confidence) });
    }
    return Method === 'RULE' || Method === 'MODEL' ? t('merges.auto') : t('merges.method.MANUAL');
  };
}
