import { Refusal } from '../wire/refusal.ts';
import { acceptForAgents } from './acceptForAgents.ts';
import { changeContact } from './changeContact.ts';
import type { ContactRow } from './contact.ts';
import type { ContactsCore } from './core.ts';
import { absenceMillis } from './giveContacts.ts';
import { queueFor } from './startContact.ts';
import * as agents from './store/agents.ts';
import {
  listDomainsWaiting,
  listDue,
  listExpiredOffers,
  listLeftBehind,
  listOverdueWork,
  listUnfinished,
} from './store/contacts.ts';
import { pruneCtiEvents } from './store/cti.ts';
import { listInstances } from './store/instances.ts';

/** How often is looked for what time has brought. */
const lookMillis = 1_000;
/** Every so many looks the things that can wait are looked for too. */
const seldom = 5;

/**
 * Drives what time brings: offers that nobody took, agents whose screens are gone, tasks that are due, work left behind
 * by a process that died. All of it stands in the database, so any process may do it and none needs to remember.
 */
export function watchContacts(core: ContactsCore) {
  let looks = 0;
  let running: Promise<void> | undefined;
  const look = async () => {
    await markPresent(core);
    await expireOffers(core);
    await acceptForAgents(core);
    await endWork(core);
    await missAbsent(core);
    for (const contact of await listDue(core.house.sql, core.house.clock())) await begin(core, contact);
    for (const domainId of await listDomainsWaiting(core.house.sql)) core.route(domainId);
    looks += 1;
    if (looks % seldom !== 0) return;
    const unfinished = await listUnfinished(core.house.sql, 1_000);
    for (const domainId of new Set(unfinished.map((contact) => contact.domainId))) core.settle(domainId);
    await pruneCtiEvents(core.house.sql, new Date(core.house.clock().getTime() - 86_400_000));
  };
  const guarded = () => {
    running ??= look()
      .catch((cause) => core.log('looking after contacts failed; it will be tried again', cause))
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    /** One look from now on: one that is under way may have passed by what is to be seen. */
    async look() {
      await running;
      await guarded();
    },
    async start() {
      // Screens that another process, now gone, knew to be open get their time of grace from now on.
      await agents.forgiveAbsence(core.house.sql, core.house.clock());
      timer = setInterval(() => void guarded(), lookMillis);
      timer.unref();
      void guarded();
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

/** Agents whose topic is followed in this process are there. */
async function markPresent(core: ContactsCore): Promise<void> {
  const present = new Set<string>();
  for (const topic of core.followers.open())
    if (/^agent:[0-9a-f]{32}$/.test(topic)) present.add(topic.slice('agent:'.length));
  await agents.markSeen(core.house.sql, [...present], core.house.clock());
}

async function expireOffers(core: ContactsCore): Promise<void> {
  const now = core.house.clock();
  for (const { domainId, contactId } of await listExpiredOffers(core.house.sql, now)) {
    await quietly(core, () =>
      changeContact(core, domainId, contactId, {
        action: 'miss',
        guard: (contact) => {
          const expiresAt = contact.offerExpiresAt;
          if (!expiresAt || expiresAt > core.house.clock()) throw tooLate();
        },
      }),
    );
  }
}

/** After-contact work that its agent has limited ends by itself. */
async function endWork(core: ContactsCore): Promise<void> {
  const now = core.house.clock();
  for (const { domainId, contactId } of await listOverdueWork(core.house.sql, now))
    await quietly(core, () =>
      changeContact(core, domainId, contactId, { action: 'finish', detail: { Reason: 'TIME_LIMIT' } }),
    );
}

/** Whoever is gone loses offers at once; after the time of grace the contacts at hand go to others. */
async function missAbsent(core: ContactsCore): Promise<void> {
  const { sql, clock } = core.house;
  const now = clock().getTime();
  const absent = await agents.listAbsent(sql, new Date(now - absenceMillis));
  if (absent.length === 0) return;
  const instances = await listInstances(sql, [...new Set(absent.map((agent) => agent.domainId))]);
  const grace = new Map(instances.map((one) => [one.domainId, one.settings.graceSeconds * 1_000]));
  for (const { domainId, userId, seenAt } of absent) {
    const gone = now - seenAt.getTime() > (grace.get(domainId) ?? 30_000);
    for (const contact of await listLeftBehind(sql, domainId, userId)) {
      if (contact.state === 'OFFERED') await quietly(core, () => act(core, contact, 'withdraw'));
      else if (gone) await quietly(core, () => leaveBehind(core, contact));
    }
    if (gone) await quietly(core, () => signOff(core, domainId, userId));
  }
}

const act = (
  core: ContactsCore,
  { domainId, contactId, agentId }: ContactRow,
  action: 'withdraw' | 'return',
) =>
  changeContact(core, domainId, contactId, {
    action,
    detail: { Reason: 'AGENT_GONE' },
    guard: (contact) => {
      if (contact.agentId !== agentId) throw tooLate();
    },
  });

/** A customer on the line is somebody else's now; a task stays with its agent; what only needed writing up is finished. */
async function leaveBehind(core: ContactsCore, contact: ContactRow): Promise<void> {
  const { domainId, contactId } = contact;
  if (contact.state === 'AFTER_CONTACT_WORK')
    await changeContact(core, domainId, contactId, { action: 'finish' });
  else if (contact.state === 'DIALLING')
    await changeContact(core, domainId, contactId, { action: 'end', reason: 'AGENT_DISCONNECT' });
  else if (contact.channel !== 'TASK') await act(core, contact, 'return');
}

async function signOff(core: ContactsCore, domainId: number, userId: string): Promise<void> {
  const { sql, clock } = core.house;
  const offline = (await agents.listStatuses(sql, domainId)).find((status) => status.type === 'OFFLINE');
  const at = clock();
  // A task that stays does not keep its agent at work.
  if (!offline) return;
  const change = { statusId: offline.statusId, statusSince: at, updatedAt: at };
  const gone = { nextStatusId: undefined, missedAt: undefined, seenAt: undefined };
  await agents.updateAgent(sql, domainId, userId, { ...change, ...gone });
  core.tell({ domainId, agents: [userId] });
}

/** A task whose time has come goes into its queue. */
async function begin(core: ContactsCore, contact: ContactRow): Promise<void> {
  const { domainId, contactId, queueId, targetAgentId } = contact;
  const queue = await queueFor(core, domainId, queueId, false);
  const place = { queueId: queue.queueId, targetAgentId };
  await quietly(core, () => changeContact(core, domainId, contactId, { action: 'enqueue', ...place }));
}

const tooLate = () => new Refusal('ConflictException', 'The contact has moved on meanwhile.');

/** Somebody else may have been quicker; that is no failure. */
async function quietly(core: ContactsCore, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (!(cause instanceof Refusal)) core.log('a contact could not be moved on', cause);
  }
}
