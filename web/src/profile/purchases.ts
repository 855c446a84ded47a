import { type Language, showDay, showDayOf } from '../values/dates.ts';

/** One line of the purchases tab, as ListProfilePurchases gives it; what a record does not say is absent. */
export interface Purchase {
  Id: string;
  Kind: 'order' | 'asset';
  /** Seconds since 1970. */
  At?: number;
  /** yyyy-mm-dd, where no time of day is known. */
  Day?: string;
  DateText?: string;
  Name?: string;
  Number?: string;
  Price?: number | string;
  Currency?: string;
  Quantity?: number;
  Status?: string;
}

/** The day of a purchase in the reader's own time zone and way of writing. */
export function showPurchaseDay({ At, Day, DateText }: Purchase, language: Language): string {
  if (At === undefined) return Day === undefined ? (DateText ?? '') : showDay(Day, language);
  return showDayOf(At, language);
}

/** `￥12,800`, `$129.90`, `12,800` where the currency is not known; a price that is no number stays as it is. */
export function showPrice({ Price, Currency = '' }: Purchase, language: Language): string {
  if (Price === undefined) return '';
  const code = Currency.trim().toUpperCase();
  if (typeof Price === 'string') return `${Price} ${Currency}`.trim();
  const locale = language === 'ja' ? 'ja-JP' : 'en-GB';
  if (/^[A-Z]{3}$/.test(code))
    return new Intl.NumberFormat(locale, { style: 'currency', currency: code }).format(Price);
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }).format(Price)} ${Currency}`.trim();
}

/** What systems of sale call the state of an order or a product, in small letters without spaces. */
const knownStatuses = [
  ...(['paid', 'pending', 'refunded', 'authorized', 'voided', 'cancelled', 'canceled', 'open'] as const),
  ...(['fulfilled', 'unfulfilled', 'shipped', 'delivered', 'returned', 'processing', 'completed'] as const),
  ...(['purchased', 'installed', 'registered', 'obsolete', 'active', 'inactive', 'closed'] as const),
  ...(['partiallyrefunded', 'partiallypaid'] as const),
] as const;

/** The key of a status' text, where it is one that many systems know. */
export function statusKey(status: string): (typeof knownStatuses)[number] | undefined {
  const plain = status.toLowerCase().replaceAll(/[\s_-]/g, '');
  return knownStatuses.find((known) => known === plain);
}
