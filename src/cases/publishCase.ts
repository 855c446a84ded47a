import type { CaseRecord } from './caseRecord.ts';
import { shownCustomers } from './customer.ts';
import type { CaseRoom } from './room.ts';

/**
 * Tells open screens that a case has changed: its own page (`case:<id>`), and the pages of its customer
 * (`profileCases:<id>`), under the profile that is shown now and the one the case was written for.
 */
export async function announceCase(
  room: CaseRoom,
  record: CaseRecord,
  what: 'created' | 'updated' | 'deleted',
): Promise<void> {
  const data = { CaseId: record.caseId, What: what };
  room.publish(`case:${record.caseId}`, data);
  const shown = (await shownCustomers(room.house.sql, [record])).get(record.caseId);
  const profileIds = new Set([record.customer.profileId, shown?.profileId ?? record.customer.profileId]);
  for (const profileId of profileIds)
    room.publish(`profileCases:${profileId}`, { ...data, ProfileId: profileId });
}
