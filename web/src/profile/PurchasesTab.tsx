import Button from '@cloudscape-design/components/button';
import Table from '@cloudscape-design/components/table';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/client.ts';
import { usePages } from '../api/pages.ts';
import type { ProfileObject } from '../api/types.ts';
import { Empty } from '../app/Empty.tsx';
import { Loading } from '../app/Loading.tsx';
import { Problem } from '../app/Problem.tsx';
import { roomy } from '../app/roomy.ts';
import { SafeText } from '../text/SafeText.tsx';
import { useProfile } from './ProfileContext.tsx';
import { type Purchase, purchaseOf } from './purchases.ts';

/** Orders and assets that outside systems recorded for this customer. */
export function PurchasesTab() {
  const { t } = useTranslation();
  const orders = useRecords('_order');
  const assets = useRecords('_asset');
  if (orders.isPending || assets.isPending) return <Loading />;
  const error = [orders.error, assets.error].find((one) => one && !isNone(one));
  if (error) return <Problem error={error} />;
  const items = [...orders.items, ...assets.items].flatMap((item, at) => purchaseOf(item, String(at)));
  const next = [orders, assets].find((records) => records.hasNextPage);
  if (items.length === 0) return <Empty title={t('purchases.none')}>{t('purchases.how')}</Empty>;
  return (
    <>
      <PurchaseTable items={items.toSorted((a, b) => b.date.localeCompare(a.date))} />
      {next && (
        <Button onClick={() => void next.fetchNextPage()} loading={next.isFetchingNextPage}>
          {t('action.more')}
        </Button>
      )}
    </>
  );
}

function useRecords(objectTypeName: string) {
  const { domain, view } = useProfile();
  return usePages<ProfileObject>({
    service: 'profile',
    operation: 'ListProfileObjects',
    input: { DomainName: domain, ProfileId: view.ProfileId, ObjectTypeName: objectTypeName, MaxResults: 100 },
    member: 'Items',
  });
}

/** A domain that never received such records does not know the type; to the operator that is "none". */
const isNone = (error: Error) => error instanceof ApiError && (error.status === 404 || error.status === 400);

function PurchaseTable({ items }: { items: Purchase[] }) {
  const { t } = useTranslation();
  const text = (value: string) => <SafeText text={value} limit={200} />;
  return (
    <Table
      variant="borderless"
      items={items}
      trackBy="id"
      wrapLines
      columnDefinitions={roomy<Purchase>([
        { id: 'date', header: t('purchases.date'), cell: (item) => text(item.date) || '–', width: 130 },
        { id: 'name', header: t('purchases.name'), cell: (item) => text(item.name), isRowHeader: true },
        { id: 'kind', header: t('purchases.kind'), cell: (item) => t(`purchases.kinds.${item.kind}`) },
        { id: 'number', header: t('purchases.number'), cell: (item) => text(item.number) },
        { id: 'price', header: t('purchases.price'), cell: (item) => text(item.price) },
        { id: 'status', header: t('purchases.status'), cell: (item) => text(item.status) },
      ])}
    />
  );
}
