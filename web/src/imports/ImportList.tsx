import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { fileUrl } from '../api/client.ts';
import { usePages } from '../api/pages.ts';
import type { Import } from '../api/types.ts';
import { DataTable } from '../app/DataTable.tsx';
import { Empty } from '../app/Empty.tsx';
import { MoreButton } from '../app/MoreButton.tsx';
import { Problem } from '../app/Problem.tsx';
import { places } from '../app/place.ts';
import { SafeText } from '../text/SafeText.tsx';
import { serverWords } from '../text/serverWords.ts';
import { type Language, showMoment } from '../values/dates.ts';
import { ImportState } from './ImportState.tsx';
import { fileNameOf } from './mapping.ts';
import { isUnderWay } from './progress.ts';

interface ImportListProps {
  domain: string;
  /** Shows the imports that this integration started; absent: all. */
  startedBy?: string;
}

/** Imports of this domain, newest first; follows those under way. */
export function ImportList({ domain, startedBy }: ImportListProps) {
  const { t } = useTranslation();
  const imports = usePages<Import>({
    service: 'nayose',
    operation: 'ListImports',
    input: { DomainName: domain, MaxResults: 25, ...(startedBy && { StartedBy: startedBy }) },
    member: 'Imports',
    refetchInterval: (items) => (items.some(isUnderWay) ? 1500 : 15_000),
  });
  const columns = useColumns(domain);
  if (imports.isError) return <Problem error={imports.error} retry={() => void imports.refetch()} />;
  return (
    <DataTable
      items={imports.items}
      trackBy="ImportId"
      loading={imports.isPending}
      loadingText={t('state.loading')}
      wrapLines
      header={<Header variant="h2">{t(startedBy ? 'integrations.imports' : 'imports.list')}</Header>}
      empty={
        <Empty title={t('imports.none')}>
          {t(startedBy ? 'integrations.noImportsHow' : 'imports.noneHow')}
        </Empty>
      }
      footer={imports.hasNextPage && <MoreButton pages={imports} />}
      columnDefinitions={columns}
    />
  );
}

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
      cell: (item: Import) => <StateAndReason item={item} />,
      minWidth: 200,
    },
    {
      id: 'type',
      minWidth: 140,
      header: t('imports.objectType'),
      cell: (item: Import) => <SafeText text={item.ObjectTypeName ?? '–'} limit={60} />,
    },
    { id: 'rows', minWidth: 106, header: t('count.rows'), cell: (item: Import) => count(item.RowsRead) },
    { id: 'created', minWidth: 90, header: t('count.created'), cell: (item: Import) => count(item.Created) },
    { id: 'updated', minWidth: 90, header: t('count.updated'), cell: (item: Import) => count(item.Updated) },
    {
      id: 'rejected',
      minWidth: 130,
      header: t('count.rejected'),
      cell: (item: Import) => <Rejects item={item} />,
    },
    {
      id: 'at',
      header: t('imports.startedAt'),
      cell: (item: Import) => showMoment(item.StartedAt ?? item.CreatedAt, i18n.language as Language),
    },
  ];
}

/** How far it is; of a failed one also why, since that is what there is to know of it. */
function StateAndReason({ item }: { item: Import }) {
  const { i18n } = useTranslation();
  return (
    <>
      <ImportState item={item} />
      {item.Status === 'FAILED' && item.Message && (
        <div className="n-quiet">
          <SafeText text={serverWords(item.Message, i18n.language)} limit={160} />
        </div>
      )}
    </>
  );
}

function Rejects({ item }: { item: Import }) {
  const { t, i18n } = useTranslation();
  return (
    <span className="n-count">
      {item.Rejected.toLocaleString(i18n.language)}
      {item.RejectedKey && (
        <Button
          variant="inline-icon"
          iconName="download"
          href={fileUrl(item.Bucket, item.RejectedKey)}
          download
          ariaLabel={t('imports.downloadRejectsOf', { file: fileNameOf(item.Key) })}
        />
      )}
    </span>
  );
}
