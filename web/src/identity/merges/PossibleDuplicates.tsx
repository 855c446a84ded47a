import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useSession } from '../../api/session.ts';
import { places } from '../../app/place.ts';
import { SafeText } from '../../text/SafeText.tsx';
import { nameOfPerson } from '../compare/names.ts';
import { useMatchGroups } from '../queries.ts';

/** Customers who may be the same person as this one, until somebody has decided. */
export function PossibleDuplicates({ domain, profileId }: { domain: string; profileId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const agent = useSession().data?.User.Role === 'agent';
  const groups = useMatchGroups(domain, { ProfileId: profileId, State: 'OPEN' });
  const [first] = groups.items;
  if (!first) return null;
  const others = groups.items.flatMap(({ Profiles }) =>
    Profiles.filter((one) => one.ProfileId !== profileId),
  );
  const names = [...new Set(others.map((person) => nameOfPerson(person) || t('customer.noName')))];
  return (
    <Alert
      type="info"
      header={t('merges.duplicates', { count: new Set(others.map(({ ProfileId }) => ProfileId)).size })}
      action={
        !agent && (
          <Button onClick={() => void navigate(places.review(domain, first.MatchId))}>
            {t('merges.review')}
          </Button>
        )
      }
    >
      <SafeText text={names.join(t('field.comma'))} limit={200} />
    </Alert>
  );
}
