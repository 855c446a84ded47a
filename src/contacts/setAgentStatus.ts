import { badRequest, notFound } from '../wire/refusal.ts';
import { changeContact } from './changeContact.ts';
import type { ContactsCore } from './core.ts';
import * as agents from './store/agents.ts';
import { listLeftBehind } from './store/contacts.ts';

/** An agent of a domain with name and contacts at hand; whoever has no row yet gets one. Refuses (404) a stranger. */
export async function findAgent(
  core: ContactsCore,
  domainId: number,
  userId: string,
): Promise<agents.NamedAgent> {
  const { sql, clock } = core.house;
  const [there] = await agents.findAgents(sql, domainId, [userId]);
  if (there) return there;
  await agents.ensureAgents(sql, domainId, [userId], clock());
  const [made] = await agents.findAgents(sql, domainId, [userId]);
  if (!made) throw notFound('There is no user with this UserId.');
  return made;
}

/**
 * An agent says what they are at. Somebody with contacts at hand who wants to stop gets no more at once and takes the
 * status when the last one is finished; offers go back to the queue.
 */
export async function setAgentStatus(
  core: ContactsCore,
  domainId: number,
  userId: string,
  statusId: string | undefined,
): Promise<void> {
  const { sql, clock } = core.house;
  const [agent, statuses] = await Promise.all([
    findAgent(core, domainId, userId),
    agents.listStatuses(sql, domainId),
  ]);
  const status = statuses.find((one) => one.statusId === statusId && one.enabled);
  if (!status) throw notFound('There is no agent status with this id in this instance, or it is disabled.');
  if (agent.disabled) throw badRequest('This user is disabled and cannot take contacts.');
  const at = clock();
  const later = status.type !== 'ROUTABLE' && agent.connected + agent.writingUp > 0;
  const present = [...core.followers.open()].includes(`agent:${userId}`);
  const seenAt = status.type === 'OFFLINE' && !later ? undefined : present ? at : agent.seenAt;
  const change: agents.AgentChange = later
    ? { nextStatusId: status.statusId }
    : { statusId: status.statusId, statusSince: at, nextStatusId: undefined, missedAt: undefined };
  const restarts = status.type === 'ROUTABLE' ? { idleSince: at } : {};
  await agents.updateAgent(sql, domainId, userId, { ...change, ...restarts, seenAt, updatedAt: at });
  core.tell({ domainId, agents: [userId] });
  if (status.type !== 'ROUTABLE') await withdrawOffers(core, domainId, userId);
  core.route(domainId);
}

/** Offers to an agent who cannot take them go back to the queue. */
async function withdrawOffers(core: ContactsCore, domainId: number, userId: string): Promise<void> {
  const { sql } = core.house;
  for (const contact of await listLeftBehind(sql, domainId, userId)) {
    if (contact.state !== 'OFFERED') continue;
    const { contactId } = contact;
    await changeContact(core, domainId, contactId, { action: 'withdraw' }).catch((cause) =>
      core.log('an offer could not be taken back', cause),
    );
  }
}
