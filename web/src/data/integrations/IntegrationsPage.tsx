import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePages } from '../../api/pages.ts';
import { places, useDomain } from '../../app/place.ts';
import { SafeText } from '../../text/SafeText.tsx';
import { type Language, showMoment } from '../../values/dates.ts';
import { ReadList } from '../ReadList.tsx';
import { IntegrationState } from './IntegrationState.tsx';
import { ScheduleText } from './ScheduleText.tsx';
import { type IntegrationSummary, placeOf } from './types.ts';
import { useLookNow } from './useIntegration.ts';
import { WatchDialog } from './WatchDialog.tsx';

/** The sources that are watched for new files. */
export function IntegrationsPage() {
  const { t } = useTranslation();
  const domain = useDomain();
  const [adding, setAdding] = useState(false);
  const integrations = usePages<IntegrationSummary>({
    service: 'nayose',
    operation: 'ListIntegrationViews',
    input: { DomainName: domain },
    member: 'Items',
    refetchInterval: () => 15_000,
  });
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={t('integrations.what')}
          actions={
            <Button iconName="add-plus" onClick={() => setAdding(true)}>
              {t('integrations.add')}
            </Button>
          }
        >
          {t('nav.integrations')}
        </Header>
      }
    >
      <ReadList
        label={t('nav.integrations')}
        pages={integrations}
        id={({ Uri }) => Uri}
        text={placeOf}
        none={t('integrations.none')}
        noneHow={t('integrations.noneHow')}
        columns={useColumns(domain)}
      />
      {adding && (
        <WatchDialog
          domain={domain}
          known={integrations.items.map(({ Uri }) => Uri)}
          onClose={() => setAdding(false)}
        />
      )}
    </ContentLayout>
  );
}

function useColumns(domain: string) {
  const { t, i18n } = useTranslation();
  const moment = (at: number | undefined) => showMoment(at, i18n.language as Language) || '–';
  return [
    {
      id: 'place',
      header: t('integrations.place'),
      isRowHeader: true,
      minWidth: 180,
      cell: (item: IntegrationSummary) => (
        <Link to={places.integration(domain, item.Uri)}>
          <SafeText text={placeOf(item)} limit={120} />
        </Link>
      ),
    },
    {
      id: 'state',
      header: t('imports.state'),
      minWidth: 140,
      cell: (item: IntegrationSummary) => <IntegrationState item={item} />,
    },
    {
      id: 'schedule',
      header: t('schedule.when'),
      minWidth: 150,
      cell: ({ Schedule, Timezone }: IntegrationSummary) => (
        <ScheduleText {...(Schedule && { schedule: Schedule })} {...(Timezone && { timezone: Timezone })} />
      ),
    },
    {
      id: 'type',
      header: t('imports.objectType'),
      cell: ({ ObjectTypeName }: IntegrationSummary) =>
        ObjectTypeName ? (
          <Link to={places.objectType(domain, ObjectTypeName)}>
            <SafeText text={ObjectTypeName} limit={80} />
          </Link>
        ) : (
          '–'
        ),
    },
    {
      id: 'last',
      header: t('integrations.lastLook'),
      cell: ({ LastLook }: IntegrationSummary) => moment(LastLook?.At),
    },
    {
      id: 'run',
      header: '',
      minWidth: 150,
      cell: (item: IntegrationSummary) => item.Bucket && <LookNow domain={domain} uri={item.Uri} />,
    },
  ];
}

function LookNow({ domain, uri }: { domain: string; uri: string }) {
  const { t } = useTranslation();
  const look = useLookNow(domain, uri);
  return (
    <Button variant="inline-link" loading={look.isPending} onClick={() => look.mutate()}>
      {t('integrations.runNow')}
    </Button>
  );
}
