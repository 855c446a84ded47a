import { acceptForAgents } from './acceptForAgents.ts';
import type { ContactsCore } from './core.ts';
import { assign } from './routing.ts';
import { lockRouting } from './store/contacts.ts';
import { insertEvents } from './store/events.ts';
import { type InstanceOfDomain, listInstances } from './store/instances.ts';
import { listLoads, listRoutable, listWaiting, markBusy, offerContacts } from './store/routing.ts';
import { listProfileQueues, listRoutingProfiles } from './store/routingProfiles.ts';
import { noteMoved, transact } from './transact.ts';

/** An agent whose screen is gone this long gets nothing; a page that loads again takes less. */
export const absenceMillis = 10_000;

/** More from one queue are not given away in one pass; the next follows at once. */
const perQueue = 100;

/**
 * Gives the waiting contacts of a domain to agents who are free, one pass at a time over all processes. Tells whether
 * more may be waiting than one pass looks at.
 */
export async function giveContacts(core: ContactsCore, domainId: number): Promise<boolean> {
  const { sql } = core.house;
  const [instance] = await listInstances(sql, [domainId]);
  if (!instance) return false;
  const more = await giveOnce(core, instance);
  if (more !== undefined) await acceptForAgents(core, domainId);
  return more ?? false;
}

/** One pass; undefined when nothing was given. */
function giveOnce(
  core: ContactsCore,
  { domainId, settings }: InstanceOfDomain,
): Promise<boolean | undefined> {
  const { clock } = core.house;
  return transact(core, async (tx) => {
    await lockRouting(tx, domainId);
    const now = clock();
    const [waiting, agents, loads, profiles, queues] = await Promise.all([
      listWaiting(tx, domainId, perQueue),
      listRoutable(tx, domainId, new Date(now.getTime() - absenceMillis)),
      listLoads(tx, domainId),
      listRoutingProfiles(tx, domainId),
      listProfileQueues(tx, domainId),
    ]);
    if (waiting.length === 0 || agents.length === 0) return undefined;
    const media = new Map(profiles.map((profile) => [profile.routingProfileId, profile.media]));
    const offers = assign({ now, waiting, agents, loads, media, queues });
    if (offers.length === 0) return undefined;
    const expiresAt = new Date(now.getTime() + settings.offerSeconds * 1_000);
    const offered = await offerContacts(tx, domainId, offers, { at: now, expiresAt });
    const events = offered.map(({ contactId, agentId }) => ({
      contactId,
      at: now,
      kind: 'offer',
      detail: { UserId: agentId },
    }));
    const userIds = offered.flatMap((contact) => contact.agentId ?? []);
    await Promise.all([insertEvents(tx, domainId, events), markBusy(tx, domainId, userIds, now)]);
    noteMoved(tx, {
      domainId,
      contacts: offered.map(({ contactId, agentId }) => ({ contactId, agents: [agentId ?? ''] })),
      agents: userIds,
    });
    return waiting.length >= perQueue;
  });
}

/**
 * Runs work per domain one at a time; while it runs, further calls for the same domain become one run after it. `settled`
 * waits for everything under way. Failures are logged; the next call tries again.
 */
export function perDomain(
  work: (domainId: number) => Promise<boolean>,
  log: (message: string, cause?: unknown) => void,
) {
  const lanes = new Map<number, { again: boolean; done: Promise<void> }>();
  let stopped = false;
  const run = async (domainId: number) => {
    const lane = lanes.get(domainId);
    while (lane?.again && !stopped) {
      lane.again = false;
      try {
        if (await work(domainId)) lane.again = true;
      } catch (cause) {
        if (!stopped) log('background work on contacts failed; it will be tried again', cause);
      }
    }
    lanes.delete(domainId);
  };
  return {
    kick(domainId: number): void {
      if (stopped) return;
      const lane = lanes.get(domainId);
      if (lane) {
        lane.again = true;
        return;
      }
      const fresh = { again: true, done: Promise.resolve() };
      lanes.set(domainId, fresh);
      fresh.done = run(domainId);
    },
    async stop(): Promise<void> {
      stopped = true;
      await Promise.all([...lanes.values()].map((lane) => lane.done));
    },
  };
}
