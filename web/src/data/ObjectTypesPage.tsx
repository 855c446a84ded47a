import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePages } from '../api/pages.ts';
import type { ObjectTypeItem } from '../api/types.ts';
import { places, useDomain } from '../app/place.ts';
import { SafeText } from '../text/SafeText.tsx';
import { serverWords } from '../text/serverWords.ts';
import { type Language, showMoment } from '../values/dates.ts';
import { ReadList } from './ReadList.tsx';

/** The object types of the domain: how records of each source become profiles. */
export function ObjectTypesPage() {
  const { t, i18n } = useTranslation();
  const domain = useDomain();
  const types = usePages<ObjectTypeItem>({
    service: 'profile',
    operation: 'ListProfileObjectTypes',
    input: { DomainName: domain, MaxResults: 100 },
    member: 'Items',
  });
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={t('objectTypes.what')}>
          {t('nav.objectTypes')}
        </Header>
      }
    >
      <ReadList
        label={t('nav.objectTypes')}
        pages={types}
        id={(item) => item.ObjectTypeName}
        none={t('objectTypes.none')}
        noneHow={t('objectTypes.noneHow')}
        columns={[
          {
            id: 'name',
            header: t('objectTypes.name'),
            isRowHeader: true,
            cell: (item) => (
              <Link to={places.objectType(domain, item.ObjectTypeName)}>
                <SafeText text={item.ObjectTypeName} limit={80} />
              </Link>
            ),
          },
          {
            id: 'description',
            minWidth: 200,
            header: t('objectTypes.description'),
            cell: (item) => (
              <SafeText text={serverWords(item.Description ?? '', i18n.language)} limit={200} />
            ),
          },
          {
            id: 'priority',
            header: t('objectTypes.priority'),
            cell: (item) => item.SourcePriority ?? '–',
          },
          {
            id: 'updated',
            header: t('list.updated'),
            cell: (item) => showMoment(item.LastUpdatedAt, i18n.language as Language) || '–',
          },
        ]}
      />
    </ContentLayout>
  );
}
