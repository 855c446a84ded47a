import { z } from 'zod';
import type { Pool } from '../database/connection.ts';
import { defineOperation, type NayoseOperation, timestamp } from '../wire/nayose.ts';
import { fromToken, pageOf } from '../wire/pageToken.ts';
import { createAccessKey, deleteAccessKey } from './accessKeys.ts';
import type { Credentials } from './credentials.ts';
import type { Secrets } from './secrets.ts';
import { listAccessKeys } from './store/accessKeys.ts';
import { listAuditEvents } from './store/audit.ts';
import { listUsers, type User } from './store/users.ts';
import { createUser, passwordLength, updateUser } from './users.ts';

/** What these operations stand on. */
export interface AccessDeps {
  sql: Pool;
  secrets: Secrets;
  credentials: Credentials;
  clock: () => Date;
}

const role = z.enum(['admin', 'supervisor', 'agent']);
const id = z.string().regex(/^[0-9a-f]{32}$/, '32 lower-case hexadecimal digits');
const name = z.string().trim().min(1).max(255);
const password = z.string().min(passwordLength.min).max(passwordLength.max);
const roles = ['admin'] as const;

const userShape = z.object({
  UserId: z.string(),
  Name: z.string(),
  Email: z.string(),
  Role: role,
  Disabled: z.boolean(),
  CreatedAt: timestamp,
  UpdatedAt: timestamp,
});

const accessKeyShape = z.object({
  AccessKeyId: z.string(),
  Name: z.string(),
  Role: role,
  CreatedBy: z.string(),
  CreatedAt: timestamp,
});

/** People, access keys and the audit record: operations of the service `nayose`, for admins. */
export const accessOperations = (deps: AccessDeps): NayoseOperation[] => [
  ...userOperations(deps),
  ...accessKeyOperations(deps),
  auditOperation(deps),
];

const userOperations = ({ sql, clock }: AccessDeps) => [
  defineOperation({
    name: 'ListUsers',
    summary: 'Everybody who can sign in.',
    input: z.strictObject({}),
    output: z.object({ Users: z.array(userShape) }),
    roles,
    handler: async (_, { caller }) => ({ Users: (await listUsers(sql, caller.accountId)).map(asShape) }),
  }),
  defineOperation({
    name: 'CreateUser',
    summary: 'Adds a person who signs in by e-mail and password.',
    input: z.strictObject({ Name: name, Email: z.email().max(254), Role: role, Password: password }),
    output: z.object({ User: userShape }),
    roles,
    handler: async (input, { caller }) => {
      const wanted = { name: input.Name, email: input.Email, role: input.Role, password: input.Password };
      return { User: asShape(await createUser(sql, caller, wanted, clock())) };
    },
  }),
  defineOperation({
    name: 'UpdateUser',
    summary:
      'Changes name, role or password, or disables an account; what is absent stays. Ends the sessions of the person.',
    input: z.strictObject({
      UserId: id,
      Name: name.optional(),
      Role: role.optional(),
      Disabled: z.boolean().optional(),
      Password: password.optional(),
    }),
    output: z.object({ User: userShape }),
    roles,
    handler: async (input, { caller }) => {
      const change = {
        name: input.Name,
        role: input.Role,
        disabled: input.Disabled,
        password: input.Password,
      };
      return { User: asShape(await updateUser(sql, caller, input.UserId, change, clock())) };
    },
  }),
];

const accessKeyOperations = (deps: AccessDeps) => [
  defineOperation({
    name: 'ListAccessKeys',
    summary: 'The access keys of AWS clients, without their secrets.',
    input: z.strictObject({}),
    output: z.object({ AccessKeys: z.array(accessKeyShape) }),
    roles,
    handler: async (_, { caller }) => {
      const keys = await listAccessKeys(deps.sql, caller.accountId);
      return { AccessKeys: keys.map(keyAsShape) };
    },
  }),
  defineOperation({
    name: 'CreateAccessKey',
    summary: 'Makes an access key that acts in a role. Its secret is told this once.',
    input: z.strictObject({ Name: name, Role: role }),
    output: z.object({ AccessKey: accessKeyShape.extend({ SecretAccessKey: z.string() }) }),
    roles,
    handler: async (input, { caller }) => {
      const key = await createAccessKey(deps, caller, { name: input.Name, role: input.Role }, deps.clock());
      return { AccessKey: { ...keyAsShape(key), SecretAccessKey: key.secretAccessKey } };
    },
  }),
  defineOperation({
    name: 'DeleteAccessKey',
    summary: 'Removes an access key; requests signed with it are refused from then on.',
    input: z.strictObject({ AccessKeyId: z.string().regex(/^\w{16,128}$/, '16 to 128 letters and digits') }),
    output: z.object({}),
    roles,
    handler: async (input, { caller }) => {
      await deleteAccessKey(deps, caller, input.AccessKeyId, deps.clock());
      return {};
    },
  }),
];

const auditOperation = ({ sql }: AccessDeps) =>
  defineOperation({
    name: 'ListAuditEvents',
    summary: 'Who did what, newest first: sign-ins, changes of people and keys, downloads, deletions.',
    input: z.strictObject({
      Action: z.string().max(100).optional(),
      MaxResults: z.int().min(1).max(100).default(50),
      NextToken: z.string().max(1024).optional(),
    }),
    output: z.object({
      Events: z.array(
        z.object({
          EventId: z.string(),
          At: timestamp,
          Action: z.string(),
          Actor: z.string(),
          Address: z.string().optional(),
          Target: z.string().optional(),
          Detail: z.unknown().optional(),
        }),
      ),
      NextToken: z.string().optional(),
    }),
    roles,
    handler: async (input, { caller }) => {
      const [beforeId] = fromToken(input.NextToken, ['id']) ?? [];
      const page = { limit: input.MaxResults + 1, beforeId, action: input.Action };
      const rows = await listAuditEvents(sql, caller.accountId, page);
      const { items, nextToken } = pageOf(rows, input.MaxResults, (event) => [event.eventId]);
      const events = items.map((event) => ({
        EventId: event.eventId,
        At: event.at,
        Action: event.action,
        Actor: event.actor,
        Address: event.address ?? undefined,
        Target: event.target ?? undefined,
        Detail: event.detail ?? undefined,
      }));
      return { Events: events, NextToken: nextToken };
    },
  });

const asShape = (user: User) => ({
  UserId: user.userId,
  Name: user.name,
  Email: user.email,
  Role: user.role,
  Disabled: user.disabled,
  CreatedAt: user.createdAt,
  UpdatedAt: user.updatedAt,
});

const keyAsShape = (key: Awaited<ReturnType<typeof listAccessKeys>>[number]) => ({
  AccessKeyId: key.accessKeyId,
  Name: key.name,
  Role: key.role,
  CreatedBy: key.createdBy,
  CreatedAt: key.createdAt,
});
