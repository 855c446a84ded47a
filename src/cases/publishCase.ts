import type { CaseRecord } from './caseRecord.ts';
import { shownCustomers } from './customer.ts';
import type { CaseRoom } from './room.ts';
import type { CaseDomain } from './store/domains.ts';

/**
 * Tells open screens that a case has changed: its own page (`case:<id>`), the pages of its customer
 * (`profileCases:<id>`), under the profile that is shown now and the one the case was written for, and lists of the
 * domain (`domain:<name>`). `before` is the case as it was, for it may have had another customer. The change stands
 * already, so nothing here makes it fail.
 */
export async function announceCase(
  { house, publish }: CaseRoom,
  domain: CaseDomain,
  record: CaseRecord,
  what: 'created' | 'updated' | 'deleted',
  before: CaseRecord = record,
): Promise<void> {
  const data = { CaseId: record.caseId, What: what };
  publish(`case:${record.caseId}`, data);
  if (domain.domainId !== undefined) publish(`domain:${domain.name}`, data);
  const profileIds = new Set([record.customer.profileId, before.customer.profileId]);
  for (const one of new Set([record, before])) {
    const shown = await shownCustomers(house.sql, [one]).catch(() => undefined);
    const profileId = shown?.get(one.caseId)?.profileId;
    if (profileId) profileIds.add(profileId);
  }
  for (const profileId of profileIds) publish(`profileCases:${profileId}`, { ...data, ProfileId: profileId });
}
