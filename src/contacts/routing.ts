import type { Channel } from './contact.ts';
import type { Media, ProfileQueue } from './store/routingProfiles.ts';

/** An agent who could be given something. */
export interface FreeAgent {
  userId: string;
  routingProfileId: string;
  idleSince: Date;
}

/** Contacts of a channel that an agent has at hand. */
export interface Load {
  agentId: string;
  channel: Channel;
  contacts: number;
}

/** A contact in a queue. */
export interface WaitingContact {
  contactId: string;
  version: number;
  channel: Channel;
  queueId: string | undefined;
  queuePriority: number;
  waitingSince: Date;
  targetAgentId: string | undefined;
  declinedBy: string[];
  declinedAt: Date | undefined;
}

/** Who is offered what. */
export interface Offer {
  contactId: string;
  version: number;
  userId: string;
}

/** Everything a pass of routing looks at. */
export interface RoutingSituation {
  now: Date;
  waiting: readonly WaitingContact[];
  agents: readonly FreeAgent[];
  loads: readonly Load[];
  media: ReadonlyMap<string, readonly Media[]>;
  queues: readonly ProfileQueue[];
}

/** Who declined a contact is not offered it again for so long. */
const declineMillis = 60_000;

interface Line {
  contact: WaitingContact;
  priority: number;
  profiles: Set<string>;
}

/**
 * Gives waiting contacts to agents: by the priority of the queue in a routing profile, then by that of the contact, then
 * the one that waits longest, each to the longest-idle agent who has a place for it. A delay of a queue holds its contacts
 * back from that profile. Every contact goes to at most one agent. Pure (AWS: routing profiles, queue priority and delay).
 */
export function assign(situation: RoutingSituation): Offer[] {
  const places = placesOf(situation);
  const agents = situation.agents.toSorted(
    (a, b) => a.idleSince.getTime() - b.idleSince.getTime() || (a.userId < b.userId ? -1 : 1),
  );
  const given = new Set<string>();
  const last = new Map<string, number>();
  const offers: Offer[] = [];
  const take = (contact: WaitingContact, fits: (agent: FreeAgent) => boolean) => {
    const candidates = agents.filter(
      (agent) =>
        fits(agent) && !refused(contact, agent.userId, situation.now) && places.has(agent, contact.channel),
    );
    // Whoever got something in this pass goes behind those who did not.
    const chosen = candidates.reduce<FreeAgent | undefined>(
      (best, agent) => (best && (last.get(best.userId) ?? 0) <= (last.get(agent.userId) ?? 0) ? best : agent),
      undefined,
    );
    if (!chosen) return;
    places.take(chosen, contact.channel);
    given.add(contact.contactId);
    last.set(chosen.userId, offers.length + 1);
    offers.push({ contactId: contact.contactId, version: contact.version, userId: chosen.userId });
  };
  for (const contact of situation.waiting) {
    if (contact.targetAgentId !== undefined) take(contact, (agent) => agent.userId === contact.targetAgentId);
  }
  for (const { contact, profiles } of linesOf(situation)) {
    if (!given.has(contact.contactId)) take(contact, (agent) => profiles.has(agent.routingProfileId));
  }
  return offers;
}

function refused(contact: WaitingContact, userId: string, now: Date): boolean {
  if (!contact.declinedBy.includes(userId)) return false;
  return now.getTime() - (contact.declinedAt?.getTime() ?? 0) < declineMillis;
}

/** Contacts with the profiles that may have them, in the order in which they are given away. */
function linesOf({ now, waiting, queues, agents }: RoutingSituation): Line[] {
  const present = new Set(agents.map((agent) => agent.routingProfileId));
  const serving = new Map<string, ProfileQueue[]>();
  for (const queue of queues) {
    if (!present.has(queue.routingProfileId)) continue;
    const key = `${queue.queueId}/${queue.channel}`;
    serving.set(key, [...(serving.get(key) ?? []), queue]);
  }
  const lines: Line[] = [];
  for (const contact of waiting) {
    if (contact.targetAgentId !== undefined) continue;
    const waited = (now.getTime() - contact.waitingSince.getTime()) / 1000;
    const byPriority = new Map<number, Set<string>>();
    for (const queue of serving.get(`${contact.queueId}/${contact.channel}`) ?? []) {
      if (queue.delay > waited) continue;
      const profiles = byPriority.get(queue.priority) ?? new Set();
      byPriority.set(queue.priority, profiles.add(queue.routingProfileId));
    }
    for (const [priority, profiles] of byPriority) lines.push({ contact, priority, profiles });
  }
  return lines.sort(
    (a, b) =>
      a.priority - b.priority ||
      a.contact.queuePriority - b.contact.queuePriority ||
      a.contact.waitingSince.getTime() - b.contact.waitingSince.getTime() ||
      (a.contact.contactId < b.contact.contactId ? -1 : 1),
  );
}

/** Places that agents have left, by channel. */
function placesOf({ agents, loads, media }: RoutingSituation) {
  const held = new Map<string, Map<Channel, number>>();
  for (const { userId } of agents) held.set(userId, new Map());
  for (const load of loads) held.get(load.agentId)?.set(load.channel, load.contacts);
  return {
    has: (agent: FreeAgent, channel: Channel) =>
      hasPlace(media.get(agent.routingProfileId) ?? [], held.get(agent.userId) ?? new Map(), channel),
    take(agent: FreeAgent, channel: Channel) {
      const mine = held.get(agent.userId);
      mine?.set(channel, (mine.get(channel) ?? 0) + 1);
    },
  };
}

/** Whether somebody with these contacts at hand may have one more of a channel. */
function hasPlace(media: readonly Media[], atHand: ReadonlyMap<Channel, number>, channel: Channel): boolean {
  const own = media.find((one) => one.Channel === channel)?.Concurrency ?? 0;
  if ((atHand.get(channel) ?? 0) >= own) return false;
  return media.every(
    (other) =>
      other.Channel === channel ||
      (atHand.get(other.Channel) ?? 0) === 0 ||
      other.CrossChannelBehavior?.BehaviorType === 'ROUTE_ANY_CHANNEL',
  );
}
