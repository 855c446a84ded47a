import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePages } from '../api/pages.ts';
import type { IntegrationItem } from '../api/types.ts';
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
