import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useSession } from '../api/session.ts';
import { SafeText } from '../text/SafeText.tsx';
import { Loading } from './Loading.tsx';

/** The address names a domain that is not there, such as a link that is old; one made just now is looked for first. */
export function NoSuchDomain({ domain }: { domain: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { refetch, isFetchedAfterMount } = useSession();
  useEffect(() => void refetch(), [refetch]);
  if (!isFetchedAfterMount) return <Loading />;
  return (
    <main className="n-narrow">
      <Container
        header={
          <Header variant="h1">
            <SafeText text={t('noDomain.title', { domain })} limit={120} />
          </Header>
        }
      >
        <SpaceBetween size="m">
          <p>{t('problem.gone')}</p>
          <Button variant="primary" onClick={() => void navigate('/')}>
            {t('noDomain.home')}
          </Button>
        </SpaceBetween>
      </Container>
    </main>
  );
}
