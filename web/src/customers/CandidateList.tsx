import { useTranslation } from 'react-i18next';
import type { Found } from '../api/types.ts';
import { SafeText } from '../text/SafeText.tsx';
import { ageOn, type Language, readDate, showDay } from '../values/dates.ts';
import { type MatchKind, markRanges } from '../values/marks.ts';
import { showPhone } from '../values/phones.ts';

interface CandidateListProps {
  id: string;
  items: Found[];
  query: string;
  active: string | undefined;
  candidateId: (profileId: string) => string;
  onActive: (profileId: string) => void;
  onOpen: (profileId: string) => void;
}

/** Customers that may be meant, each with what tells it from the others, and what matched marked. */
export function CandidateList({
  id,
  items,
  query,
  active,
  candidateId,
  onActive,
  onOpen,
}: CandidateListProps) {
  const { t } = useTranslation();
  return (
    // The box keeps the focus and drives this list by aria-activedescendant.
    <div role="listbox" id={id} aria-label={t('search.candidates')} className="n-candidates">
      {items.map((item) => (
        // biome-ignore lint/a11y/useFocusableInteractive: options of a combobox are not focused themselves
        // biome-ignore lint/a11y/useKeyWithClickEvents: Enter is handled by the box
        <div
          role="option"
          key={item.ProfileId}
          id={candidateId(item.ProfileId)}
          aria-selected={item.ProfileId === active}
          className="n-candidate"
          onMouseMove={() => item.ProfileId !== active && onActive(item.ProfileId)}
          onClick={() => onOpen(item.ProfileId)}
        >
          <Candidate item={item} query={query} />
        </div>
      ))}
    </div>
  );
}

/** What tells one customer from the others, on one line. */
export function Candidate({ item, query }: { item: Found; query: string }) {
  const { t } = useTranslation();
  const name = [item.LastName, item.FirstName].filter(Boolean).join(' ') || item.BusinessName;
  const kind = item.Matched?.Kind;
  const ranges = (value: string, ...kinds: MatchKind[]) =>
    kind && kinds.includes(kind) ? markRanges(value, query, kind) : [];
  const phone = item.PhoneNumber && showPhone(item.PhoneNumber);
  return (
    <>
      <div className="n-candidate-name">
        <span className="n-candidate-main">
          {name ? <SafeText text={name} limit={120} ranges={ranges(name, 'name')} /> : t('customer.noName')}
        </span>
        {item.Reading && (
          <span className="n-quiet">
            <SafeText text={item.Reading} limit={120} ranges={ranges(item.Reading, 'reading', 'name')} />
          </span>
        )}
      </div>
      <div className="n-candidate-birth">{item.BirthDate && <Birth text={item.BirthDate} />}</div>
      <div className="n-candidate-city">{item.City && <SafeText text={item.City} limit={60} />}</div>
      <div className="n-candidate-phone">
        {phone && <SafeText text={phone} limit={60} ranges={ranges(phone, 'phone', 'phoneEnd')} />}
      </div>
      <div className="n-candidate-email">
        {item.EmailAddress && (
          <SafeText text={item.EmailAddress} limit={120} ranges={ranges(item.EmailAddress, 'email')} />
        )}
      </div>
      <div className="n-candidate-account n-quiet">
        {item.AccountNumber && (
          <SafeText text={item.AccountNumber} limit={60} ranges={ranges(item.AccountNumber, 'account')} />
        )}
      </div>
    </>
  );
}

function Birth({ text }: { text: string }) {
  const { t, i18n } = useTranslation();
  const date = readDate(text);
  const age = date && ageOn(date, new Date());
  return (
    <>
      <SafeText text={showDay(text, i18n.language as Language)} limit={30} />
      {age !== undefined && <span className="n-quiet n-age">{t('customer.age', { age })}</span>}
    </>
  );
}
