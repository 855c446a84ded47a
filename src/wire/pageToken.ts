import { badRequest } from './refusal.ts';

/** A place in a listing as an opaque NextToken; every query is scoped to its domain again, so a token opens nothing. */
export function toToken(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Reads a NextToken of `length` values; undefined when there is none. Refuses (400) a token that we did not make. */
export function fromToken(token: string | undefined, length: number): (string | number)[] | undefined {
  if (token === undefined) return undefined;
  try {
    const place: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    const valid = (value: unknown) => typeof value === 'string' || typeof value === 'number';
    if (Array.isArray(place) && place.length === length && place.every(valid)) return place;
  } catch {
    // Falls through to the refusal below.
  }
  throw badRequest('NextToken is not one that this listing gave; start again without it.');
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
