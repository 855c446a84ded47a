import { expireObjects, expireProfiles } from './expire.ts';
import type { House } from './house.ts';
import { pruneAnnouncements } from './store/outbox.ts';

/** How long a follower that was away can still catch up. */
const announcementsKept = 24 * 3_600_000;

/** Hourly work: profiles and objects whose time has come go, and so do announcements of yesterday. */
export async function maintain(house: House): Promise<void> {
  await expireProfiles(house);
  await expireObjects(house);
  await pruneAnnouncements(house.sql, new Date(house.clock().getTime() - announcementsKept));
}
