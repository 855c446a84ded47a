import type { Pool } from '../database/connection.ts';
import { latestAnnouncement, listAnnouncements } from '../profiles/store/outbox.ts';
import type { Bus } from './events.ts';
import type { Log } from './log.ts';

/** A transaction may commit after one with a higher number: this far back announcements are looked for again. */
const overlap = 200;
const gatherMillis = 100;
const topic = 'profile:';

/**
 * Tells open screens which profiles have changed, from the announcements that every change leaves in the outbox,
 * whichever process made it. Only profiles that somebody looks at become events. Resolves when it listens; returns
 * what ends it.
 */
export async function followProfiles(sql: Pool, bus: Bus, log: Log): Promise<() => Promise<void>> {
  const waiting = new Set<number>();
  let seen: number[] = [];
  let after: number | undefined;
  let timer: NodeJS.Timeout | undefined;

  const read = async () => {
    const domains = [...waiting];
    waiting.clear();
    const profileIds = followedProfiles(bus);
    // While nobody looks the place in the outbox is not kept; the first who looks starts at its end.
    if (profileIds.length === 0) after = undefined;
    if (profileIds.length === 0) return;
    after ??= (await latestAnnouncement(sql)) - overlap;
    for (const domainId of domains) {
      const rows = await listAnnouncements(sql, domainId, { after, seen, profileIds });
      for (const row of rows)
        for (const id of row.profileIds) bus.publish(`${topic}${id}`, { ProfileId: id });
      seen.push(...rows.map((row) => row.sequence));
    }
    after = Math.max(after, ...seen.map((sequence) => sequence - overlap));
    const from = after;
    seen = seen.filter((sequence) => sequence > from);
  };
  const flush = async () => {
    await read().catch((cause) => log.error('announcements could not be read', cause));
    timer = waiting.size > 0 ? setTimeout(flush, gatherMillis) : undefined;
  };
  const listening = await sql.listen('nayose_outbox', (domainId) => {
    waiting.add(Number(domainId));
    timer ??= setTimeout(flush, gatherMillis);
  });
  return async () => {
    clearTimeout(timer);
    await listening.unlisten().catch(() => undefined);
  };
}

const followedProfiles = (bus: Bus) =>
  bus.followed().flatMap((name) => {
    const id = name.slice(topic.length);
    return name.startsWith(topic) && /^[0-9a-f]{32}$/.test(id) ? [id] : [];
  });
