import type { Domain } from '../profiles/domain.ts';
import { listAllDomains } from '../profiles/store/domains.ts';
import { toAgent } from './agent.ts';
import type { NamedContact } from './contact.ts';
import type { ContactsCore } from './core.ts';
import { customerOf } from './customerOf.ts';
import { handsetSource, heardBy } from './handset.ts';
import { showContacts } from './showContacts.ts';
import { findAgents, listStatuses } from './store/agents.ts';
import { listAtHand, listNamed } from './store/contacts.ts';
import { listInstances } from './store/instances.ts';
import { listRoutingProfiles } from './store/routingProfiles.ts';
import { toWireTimes } from './wireTimes.ts';

interface Waiting {
  /** Contact id → agents who have it or had it. */
  contacts: Map<string, Set<string>>;
  agents: Set<string>;
}

const hintMillis = 500;

/**
 * Tells open screens what becomes of contacts and agents, whichever process changed them: every change leaves a
 * notification at its commit. What an agent gets carries contact and customer, so the screen asks for nothing more.
 * Resolves when it listens; returns what ends it.
 */
export async function followContacts(core: ContactsCore): Promise<() => Promise<void>> {
  const waiting = new Map<number, Waiting>();
  const teller = createTeller(core);
  let under: Promise<void> | undefined;
  let stopped = false;
  const drain = async () => {
    while (waiting.size > 0 && !stopped) {
      const batch = [...waiting];
      waiting.clear();
      const told = batch.map(([domainId, what]) =>
        teller.tell(domainId, what).catch((cause) => core.log('a change of contacts was not told', cause)),
      );
      await Promise.all(told);
    }
    under = undefined;
  };
  const heard = (payload: string) => {
    const { d, c, a } = JSON.parse(payload) as { d: number; c: string[][]; a: string[] };
    const entry = waiting.get(d) ?? { contacts: new Map(), agents: new Set() };
    waiting.set(d, entry);
    for (const [contactId = '', ...agents] of c) {
      const known = entry.contacts.get(contactId) ?? new Set();
      for (const agent of agents) known.add(agent);
      entry.contacts.set(contactId, known);
    }
    for (const agent of a) entry.agents.add(agent);
    under ??= drain();
  };
  let before = false;
  const listening = await core.house.sql.listen('nayose_contacts', heard, () => {
    // After a lost connection every screen is told anew what it should show.
    if (before) void teller.tellAll().catch((cause) => core.log('screens could not be told anew', cause));
    before = true;
  });
  return async () => {
    stopped = true;
    await listening.unlisten().catch(() => undefined);
    await under;
    teller.stop();
  };
}

function createTeller(core: ContactsCore) {
  const hint = createHints(core);

  const tellContacts = async (domain: Domain, what: Waiting) => {
    const named = await listNamed(core.house.sql, domain.domainId, [...what.contacts.keys()]);
    hint(domain.name, named);
    const followed = named.filter((contact) => topicsOf(contact, what).some(core.followers.isFollowed));
    const shown = await showContacts(core, domain.domainId, followed);
    await Promise.all(
      followed.map(async (contact, index) => {
        const facts: Record<string, unknown> = {
          Kind: 'contact',
          Contact: toWireTimes(shown[index]),
          ...(contact.callSource === handsetSource ? await heardBy(core, contact) : {}),
        };
        const isAgents = (topic: string) => topic === `agent:${contact.agentId}`;
        for (const topic of topicsOf(contact, what)) {
          if (!core.followers.isFollowed(topic) || isAgents(topic)) continue;
          core.publish(topic, facts);
        }
        if (!contact.agentId || !core.followers.isFollowed(`agent:${contact.agentId}`)) return;
        const pop = contact.state !== 'AFTER_CONTACT_WORK' && contact.state !== 'ENDED';
        const customer = pop ? { Customer: toWireTimes(await customerOf(core, domain, contact)) } : {};
        core.publish(`agent:${contact.agentId}`, { ...facts, ...customer, DomainName: domain.name });
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

  const tell = async (domainId: number, what: Waiting) => {
    const [owner] = await listInstances(core.house.sql, [domainId]);
    if (!owner) return;
    const domain = await core.house.domains.get(owner.accountId, owner.name);
    await Promise.all([tellContacts(domain, what), tellAgents(domain, [...what.agents])]);
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
        await tell(domainId, { contacts, agents: new Set(userIds) });
      }
    },
    stop: () => hint.stop(),
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
