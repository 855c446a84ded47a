import type { PlannedPurchase } from '../../demo/centre/plan.ts';
import { type CentreRooms, type Customer, systemCall } from './demoRun.ts';

const field = (Target?: string) => (Target ? { Target } : {});

/** The object type of a kind of purchase, by the customer's number. */
const purchaseType = (kind: 'asset' | 'order') => ({
  Description: kind === 'asset' ? 'Products' : 'Orders',
  AllowProfileCreation: false,
  Fields: {
    id: field(),
    customer: field(),
    name: field(kind === 'asset' ? '_asset.AssetName' : '_order.Name'),
    price: field(kind === 'asset' ? '_asset.Price' : '_order.TotalPrice'),
    currency: field(kind === 'asset' ? '_asset.CurrencyCode' : '_order.CurrencyCode'),
    serial: field(kind === 'asset' ? '_asset.SerialNumber' : '_order.ConfirmationNumber'),
    day: field(kind === 'asset' ? '_asset.PurchaseDate' : '_order.CreatedDate'),
    status: field(kind === 'asset' ? '_asset.Status' : '_order.Status'),
  },
  Keys: {
    [kind === 'asset' ? 'demoProduct' : 'demoOrder']: [
      {
        StandardIdentifiers: ['UNIQUE' as const, kind === 'asset' ? ('ASSET' as const) : ('ORDER' as const)],
        FieldNames: ['id'],
      },
    ],
    _account: [{ StandardIdentifiers: ['PROFILE' as const], FieldNames: ['customer'] }],
  },
});

const typeNames = { asset: 'products', order: 'orders' } as const;

/** Takes in what customers of the demo bought, by an object type of its own for products and for orders. */
export async function sell(
  { operations, domain }: CentreRooms,
  purchases: readonly PlannedPurchase[],
  customerOf: (index: number) => Customer,
): Promise<void> {
  const { PutProfileObjectType: putType, PutProfileObject: put } = operations.profile;
  if (typeof putType !== 'function' || typeof put !== 'function') return;
  const DomainName = domain.name;
  for (const kind of ['asset', 'order'] as const)
    await putType({ DomainName, ObjectTypeName: typeNames[kind], ...purchaseType(kind) }, systemCall);
  const sold = purchases.map(({ kind, customer, price, ...rest }) => {
    const record = { ...rest, customer: customerOf(customer).account, price: String(price), currency: 'JPY' };
    const object = { DomainName, ObjectTypeName: typeNames[kind], Object: JSON.stringify(record) };
    return put(object, systemCall);
  });
  await Promise.all(sold);
}
