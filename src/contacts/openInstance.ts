import type { TransactionSql } from '../database/connection.ts';
import { newId } from '../database/ids.ts';
import type { Domain } from '../profiles/domain.ts';
import type { House } from '../profiles/house.ts';
import { aroundTheClock } from './hours.ts';
import { firstSettings } from './settings.ts';
import { type AgentStatus, insertStatus } from './store/agents.ts';
import { findInstance, type Instance, insertInstance } from './store/instances.ts';
import { insertHours, insertQueue } from './store/queues.ts';
import { insertRoutingProfile, type Media, upsertProfileQueues } from './store/routingProfiles.ts';

/** What agents of a new instance take at a time: one call, or three chats; tasks leave room for anything. */
export const firstMedia: Media[] = [
  { Channel: 'VOICE', Concurrency: 1, CrossChannelBehavior: { BehaviorType: 'ROUTE_CURRENT_CHANNEL_ONLY' } },
  { Channel: 'CHAT', Concurrency: 3, CrossChannelBehavior: { BehaviorType: 'ROUTE_CURRENT_CHANNEL_ONLY' } },
  { Channel: 'TASK', Concurrency: 5, CrossChannelBehavior: { BehaviorType: 'ROUTE_ANY_CHANNEL' } },
];

const firstStatuses: Pick<AgentStatus, 'name' | 'type'>[] = [
  { name: 'Available', type: 'ROUTABLE' },
  { name: 'Break', type: 'CUSTOM' },
  { name: 'Lunch', type: 'CUSTOM' },
  { name: 'Offline', type: 'OFFLINE' },
];

/**
 * The contact centre of a domain. It is made when somebody first needs it, with hours around the clock, a queue, a
 * routing profile that serves it, and statuses.
 */
export async function openInstance(house: House, domain: Domain): Promise<Instance> {
  const there = await findInstance(house.sql, domain.domainId);
  if (there) return there;
  const instance: Instance = {
    domainId: domain.domainId,
    instanceId: newId(),
    settings: firstSettings(domain.country),
    createdAt: house.clock(),
  };
  const made = await house.sql.begin(async (sql) => {
    if (!(await insertInstance(sql, instance))) return false;
    await furnish(sql, instance, domain.country);
    return true;
  });
  if (made) return instance;
  const theirs = await findInstance(house.sql, domain.domainId);
  if (!theirs) throw new Error('an instance was there and is gone');
  return theirs;
}

async function furnish(sql: TransactionSql, instance: Instance, country: string): Promise<void> {
  const { domainId, createdAt: updatedAt } = instance;
  const hoursId = newId();
  const queueId = newId();
  const routingProfileId = newId();
  const common = { description: undefined, tags: {}, updatedAt };
  const timeZone = country === 'JP' ? 'Asia/Tokyo' : 'UTC';
  await insertHours(sql, domainId, {
    ...common,
    hoursId,
    name: 'Basic Hours',
    timeZone,
    config: aroundTheClock,
  });
  await insertQueue(sql, domainId, {
    ...common,
    queueId,
    name: 'BasicQueue',
    hoursId,
    maxContacts: undefined,
    enabled: true,
    isDefault: true,
    outbound: undefined,
  });
  await insertRoutingProfile(sql, domainId, {
    ...common,
    description: 'Every channel from the basic queue',
    routingProfileId,
    name: 'Basic Routing Profile',
    defaultOutboundQueueId: queueId,
    media: firstMedia,
    availabilityTimer: 'TIME_SINCE_LAST_ACTIVITY',
    isDefault: true,
  });
  const served = firstMedia.map(({ Channel: channel }) => ({
    routingProfileId,
    queueId,
    channel,
    priority: 1,
    delay: 0,
  }));
  await upsertProfileQueues(sql, domainId, served);
  for (const [position, status] of firstStatuses.entries()) {
    await insertStatus(sql, domainId, {
      ...common,
      ...status,
      statusId: newId(),
      enabled: true,
      position: position + 1,
    });
  }
}
