import { z } from 'zod';
import { newId } from '../../database/ids.ts';
import { defineOperation, type NayoseOperation } from '../../wire/nayose.ts';
import { badRequest } from '../../wire/refusal.ts';
import { type Channel, channels } from '../contact.ts';
import { type ContactsCore, placeOf } from '../core.ts';
import { isTimeZone, type OpenSlot, overlappingDay } from '../hours.ts';
import * as store from '../store/queues.ts';
import * as profiles from '../store/routingProfiles.ts';
import { duplicate, missing, requireItem, unknownReference } from './common.ts';
import { mostAtOnce } from './routingProfiles.ts';
import { admins, anyId, domainName } from './shapes.ts';

/**
 * Queues, hours and routing profiles as a screen saves them: whole. The part of the service connect that is spoken here
 * can make them, and change little of them afterwards.
 */
export function routingEdits(core: ContactsCore): NayoseOperation[] {
  return [putQueue(core), putHours(core), putProfile(core)];
}

const name = z.string().trim().min(1).max(127);
const description = z.string().trim().max(250).optional();

const putQueue = (core: ContactsCore) =>
  defineOperation({
    name: 'PutQueue',
    summary:
      'Makes a queue (without QueueId) or changes its name, its hours and how many contacts may wait in it.',
    input: z.object({
      DomainName: domainName,
      QueueId: anyId.optional(),
      Name: name,
      Description: description,
      HoursOfOperationId: anyId,
      MaxContacts: z.int().min(1).max(1_000_000).optional().describe('Absent: any number may wait.'),
    }),
    output: z.object({ QueueId: z.string() }),
    roles: admins,
    handler: async (input, call) => {
      const { sql, clock } = core.house;
      const { domain } = await placeOf(core, call, input.DomainName);
      const { domainId } = domain;
      const [queues, hours] = await Promise.all([
        store.listQueues(sql, domainId),
        store.listHours(sql, domainId),
      ]);
      if (!hours.some((one) => one.hoursId === input.HoursOfOperationId))
        throw unknownReference('HoursOfOperationId', 'set of hours of operation');
      const before = input.QueueId && requireItem(queues, input.QueueId, (one) => one.queueId, 'queue');
      const queue: store.Queue = {
        ...(before || { queueId: newId(), enabled: true, isDefault: false, outbound: undefined, tags: {} }),
        name: input.Name,
        description: input.Description || undefined,
        hoursId: input.HoursOfOperationId,
        maxContacts: input.MaxContacts,
        updatedAt: clock(),
      };
      const write = before ? store.updateQueue : store.insertQueue;
      if (!(await write(sql, domainId, queue))) throw (before ? missing : duplicate)('queue');
      core.route(domainId);
      return { QueueId: queue.queueId };
    },
  });

const timeOfDay = z.object({ Hours: z.int().min(0).max(23), Minutes: z.int().min(0).max(59) });
const day = z.enum(['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']);

const putHours = (core: ContactsCore) =>
  defineOperation({
    name: 'PutHours',
    summary: 'Makes hours of operation (without HoursOfOperationId) or changes them; queues follow at once.',
    input: z.object({
      DomainName: domainName,
      HoursOfOperationId: anyId.optional(),
      Name: name,
      Description: description,
      TimeZone: z.string().max(100),
      Config: z
        .array(z.object({ Day: day, StartTime: timeOfDay, EndTime: timeOfDay }))
        .min(1)
        .max(100)
        .describe('An end of 00:00 is the end of the day; an end before the start runs past midnight.'),
    }),
    output: z.object({ HoursOfOperationId: z.string() }),
    roles: admins,
    handler: async (input, call) => {
      const { sql, clock } = core.house;
      const { domain } = await placeOf(core, call, input.DomainName);
      const { domainId } = domain;
      checkHours(input);
      const all = await store.listHours(sql, domainId);
      const before =
        input.HoursOfOperationId &&
        requireItem(all, input.HoursOfOperationId, (one) => one.hoursId, 'set of hours of operation');
      const hours: store.Hours = {
        ...(before || { hoursId: newId(), tags: {} }),
        name: input.Name,
        description: input.Description || undefined,
        timeZone: input.TimeZone,
        config: input.Config,
        updatedAt: clock(),
      };
      const write = before ? store.updateHours : store.insertHours;
      if (!(await write(sql, domainId, hours)))
        throw before ? missing('set of hours of operation') : duplicate('set of hours');
      return { HoursOfOperationId: hours.hoursId };
    },
  });

function checkHours({ TimeZone, Config }: { TimeZone: string; Config: readonly OpenSlot[] }): void {
  if (!isTimeZone(TimeZone))
    throw badRequest('TimeZone is not the name of a time zone; expected one such as Asia/Tokyo.');
  const doubled = overlappingDay(Config);
  if (doubled)
    throw badRequest(`Config has stretches of ${doubled} that overlap, or one that ends where it begins.`);
}

const channel = z.enum(channels as readonly [Channel, ...Channel[]]);

const profileInput = z.object({
  DomainName: domainName,
  RoutingProfileId: anyId.optional(),
  Name: name,
  Description: description,
  DefaultOutboundQueueId: anyId
    .optional()
    .describe('Absent: as before while it is among Queues, else the first of them.'),
  Media: z
    .array(
      z.object({
        Channel: channel,
        Concurrency: z.int().min(1).max(10),
        OtherChannels: z.boolean().describe('Contacts of other channels may come meanwhile.'),
      }),
    )
    .min(1)
    .max(3),
  Queues: z
    .array(
      z.object({
        QueueId: anyId,
        Channel: channel,
        Priority: z.int().min(1).max(99),
        Delay: z.int().min(0).max(9_999),
      }),
    )
    .min(1)
    .max(500),
});

const putProfile = (core: ContactsCore) =>
  defineOperation({
    name: 'PutRoutingProfile',
    summary:
      'Makes a routing profile (without RoutingProfileId) or changes what its agents take, and how many at a time.',
    input: profileInput,
    output: z.object({ RoutingProfileId: z.string() }),
    roles: admins,
    handler: async (input, call) => {
      const { sql, clock } = core.house;
      const { domain } = await placeOf(core, call, input.DomainName);
      const { domainId } = domain;
      const [queues, all] = await Promise.all([
        store.listQueues(sql, domainId),
        profiles.listRoutingProfiles(sql, domainId),
      ]);
      checkProfile(input, new Set(queues.map((queue) => queue.queueId)));
      const before =
        input.RoutingProfileId &&
        requireItem(all, input.RoutingProfileId, (one) => one.routingProfileId, 'routing profile');
      const profile = toProfile(input, before || undefined, clock());
      const served = input.Queues.map((queue) => toServed(profile.routingProfileId, queue));
      const written = await sql.begin(async (tx) => {
        const write = before ? profiles.updateRoutingProfile : profiles.insertRoutingProfile;
        if (!(await write(tx, domainId, profile))) return false;
        await profiles.replaceProfileQueues(tx, domainId, profile.routingProfileId, served);
        return true;
      });
      if (!written) throw (before ? missing : duplicate)('routing profile');
      core.route(domainId);
      return { RoutingProfileId: profile.routingProfileId };
    },
  });

type ProfileInput = z.infer<typeof profileInput>;

function checkProfile(
  { Media, Queues, DefaultOutboundQueueId }: ProfileInput,
  known: ReadonlySet<string>,
): void {
  const taken = new Set<string>(Media.map((media) => media.Channel));
  if (taken.size < Media.length) throw badRequest('Media names a channel twice.');
  for (const { Channel: name, Concurrency } of Media)
    if (Concurrency > mostAtOnce[name])
      throw badRequest(`Concurrency of ${name} has to be from 1 to ${mostAtOnce[name]}.`);
  const ids = [...Queues.map((queue) => queue.QueueId), DefaultOutboundQueueId].filter(
    (id) => id !== undefined,
  );
  if (ids.some((id) => !known.has(id))) throw unknownReference('QueueId', 'queue');
  const foreign = Queues.find((queue) => !taken.has(queue.Channel));
  if (foreign)
    throw badRequest(
      `Queues has a queue for ${foreign.Channel}, which Media does not have; add the channel or leave the queue out.`,
    );
  const keys = Queues.map((queue) => `${queue.QueueId} ${queue.Channel}`);
  if (new Set(keys).size < keys.length) throw badRequest('Queues names a queue twice for one channel.');
}

function toProfile(
  input: ProfileInput,
  before: profiles.RoutingProfile | undefined,
  updatedAt: Date,
): profiles.RoutingProfile {
  const [first] = input.Queues;
  const outbound = input.Queues.find(({ QueueId }) => QueueId === before?.defaultOutboundQueueId) ?? first;
  return {
    routingProfileId: before?.routingProfileId ?? newId(),
    isDefault: before?.isDefault ?? false,
    availabilityTimer: before?.availabilityTimer ?? 'TIME_SINCE_LAST_ACTIVITY',
    tags: before?.tags ?? {},
    name: input.Name,
    description: input.Description || input.Name,
    defaultOutboundQueueId: input.DefaultOutboundQueueId ?? outbound!.QueueId,
    media: input.Media.map(({ Channel: name, Concurrency, OtherChannels }) => ({
      Channel: name,
      Concurrency,
      CrossChannelBehavior: {
        BehaviorType: OtherChannels
          ? ('ROUTE_ANY_CHANNEL' as const)
          : ('ROUTE_CURRENT_CHANNEL_ONLY' as const),
      },
    })),
    updatedAt,
  };
}

const toServed = (
  routingProfileId: string,
  queue: ProfileInput['Queues'][number],
): profiles.ProfileQueue => ({
  routingProfileId,
  queueId: queue.QueueId,
  channel: queue.Channel,
  priority: queue.Priority,
  delay: queue.Delay,
});
