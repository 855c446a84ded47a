import type { Pool } from '../database/connection.ts';
import { notFound } from '../wire/refusal.ts';
import { compileDomain, type Domain } from './domain.ts';
import { findDomain } from './store/domains.ts';
import { listObjectTypes } from './store/objectTypes.ts';

/** Compiled domains, read again when they are older than a second or known to have changed. */
export interface DomainCache {
  /** The domain of this account, or a Refusal (404: also for another account's domain). */
  get(accountId: string, name: string): Promise<Domain>;
  /** Call after any change to a domain or its types. */
  forget(accountId: string, name: string): void;
}

const freshFor = 1000;

/** Changes by this process show at once; by another process within a second. */
export function createDomainCache(
  sql: Pool,
  defaultCountry: string,
  now: () => number = Date.now,
): DomainCache {
  const held = new Map<string, { until: number; domain: Promise<Domain | undefined> }>();
  const load = async (accountId: string, name: string) => {
    const row = await findDomain(sql, accountId, name);
    return row && compileDomain(row, await listObjectTypes(sql, row.domainId), defaultCountry);
  };
  return {
    async get(accountId, name) {
      const key = `${accountId}/${name}`;
      let entry = held.get(key);
      if (!entry || entry.until < now()) {
        entry = { until: now() + freshFor, domain: load(accountId, name) };
        held.set(key, entry);
        entry.domain.catch(() => held.delete(key));
      }
      const domain = await entry.domain;
      if (domain) return domain;
      held.delete(key);
      throw notFound(`Domain "${name}" does not exist.`);
    },
    forget: (accountId, name) => held.delete(`${accountId}/${name}`),
  };
}
