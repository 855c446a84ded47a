import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { places, useDomain } from '../../app/place.ts';
import { SafeText } from '../../text/SafeText.tsx';
import type { Member } from '../types.ts';
import type { Choice } from './merged.ts';
import { nameOfMember } from './names.ts';

interface CompareHeadProps {
  member: Member;
  /** The digit key that stands for it. */
  number: number;
  /** Number of an earlier column that is shown as one with this one already. */
  oneWith: number | undefined;
  choice: Choice;
  onMain: ((profileId: string) => void) | undefined;
  /** Absent where there is nothing to leave out. */
  onToggle: ((profileId: string) => void) | undefined;
}

/** Head of a column: which profile, whether it takes part, and whether it is the one that stays. */
export function CompareHead({ member, number, oneWith, choice, onMain, onToggle }: CompareHeadProps) {
  const { t } = useTranslation();
  const domain = useDomain();
  const group = useId();
  const id = member.ProfileId;
  const included = choice.included.includes(id);
  const main = choice.mainId === id;
  return (
    <th scope="col" data-left={!included} data-main={main}>
      <div className="n-compare-who">
        <span className="n-compare-number" aria-hidden="true">
          {number}
        </span>
        <a href={places.customer(domain, id)} target="_blank" rel="noreferrer">
          <SafeText text={nameOfMember(member) || t('customer.noName')} limit={80} />
        </a>
      </div>
      {oneWith !== undefined && (
        <span className="n-compare-one">{t('compare.oneWith', { number: oneWith })}</span>
      )}
      {onToggle && (
        <label className="n-compare-pick">
          <input type="checkbox" checked={included} onChange={() => onToggle(id)} />
          {t('compare.include')}
        </label>
      )}
      {onMain ? (
        <label className="n-compare-pick">
          <input type="radio" name={group} checked={main} disabled={!included} onChange={() => onMain(id)} />
          {t('compare.main')}
        </label>
      ) : (
        main && <span className="n-compare-pick">{t('compare.mainHere')}</span>
      )}
    </th>
  );
}
