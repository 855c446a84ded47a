import Badge from '@cloudscape-design/components/badge';
import { useTranslation } from 'react-i18next';
import type { ProfileView } from '../api/types.ts';
import { SafeText } from '../text/SafeText.tsx';
import { readingOf } from './readings.ts';
import { useChoiceWord } from './ValueInput.tsx';

/** What a customer is called, in one line. */
export function useCustomerName(): (profile: ProfileView['Profile']) => string {
  const { t } = useTranslation();
  return ({ LastName, FirstName, MiddleName, BusinessName }) =>
    [LastName, FirstName, MiddleName].filter(Boolean).join(' ') || BusinessName || t('customer.noName');
}

/** The customer's name with its reading above. `level` is the level of the heading. */
export function ProfileTitle({ view, level = 1 }: { view: ProfileView; level?: 1 | 2 }) {
  const nameOf = useCustomerName();
  const reading = readingOf(view.Profile.Attributes);
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <div className="n-profile-name">
      {reading && (
        <p className="n-reading">
          <SafeText text={reading} limit={120} />
        </p>
      )}
      <Heading>
        <SafeText text={nameOf(view.Profile)} limit={200} />
        <PartyBadge view={view} />
      </Heading>
    </div>
  );
}

function PartyBadge({ view }: { view: ProfileView }) {
  const word = useChoiceWord();
  const party = view.Profile.PartyTypeString ?? view.Profile.PartyType;
  if (!party || party === 'INDIVIDUAL') return null;
  return (
    <Badge color="blue">
      <SafeText text={word('PartyType', party)} limit={40} />
    </Badge>
  );
}
