import type { TestContext } from 'node:test';
import { ConnectClient } from '@aws-sdk/client-connect';
import { ConnectParticipantClient } from '@aws-sdk/client-connectparticipant';
import { CustomerProfilesClient } from '@aws-sdk/client-customer-profiles';
import { accountId, systemCaller } from '../../src/access/account.ts';
import { createAuthorise } from '../../src/access/permissions.ts';
import { createSecrets } from '../../src/access/secrets.ts';
import { createBus } from '../../src/app/events.ts';
import { wireLog } from '../../src/app/log.ts';
import { createContacts } from '../../src/contacts/contacts.ts';
import { signCti } from '../../src/contacts/cti.ts';
import type { Pool } from '../../src/database/connection.ts';
import { openHouse } from '../../src/profiles/house.ts';
import { customerProfilesOperations, profileScreens } from '../../src/profiles/operations/operations.ts';
import { createAwsDoor } from '../../src/wire/awsDoor.ts';
import type { Role } from '../../src/wire/call.ts';
import { createInvoke } from '../../src/wire/invoke.ts';
import type { Operations } from '../../src/wire/operations.ts';
import { testApp } from '../app/testApp.ts';
import { testDatabase } from '../helpers/database.ts';
import { until } from '../helpers/until.ts';

const secretAccessKey = 'test-secret-of-the-test-key';
export const DomainName = 'demo';

/** Contacts behind the real listener, with a clock that can be moved and the official clients pointed at them. */
export async function contactsServer(t: TestContext, given?: { sql: Pool }) {
  const open: { stop(): Promise<void> }[] = [];
  // Registered before the database's own: the room lets go of it first.
  t.after(() => Promise.all(open.map((one) => one.stop())));
  const { sql } = given ?? (await testDatabase(t));
  let ahead = 0;
  let still: number | undefined;
  const clock = () => new Date((still ?? Date.now()) + ahead);
  const house = openHouse(sql, { defaultCountry: 'JP', clock });
  const bus = createBus();
  const secrets = createSecrets(Buffer.alloc(32, 3));
  const problems: unknown[][] = [];
  const log = { info: () => undefined, error: (...facts: unknown[]) => void problems.push(facts) };
  const contacts = createContacts({
    ...{ house, secrets, publish: bus.publish, followers: bus },
    log: (message, cause) => log.error(message, cause),
  });
  const operations: Operations = {
    profile: customerProfilesOperations(house) as unknown as Operations['profile'],
    connect: contacts.connect,
    participant: contacts.participant,
    nayose: [...contacts.operations, ...profileScreens(house)],
  };
  const authorise = createAuthorise(operations.nayose);
  const arn = `arn:aws:iam::${accountId}:access-key/test`;
  const aws = createAwsDoor({
    ...{
      operations,
      authorise,
      clock: () => new Date(),
      log: wireLog(log),
      participants: contacts.participants,
    },
    credentials: {
      find: async (id) => ({
        ...{ secretAccessKey, accountId: id.slice(-12), arn },
        role: id.startsWith('AKAGENT') ? ('agent' as const) : ('admin' as const),
      }),
    },
  });
  const invoke = createInvoke({ operations, authorise, log: wireLog(log) });
  const app = await testApp(t, { bus, aws, invoke, chat: contacts.chat, hooks: contacts.hooks, log }, sql);
  const call = { caller: systemCaller, requestId: 'test' };
  if (!given) {
    const { CreateDomain } = customerProfilesOperations(house);
    await CreateDomain({ DomainName, DefaultExpirationDays: 366 }, call);
  }
  open.push(contacts);
  await contacts.start();
  const domain = await house.domains.get(accountId, DomainName);
  return {
    ...{ sql, house, bus, contacts, base: app.base, domain, problems },
    ...clients(t, app.base),
    advance: (milliseconds: number) => (ahead += milliseconds),
    /** From now on time passes by `advance` only, however long the machine takes. */
    stopClock: () => (still ??= Date.now()),
    /** Signs somebody in; `call` runs operations of our own as that person. */
    async person(role: Role, name: string) {
      const { user, cookie } = await app.signIn(role, name);
      const send = (operation: string, input: object = {}) => post(app.base, cookie, operation, input);
      return {
        userId: user.userId,
        email: user.email,
        cookie,
        send,
        /** The answer, or a failure of the test. */
        async call<Answer = Record<string, never>>(operation: string, input: object = {}): Promise<Answer> {
          const { status, body } = await send(operation, input);
          if (status !== 200) throw new Error(`${operation} answered ${status}: ${JSON.stringify(body)}`);
          return body as Answer;
        },
      };
    },
  };
}

/** A server of the test. */
export type ContactsServer = Awaited<ReturnType<typeof contactsServer>>;

/** Somebody who is signed in. */
export type Person = Awaited<ReturnType<ContactsServer['person']>>;

/** A contact as screens get it; times in seconds. */
export interface ShownContact {
  ContactId: string;
  State: string;
  Name?: string;
  Channel: string;
  Agent?: { UserId: string; Name: string };
  Queue?: { QueueId: string; Name: string };
  ProfileId?: string;
  LinkedBy?: string;
  CandidateCount: number;
  DisconnectReason?: string;
  Attributes: Record<string, string>;
  HandledWithoutAgent?: boolean;
}

/** What GetWorkspace answers. */
export interface Workspace {
  InstanceId: string;
  Agent: { UserId: string; State: string; Status: { Name: string }; NextStatus?: { Name: string } };
  Statuses: { StatusId: string; Name: string; Type: string }[];
  Contacts: ShownContact[];
  Queues: { QueueId: string; Name: string }[];
}

async function post(base: string, cookie: string, operation: string, input: object) {
  const path = operation.includes('/') ? operation : `nayose/${operation}`;
  const inDomain = path.startsWith('nayose/') ? { DomainName, ...input } : input;
  const response = await fetch(`${base}/api/${path}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(inDomain),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

function clients(t: TestContext, endpoint: string) {
  const options = { endpoint, region: 'ap-northeast-1', maxAttempts: 1 };
  const credentials = { accessKeyId: `AKTEST${accountId}`, secretAccessKey };
  const connect = new ConnectClient({ ...options, credentials });
  const stranger = new ConnectClient({
    ...options,
    credentials: { accessKeyId: 'AKTEST111111111111', secretAccessKey },
  });
  /** A key that was made for the role of an agent. */
  const agentKey = new ConnectClient({
    ...options,
    credentials: { accessKeyId: `AKAGENT${accountId}`, secretAccessKey },
  });
  const profiles = new CustomerProfilesClient({ ...options, credentials });
  const participant = new ConnectParticipantClient({ ...options, credentials });
  t.after(() => {
    for (const client of [connect, stranger, agentKey, profiles, participant]) client.destroy();
  });
  return { connect, stranger, agentKey, profiles, participant };
}

/** Sets an agent's status by its name. */
export async function setStatus(agent: Person, name: string): Promise<void> {
  const { Statuses } = await agent.call<Workspace>('GetWorkspace');
  const status = Statuses.find((one) => one.Name === name);
  await agent.call('SetAgentStatus', { StatusId: status?.StatusId });
}

/** Waits for an offer to an agent. */
export const offered = (agent: Person): Promise<ShownContact> =>
  until('an offer', async () =>
    (await agent.call<Workspace>('GetWorkspace')).Contacts.find((contact) => contact.State === 'OFFERED'),
  );

/** A telephone system with a key of its own. */
export async function telephoneSystem(server: ContactsServer, admin: Person) {
  const { Key } = await admin.call<{ Key: { KeyId: string; Secret: string } }>('CreateCtiKey', {
    Name: 'PBX',
  });
  let number = 0;
  const send = async (
    event: object,
    more: { signature?: string; secondsOff?: number; body?: string } = {},
  ) => {
    number += 1;
    const body = more.body ?? JSON.stringify({ id: `event-${number}`, ...event });
    const seconds = Math.floor(Date.now() / 1_000) + (more.secondsOff ?? 0);
    const signature = more.signature ?? `t=${seconds},v1=${signCti(Key.Secret, seconds, body)}`;
    const response = await fetch(`${server.base}/cti/events`, {
      method: 'POST',
      headers: { 'x-nayose-key': Key.KeyId, 'x-nayose-signature': signature },
      body,
    });
    return {
      status: response.status,
      body: (await response.json()) as Record<string, string>,
      sent: { body, signature },
    };
  };
  return { ...Key, send };
}
