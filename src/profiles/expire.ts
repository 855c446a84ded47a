import type { House } from './house.ts';
import { listAllDomains } from './store/domains.ts';
import { lockDomain } from './store/lock.ts';
import { announce } from './store/outbox.ts';
import { deleteProfiles, listExpired, lockProfiles } from './store/profiles.ts';

const chunk = 1000;

/** Deletes profiles that nothing was written to for their period (AWS: sliding expiry). Returns how many went. */
export async function expireProfiles(house: House): Promise<number> {
  let gone = 0;
  for (const { domainId } of await listAllDomains(house.sql)) {
    for (;;) {
      const today = house.clock().toISOString().slice(0, 10);
      const count = await house.sql.begin(async (sql) => {
        await lockDomain(sql, domainId);
        const due = await listExpired(sql, domainId, today, chunk);
        const locked = await lockProfiles(sql, domainId, due);
        const ids = locked.filter((row) => row.expiresOn <= today).map((row) => row.profileId);
        await deleteProfiles(sql, domainId, ids);
        await announce(sql, domainId, ids, house.clock());
        return ids.length;
      });
      gone += count;
      if (count === 0) break;
    }
  }
  return gone;
}
