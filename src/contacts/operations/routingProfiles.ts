import { newId } from '../../database/ids.ts';
import type { ConnectOperations } from '../../wire/operations.ts';
import { badRequest } from '../../wire/refusal.ts';
import { type Channel, channels } from '../contact.ts';
import { type ContactsCore, placeOfInstance } from '../core.ts';
import { deleteRoutingProfile } from '../deleteRouting.ts';
import { connectArn, toId } from '../ids.ts';
import { listAgents } from '../store/agents.ts';
import { listQueues, type Queue } from '../store/queues.ts';
import * as store from '../store/routingProfiles.ts';
import { duplicate, pageOfList, requireItem, unknownReference } from './common.ts';

type RoutingProfileOperation =
  | 'CreateRoutingProfile'
  | 'DeleteRoutingProfile'
  | 'DescribeRoutingProfile'
  | 'ListRoutingProfiles'
  | 'ListRoutingProfileQueues'
  | 'AssociateRoutingProfileQueues'
  | 'UpdateRoutingProfileQueues';

interface QueueConfig {
  QueueReference: { QueueId: string; Channel: string };
  Priority: number;
  Delay: number;
}

const profileId = (profile: store.RoutingProfile) => profile.routingProfileId;

const arnOf = (region: string, instanceId: string, id: string) =>
  connectArn(region, instanceId, ['routing-profile', id]);

/** Routing profiles: which queues an agent serves, in which order, and how many contacts at a time. */
export function routingProfileOperations(
  core: ContactsCore,
): Pick<ConnectOperations, RoutingProfileOperation> {
  const { sql, clock } = core.house;
  return {
    ...profileQueueOperations(core),
    ...describeOperation(core),

    async CreateRoutingProfile(input, call) {
      const { domain, instance } = await placeOfInstance(core, call, input.InstanceId);
      const queues = await listQueues(sql, domain.domainId);
      const outbound = toId(input.DefaultOutboundQueueId);
      if (!queues.some((queue) => queue.queueId === outbound))
        throw unknownReference('DefaultOutboundQueueId', 'queue');
      const profile: store.RoutingProfile = {
        routingProfileId: newId(),
        name: input.Name,
        description: input.Description,
        defaultOutboundQueueId: outbound ?? '',
        media: readMedia(input.MediaConcurrencies as store.Media[]),
        availabilityTimer: input.AgentAvailabilityTimer ?? 'TIME_SINCE_LAST_ACTIVITY',
        isDefault: false,
        tags: input.Tags ?? {},
        updatedAt: clock(),
      };
      const served = readConfigs(input.QueueConfigs ?? [], queues, profile);
      const added = await sql.begin(async (tx) => {
        if (!(await store.insertRoutingProfile(tx, domain.domainId, profile))) return false;
        await store.upsertProfileQueues(tx, domain.domainId, served);
        return true;
      });
      if (!added) throw duplicate('routing profile');
      const RoutingProfileId = profile.routingProfileId;
      return {
        RoutingProfileId,
        RoutingProfileArn: arnOf(call.caller.region, instance.instanceId, RoutingProfileId),
      };
    },

    async DeleteRoutingProfile({ InstanceId, RoutingProfileId }, call) {
      const { domain } = await placeOfInstance(core, call, InstanceId);
      await deleteRoutingProfile(core, domain.domainId, RoutingProfileId);
      return {};
    },

    async ListRoutingProfiles(input, call) {
      const { domain, instance } = await placeOfInstance(core, call, input.InstanceId);
      const profiles = await store.listRoutingProfiles(sql, domain.domainId);
      const { items, nextToken } = pageOfList(profiles, input, 100);
      const RoutingProfileSummaryList = items.map((profile) => ({
        Id: profile.routingProfileId,
        Arn: arnOf(call.caller.region, instance.instanceId, profile.routingProfileId),
        Name: profile.name,
        LastModifiedTime: profile.updatedAt,
        LastModifiedRegion: call.caller.region,
      }));
      return { RoutingProfileSummaryList, NextToken: nextToken };
    },
  };
}

function describeOperation(core: ContactsCore): Pick<ConnectOperations, 'DescribeRoutingProfile'> {
  const { sql } = core.house;
  return {
    async DescribeRoutingProfile(input, call) {
      const { domain, instance } = await placeOfInstance(core, call, input.InstanceId);
      const [profiles, queues, agents] = await Promise.all([
        store.listRoutingProfiles(sql, domain.domainId),
        store.listProfileQueues(sql, domain.domainId),
        listAgents(sql, domain.domainId),
      ]);
      const profile = requireItem(profiles, input.RoutingProfileId, profileId, 'routing profile');
      const served = queues.filter((queue) => queue.routingProfileId === profile.routingProfileId);
      const ids = [...new Set(served.map((queue) => queue.queueId))];
      return {
        RoutingProfile: {
          InstanceId: instance.instanceId,
          Name: profile.name,
          RoutingProfileArn: arnOf(call.caller.region, instance.instanceId, profile.routingProfileId),
          RoutingProfileId: profile.routingProfileId,
          Description: profile.description,
          MediaConcurrencies: profile.media,
          DefaultOutboundQueueId: profile.defaultOutboundQueueId,
          Tags: profile.tags,
          NumberOfAssociatedQueues: ids.length,
          NumberOfAssociatedManualAssignmentQueues: 0,
          NumberOfAssociatedUsers: agents.filter(
            (agent) => agent.routingProfileId === profile.routingProfileId,
          ).length,
          AgentAvailabilityTimer: profile.availabilityTimer as 'TIME_SINCE_LAST_ACTIVITY',
          LastModifiedTime: profile.updatedAt,
          LastModifiedRegion: call.caller.region,
          IsDefault: profile.isDefault,
          AssociatedQueueIds: ids,
        },
      };
    },
  };
}

type ProfileQueueOperation =
  | 'ListRoutingProfileQueues'
  | 'AssociateRoutingProfileQueues'
  | 'UpdateRoutingProfileQueues';

function profileQueueOperations(core: ContactsCore): Pick<ConnectOperations, ProfileQueueOperation> {
  const { sql, clock } = core.house;
  const put = async (
    input: { InstanceId: string; RoutingProfileId: string; QueueConfigs?: readonly QueueConfig[] },
    call: Parameters<ConnectOperations['DescribeRoutingProfile']>[1],
  ) => {
    const { domain } = await placeOfInstance(core, call, input.InstanceId);
    const profiles = await store.listRoutingProfiles(sql, domain.domainId);
    const profile = requireItem(profiles, input.RoutingProfileId, profileId, 'routing profile');
    const served = readConfigs(input.QueueConfigs ?? [], await listQueues(sql, domain.domainId), profile);
    await store.upsertProfileQueues(sql, domain.domainId, served);
    await store.touchRoutingProfile(sql, domain.domainId, profile.routingProfileId, clock());
    core.route(domain.domainId);
    return {};
  };
  return {
    AssociateRoutingProfileQueues: (input, call) => put(input, call),
    UpdateRoutingProfileQueues: (input, call) => put(input, call),

    async ListRoutingProfileQueues(input, call) {
      const { domain, instance } = await placeOfInstance(core, call, input.InstanceId);
      const profiles = await store.listRoutingProfiles(sql, domain.domainId);
      const profile = requireItem(profiles, input.RoutingProfileId, profileId, 'routing profile');
      const queues = new Map(
        (await listQueues(sql, domain.domainId)).map((queue) => [queue.queueId, queue.name]),
      );
      const served = (await store.listProfileQueues(sql, domain.domainId)).filter(
        (queue) => queue.routingProfileId === profile.routingProfileId,
      );
      const { items, nextToken } = pageOfList(served, input, 100);
      const RoutingProfileQueueConfigSummaryList = items.map((queue) => ({
        QueueId: queue.queueId,
        QueueArn: connectArn(call.caller.region, instance.instanceId, ['queue', queue.queueId]),
        QueueName: queues.get(queue.queueId) ?? '',
        Priority: queue.priority,
        Delay: queue.delay,
        Channel: queue.channel,
      }));
      return {
        RoutingProfileQueueConfigSummaryList,
        NextToken: nextToken,
        LastModifiedTime: profile.updatedAt,
        LastModifiedRegion: call.caller.region,
      };
    },
  };
}

/** Most contacts of a channel that an agent may have at once (AWS: limits of MediaConcurrency). */
export const mostAtOnce: Readonly<Record<Channel, number>> = { VOICE: 1, CHAT: 10, TASK: 10 };

function readMedia(given: readonly store.Media[]): store.Media[] {
  const names = given.map((media) => media.Channel as string);
  if (new Set(names).size < names.length) throw badRequest('MediaConcurrencies names a channel twice.');
  for (const media of given) {
    refuseChannel(media.Channel);
    const most = mostAtOnce[media.Channel];
    const wanted = media.Concurrency ?? 1;
    if (wanted < 1 || wanted > most)
      throw badRequest(`Concurrency of ${media.Channel} has to be from 1 to ${most}.`);
  }
  return given.map(({ Channel, Concurrency, CrossChannelBehavior }) => ({
    Channel,
    Concurrency: Concurrency ?? 1,
    ...(CrossChannelBehavior ? { CrossChannelBehavior } : {}),
  }));
}

function refuseChannel(channel: string): void {
  if ((channels as readonly string[]).includes(channel)) return;
  throw badRequest(`Channel has to be one of ${channels.join(', ')}; this server has no ${channel}.`);
}

function readConfigs(
  configs: readonly QueueConfig[],
  queues: readonly Queue[],
  profile: store.RoutingProfile,
): store.ProfileQueue[] {
  return configs.map(({ QueueReference, Priority, Delay }) => {
    refuseChannel(QueueReference.Channel);
    const queueId = toId(QueueReference.QueueId);
    if (!queueId || !queues.some((queue) => queue.queueId === queueId))
      throw unknownReference('QueueId', 'queue');
    return {
      routingProfileId: profile.routingProfileId,
      queueId,
      channel: QueueReference.Channel as Channel,
      priority: Priority,
      delay: Delay,
    };
  });
}
