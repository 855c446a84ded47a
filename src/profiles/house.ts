import type { Pool } from '../database/connection.ts';
import { createDomainCache, type DomainCache } from './domainCache.ts';

import type { SeenParts } from './seenParts.ts';

/** What the verbs of this room need from outside. */
export interface House {
  sql: Pool;
  /** Few connections for what is looked up by key and over in a moment; they share what waits among them. */
  lookups: Pool;
  /** Now. */
  clock: () => Date;
  /** ISO 3166 alpha-2; completes national phone numbers in domains that do not set their own. */
  defaultCountry: string;
  domains: DomainCache;
  seenParts: SeenParts;
}

/** A house on this database. */
export function openHouse(
  sql: Pool,
  options: { defaultCountry: string; clock?: () => Date; lookups?: Pool },
): House {
  return {
    sql,
    lookups: options.lookups ?? sql,
    clock: options.clock ?? (() => new Date()),
    defaultCountry: options.defaultCountry,
    domains: createDomainCache(sql, options.defaultCountry),
    seenParts: new Set(),
  };
}
