import type {
  AfterContactWorkConfigPerChannel,
  AutoAcceptConfig,
  UserPhoneConfig,
} from '@aws-sdk/client-connect';
import { isAtLeast } from '../../access/permissions.ts';
import { listUsers, type User } from '../../access/store/users.ts';
import { createUser, updateUser } from '../../access/users.ts';
import { newId } from '../../database/ids.ts';
import type { ConnectOperations } from '../../wire/operations.ts';
import { accessDenied, badRequest, notFound } from '../../wire/refusal.ts';
import { checkConfigs } from '../agentSettings.ts';
import { type ContactsCore, personOf, placeOfInstance } from '../core.ts';
import { connectArn, toId } from '../ids.ts';
import { findAgent, setAgentStatus } from '../setAgentStatus.ts';
import * as agents from '../store/agents.ts';
import { listRoutingProfiles } from '../store/routingProfiles.ts';
import { duplicate, meets, pageOfList, passes, requireItem, unknownReference } from './common.ts';
import { securityProfiles } from './instances.ts';

type UserOperation =
  | 'CreateUser'
  | 'DescribeUser'
  | 'ListUsers'
  | 'SearchUsers'
  | 'DeleteUser'
  | 'UpdateUserRoutingProfile'
  | 'PutUserStatus'
  | 'ListAgentStatuses'
  | 'CreateAgentStatus';

const arnOf = (region: string, instanceId: string, userId: string) =>
  connectArn(region, instanceId, ['agent', userId]);

/** Users: everybody who can sign in is an agent of every instance, with the first routing profile until given another. */
export function userOperations(core: ContactsCore): Pick<ConnectOperations, UserOperation> {
  const { sql } = core.house;
  return {
    ...statusOperations(core),
    ...userEdits(core),

    async DescribeUser({ InstanceId, UserId }, call) {
      const { domain, instance } = await placeOfInstance(core, call, InstanceId);
      const user = await requireUser(core, call.caller.accountId, UserId);
      const agent = await findAgent(core, domain.domainId, user.userId);
      return {
        User: {
          ...asUser(call.caller.region, instance.instanceId, user, agent),
          LastModifiedTime: agent.updatedAt > user.updatedAt ? agent.updatedAt : user.updatedAt,
          LastModifiedRegion: call.caller.region,
        },
      };
    },

    async ListUsers(input, call) {
      const { instance } = await placeOfInstance(core, call, input.InstanceId);
      const users = (await listUsers(sql, call.caller.accountId)).filter((user) => !user.disabled);
      const { items, nextToken } = pageOfList(users, input, 100);
      const UserSummaryList = items.map((user) => ({
        Id: user.userId,
        Arn: arnOf(call.caller.region, instance.instanceId, user.userId),
        Username: user.email,
        LastModifiedTime: user.updatedAt,
        LastModifiedRegion: call.caller.region,
      }));
      return { UserSummaryList, NextToken: nextToken };
    },

    async SearchUsers(input, call) {
      const { domain, instance } = await placeOfInstance(core, call, input.InstanceId);
      const users = (await listUsers(sql, call.caller.accountId)).filter((user) => !user.disabled);
      const known = await agents.findAgents(
        sql,
        domain.domainId,
        users.map((user) => user.userId),
      );
      const byId = new Map(known.map((agent) => [agent.userId, agent]));
      const found = users
        .map((user) => asUser(call.caller.region, instance.instanceId, user, byId.get(user.userId)))
        .filter(
          (user) =>
            meets(input.SearchCriteria, {
              Username: user.Username,
              FirstName: user.IdentityInfo.FirstName ?? '',
              LastName: user.IdentityInfo.LastName ?? '',
              ResourceId: user.Id,
              RoutingProfileId: user.RoutingProfileId ?? '',
              SecurityProfileId: user.SecurityProfileIds.join(' '),
            }) && passes(input.SearchFilter?.TagFilter, user.Tags),
        );
      const { items, nextToken } = pageOfList(found, input, 100);
      return { Users: items.map(inMilliseconds), NextToken: nextToken, ApproximateTotalCount: found.length };
    },
  };
}

function userEdits(
  core: ContactsCore,
): Pick<ConnectOperations, 'CreateUser' | 'DeleteUser' | 'UpdateUserRoutingProfile'> {
  const { sql, clock } = core.house;
  return {
    async CreateUser(input, call) {
      const { domain, instance } = await placeOfInstance(core, call, input.InstanceId);
      const routingProfileId = await requireRoutingProfile(core, domain.domainId, input.RoutingProfileId);
      checkConfigs(input);
      const wanted = {
        name: nameOf(input.IdentityInfo ?? {}) ?? input.Username,
        email: emailOf(input),
        role: roleOf(input.SecurityProfileIds),
        password: passwordOf(input.Password),
      };
      const user = await createUser(sql, call.caller, wanted, clock()).catch((cause) => {
        throw cause?.exception === 'ConflictException' ? duplicate('user') : cause;
      });
      await findAgent(core, domain.domainId, user.userId);
      const { Username, IdentityInfo, PhoneConfig, AutoAcceptConfigs, AfterContactWorkConfigs } = input;
      const identity = { Username, IdentityInfo, PhoneConfig, AutoAcceptConfigs, AfterContactWorkConfigs };
      const tags = input.Tags ?? {};
      await agents.updateAgent(sql, domain.domainId, user.userId, { routingProfileId, identity, tags });
      return {
        UserId: user.userId,
        UserArn: arnOf(call.caller.region, instance.instanceId, user.userId),
      };
    },

    async DeleteUser({ InstanceId, UserId }, call) {
      const { domain } = await placeOfInstance(core, call, InstanceId);
      const user = await requireUser(core, call.caller.accountId, UserId);
      await goOffline(core, domain.domainId, user.userId);
      await updateUser(sql, call.caller, user.userId, { disabled: true }, clock());
      return {};
    },

    async UpdateUserRoutingProfile(input, call) {
      const { domain } = await placeOfInstance(core, call, input.InstanceId);
      const user = await requireUser(core, call.caller.accountId, input.UserId);
      const routingProfileId = await requireRoutingProfile(core, domain.domainId, input.RoutingProfileId);
      await findAgent(core, domain.domainId, user.userId);
      const change = { routingProfileId, updatedAt: clock() };
      await agents.updateAgent(sql, domain.domainId, user.userId, change);
      core.route(domain.domainId);
      return {};
    },
  };
}

type StatusOperation = 'PutUserStatus' | 'ListAgentStatuses' | 'CreateAgentStatus';

function statusOperations(core: ContactsCore): Pick<ConnectOperations, StatusOperation> {
  const { sql, clock } = core.house;
  const statusArn = (region: string, instanceId: string, id: string) =>
    connectArn(region, instanceId, ['agent-state', id]);
  return {
    async PutUserStatus(input, call) {
      const { domain } = await placeOfInstance(core, call, input.InstanceId);
      const user = await requireUser(core, call.caller.accountId, input.UserId);
      if (!isAtLeast(call.caller.role, 'supervisor') && (await personOf(core, call)).userId !== user.userId)
        throw accessDenied('An agent sets the own status only.');
      await setAgentStatus(core, domain.domainId, user.userId, toId(input.AgentStatusId));
      return {};
    },

    async ListAgentStatuses(input, call) {
      const { domain, instance } = await placeOfInstance(core, call, input.InstanceId);
      const types = input.AgentStatusTypes;
      const statuses = (await agents.listStatuses(sql, domain.domainId)).filter(
        (status) => status.enabled && (!types?.length || types.includes(status.type)),
      );
      const { items, nextToken } = pageOfList(statuses, input, 100);
      const AgentStatusSummaryList = items.map((status) => ({
        Id: status.statusId,
        Arn: statusArn(call.caller.region, instance.instanceId, status.statusId),
        Name: status.name,
        Type: status.type,
        LastModifiedTime: status.updatedAt,
        LastModifiedRegion: call.caller.region,
      }));
      return { AgentStatusSummaryList, NextToken: nextToken };
    },

    async CreateAgentStatus(input, call) {
      const { domain, instance } = await placeOfInstance(core, call, input.InstanceId);
      const there = await agents.listStatuses(sql, domain.domainId);
      const status: agents.AgentStatus = {
        statusId: newId(),
        name: input.Name,
        description: input.Description,
        type: 'CUSTOM',
        enabled: input.State === 'ENABLED',
        position: input.DisplayOrder ?? there.length + 1,
        tags: input.Tags ?? {},
        updatedAt: clock(),
      };
      if (!(await agents.insertStatus(sql, domain.domainId, status))) throw duplicate('agent status');
      return {
        AgentStatusId: status.statusId,
        AgentStatusARN: statusArn(call.caller.region, instance.instanceId, status.statusId),
      };
    },
  };
}

/** The search alone tells the limit of after-contact work in milliseconds (AWS: UserPhoneConfig). */
function inMilliseconds(user: ReturnType<typeof asUser>) {
  const { AfterContactWorkTimeLimit: seconds, ...phone } = user.PhoneConfig;
  if (seconds === undefined) return user;
  return { ...user, PhoneConfig: { ...phone, AfterContactWorkTimeLimit: seconds * 1_000 } };
}

async function goOffline(core: ContactsCore, domainId: number, userId: string): Promise<void> {
  await findAgent(core, domainId, userId);
  const statuses = await agents.listStatuses(core.house.sql, domainId);
  const offline = statuses.find((status) => status.type === 'OFFLINE');
  await setAgentStatus(core, domainId, userId, offline?.statusId);
}

async function requireUser(core: ContactsCore, accountId: string, id: string): Promise<User> {
  const userId = toId(id);
  const user = (await listUsers(core.house.sql, accountId)).find((one) => one.userId === userId);
  if (!user || user.disabled) throw notFound('There is no user with this UserId.');
  return user;
}

async function requireRoutingProfile(core: ContactsCore, domainId: number, id: string): Promise<string> {
  const profiles = await listRoutingProfiles(core.house.sql, domainId);
  return requireItem(profiles, id, (one) => one.routingProfileId, 'routing profile').routingProfileId;
}

function asUser(region: string, instanceId: string, user: User, agent: agents.NamedAgent | undefined) {
  const identity = (agent?.identity ?? {}) as {
    Username?: string;
    IdentityInfo?: Record<string, string>;
    PhoneConfig?: UserPhoneConfig;
    AutoAcceptConfigs?: AutoAcceptConfig[];
    AfterContactWorkConfigs?: AfterContactWorkConfigPerChannel[];
  };
  const named = identity.IdentityInfo ?? { FirstName: user.name };
  const security = securityProfiles.filter(({ role }) => role === user.role);
  return {
    Id: user.userId,
    Arn: arnOf(region, instanceId, user.userId),
    Username: identity.Username ?? user.email,
    IdentityInfo: { Email: user.email, ...named } as {
      FirstName?: string;
      LastName?: string;
      Email?: string;
    },
    PhoneConfig: identity.PhoneConfig ?? { PhoneType: 'SOFT_PHONE' as const },
    AutoAcceptConfigs: identity.AutoAcceptConfigs,
    AfterContactWorkConfigs: identity.AfterContactWorkConfigs,
    SecurityProfileIds: security.map(({ id }): string => id),
    RoutingProfileId: agent?.routingProfileId,
    Tags: agent?.tags ?? {},
  };
}

/** Japanese and Chinese names are written family name first. */
function nameOf({ FirstName, LastName }: { FirstName?: string; LastName?: string }): string | undefined {
  const eastern = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(LastName ?? '');
  const parts = eastern ? [LastName, FirstName] : [FirstName, LastName];
  return parts.filter(Boolean).join(' ') || undefined;
}

function emailOf(input: { Username: string; IdentityInfo?: { Email?: string } }): string {
  const email = [input.IdentityInfo?.Email, input.Username].find((text) => text?.includes('@'));
  if (email) return email;
  throw badRequest(
    'People sign in by e-mail address: make Username one, or give IdentityInfo.Email beside it.',
  );
}

function roleOf(ids: readonly string[]) {
  const found = securityProfiles.find(({ id }) => ids.some((given) => toId(given) === id));
  if (found) return found.role;
  throw unknownReference('SecurityProfileIds', 'security profile (see ListSecurityProfiles)');
}

function passwordOf(password: string | undefined): string {
  if (password !== undefined) return password;
  throw badRequest('Password is missing; users of this server sign in with one.');
}
