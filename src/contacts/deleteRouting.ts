import { badRequest, notFound, Refusal } from '../wire/refusal.ts';
import type { ContactsCore } from './core.ts';
import { toId } from './ids.ts';
import * as inUse from './store/inUse.ts';
import { deleteHoursRow, deleteQueueRow, lockHours, lockQueue } from './store/queues.ts';
import { deleteRoutingProfileRow, lockRoutingProfile } from './store/routingProfiles.ts';

const namedAtMost = 5;

const listed = (names: readonly string[]): string => {
  const more = names.length - namedAtMost;
  return names.slice(0, namedAtMost).join(', ') + (more > 0 ? ` and ${more} more` : '');
};

const quoted = (names: readonly string[]): string => listed(names.map((name) => `"${name}"`));

/** 409: something leads there still (AWS: ResourceInUseException). */
const refuseUse = (what: string, user: string, remedy: string): never => {
  throw new Refusal('ResourceInUseException', `The ${what} is in use by ${user}; ${remedy} first.`);
};

/** Deletes hours of operation that no queue has. */
export async function deleteHours(core: ContactsCore, domainId: number, id: string): Promise<void> {
  await core.house.sql.begin(async (tx) => {
    const hours = await lockHours(tx, domainId, toId(id));
    if (!hours) throw notFound('There is no set of hours of operation with this id in this instance.');
    const queues = await inUse.queuesOfHours(tx, domainId, hours.hoursId);
    if (queues.length > 0)
      refuseUse(`set of hours "${hours.name}"`, `queue ${quoted(queues)}`, 'give those other hours');
    await deleteHoursRow(tx, domainId, hours.hoursId);
  });
}

/** Deletes a queue that nothing leads to and nobody waits in. Contacts that are over go on naming it. */
export async function deleteQueue(core: ContactsCore, domainId: number, id: string): Promise<void> {
  await core.house.sql.begin(async (tx) => {
    const queue = await lockQueue(tx, domainId, toId(id));
    if (!queue) throw notFound('There is no queue with this id in this instance.');
    const { queueId, name } = queue;
    if (queue.isDefault)
      throw badRequest(`"${name}" is where contacts go that nothing sends elsewhere; it cannot be deleted.`);
    const profiles = await inUse.profilesOfQueue(tx, domainId, queueId);
    if (profiles.length > 0)
      refuseUse(`queue "${name}"`, `routing profile ${quoted(profiles)}`, 'take it out there');
    const numbers = await inUse.numbersOfQueue(tx, domainId, queueId);
    if (numbers.length > 0)
      refuseUse(`queue "${name}"`, `phone number ${listed(numbers)}`, 'lead that elsewhere');
    const contacts = await inUse.countUnderWay(tx, domainId, queueId);
    if (contacts > 0)
      refuseUse(`queue "${name}"`, `contacts under way (${contacts})`, 'let them end or transfer them');
    await deleteQueueRow(tx, domainId, queueId);
  });
}

/** Deletes a routing profile that nobody works by. Users who have left get the default one, should they come back. */
export async function deleteRoutingProfile(core: ContactsCore, domainId: number, id: string): Promise<void> {
  await core.house.sql.begin(async (tx) => {
    const profile = await lockRoutingProfile(tx, domainId, toId(id));
    if (!profile) throw notFound('There is no routing profile with this id in this instance.');
    const { routingProfileId, name } = profile;
    if (profile.isDefault)
      throw badRequest(`"${name}" is what every user begins with; it cannot be deleted.`);
    const agents = await inUse.agentsOfProfile(tx, domainId, routingProfileId);
    if (agents.length > 0)
      refuseUse(`routing profile "${name}"`, `user ${quoted(agents)}`, 'give those another one');
    await deleteRoutingProfileRow(tx, domainId, routingProfileId);
  });
}
