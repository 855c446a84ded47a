import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useEvents } from '../api/events.ts';
import { usePages } from '../api/pages.ts';
import { DataTable } from '../app/DataTable.tsx';
import { Empty } from '../app/Empty.tsx';
import { Loading } from '../app/Loading.tsx';
import { MoreButton } from '../app/MoreButton.tsx';
import { Problem } from '../app/Problem.tsx';
import { useContactColumns } from './ContactRows.tsx';
import type { ContactItem } from './types.ts';

/** Calls, chats and tasks of a customer, newest first; those that no agent took are there too. Moves by itself. */
export function ContactsTab({ domainName, profileId }: { domainName: string; profileId: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const input = { DomainName: domainName, ProfileId: profileId, MaxResults: 25 };
  const contacts = usePages<ContactItem>({
    service: 'nayose',
    operation: 'ListProfileContacts',
    input,
    member: 'Items',
  });
  useEvents(`profileContacts:${profileId}`, () => {
    void queries.invalidateQueries({ queryKey: ['ListProfileContacts', input] });
  });
  const columns = useContactColumns(domainName);
  if (contacts.isPending) return <Loading />;
  if (contacts.isError) return <Problem error={contacts.error} retry={() => void contacts.refetch()} />;
  if (contacts.items.length === 0)
    return <Empty title={t('contact.noHistory')}>{t('contact.noHistoryWhy')}</Empty>;
  return (
    <>
      <DataTable
        variant="borderless"
        items={contacts.items}
        trackBy="ContactId"
        ariaLabels={{ tableLabel: t('tab.contacts') }}
        columnDefinitions={[
          columns.when,
          columns.channel,
          columns.agent,
          columns.queue,
          columns.duration,
          columns.menu,
        ]}
      />
      <MoreButton pages={contacts} />
    </>
  );
}
