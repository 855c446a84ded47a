import type { Pool } from '../database/connection.ts';
import { notFound } from '../wire/refusal.ts';
import { compileDomain, type Domain } from './domain.ts';
import { findDomain } from './store/domains.ts';
import { listObjectTypes } from './store/objectTypes.ts';

/** Compiled domains, never older than a second, read again at once when known to have changed. */
export interface DomainCache {
  /** The domain of this account, or a Refusal (404: also for another account's domain). */
  get(accountId: string, name: string): Promise<Domain>;
  /** Call after any change to a domain or its types. */
  forget(accountId: string, name: string): void;
}

const freshFor = 1000;
/** From this age on a domain in use is read again beforehand, so that no request ever waits for it. */
const renewAfter = 500;

interface Entry {
  readAt: number;
  domain: Promise<Domain | undefined>;
  renewing: boolean;
}

/** Changes by this process show at once; by another process within a second. */
export function createDomainCache(
  sql: Pool,
  defaultCountry: string,
  now: () => number = Date.now,
): DomainCache {
  const held = new Map<string, Entry>();
  const load = async (accountId: string, name: string) => {
    const row = await findDomain(sql, accountId, name);
    return row && compileDomain(row, await listObjectTypes(sql, row.domainId), defaultCountry);
  };
  const read = (accountId: string, name: string): Entry => ({
    readAt: now(),
    domain: load(accountId, name),
    renewing: false,
  });
  /** What was forgotten or replaced meanwhile is not put back; a failure shows when the entry is too old. */
  const renew = (key: string, old: Entry, accountId: string, name: string) => {
    old.renewing = true;
    const entry = read(accountId, name);
    entry.domain.then(
      () => held.get(key) === old && held.set(key, entry),
      () => undefined,
    );
  };
  return {
    async get(accountId, name) {
      const key = `${accountId}/${name}`;
      let entry = held.get(key);
      const age = entry ? now() - entry.readAt : Number.POSITIVE_INFINITY;
      if (!entry || age > freshFor) {
        entry = read(accountId, name);
        held.set(key, entry);
        entry.domain.catch(() => held.delete(key));
      } else if (age > renewAfter && !entry.renewing) {
        renew(key, entry, accountId, name);
      }
      const domain = await entry.domain;
      if (domain) return domain;
      held.delete(key);
      throw notFound(`Domain "${name}" does not exist.`);
    },
    forget: (accountId, name) => held.delete(`${accountId}/${name}`),
  };
}
