import type { TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../app/DataTable.tsx';
import { Empty } from '../app/Empty.tsx';
import { MoreButton, type MorePages } from '../app/MoreButton.tsx';
import { Problem } from '../app/Problem.tsx';

interface ReadListProps<Item> {
  pages: MorePages & { items: Item[]; isPending: boolean; isError: boolean; error: Error | null };
  /** What an item is known by, and filtered by unless `text` is given. */
  id: (item: Item) => string;
  text?: (item: Item) => string;
  columns: TableProps.ColumnDefinition<Item>[];
  none: string;
  noneHow: string;
  header?: ReactNode;
  /** Name of the table for those who hear it, where no header names it. */
  label?: string;
}

/** A list that can be read and filtered, with its loading, empty and failed states. */
export function ReadList<Item>({
  pages,
  id,
  text = id,
  columns,
  none,
  noneHow,
  header,
  label,
}: ReadListProps<Item>) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState('');
  if (pages.isError) return <Problem error={pages.error} retry={() => void pages.refetch()} />;
  const wanted = filter.trim().normalize('NFKC').toLowerCase();
  const shown = pages.items.filter((item) => text(item).normalize('NFKC').toLowerCase().includes(wanted));
  return (
    <DataTable
      items={shown}
      trackBy={id}
      loading={pages.isPending}
      loadingText={t('state.loading')}
      wrapLines
      {...(label && { ariaLabels: { tableLabel: label } })}
      header={header}
      filter={
        pages.items.length > 8 && (
          <TextFilter
            filteringText={filter}
            filteringPlaceholder={t('list.filter')}
            filteringAriaLabel={t('list.filter')}
            countText={t('list.matches', { count: shown.length })}
            onChange={({ detail }) => setFilter(detail.filteringText)}
          />
        )
      }
      empty={wanted ? <Empty title={t('list.noMatch')} /> : <Empty title={none}>{noneHow}</Empty>}
      footer={pages.hasNextPage && <MoreButton pages={pages} />}
      columnDefinitions={columns}
    />
  );
}
