import { hash } from 'node:crypto';
import { badRequest } from './refusal.ts';

/** A place in a listing as an opaque NextToken; every query is scoped to its domain again, so a token opens nothing. */
export function toToken(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** What a value of a token is: an id (32 hex), any text, or a whole number up to the last millisecond of the year 9999. */
export type PlaceKind = 'id' | 'text' | 'number';

/** The values of a token by their kinds. */
export type PlaceOf<Kinds extends readonly PlaceKind[]> = {
  -readonly [Index in keyof Kinds]: Kinds[Index] extends 'number' ? number : string;
};

const lastMillisecond = Date.UTC(10_000, 0) - 1;

const fits: Readonly<Record<PlaceKind, (value: unknown) => boolean>> = {
  id: (value) => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value),
  text: (value) => typeof value === 'string' && value.isWellFormed() && !value.includes('\0'),
  number: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= lastMillisecond,
};

/**
 * Reads a NextToken with values of these kinds; undefined when there is none. Refuses (400) a token that we did not
 * make, so that a forged one never reaches the database as something a query cannot take.
 */
export function fromToken<const Kinds extends readonly PlaceKind[]>(
  token: string | undefined,
  kinds: Kinds,
): PlaceOf<Kinds> | undefined {
  if (token === undefined) return undefined;
  const valid = (value: unknown, index: number) => fits[kinds[index] ?? 'id'](value);
  try {
    const place: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    if (Array.isArray(place) && place.length === kinds.length && place.every(valid))
      return place as PlaceOf<Kinds>;
  } catch {
    // Falls through to the refusal below.
  }
  throw foreignToken();
}

const foreignToken = () => badRequest('NextToken is not one that this listing gave; start again without it.');

/** Six characters that tell a token and its listing from others. No secret: a token opens nothing. */
const markOf = (listing: string, token: string) =>
  hash('sha256', `${listing.length} ${listing}${token}`, 'base64url').slice(0, 6);

/** A token as it leaves the house: marked with the listing (service and operation) whose place it holds. */
export const markToken = (listing: string, token: string): string => markOf(listing, token) + token;

/** The token as it was before it was marked. Refuses (400) one that another listing gave, and one that is changed or made up. */
export function unmarkToken(listing: string, marked: string): string {
  const token = marked.slice(6);
  if (marked.length >= 6 && marked.startsWith(markOf(listing, token))) return token;
  throw foreignToken();
}

/** The rows of a page from `limit + 1` rows read, and the token of the next page when there is one. */
export function pageOf<Row>(
  rows: Row[],
  limit: number,
  placeOf: (row: Row) => readonly (string | number)[],
): { items: Row[]; nextToken: string | undefined } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextToken: rows.length > limit && last !== undefined ? toToken(placeOf(last)) : undefined };
}
