import { notFound } from '../wire/refusal.ts';
import type { Domain } from './domain.ts';
import type { House } from './house.ts';
import { lockDomain } from './store/lock.ts';
import { deleteMerges } from './store/merges.ts';
import { announce } from './store/outbox.ts';
import { deleteProfiles, listMemberIds, lockProfiles, survivorsOf } from './store/profiles.ts';

/**
 * Deletes a visible profile with every base profile, object, key and event of it (AWS: all data pertaining to the
 * profile). Refuses (404) an unknown id.
 */
export async function deleteProfile(house: House, domain: Domain, profileId: string): Promise<void> {
  await house.sql.begin(async (sql) => {
    await lockDomain(sql, domain.domainId);
    const survivors = await survivorsOf(sql, domain.domainId, [profileId]);
    const survivorId = survivors.get(profileId);
    if (!survivorId) throw notFound(`Profile ${profileId} does not exist in domain "${domain.name}".`);
    const ids = await listMemberIds(sql, domain.domainId, [survivorId]);
    await lockProfiles(sql, domain.domainId, ids);
    await deleteProfiles(sql, domain.domainId, ids);
    await deleteMerges(sql, domain.domainId, [survivorId]);
    await announce(sql, domain.domainId, ids, house.clock());
  });
}
