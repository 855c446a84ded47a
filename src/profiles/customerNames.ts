import type { Sql } from '../database/connection.ts';
import type { Domain } from './domain.ts';
import { listMembers } from './store/profiles.ts';
import { loadGroups, visibleValues } from './visibleProfiles.ts';

/** How a customer is called. */
export interface CustomerName {
  LastName?: string;
  FirstName?: string;
  BusinessName?: string;
}

/** Names of visible profiles by id. */
export async function customerNames(
  sql: Sql,
  domain: Domain,
  profileIds: readonly string[],
): Promise<Map<string, CustomerName>> {
  const ids = [...new Set(profileIds)];
  const groups = await loadGroups(sql, domain.domainId, await listMembers(sql, domain.domainId, ids));
  return new Map(
    groups.map((group) => {
      const values = visibleValues(domain, group);
      const text = (field: string) => (typeof values[field] === 'string' ? { [field]: values[field] } : {});
      return [group.survivorId, { ...text('LastName'), ...text('FirstName'), ...text('BusinessName') }];
    }),
  );
}
