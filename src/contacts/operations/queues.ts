import { newId } from '../../database/ids.ts';
import type { ConnectOperations } from '../../wire/operations.ts';
import { badRequest } from '../../wire/refusal.ts';
import { type ContactsCore, placeOfInstance } from '../core.ts';
import { deleteHours, deleteQueue } from '../deleteRouting.ts';
import { isTimeZone, type OpenSlot } from '../hours.ts';
import { connectArn, toId } from '../ids.ts';
import * as store from '../store/queues.ts';
import { duplicate, meets, missing, pageOfList, passes, requireItem, unknownReference } from './common.ts';

type QueueOperation =
  | 'CreateQueue'
  | 'DescribeQueue'
  | 'ListQueues'
  | 'SearchQueues'
  | 'UpdateQueueName'
  | 'UpdateQueueStatus'
  | 'DeleteQueue'
  | 'CreateHoursOfOperation'
  | 'DescribeHoursOfOperation'
  | 'ListHoursOfOperations'
  | 'DeleteHoursOfOperation';

const asQueue = (region: string, instanceId: string, queue: store.Queue) => ({
  Name: queue.name,
  QueueArn: connectArn(region, instanceId, ['queue', queue.queueId]),
  QueueId: queue.queueId,
  Description: queue.description,
  OutboundCallerConfig: queue.outbound,
  HoursOfOperationId: queue.hoursId,
  MaxContacts: queue.maxContacts,
  Status: queue.enabled ? ('ENABLED' as const) : ('DISABLED' as const),
  Tags: queue.tags,
  LastModifiedTime: queue.updatedAt,
  LastModifiedRegion: region,
});

const queueId = (queue: store.Queue) => queue.queueId;

/** Queues and their hours. */
export function queueOperations(core: ContactsCore): Pick<ConnectOperations, QueueOperation> {
  const { sql, clock } = core.house;
  return {
    ...hoursOperations(core),
    ...queueEdits(core),

    async CreateQueue(input, call) {
      const { domain, instance } = await placeOfInstance(core, call, input.InstanceId);
      const hoursId = toId(input.HoursOfOperationId);
      const hours = await store.listHours(sql, domain.domainId);
      if (!hours.some((one) => one.hoursId === hoursId))
        throw unknownReference('HoursOfOperationId', 'set of hours of operation');
      const queue: store.Queue = {
        queueId: newId(),
        name: input.Name,
        description: input.Description,
        hoursId: hoursId ?? '',
        maxContacts: input.MaxContacts,
        enabled: true,
        isDefault: false,
        outbound: input.OutboundCallerConfig as Record<string, unknown> | undefined,
        tags: input.Tags ?? {},
        updatedAt: clock(),
      };
      if (!(await store.insertQueue(sql, domain.domainId, queue))) throw duplicate('queue');
      const { QueueArn, QueueId } = asQueue(call.caller.region, instance.instanceId, queue);
      return { QueueArn, QueueId };
    },

    async DescribeQueue({ InstanceId, QueueId }, call) {
      const { domain, instance } = await placeOfInstance(core, call, InstanceId);
      const queue = requireItem(await store.listQueues(sql, domain.domainId), QueueId, queueId, 'queue');
      return { Queue: asQueue(call.caller.region, instance.instanceId, queue) };
    },

    async ListQueues(input, call) {
      const { domain, instance } = await placeOfInstance(core, call, input.InstanceId);
      const wanted = !input.QueueTypes?.length || input.QueueTypes.includes('STANDARD');
      const queues = wanted ? await store.listQueues(sql, domain.domainId) : [];
      const { items, nextToken } = pageOfList(queues, input, 100);
      const QueueSummaryList = items.map((queue) => ({
        Id: queue.queueId,
        Arn: connectArn(call.caller.region, instance.instanceId, ['queue', queue.queueId]),
        Name: queue.name,
        QueueType: 'STANDARD' as const,
        LastModifiedTime: queue.updatedAt,
        LastModifiedRegion: call.caller.region,
      }));
      return { QueueSummaryList, NextToken: nextToken };
    },

    async SearchQueues(input, call) {
      const { domain, instance } = await placeOfInstance(core, call, input.InstanceId);
      const found = (await store.listQueues(sql, domain.domainId)).filter(
        (queue) =>
          meets(input.SearchCriteria, {
            name: queue.name,
            description: queue.description ?? '',
            resourceID: queue.queueId,
          }) && passes(input.SearchFilter?.TagFilter, queue.tags),
      );
      const { items, nextToken } = pageOfList(found, input, 100);
      const Queues = items.map((queue) => asQueue(call.caller.region, instance.instanceId, queue));
      return { Queues, NextToken: nextToken, ApproximateTotalCount: found.length };
    },
  };
}

function queueEdits(
  core: ContactsCore,
): Pick<ConnectOperations, 'UpdateQueueName' | 'UpdateQueueStatus' | 'DeleteQueue'> {
  const { sql, clock } = core.house;
  const change = async (
    at: { InstanceId: string; QueueId: string },
    call: Parameters<ConnectOperations['DescribeQueue']>[1],
    edit: (queue: store.Queue) => store.Queue,
  ) => {
    const { domain } = await placeOfInstance(core, call, at.InstanceId);
    const queues = await store.listQueues(sql, domain.domainId);
    const queue = requireItem(queues, at.QueueId, queueId, 'queue');
    if (!(await store.updateQueue(sql, domain.domainId, { ...edit(queue), updatedAt: clock() })))
      throw missing('queue');
    return {};
  };
  return {
    UpdateQueueName: (input, call) =>
      change(input, call, (queue) => ({
        ...queue,
        name: input.Name ?? queue.name,
        description: input.Description ?? queue.description,
      })),

    UpdateQueueStatus: (input, call) =>
      change(input, call, (queue) => {
        if (queue.isDefault && input.Status === 'DISABLED') {
          throw badRequest(
            `"${queue.name}" is where contacts go that nothing sends elsewhere; it stays enabled.`,
          );
        }
        return { ...queue, enabled: input.Status === 'ENABLED' };
      }),

    async DeleteQueue({ InstanceId, QueueId }, call) {
      const { domain } = await placeOfInstance(core, call, InstanceId);
      await deleteQueue(core, domain.domainId, QueueId);
      return {};
    },
  };
}

type HoursOperation =
  | 'CreateHoursOfOperation'
  | 'DescribeHoursOfOperation'
  | 'ListHoursOfOperations'
  | 'DeleteHoursOfOperation';

function hoursOperations(core: ContactsCore): Pick<ConnectOperations, HoursOperation> {
  const { sql, clock } = core.house;
  return {
    async CreateHoursOfOperation(input, call) {
      const { domain, instance } = await placeOfInstance(core, call, input.InstanceId);
      if (!isTimeZone(input.TimeZone)) {
        throw badRequest('TimeZone is not the name of a time zone; expected one such as Asia/Tokyo.');
      }
      const hours: store.Hours = {
        hoursId: newId(),
        name: input.Name,
        description: input.Description,
        timeZone: input.TimeZone,
        config: input.Config as OpenSlot[],
        tags: input.Tags ?? {},
        updatedAt: clock(),
      };
      if (!(await store.insertHours(sql, domain.domainId, hours))) throw duplicate('set of hours');
      return {
        HoursOfOperationId: hours.hoursId,
        HoursOfOperationArn: hoursArn(call.caller.region, instance.instanceId, hours.hoursId),
      };
    },

    async DescribeHoursOfOperation({ InstanceId, HoursOfOperationId }, call) {
      const { domain, instance } = await placeOfInstance(core, call, InstanceId);
      const all = await store.listHours(sql, domain.domainId);
      const hours = requireItem(all, HoursOfOperationId, (one) => one.hoursId, 'set of hours of operation');
      return {
        HoursOfOperation: {
          HoursOfOperationId: hours.hoursId,
          HoursOfOperationArn: hoursArn(call.caller.region, instance.instanceId, hours.hoursId),
          Name: hours.name,
          Description: hours.description,
          TimeZone: hours.timeZone,
          Config: hours.config as never,
          Tags: hours.tags,
          LastModifiedTime: hours.updatedAt,
          LastModifiedRegion: call.caller.region,
        },
      };
    },

    async ListHoursOfOperations(input, call) {
      const { domain, instance } = await placeOfInstance(core, call, input.InstanceId);
      const { items, nextToken } = pageOfList(await store.listHours(sql, domain.domainId), input, 100);
      const HoursOfOperationSummaryList = items.map((hours) => ({
        Id: hours.hoursId,
        Arn: hoursArn(call.caller.region, instance.instanceId, hours.hoursId),
        Name: hours.name,
        LastModifiedTime: hours.updatedAt,
        LastModifiedRegion: call.caller.region,
      }));
      return { HoursOfOperationSummaryList, NextToken: nextToken };
    },

    async DeleteHoursOfOperation({ InstanceId, HoursOfOperationId }, call) {
      const { domain } = await placeOfInstance(core, call, InstanceId);
      await deleteHours(core, domain.domainId, HoursOfOperationId);
      return {};
    },
  };
}

const hoursArn = (region: string, instanceId: string, id: string) =>
  connectArn(region, instanceId, ['operating-hours', id]);
