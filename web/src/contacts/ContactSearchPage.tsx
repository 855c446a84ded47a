import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { usePages } from '../api/pages.ts';
import { DataTable } from '../app/DataTable.tsx';
import { Empty } from '../app/Empty.tsx';
import { MoreButton } from '../app/MoreButton.tsx';
import { Problem } from '../app/Problem.tsx';
import { useDomain } from '../app/place.ts';
import { useContactColumns } from './ContactRows.tsx';
import { SearchFilterBar } from './SearchFilterBar.tsx';
import { readFilters, type SearchFilters, searchInput, writeFilters } from './searchInput.ts';
import type { ContactItem } from './types.ts';

/** All contacts, narrowed by filters, newest first: for supervisors. */
export function ContactSearchPage() {
  const { t } = useTranslation();
  const domain = useDomain();
  const [search, setSearch] = useSearchParams();
  const filters = readFilters(search);
  const change = (part: Partial<SearchFilters>) =>
    setSearch(writeFilters({ ...filters, ...part }), { replace: true });
  const key = search.toString();
  // Days are counted from the moment the filters were set, not anew with each drawing.
  const input = useMemo(() => searchInput(readFilters(new URLSearchParams(key)), new Date()), [key]);
  const contacts = usePages<ContactItem>({
    service: 'nayose',
    operation: 'SearchContactLog',
    input: { DomainName: domain, MaxResults: 50, ...input },
    member: 'Items',
  });
  const columns = useContactColumns(domain);
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={t('contactSearch.what')}
          actions={
            <Button
              iconName="refresh"
              ariaLabel={t('contactSearch.refresh')}
              loading={contacts.isFetching && !contacts.isPending}
              onClick={() => void contacts.refetch()}
            />
          }
        >
          {t('nav.contacts')}
        </Header>
      }
    >
      <DataTable
        items={contacts.items}
        trackBy="ContactId"
        loading={contacts.isPending}
        loadingText={t('state.loading')}
        ariaLabels={{ tableLabel: t('nav.contacts') }}
        filter={<SearchFilterBar domain={domain} filters={filters} onChange={change} />}
        empty={
          contacts.isError ? (
            <Problem error={contacts.error} retry={() => void contacts.refetch()} />
          ) : (
            <Empty title={t('contactSearch.none')}>{t('contactSearch.noneHow')}</Empty>
          )
        }
        columnDefinitions={[
          columns.when,
          columns.channel,
          columns.customer,
          columns.agent,
          columns.queue,
          columns.state,
          columns.duration,
          columns.menu,
        ]}
        footer={contacts.hasNextPage && <MoreButton pages={contacts} />}
      />
    </ContentLayout>
  );
}
