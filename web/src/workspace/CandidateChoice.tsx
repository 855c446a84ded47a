import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { places } from '../app/place.ts';
import type { Candidate } from '../contacts/types.ts';
import { useFieldLabel } from '../profile/useFieldLabel.ts';
import { SafeText } from '../text/SafeText.tsx';
import { ageOn, type Language, readDate } from '../values/dates.ts';
import { candidateFacts, type Fact } from './candidateFacts.ts';
import { isTyping } from './useWorkKeys.ts';
import { useWorkspace } from './WorkspaceContext.tsx';

interface CandidateChoiceProps {
  candidates: Candidate[];
  pending: boolean;
  onChoose: (profileId: string) => void;
}

/** Several customers match: each with what tells it from the others. One is chosen, or some are said to be the same. */
export function CandidateChoice({ candidates, pending, onChoose }: CandidateChoiceProps) {
  const { t, i18n } = useTranslation();
  const { domain } = useWorkspace();
  const navigate = useNavigate();
  const [same, setSame] = useState<string[]>([]);
  const facts = useMemo(
    () => candidateFacts(candidates, i18n.language as Language),
    [candidates, i18n.language],
  );
  useNumberKeys(candidates, pending, onChoose);
  const toggle = (id: string, on: boolean) =>
    setSame((now) => (on ? [...now, id] : now.filter((one) => one !== id)));
  if (candidates.length === 0) return null;
  return (
    <div className="w-candidates">
      <h2>{t('pop.choose')}</h2>
      <p className="n-quiet">{t('pop.chooseHow')}</p>
      <ol>
        {candidates.map((candidate, at) => (
          <li key={candidate.ProfileId} className="w-candidate" data-profile={candidate.ProfileId}>
            {candidates.length > 1 && (
              <Checkbox
                checked={same.includes(candidate.ProfileId)}
                ariaLabel={t('pop.markSame', { number: at + 1 })}
                onChange={({ detail }) => toggle(candidate.ProfileId, detail.checked)}
              />
            )}
            <CandidateWords candidate={candidate} facts={facts[at] ?? []} number={at + 1} />
            <Button disabled={pending} onClick={() => onChoose(candidate.ProfileId)}>
              {t('pop.take')}
            </Button>
          </li>
        ))}
      </ol>
      {candidates.length > 1 && (
        <div className="w-candidates-foot">
          <Button
            disabled={same.length < 2}
            iconName="share"
            onClick={() => void navigate(places.merge(domain, same))}
          >
            {t('pop.same')}
          </Button>
          <span className="n-quiet">{t('pop.sameHow')}</span>
        </div>
      )}
    </div>
  );
}

interface CandidateWordsProps {
  candidate: Candidate;
  facts: Fact[];
  number: number;
}

function CandidateWords({ candidate, facts, number }: CandidateWordsProps) {
  const { t } = useTranslation();
  const name = [candidate.LastName, candidate.FirstName].filter(Boolean).join(' ') || candidate.BusinessName;
  return (
    <div className="w-candidate-words">
      <div className="w-candidate-name">
        {number < 10 && <kbd className="w-key">{number}</kbd>}
        <strong>{name ? <SafeText text={name} limit={120} /> : t('customer.noName')}</strong>
        {candidate.Reading && (
          <span className="n-quiet">
            <SafeText text={candidate.Reading} limit={80} />
          </span>
        )}
      </div>
      <dl className="w-facts">
        {facts.map((fact) => (
          <FactItem key={fact.field} fact={fact} />
        ))}
      </dl>
    </div>
  );
}

/** What tells the candidates apart stands out. */
function FactItem({ fact: { field, value, tells } }: { fact: Fact }) {
  const { t } = useTranslation();
  const label = useFieldLabel();
  const date = field === 'BirthDate' ? readDate(value) : undefined;
  const age = date && ageOn(date, new Date());
  return (
    <div data-tells={tells}>
      <dt>{field === 'City' ? t('addressPart.City') : label(field)}</dt>
      <dd>
        {value ? <SafeText text={value} limit={80} /> : t('pop.noValue')}
        {age !== undefined && <span className="n-age">{t('customer.age', { age })}</span>}
      </dd>
    </div>
  );
}

/** 1 to 9 choose at once. */
function useNumberKeys(
  candidates: Candidate[],
  pending: boolean,
  onChoose: (profileId: string) => void,
): void {
  const latest = useRef({ candidates, pending, onChoose });
  latest.current = { candidates, pending, onChoose };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const now = latest.current;
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
      const chosen = /^[1-9]$/.test(event.key) ? now.candidates[Number(event.key) - 1] : undefined;
      if (!plain || now.pending || !chosen || document.querySelector('[role=dialog]')) return;
      event.preventDefault();
      now.onChoose(chosen.ProfileId);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
