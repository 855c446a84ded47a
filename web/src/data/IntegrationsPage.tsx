import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { call } from '../api/client.ts';
import { usePages } from '../api/pages.ts';
import type { IntegrationItem } from '../api/types.ts';
import { useFlash } from '../app/flash.tsx';
import { problemText } from '../app/Problem.tsx';
import { places, useDomain } from '../app/place.ts';
import { SafeText } from '../text/SafeText.tsx';
import { type Language, showMoment } from '../values/dates.ts';
import { ReadList } from './ReadList.tsx';

/** The sources that are watched for new files. */
export function IntegrationsPage() {
  const { t, i18n } = useTranslation();
  const domain = useDomain();
  const language = i18n.language as Language;
  const integrations = usePages<IntegrationItem>({
    service: 'profile',
    operation: 'ListIntegrations',
    input: { DomainName: domain, MaxResults: 100 },
    member: 'Items',
  });
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={t('integrations.what')}>
          {t('nav.integrations')}
        </Header>
      }
    >
      <ReadList
        pages={integrations}
        id={(item) => item.Uri}
        none={t('integrations.none')}
        noneHow={t('integrations.noneHow')}
        columns={[
          {
            id: 'uri',
            header: t('integrations.uri'),
            isRowHeader: true,
            cell: (item) => <SafeText text={item.Uri} limit={200} />,
          },
          {
            id: 'type',
            header: t('imports.objectType'),
            cell: (item) => <Types domain={domain} item={item} />,
          },
          {
            id: 'run',
            header: '',
            minWidth: 140,
            cell: (item) => <RunNow domain={domain} uri={item.Uri} />,
          },
          {
            id: 'created',
            header: t('list.created'),
            cell: (item) => showMoment(item.CreatedAt, language) || '–',
          },
          {
            id: 'updated',
            header: t('list.updated'),
            cell: (item) => showMoment(item.LastUpdatedAt, language) || '–',
          },
        ]}
      />
    </ContentLayout>
  );
}

/** Looks for new files at once instead of at the next scheduled time. */
function RunNow({ domain, uri }: { domain: string; uri: string }) {
  const { t } = useTranslation();
  const flash = useFlash();
  const run = useMutation({
    mutationFn: () =>
      call<{ ImportIds: string[] }>('nayose', 'RunIntegration', { DomainName: domain, Uri: uri }),
    onSuccess: ({ ImportIds }) =>
      flash({
        type: 'success',
        text:
          ImportIds.length > 0
            ? t('integrations.started', { count: ImportIds.length })
            : t('integrations.nothingNew'),
      }),
    onError: (error) => flash({ type: 'error', text: problemText(error, t) }),
  });
  return (
    <Button variant="inline-link" loading={run.isPending} onClick={() => run.mutate()}>
      {t('integrations.runNow')}
    </Button>
  );
}

function Types({ domain, item }: { domain: string; item: IntegrationItem }) {
  const names = item.ObjectTypeName ? [item.ObjectTypeName] : Object.values(item.ObjectTypeNames ?? {});
  if (names.length === 0) return '–';
  return names.map((name) => (
    <span key={name}>
      <Link to={places.objectType(domain, name)}>
        <SafeText text={name} limit={80} />
      </Link>{' '}
    </span>
  ));
}
