import type { TransactionSql } from '../database/connection.ts';
import { notFound } from '../wire/refusal.ts';
import { compileDomain, type Domain, typeVersions } from './domain.ts';
import type { House } from './house.ts';
import { findDomain } from './store/domains.ts';
import { lockDomainTypes } from './store/lock.ts';
import { listObjectTypes } from './store/objectTypes.ts';

/**
 * Locks a domain, or with keys only those and a share of it (see `store/lock.ts`), and gives it as it is now: the same
 * when nothing changed since it was read, for a caller may have waited while a type was replaced or deleted. Refuses
 * (404) when the domain is gone.
 */
export async function lockCurrentDomain(
  sql: TransactionSql,
  house: House,
  domain: Domain,
  keys?: ReadonlySet<string>,
): Promise<Domain> {
  const versions = await lockDomainTypes(sql, domain.domainId, keys);
  if (versions === typeVersions(domain)) return domain;
  house.domains.forget(domain.accountId, domain.name);
  const row = versions === undefined ? undefined : await findDomain(sql, domain.accountId, domain.name);
  if (!row) throw notFound(`Domain "${domain.name}" does not exist.`);
  return compileDomain(row, await listObjectTypes(sql, domain.domainId), house.defaultCountry);
}
