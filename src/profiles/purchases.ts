import { japaneseDate } from '../values/japaneseDate.ts';
import { numberKey } from '../values/keys.ts';
import type { FieldValue } from './mapping.ts';

/** Standard records that say what a customer bought. */
export const purchaseKinds = ['_order', '_asset'] as const;

/** One purchase; what its record does not say is absent. */
export interface Purchase {
  id: string;
  kind: 'order' | 'asset';
  /** The moment of the purchase, where its record knows the time of day … */
  at: Date | undefined;
  /** … or the day, `yyyy-mm-dd` … */
  day: string | undefined;
  /** … or a text that is neither. */
  dateText: string | undefined;
  name: string | undefined;
  number: string | undefined;
  /** A number where it is one, else the text as it came. */
  price: number | string | undefined;
  /** As written, for example JPY. */
  currency: string | undefined;
  quantity: number | undefined;
  status: string | undefined;
}

const dateMembers = ['PurchaseDate', 'CreatedDate', 'OrderDate', 'InstallDate', 'UpdatedDate'];
const nameMembers = ['AssetName', 'Name', 'ProductName', 'OrderName', 'AdditionalInformation'];
const numberMembers = ['SerialNumber', 'OrderNumber', 'ConfirmationNumber', 'ModelNumber'];
const statusMembers = ['Status', 'FulfillmentStatus', 'FinancialStatus', 'StatusCode'];

/** Reads an `_order` or `_asset` record. Pure. */
export function purchaseOf(record: {
  kind: string;
  recordId: string;
  fields: Readonly<Record<string, FieldValue>>;
}): Purchase {
  const first = (names: readonly string[]) =>
    names.map((name) => textOf(record.fields[name])).find((text) => text !== undefined);
  const asset = record.kind === '_asset';
  const price = first(asset ? ['Price'] : ['TotalPrice', 'SubTotalPrice', 'Price']);
  return {
    id: record.recordId,
    kind: asset ? 'asset' : 'order',
    ...timeOf(first(dateMembers)),
    name: first(nameMembers),
    number: first(numberMembers),
    price: price === undefined ? undefined : (plainNumber(price) ?? price),
    currency: first(['CurrencyCode', 'Currency']),
    quantity: plainNumber(first(['Quantity']) ?? ''),
    status: first(statusMembers),
  };
}

/** Newest first; those without a date come last, the later ones before the earlier. Pure. */
export function newestFirst(purchases: readonly Purchase[]): Purchase[] {
  const dated = purchases.map((purchase) => ({ purchase, millis: millisOf(purchase) }));
  dated.sort((a, b) => b.millis - a.millis || (a.purchase.id < b.purchase.id ? 1 : -1));
  return dated.map(({ purchase }) => purchase);
}

const millisOf = ({ at, day }: Purchase): number =>
  at?.getTime() ?? (day === undefined ? Number.NEGATIVE_INFINITY : Date.parse(day));

type Time = Pick<Purchase, 'at' | 'day' | 'dateText'>;

const none: Time = { at: undefined, day: undefined, dateText: undefined };
const isoMoment = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/i;

/** A time of day counts only with its zone: without one nobody can tell which moment it is, but everybody which day. */
function timeOf(text: string | undefined): Time {
  if (text === undefined) return none;
  if (isoMoment.test(text)) {
    const millis = Date.parse(text.replace(' ', 'T'));
    if (!Number.isNaN(millis)) return { ...none, at: new Date(millis) };
  }
  const seconds = /^\d{10}$/.test(text) ? Number(text) : /^\d{13}$/.test(text) ? Number(text) / 1_000 : 0;
  if (seconds > 0) return { ...none, at: new Date(seconds * 1_000) };
  const day = japaneseDate(text);
  return day === undefined ? { ...none, dateText: text } : { ...none, day };
}

/** `12800`, `12,800` or `129.90`, in any width; undefined for anything else. */
function plainNumber(text: string): number | undefined {
  const key = numberKey(text);
  const value = Number(key);
  return key !== undefined && Number.isFinite(value) ? value : undefined;
}

const textOf = (value: FieldValue | undefined): string | undefined =>
  typeof value === 'string' ? value.trim() || undefined : undefined;
