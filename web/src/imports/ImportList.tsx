import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePages } from '../api/pages.ts';
import type { Import } from '../api/types.ts';
import { Empty } from '../app/Empty.tsx';
import { Problem } from '../app/Problem.tsx';
import { places } from '../app/place.ts';
import { roomy } from '../app/roomy.ts';
import { SafeText } from '../text/SafeText.tsx';
import { type Language, showMoment } from '../values/dates.ts';
import { ImportState } from './ImportState.tsx';
import { fileNameOf } from './mapping.ts';

/** Imports of this domain, newest first; follows those under way. */
export function ImportList({ domain }: { domain: string }) {
  const { t } = useTranslation();
  const imports = usePages<Import>({
    service: 'nayose',
    operation: 'ListImports',
    input: { DomainName: domain, MaxResults: 25 },
    member: 'Imports',
    refetchInterval: (items) => (items.some(isUnderWay) ? 1500 : 15_000),
  });
  const columns = useColumns(domain);
  if (imports.isError) return <Problem error={imports.error} retry={() => void imports.refetch()} />;
  return (
    <Table
      items={imports.items}
      trackBy="ImportId"
      loading={imports.isPending}
      loadingText={t('state.loading')}
      wrapLines
      header={<Header variant="h2">{t('imports.list')}</Header>}
      empty={<Empty title={t('imports.none')}>{t('imports.noneHow')}</Empty>}
      footer={
        imports.hasNextPage && (
          <Button onClick={() => void imports.fetchNextPage()} loading={imports.isFetchingNextPage}>
            {t('action.more')}
          </Button>
        )
      }
      columnDefinitions={roomy(columns)}
    />
  );
}

export const isUnderWay = ({ Status }: Import) => Status === 'QUEUED' || Status === 'RUNNING';

function useColumns(domain: string) {
  const { t, i18n } = useTranslation();
  const count = (value: number) => <span className="n-count">{value.toLocaleString(i18n.language)}</span>;
  return [
    {
      id: 'file',
      minWidth: 180,
      header: t('imports.file'),
      isRowHeader: true,
      cell: (item: Import) => (
        <Link to={places.import(domain, item.ImportId)}>
          <SafeText text={fileNameOf(item.Key)} limit={80} />
        </Link>
      ),
    },
    {
      id: 'state',
      header: t('imports.state'),
      cell: (item: Import) => <ImportState item={item} />,
      minWidth: 130,
    },
    {
      id: 'type',
      header: t('imports.objectType'),
      cell: (item: Import) => <SafeText text={item.ObjectTypeName ?? '–'} limit={60} />,
    },
    { id: 'rows', minWidth: 90, header: t('count.rows'), cell: (item: Import) => count(item.RowsRead) },
    { id: 'created', minWidth: 90, header: t('count.created'), cell: (item: Import) => count(item.Created) },
    { id: 'updated', minWidth: 90, header: t('count.updated'), cell: (item: Import) => count(item.Updated) },
    {
      id: 'rejected',
      minWidth: 90,
      header: t('count.rejected'),
      cell: (item: Import) => count(item.Rejected),
    },
    {
      id: 'at',
      header: t('imports.startedAt'),
      cell: (item: Import) => showMoment(item.StartedAt ?? item.CreatedAt, i18n.language as Language),
    },
  ];
}
