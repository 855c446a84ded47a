import type { TestContext } from 'node:test';
import { ConnectClient, StartChatContactCommand } from '@aws-sdk/client-connect';
import {
  ConnectParticipantClient,
  CreateParticipantConnectionCommand,
} from '@aws-sdk/client-connectparticipant';
import { accountId, systemCaller } from '../../../src/access/account.ts';
import { createAuthorise } from '../../../src/access/permissions.ts';
import { createSecrets } from '../../../src/access/secrets.ts';
import { createBus } from '../../../src/app/events.ts';
import { wireLog } from '../../../src/app/log.ts';
import { type ChatRoom, createChatRoom } from '../../../src/contacts/chat/room.ts';
import type { ChatChange, ChatContacts } from '../../../src/contacts/chat/seam.ts';
import { newId } from '../../../src/database/ids.ts';
import { type House, openHouse } from '../../../src/profiles/house.ts';
import { customerProfilesOperations } from '../../../src/profiles/operations/operations.ts';
import { createAwsDoor } from '../../../src/wire/awsDoor.ts';
import { createInvoke } from '../../../src/wire/invoke.ts';
import type { Operations } from '../../../src/wire/operations.ts';
import { testApp } from '../../app/testApp.ts';
import { testDatabase } from '../../helpers/database.ts';

const secretAccessKey = 'test-secret-of-the-test-key';

/** The chat behind the real listener, with the contacts around it played by the test. */
export async function chatServer(t: TestContext, { webDir }: { webDir?: string } = {}) {
  const open: ChatRoom[] = [];
  // Registered before the database's own: the room lets go of it first.
  t.after(() => Promise.all(open.map((one) => one.stop())));
  const { sql } = await testDatabase(t);
  let ahead = 0;
  const clock = () => new Date(Date.now() + ahead);
  const house = openHouse(sql, { defaultCountry: 'JP', clock });
  const profile = customerProfilesOperations(house) as unknown as Operations['profile'];
  const { CreateDomain, DeleteDomain } = customerProfilesOperations(house);
  const call = { caller: systemCaller, requestId: 'test' };
  for (const DomainName of ['demo', 'shop'])
    await CreateDomain({ DomainName, DefaultExpirationDays: 366 }, call);
  const bus = createBus();
  const log = { info: () => undefined, error: (...facts: unknown[]) => console.error(...facts) };
  const { contacts, change, ended } = playedContacts(house, () => room);
  const room: ChatRoom = createChatRoom({
    ...{ house, contacts, publish: bus.publish, log: (message) => log.error(message) },
    derive: createSecrets(Buffer.alloc(32, 5)).derive,
  });
  open.push(room);
  await room.start();
  const operations = {
    profile,
    connect: { StartChatContact: room.startChatContact },
    participant: room.participant,
    nayose: room.operations,
  } as unknown as Operations;
  const authorise = createAuthorise(room.operations);
  const arn = `arn:aws:iam::${accountId}:access-key/test`;
  const aws = createAwsDoor({
    ...{ operations, authorise, clock, log: wireLog(log), participants: room.participants },
    credentials: { find: async () => ({ secretAccessKey, accountId, role: 'admin', arn }) },
  });
  const invoke = createInvoke({ operations, authorise, log: wireLog(log) });
  const app = await testApp(t, { clock, bus, aws, invoke, chat: room.door, log, webDir }, sql);
  return {
    ...{ sql, house, bus, room, base: app.base, signIn: app.signIn, change, ended },
    ...clients(t, app.base),
    deleteDomain: (DomainName: string) => DeleteDomain({ DomainName }, call),
    advance: (milliseconds: number) => (ahead += milliseconds),
  };
}

export type ChatServer = Awaited<ReturnType<typeof chatServer>>;

/** Contacts as the chat needs them: made, changed and ended, without states of their own. */
function playedContacts(house: House, room: () => ChatRoom) {
  const ended: { contactId: string; reason: string }[] = [];
  const change = async (contactId: string, what: ChatChange, domainName = 'demo') => {
    const { domainId } = await house.domains.get(accountId, domainName);
    await house.sql.begin((tx) => room().changed(tx, domainId, contactId, what));
  };
  const contacts: ChatContacts = {
    domainOf: ({ caller }) => house.domains.get(caller.accountId, 'demo'),
    async startChat(_domain, _start, alongside) {
      const contactId = newId();
      await house.sql.begin((tx) => alongside(tx, contactId));
      return { contactId };
    },
    async endChat(domainId, contactId, reason) {
      ended.push({ contactId, reason });
      await house.sql.begin((tx) => room().changed(tx, domainId, contactId, { kind: 'ENDED' }));
    },
  };
  return { contacts, change, ended };
}

function clients(t: TestContext, base: string) {
  const options = { endpoint: base, region: 'ap-northeast-1', maxAttempts: 1 };
  const connect = new ConnectClient({ ...options, credentials: { accessKeyId: 'AKTEST', secretAccessKey } });
  const participant = new ConnectParticipantClient({
    ...options,
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  });
  t.after(() => {
    connect.destroy();
    participant.destroy();
  });
  return { connect, participant };
}

/** Opens a chat with the official client and connects its customer. */
export async function customer(server: ChatServer, name = '佐藤 花子', more: object = {}) {
  const started = await server.connect.send(
    new StartChatContactCommand({
      InstanceId: 'a'.repeat(32),
      ContactFlowId: 'flow',
      ParticipantDetails: { DisplayName: name },
      ...more,
    }),
  );
  const { ConnectionCredentials } = await server.participant.send(
    new CreateParticipantConnectionCommand({
      ParticipantToken: started.ParticipantToken,
      Type: ['WEBSOCKET', 'CONNECTION_CREDENTIALS'],
    }),
  );
  return {
    contactId: started.ContactId!,
    participantId: started.ParticipantId!,
    participantToken: started.ParticipantToken!,
    token: ConnectionCredentials!.ConnectionToken!,
    expiry: ConnectionCredentials!.Expiry!,
  };
}

/** One event of a customer's stream. */
export interface StreamEvent {
  event: string;
  id: string | undefined;
  data: Record<string, unknown>;
}

/** Follows a customer's stream; `events` grows as they come. */
export async function follow(base: string, token: string, lastEventId?: string) {
  const stop = new AbortController();
  const response = await fetch(`${base}/public/chat-events`, {
    headers: { 'x-amz-bearer': token, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
    signal: stop.signal,
  });
  const events: StreamEvent[] = [];
  const state = { closed: false };
  const body = response.body?.pipeThrough(new TextDecoderStream());
  const read = async () => {
    let rest = '';
    for await (const part of body ?? []) {
      const blocks = (rest + part).split('\n\n');
      rest = blocks.pop() ?? '';
      events.push(...blocks.filter((block) => block.includes('event: ')).map(parseEvent));
    }
  };
  const done = read()
    .catch(() => undefined)
    .finally(() => (state.closed = true));
  const end = () => {
    stop.abort();
    return done;
  };
  return { status: response.status, response, events, state, stop: end };
}

function parseEvent(block: string): StreamEvent {
  const lines = block.split('\n').map((line): [string, string] => {
    const at = line.indexOf(': ');
    return [line.slice(0, at), line.slice(at + 2)];
  });
  const of = (name: string) => lines.find(([key]) => key === name)?.[1];
  return { event: of('event') ?? '', id: of('id'), data: JSON.parse(of('data') ?? '{}') };
}

/** Calls an operation at the session door. */
export async function as(base: string, cookie: string, operation: string, input: object) {
  const response = await fetch(`${base}/api/nayose/${operation}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
