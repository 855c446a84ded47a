import { showShortDate } from '../values/dates.ts';

/** One line of the purchases tab; texts are empty where the record has nothing. */
export interface Purchase {
  id: string;
  kind: 'order' | 'asset';
  date: string;
  name: string;
  number: string;
  price: string;
  status: string;
}

/** Reads an `_order` or `_asset` record; a record that is no JSON object is left out. */
export function purchaseOf(
  item: { ObjectTypeName?: string; ProfileObjectUniqueKey?: string; Object?: string },
  fallbackId: string,
): Purchase[] {
  const record = parse(item.Object);
  if (!record) return [];
  const first = (...names: string[]) => names.map((name) => asText(record[name])).find(Boolean) ?? '';
  const asset = item.ObjectTypeName === '_asset' || 'AssetName' in record;
  const price = first(...(asset ? ['Price'] : ['TotalPrice', 'SubTotalPrice', 'Price']));
  return [
    {
      id: item.ProfileObjectUniqueKey ?? fallbackId,
      kind: asset ? 'asset' : 'order',
      date: showShortDate(first('PurchaseDate', 'CreatedDate', 'OrderDate', 'InstallDate', 'UpdatedDate')),
      name: first('AssetName', 'Name', 'ProductName', 'OrderName', 'AdditionalInformation'),
      number: first('SerialNumber', 'OrderNumber', 'OrderId', 'ConfirmationNumber', 'ModelNumber', 'AssetId'),
      price: [price, price && first('CurrencyCode', 'Currency')].filter(Boolean).join(' '),
      status: first('Status', 'FulfillmentStatus', 'FinancialStatus', 'StatusCode'),
    },
  ];
}

function parse(json: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

const asText = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
