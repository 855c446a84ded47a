import { useTranslation } from 'react-i18next';
import { usePages } from '../api/pages.ts';
import { DataTable } from '../app/DataTable.tsx';
import { Empty } from '../app/Empty.tsx';
import { Loading } from '../app/Loading.tsx';
import { MoreButton } from '../app/MoreButton.tsx';
import { Problem } from '../app/Problem.tsx';
import { SafeText } from '../text/SafeText.tsx';
import type { Language } from '../values/dates.ts';
import { useProfile } from './ProfileContext.tsx';
import { type Purchase, showPrice, showPurchaseDay, statusKey } from './purchases.ts';

/** Orders and products that outside systems recorded for this customer, newest first. */
export function PurchasesTab() {
  const { t } = useTranslation();
  const { domain, view } = useProfile();
  const purchases = usePages<Purchase>({
    service: 'nayose',
    operation: 'ListProfilePurchases',
    input: { DomainName: domain, ProfileId: view.ProfileId, MaxResults: 25 },
    member: 'Items',
  });
  if (purchases.isPending) return <Loading />;
  if (purchases.isError) return <Problem error={purchases.error} retry={() => void purchases.refetch()} />;
  if (purchases.items.length === 0) return <Empty title={t('purchases.none')}>{t('purchases.how')}</Empty>;
  return (
    <>
      <PurchaseTable items={purchases.items} />
      <MoreButton pages={purchases} />
    </>
  );
}

function PurchaseTable({ items }: { items: Purchase[] }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const text = (value: string | undefined) => (value ? <SafeText text={value} limit={200} /> : '–');
  return (
    <DataTable
      variant="borderless"
      items={items}
      trackBy="Id"
      wrapLines
      ariaLabels={{ tableLabel: t('tab.purchases') }}
      columnDefinitions={[
        {
          id: 'date',
          header: t('purchases.date'),
          minWidth: 116,
          cell: (item) => text(showPurchaseDay(item, language)),
        },
        {
          id: 'name',
          header: t('purchases.name'),
          minWidth: 148,
          isRowHeader: true,
          cell: (item) => <Name item={item} />,
        },
        {
          id: 'price',
          header: t('purchases.price'),
          minWidth: 104,
          cell: (item) => <span className="n-number">{text(showPrice(item, language))}</span>,
        },
        { id: 'status', header: t('purchases.status'), minWidth: 96, cell: (item) => <Status item={item} /> },
        {
          id: 'kind',
          header: t('purchases.kind'),
          minWidth: 96,
          cell: (item) => t(`purchases.kinds.${item.Kind}`),
        },
        { id: 'number', header: t('purchases.number'), minWidth: 108, cell: (item) => text(item.Number) },
      ]}
    />
  );
}

/** What was bought, and how many of it. */
function Name({ item }: { item: Purchase }) {
  const name = item.Name ?? item.Number;
  if (!name) return '–';
  return (
    <>
      <SafeText text={name} limit={200} />
      {item.Quantity !== undefined && item.Quantity !== 1 && (
        <span className="n-quiet"> × {item.Quantity}</span>
      )}
    </>
  );
}

function Status({ item }: { item: Purchase }) {
  const { t } = useTranslation();
  if (!item.Status) return '–';
  const key = statusKey(item.Status);
  return key ? t(`purchases.statuses.${key}`) : <SafeText text={item.Status} limit={60} />;
}
