import { newId } from '../database/ids.ts';
import type { Domain } from '../profiles/domain.ts';
import { listAllDomains } from '../profiles/store/domains.ts';
import { toAgent } from './agent.ts';
import type { NamedContact } from './contact.ts';
import type { ContactsCore, Moved } from './core.ts';
import { customerOf } from './customerOf.ts';
import { handsetSource, heardBy } from './handset.ts';
import { showContacts } from './showContacts.ts';
import { isLive } from './states.ts';
import { findAgents, listStatuses } from './store/agents.ts';
import { listAtHand, listNamed } from './store/contacts.ts';
import { broadcast } from './store/durability.ts';
import { listInstances } from './store/instances.ts';
import { listRoutingProfiles } from './store/routingProfiles.ts';
import { toWireTimes } from './wireTimes.ts';

interface Waiting {
  /** Contact id → agents who have it or had it. */
  contacts: Map<string, Set<string>>;
  agents: Set<string>;
}

const hintMillis = 500;

const channel = 'nayose_contacts';

/** Tells open screens what becomes of contacts and agents. */
export interface Follower {
  /** What has moved in this process: told here at once, and to other processes by a notification. */
  tell(moved: Moved): void;
  /** Begins to hear of what moves in other processes. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * What an agent gets carries contact and customer, so the screen asks for nothing more. Every process tells its own
 * screens; what others have missed while they could not listen, they read anew.
 */
export function createFollower(core: ContactsCore): Follower {
  const self = newId();
  const teller = createTeller(core);
  const waiting = new Map<number, Waiting>();
  let under: Promise<void> | undefined;
  const drain = async () => {
    while (waiting.size > 0) {
      const batch = [...waiting];
      waiting.clear();
      const told = batch.map(([domainId, what]) =>
        teller.tell(domainId, what).catch((cause) => core.log('a change of contacts was not told', cause)),
      );
      await Promise.all(told);
    }
    under = undefined;
  };
  const take = (moved: Moved) => {
    gather(waiting, moved);
    under ??= drain();
  };
  const sender = createSender(core, self);
  let listening: { unlisten(): Promise<void> } | undefined;
  return {
    tell(moved) {
      take(moved);
      sender.send(moved);
    },
    async start() {
      let before = false;
      const heard = (payload: string) => {
        const { from, ...moved } = JSON.parse(payload) as Moved & { from: string };
        if (from !== self) take(moved);
      };
      listening = await core.house.sql.listen(channel, heard, () => {
        if (before) void teller.tellAll().catch((cause) => core.log('screens could not be told anew', cause));
        before = true;
      });
    },
    async stop() {
      await listening?.unlisten().catch(() => undefined);
      await sender.stop();
      await under;
      teller.stop();
    },
  };
}

/** Adds to what waits to be told. */
function gather(waiting: Map<number, Waiting>, { domainId, contacts = [], agents = [] }: Moved): void {
  const entry = waiting.get(domainId) ?? { contacts: new Map<string, Set<string>>(), agents: new Set() };
  waiting.set(domainId, entry);
  for (const { contactId, agents: holders } of contacts) {
    const known = entry.contacts.get(contactId) ?? new Set();
    for (const agent of holders) known.add(agent);
    entry.contacts.set(contactId, known);
  }
  for (const agent of agents) entry.agents.add(agent);
}

/** A notification holds less than 8,000 bytes. */
const perNotification = { contacts: 40, agents: 60 };

/** Sends to other processes what gathers while the sending before is under way. */
function createSender(core: ContactsCore, from: string) {
  let gathered: Moved[] = [];
  let under: Promise<void> | undefined;
  const run = async () => {
    while (gathered.length > 0) {
      const payloads = gathered.flatMap(split).map((moved) => JSON.stringify({ from, ...moved }));
      gathered = [];
      await broadcast(core.house.sql, channel, payloads).catch((cause) =>
        core.log('other processes were not told of contacts', cause),
      );
    }
    under = undefined;
  };
  return {
    send(moved: Moved) {
      gathered.push(moved);
      under ??= run();
    },
    stop: async () => under,
  };
}

function split({ domainId, contacts = [], agents = [] }: Moved): Moved[] {
  const parts = Math.max(
    Math.ceil(contacts.length / perNotification.contacts),
    Math.ceil(agents.length / perNotification.agents),
  );
  return Array.from({ length: parts }, (_, index) => ({
    domainId,
    contacts: contacts.slice(index * perNotification.contacts, (index + 1) * perNotification.contacts),
    agents: agents.slice(index * perNotification.agents, (index + 1) * perNotification.agents),
  }));
}

function createTeller(core: ContactsCore) {
  const hint = createHints(core);
  const told = createMemory();

  const tellContacts = async (domain: Domain, what: Waiting, again: boolean) => {
    const named = await listNamed(core.house.sql, domain.domainId, [...what.contacts.keys()]);
    hint(domain.name, named);
    const wanted = named.flatMap((contact) => {
      const followed = topicsOf(contact, what).filter(core.followers.isFollowed);
      const news = told.take(contact, followed, again);
      return news.topics.length > 0 ? [{ contact, ...news }] : [];
    });
    const contacts = wanted.map(({ contact }) => contact);
    const shown = await showContacts(core, domain.domainId, contacts);
    await Promise.all(
      wanted.map(async ({ contact, topics, pop }, index) => {
        const facts: Record<string, unknown> = {
          Kind: 'contact',
          Contact: toWireTimes(shown[index]),
          DomainName: domain.name,
          ...(contact.callSource === handsetSource ? await heardBy(core, contact) : {}),
        };
        const own = `agent:${contact.agentId}`;
        for (const topic of topics) if (topic !== own) core.publish(topic, facts);
        if (!topics.includes(own)) return;
        const customer = pop ? { Customer: toWireTimes(await customerOf(core, domain, contact)) } : {};
        core.publish(own, { ...facts, ...customer });
      }),
    );
  };

  const tellAgents = async (domain: Domain, userIds: string[]) => {
    const followed = userIds.filter((id) => core.followers.isFollowed(`agent:${id}`));
    if (followed.length === 0) return;
    const { sql } = core.house;
    const [agents, statuses, profiles] = await Promise.all([
      findAgents(sql, domain.domainId, followed),
      listStatuses(sql, domain.domainId),
      listRoutingProfiles(sql, domain.domainId),
    ]);
    for (const agent of agents) {
      const Agent = toWireTimes(toAgent(agent, statuses, profiles));
      core.publish(`agent:${agent.userId}`, { Kind: 'agent', Agent, DomainName: domain.name });
    }
  };

  const tell = async (domainId: number, what: Waiting, again = false) => {
    const [owner] = await listInstances(core.house.sql, [domainId]);
    if (!owner) return;
    const domain = await core.house.domains.get(owner.accountId, owner.name);
    await Promise.all([tellContacts(domain, what, again), tellAgents(domain, [...what.agents])]);
    hint(domain.name, []);
  };

  return {
    tell,
    async tellAll() {
      const { sql } = core.house;
      const userIds = [...core.followers.open()].flatMap((topic) =>
        topic.startsWith('agent:') ? [topic.slice('agent:'.length)] : [],
      );
      for (const { domainId } of await listInstances(sql, await listDomainIds(core))) {
        const agents = await findAgents(sql, domainId, userIds);
        const contacts = new Map<string, Set<string>>();
        for (const { userId } of agents)
          for (const contact of await listAtHand(sql, domainId, userId))
            contacts.set(contact.contactId, new Set());
        await tell(domainId, { contacts, agents: new Set(userIds) }, true);
      }
    },
    stop: () => hint.stop(),
  };
}

/** What was told of a contact: which version to which topics, and which customer to whom. */
interface Told {
  version: number;
  topics: Set<string>;
  shownFor: string;
}

/** So many contacts are remembered; one that is forgotten is told in full once more. */
const rememberedContacts = 5_000;

/** Several notifications may lead to the same version of a contact; each screen is told of it once. */
function createMemory() {
  const held = new Map<string, Told>();
  return {
    /** Which of these topics are to be told, and whether the customer goes along. */
    take(contact: NamedContact, topics: string[], again: boolean): { topics: string[]; pop: boolean } {
      const { contactId, version } = contact;
      const before = held.get(contactId);
      const known = before?.version === version && !again ? before.topics : new Set<string>();
      const news = topics.filter((topic) => !known.has(topic));
      const shownFor = `${contact.agentId} ${contact.profileId} ${contact.linkedBy} ${contact.candidates}`;
      held.delete(contactId);
      held.set(contactId, { version, topics: new Set([...known, ...news]), shownFor });
      const [oldest] = held.keys();
      if (held.size > rememberedContacts && oldest !== undefined) held.delete(oldest);
      const changed = again || contact.state === 'OFFERED' || shownFor !== before?.shownFor;
      return { topics: news, pop: changed && isLive(contact.state) };
    },
  };
}

const listDomainIds = async (core: ContactsCore): Promise<number[]> =>
  (await listAllDomains(core.house.sql)).map((domain) => domain.domainId);

const topicsOf = (contact: NamedContact, what: Waiting): string[] => [
  `contact:${contact.contactId}`,
  ...[...new Set([...(what.contacts.get(contact.contactId) ?? []), contact.agentId ?? ''])]
    .filter(Boolean)
    .map((id) => `agent:${id}`),
];

/** Boards and histories are told that something moved, at most twice a second each; they read what they show. */
function createHints(core: ContactsCore) {
  const timers = new Map<string, NodeJS.Timeout>();
  const soon = (topic: string, data: Record<string, unknown>) => {
    if (timers.has(topic) || !core.followers.isFollowed(topic)) return;
    const timer = setTimeout(() => {
      timers.delete(topic);
      core.publish(topic, data);
    }, hintMillis);
    timer.unref();
    timers.set(topic, timer);
  };
  const hint = (domainName: string, contacts: readonly NamedContact[]) => {
    soon(`board:${domainName}`, {});
    for (const { profileId } of contacts)
      if (profileId) soon(`profileContacts:${profileId}`, { ProfileId: profileId });
  };
  hint.stop = () => {
    for (const timer of timers.values()) clearTimeout(timer);
  };
  return hint;
}
