import Tabs from '@cloudscape-design/components/tabs';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { CasesTab } from '../cases/CasesTab.tsx';
import { ContactsTab } from '../contacts/ContactsTab.tsx';
import { DetailsTab } from './DetailsTab.tsx';
import { useProfile } from './ProfileContext.tsx';
import { PurchasesTab } from './PurchasesTab.tsx';

const tabIds = ['cases', 'details', 'contacts', 'purchases'];

/**
 * The lower half: Cases, Details, Contact history, Product purchases. Details opens first on the page of a customer,
 * Cases beside a running contact (`contactId`), to which a new case is linked.
 */
export function ProfileTabs({ contactId }: { contactId?: string }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const { domain, view } = useProfile();
  return (
    <Tabs
      variant="container"
      activeTabId={tabIds.find((id) => id === search.get('tab')) ?? (contactId ? 'cases' : 'details')}
      onChange={({ detail }) =>
        setSearch(
          (now) => {
            now.set('tab', detail.activeTabId);
            return now;
          },
          { replace: true },
        )
      }
      tabs={[
        {
          id: 'cases',
          label: t('tab.cases'),
          content: <CasesTab domainName={domain} profileId={view.ProfileId} contactId={contactId} />,
        },
        { id: 'details', label: t('tab.details'), content: <DetailsTab /> },
        {
          id: 'contacts',
          label: t('tab.contacts'),
          content: <ContactsTab domainName={domain} profileId={view.ProfileId} />,
        },
        { id: 'purchases', label: t('tab.purchases'), content: <PurchasesTab /> },
      ]}
    />
  );
}
