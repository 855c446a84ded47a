import { z } from 'zod';
import { listUsers } from '../../access/store/users.ts';
import { newId } from '../../database/ids.ts';
import { phoneKey } from '../../values/phone.ts';
import { defineOperation, type NayoseOperation } from '../../wire/nayose.ts';
import { badRequest, notFound } from '../../wire/refusal.ts';
import { agentShape, toAgent } from '../agent.ts';
import { agentSettings, asConfigs, longestWorkSeconds } from '../agentSettings.ts';
import type { Channel } from '../contact.ts';
import { type ContactsCore, type Place, placeOf } from '../core.ts';
import { findAgent } from '../setAgentStatus.ts';
import { ensureAgents, listAgents, listStatuses, updateAgent } from '../store/agents.ts';
import { updateSettings } from '../store/instances.ts';
import * as queues from '../store/queues.ts';
import { listProfileQueues, listRoutingProfiles } from '../store/routingProfiles.ts';
import { requireItem } from './common.ts';
import { admins, anyId, domainName } from './shapes.ts';

const spoken = z.object({ ja: z.string().trim().min(1).max(1_000), en: z.string().trim().min(1).max(1_000) });

const settingsShape = z.object({
  Language: z.enum(['ja', 'en']),
  Greeting: spoken,
  Waiting: spoken,
  Closed: spoken,
  OfferSeconds: z.int().min(5).max(120),
  GraceSeconds: z.int().min(10).max(600),
});

const numberShape = z.object({
  PhoneNumberId: z.string(),
  PhoneNumber: z.string(),
  Description: z.string().optional(),
  QueueId: z.string(),
});

const channel = z.enum(['VOICE', 'CHAT', 'TASK']);

const agentSettingsShape = z.object({
  AutoAccept: z.array(channel).max(3).describe('Contacts of these channels are connected without a word.'),
  AfterContactWorkSeconds: z
    .partialRecord(channel, z.int().min(0).max(longestWorkSeconds))
    .describe('After so long after-contact work ends by itself; absent or 0: when the agent says so.'),
});

const routingShape = z.object({
  InstanceId: z.string(),
  Queues: z.array(
    z.object({
      QueueId: z.string(),
      Name: z.string(),
      Description: z.string().optional(),
      HoursOfOperationId: z.string(),
      MaxContacts: z.number().optional(),
      Enabled: z.boolean(),
      IsDefault: z.boolean(),
    }),
  ),
  RoutingProfiles: z.array(
    z.object({
      RoutingProfileId: z.string(),
      Name: z.string(),
      Description: z.string(),
      DefaultOutboundQueueId: z.string(),
      IsDefault: z.boolean(),
      MediaConcurrencies: z.array(z.unknown()),
      Queues: z.array(
        z.object({ QueueId: z.string(), Channel: z.string(), Priority: z.number(), Delay: z.number() }),
      ),
    }),
  ),
  Agents: z.array(agentShape.extend({ Email: z.string(), Role: z.string(), ...agentSettingsShape.shape })),
  Hours: z.array(
    z.object({
      HoursOfOperationId: z.string(),
      Name: z.string(),
      TimeZone: z.string(),
      Config: z.array(z.unknown()),
    }),
  ),
  PhoneNumbers: z.array(numberShape),
  Settings: settingsShape,
});

/** How contacts find their way, on one screen for admins. Queues and profiles themselves are made by the service connect. */
export function routingOperations(core: ContactsCore): NayoseOperation[] {
  return [getRouting(core), putAgent(core), putNumber(core), deleteNumber(core), putSettings(core)];
}

const getRouting = (core: ContactsCore) =>
  defineOperation({
    name: 'GetRouting',
    summary: 'Queues, routing profiles, agents, hours and numbers of a domain.',
    input: z.object({ DomainName: domainName }),
    output: routingShape,
    roles: admins,
    handler: async ({ DomainName }, call) => {
      return readRouting(core, await placeOf(core, call, DomainName));
    },
  });

async function readRouting(core: ContactsCore, { domain, instance }: Place) {
  const { sql, clock } = core.house;
  const { domainId } = domain;
  const people = (await listUsers(sql, domain.accountId)).filter((user) => !user.disabled);
  await ensureAgents(
    sql,
    domainId,
    people.map((user) => user.userId),
    clock(),
  );
  const [allQueues, profiles, served, agents, statuses, hours, numbers] = await Promise.all([
    queues.listQueues(sql, domainId),
    listRoutingProfiles(sql, domainId),
    listProfileQueues(sql, domainId),
    listAgents(sql, domainId),
    listStatuses(sql, domainId),
    queues.listHours(sql, domainId),
    queues.listPhoneNumbers(sql, domainId),
  ]);
  return {
    InstanceId: instance.instanceId,
    Queues: allQueues.map((queue) => ({
      QueueId: queue.queueId,
      Name: queue.name,
      Description: queue.description,
      HoursOfOperationId: queue.hoursId,
      MaxContacts: queue.maxContacts,
      Enabled: queue.enabled,
      IsDefault: queue.isDefault,
    })),
    RoutingProfiles: profiles.map((profile) => ({
      RoutingProfileId: profile.routingProfileId,
      Name: profile.name,
      Description: profile.description,
      DefaultOutboundQueueId: profile.defaultOutboundQueueId,
      IsDefault: profile.isDefault,
      MediaConcurrencies: profile.media,
      Queues: served
        .filter((queue) => queue.routingProfileId === profile.routingProfileId)
        .map(({ queueId, channel, priority, delay }) => ({
          QueueId: queueId,
          Channel: channel,
          Priority: priority,
          Delay: delay,
        })),
    })),
    Agents: agents.map((agent) => ({
      ...toAgent(agent, statuses, profiles),
      Email: agent.email,
      Role: agent.role,
      ...showSettings(agent.identity),
    })),
    Hours: hours.map((one) => ({
      HoursOfOperationId: one.hoursId,
      Name: one.name,
      TimeZone: one.timeZone,
      Config: one.config,
    })),
    PhoneNumbers: numbers.map(toNumber),
    Settings: {
      Language: instance.settings.language,
      Greeting: instance.settings.greeting,
      Waiting: instance.settings.waiting,
      Closed: instance.settings.closed,
      OfferSeconds: instance.settings.offerSeconds,
      GraceSeconds: instance.settings.graceSeconds,
    },
  };
}

function showSettings(identity: Record<string, unknown>) {
  const { autoAccept, workSeconds } = agentSettings(identity);
  return { AutoAccept: [...autoAccept], AfterContactWorkSeconds: Object.fromEntries(workSeconds) };
}

const putAgent = (core: ContactsCore) =>
  defineOperation({
    name: 'PutAgentSettings',
    summary: 'Says which contacts are connected to an agent by themselves, and when after-contact work ends.',
    input: agentSettingsShape.extend({ DomainName: domainName, UserId: anyId }),
    output: agentSettingsShape,
    roles: admins,
    handler: async ({ DomainName, UserId, AutoAccept, AfterContactWorkSeconds }, call) => {
      const { sql, clock } = core.house;
      const { domain } = await placeOf(core, call, DomainName);
      const { identity } = await findAgent(core, domain.domainId, UserId);
      const { PhoneConfig, ...rest } = identity as { PhoneConfig?: Record<string, unknown> };
      const { AutoAccept: _, AfterContactWorkTimeLimit: __, ...phone } = PhoneConfig ?? {};
      const limits = Object.entries(AfterContactWorkSeconds).filter(([, seconds]) => seconds > 0);
      const settings = {
        autoAccept: new Set(AutoAccept),
        workSeconds: new Map(limits as [Channel, number][]),
      };
      const changed = { ...rest, ...(PhoneConfig && { PhoneConfig: phone }), ...asConfigs(settings) };
      const change = { identity: changed, updatedAt: clock() };
      await updateAgent(sql, domain.domainId, UserId, change);
      return showSettings(changed);
    },
  });

const toNumber = (number: queues.PhoneNumber) => ({
  PhoneNumberId: number.phoneNumberId,
  PhoneNumber: number.number,
  Description: number.description,
  QueueId: number.queueId,
});

const putNumber = (core: ContactsCore) =>
  defineOperation({
    name: 'PutPhoneNumber',
    summary: 'Says which queue a called number leads to.',
    input: z.object({
      DomainName: domainName,
      PhoneNumber: z.string().trim().min(1).max(64),
      QueueId: anyId,
      Description: z.string().max(500).optional(),
    }),
    output: z.object({ PhoneNumber: numberShape }),
    roles: admins,
    handler: async (input, call) => {
      const { sql, clock } = core.house;
      const { domain } = await placeOf(core, call, input.DomainName);
      const number = phoneKey(input.PhoneNumber, domain.country);
      if (!number) throw badRequest('PhoneNumber is no telephone number.');
      const all = await queues.listQueues(sql, domain.domainId);
      const { queueId } = requireItem(all, input.QueueId, (queue) => queue.queueId, 'queue');
      const stored = await queues.upsertPhoneNumber(sql, domain.domainId, {
        phoneNumberId: newId(),
        number,
        description: input.Description,
        queueId,
        createdAt: clock(),
      });
      return { PhoneNumber: toNumber(stored) };
    },
  });

const deleteNumber = (core: ContactsCore) =>
  defineOperation({
    name: 'DeletePhoneNumber',
    summary: 'Forgets a called number; calls to it go to the queue where everything goes.',
    input: z.object({ DomainName: domainName, PhoneNumberId: anyId }),
    output: z.object({}),
    roles: admins,
    handler: async ({ DomainName, PhoneNumberId }, call) => {
      const { domain } = await placeOf(core, call, DomainName);
      if (!(await queues.deletePhoneNumber(core.house.sql, domain.domainId, PhoneNumberId)))
        throw notFound('There is no phone number with this id.');
      return {};
    },
  });

const putSettings = (core: ContactsCore) =>
  defineOperation({
    name: 'PutContactSettings',
    summary: 'Sets what callers hear, how long an offer lasts, and the time of grace of a lost screen.',
    input: settingsShape.extend({ DomainName: domainName }),
    output: z.object({ Settings: settingsShape }),
    roles: admins,
    handler: async ({ DomainName, ...given }, call) => {
      const { domain } = await placeOf(core, call, DomainName);
      await updateSettings(core.house.sql, domain.domainId, {
        language: given.Language,
        greeting: given.Greeting,
        waiting: given.Waiting,
        closed: given.Closed,
        offerSeconds: given.OfferSeconds,
        graceSeconds: given.GraceSeconds,
      });
      return { Settings: given };
    },
  });
