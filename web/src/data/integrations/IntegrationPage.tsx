import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useSession } from '../../api/session.ts';
import { Loading } from '../../app/Loading.tsx';
import { PageProblem } from '../../app/PageProblem.tsx';
import { places, useDomain } from '../../app/place.ts';
import { SubPage } from '../../app/SubPage.tsx';
import { ImportList } from '../../imports/ImportList.tsx';
import { SafeText } from '../../text/SafeText.tsx';
import { serverWords } from '../../text/serverWords.ts';
import { DeleteIntegration } from './DeleteIntegration.tsx';
import { IntegrationFacts } from './IntegrationFacts.tsx';
import { IntegrationTotals } from './IntegrationTotals.tsx';
import { ScheduleDialog } from './ScheduleDialog.tsx';
import { type IntegrationView, placeOf } from './types.ts';
import { useIntegration, useLookNow, usePause } from './useIntegration.ts';

/** One integration: what it watches, what its last look found, and the files it brought. */
export function IntegrationPage() {
  const { t } = useTranslation();
  const domain = useDomain();
  const uri = useSearchParams()[0].get('uri') ?? '';
  const query = useIntegration(domain, uri);
  if (query.isPending) return <Loading />;
  const above = { text: t('nav.integrations'), href: places.integrations(domain) };
  if (query.isError) {
    return <PageProblem query={query} above={above} gone={t('integrations.gone')} />;
  }
  const item = query.data;
  return (
    <SubPage above={above} title={placeOf(item)} actions={<Actions domain={domain} item={item} />}>
      <Notices item={item} />
      <Container>
        <SpaceBetween size="m">
          <IntegrationFacts domain={domain} item={item} />
          <IntegrationTotals item={item} />
        </SpaceBetween>
      </Container>
      <ImportList domain={domain} startedBy={item.Uri} />
    </SubPage>
  );
}

/** What keeps files from coming in, and what to do about it. */
function Notices({ item }: { item: IntegrationView }) {
  const { t, i18n } = useTranslation();
  const problem = item.LastLook?.Problem;
  return (
    <>
      {!item.Bucket && <Alert type="info">{t('integrations.foreign')}</Alert>}
      {problem && (
        <Alert type="error" header={t('integrations.lookFailed')}>
          <SafeText text={serverWords(problem, i18n.language)} />
        </Alert>
      )}
      {item.PausedAt !== undefined && <Alert type="warning">{t('integrations.pausedWhat')}</Alert>}
    </>
  );
}

function Actions({ domain, item }: { domain: string; item: IntegrationView }) {
  const { t } = useTranslation();
  const admin = useSession().data?.User.Role === 'admin';
  const [open, setOpen] = useState<'schedule' | 'delete'>();
  const look = useLookNow(domain, item.Uri);
  const pause = usePause(domain, item.Uri);
  const paused = item.PausedAt !== undefined;
  const close = () => setOpen(undefined);
  const mayPause = item.Bucket !== undefined && (item.Schedule !== undefined || paused);
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        {admin && <Button onClick={() => setOpen('delete')}>{t('integrations.delete')}</Button>}
        {item.Bucket && <Button onClick={() => setOpen('schedule')}>{t('schedule.change')}</Button>}
        {mayPause && (
          <Button loading={pause.isPending} onClick={() => pause.mutate(!paused)}>
            {t(paused ? 'integrations.resume' : 'integrations.pause')}
          </Button>
        )}
        {item.Bucket && (
          <Button variant="primary" loading={look.isPending} onClick={() => look.mutate()}>
            {t('integrations.runNow')}
          </Button>
        )}
      </SpaceBetween>
      {open === 'schedule' && <ScheduleDialog domain={domain} item={item} onClose={close} />}
      {open === 'delete' && <DeleteIntegration domain={domain} item={item} onClose={close} />}
    </>
  );
}
