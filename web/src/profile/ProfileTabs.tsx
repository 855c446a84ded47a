import Tabs from '@cloudscape-design/components/tabs';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Empty } from '../app/Empty.tsx';
import { DetailsTab } from './DetailsTab.tsx';
import { PurchasesTab } from './PurchasesTab.tsx';

/** The lower half: Cases, Details, Contact history, Product purchases. Details opens first while the others wait. */
export function ProfileTabs() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  return (
    <Tabs
      variant="container"
      activeTabId={search.get('tab') ?? 'details'}
      onChange={({ detail }) => setSearch({ tab: detail.activeTabId }, { replace: true })}
      tabs={[
        {
          id: 'cases',
          label: t('tab.cases'),
          content: <Empty title={t('tab.casesLater')}>{t('tab.casesWill')}</Empty>,
        },
        { id: 'details', label: t('tab.details'), content: <DetailsTab /> },
        {
          id: 'contacts',
          label: t('tab.contacts'),
          content: <Empty title={t('tab.contactsLater')}>{t('tab.contactsWill')}</Empty>,
        },
        { id: 'purchases', label: t('tab.purchases'), content: <PurchasesTab /> },
      ]}
    />
  );
}
