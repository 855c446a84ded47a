import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { places } from '../app/place.ts';
import type { Candidate } from '../contacts/types.ts';
import { useFieldLabel } from '../profile/useFieldLabel.ts';
import { SafeText } from '../text/SafeText.tsx';
import { ageOn, readDate, showShortDate } from '../values/dates.ts';
import { showPhone } from '../values/phones.ts';
import { isTyping } from './useWorkKeys.ts';
import { useWorkspace } from './WorkspaceContext.tsx';

interface CandidateChoiceProps {
  candidates: Candidate[];
  pending: boolean;
  onChoose: (profileId: string) => void;
}

/** Several customers match: each with what tells it from the others. One is chosen, or some are said to be the same. */
export function CandidateChoice({ candidates, pending, onChoose }: CandidateChoiceProps) {
  const { t } = useTranslation();
  const { domain } = useWorkspace();
  const navigate = useNavigate();
  const [same, setSame] = useState<string[]>([]);
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
            <CandidateFacts candidate={candidate} number={at + 1} />
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

function CandidateFacts({ candidate, number }: { candidate: Candidate; number: number }) {
  const { t } = useTranslation();
  const label = useFieldLabel();
  const name = [candidate.LastName, candidate.FirstName].filter(Boolean).join(' ') || candidate.BusinessName;
  const date = readDate(candidate.BirthDate ?? '');
  const age = date && ageOn(date, new Date());
  const facts = [
    candidate.BirthDate && showShortDate(candidate.BirthDate),
    age !== undefined && t('customer.age', { age }),
    candidate.City,
    candidate.PhoneNumber && showPhone(candidate.PhoneNumber),
    candidate.EmailAddress,
    candidate.AccountNumber,
  ].filter((text): text is string => Boolean(text));
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
      <div className="w-candidate-facts n-quiet">
        {facts.map((text, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: facts have no identity
          <span key={at}>
            <SafeText text={text} limit={80} />
          </span>
        ))}
      </div>
      {candidate.TellsApart && candidate.TellsApart.length > 0 && (
        <dl className="w-apart">
          {candidate.TellsApart.map(({ Field, Value }) => (
            <div key={Field}>
              <dt>
                {Field === 'Name'
                  ? t('profile.name')
                  : Field === 'City'
                    ? t('addressPart.City')
                    : label(Field)}
              </dt>
              <dd>{Value ? <SafeText text={shown(Field, Value)} limit={80} /> : t('pop.noValue')}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

function shown(field: string, value: string): string {
  if (field.endsWith('PhoneNumber')) return showPhone(value);
  return field === 'BirthDate' ? showShortDate(value) : value;
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
