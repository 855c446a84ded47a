import Button from '@cloudscape-design/components/button';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useSession } from '../api/session.ts';
import { Empty } from '../app/Empty.tsx';
import { places } from '../app/place.ts';

/** Neither the model nor rules are on: nothing can be found before that. */
export function NotSetUp({ domain }: { domain: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const admin = useSession().data?.User.Role === 'admin';
  return (
    <Empty
      title={t('review.off')}
      action={
        admin && (
          <Button onClick={() => void navigate(places.matching(domain))}>{t('review.toSettings')}</Button>
        )
      }
    >
      {t(admin ? 'review.offAdmin' : 'review.offWhy')}
    </Empty>
  );
}
