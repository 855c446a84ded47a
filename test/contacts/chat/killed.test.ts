import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectClient, ListInstancesCommand, StartChatContactCommand } from '@aws-sdk/client-connect';
import {
  ConnectParticipantClient,
  CreateParticipantConnectionCommand,
  GetTranscriptCommand,
  SendMessageCommand,
} from '@aws-sdk/client-connectparticipant';
import { CreateDomainCommand, CustomerProfilesClient } from '@aws-sdk/client-customer-profiles';
import { cookieFor } from '../../app/testApp.ts';
import { credentialsOf, dataFolder, startProcess } from '../../cli/serverProcess.ts';
import { until } from '../../helpers/until.ts';
import { as, follow } from './chatServer.ts';
import { chatSocket } from './socketClient.ts';

const place = { DomainName: 'demo' };

test('after kill -9 every message that was accepted is there, once, and the chat goes on', async (t) => {
  const dataDir = await dataFolder(t);
  const first = await startProcess(t, dataDir);
  const kept = await credentialsOf(dataDir);
  const cookie = await cookieFor(first.url, kept.adminEmail, kept.adminPassword);
  const chat = await openChat(first.url, kept);
  const contactId = chat.contactId;
  const before = await chatSocket(t, { participant: participant(first.url) }, chat.participantToken);
  const presence = await onDuty(first.url, cookie);
  await accept(first.url, cookie, contactId);
  const accepted = new Map<string, string>();
  const tried: string[] = [];
  let writing = true;
  const customer = async () => {
    for (let number = 0; writing; number += 1) {
      const text = `customer ${number}`;
      tried.push(text);
      const sent = await say(first.url, chat.token, text).catch(() => undefined);
      if (sent) accepted.set(text, sent);
      await sleep(15);
    }
  };
  const agent = async () => {
    for (let number = 0; writing; number += 1) {
      const text = `agent ${number}`;
      const sent = await as(first.url, cookie, 'SendChatMessage', {
        ...{ ...place, ContactId: contactId, ClientToken: text, Text: text },
      }).catch(() => undefined);
      if (sent?.status === 200) accepted.set(text, String(sent.body['MessageId']));
      await sleep(15);
    }
  };
  const lanes = [customer(), agent()];
  await until('enough was accepted and told', () => accepted.size > 20 && before.texts().length > 10);
  const exited = first.stop('SIGKILL');
  await sleep(50);
  writing = false;
  await Promise.all([...lanes, exited, presence.stop()]);

  const second = await startProcess(t, dataDir);
  // Back within the time of grace, before all the rest, which takes a while.
  const back = await onDuty(second.url, cookie);
  t.after(back.stop);
  for (const text of tried) {
    const again = await say(second.url, chat.token, text);
    if (accepted.has(text)) assert.equal(again, accepted.get(text), text);
    accepted.set(text, again);
    await sleep(120);
  }
  const there = await transcript(second.url, chat.token);
  for (const [text, id] of accepted) assert.equal(there.get(text), id, text);
  const { body } = await as(second.url, cookie, 'GetWorkspace', place);
  const mine = (body['Contacts'] as { ContactId: string; State: string }[]).filter(
    (one) => one.ContactId === contactId,
  );
  assert.deepEqual(
    mine.map((one) => one.State),
    ['CONNECTED'],
  );
  const stream = await follow(second.url, chat.token);
  t.after(stream.stop);
  await before.closed();
  const socket = await chatSocket(t, { participant: participant(second.url) }, chat.participantToken);
  const answer = { ...place, ContactId: contactId, ClientToken: 'after', Text: 'still here' };
  assert.equal((await as(second.url, cookie, 'SendChatMessage', answer)).status, 200);
  await until('the answer', () => stream.events.some(({ data }) => data['Content'] === 'still here'));
  await until('the answer by the websocket', () => socket.texts().includes('still here'));
  // What was told before the end was told in order, once, and is all there.
  const inOrder = [...there.keys()];
  const told = before.texts().map(String);
  assert.ok(told.length > 0);
  assert.deepEqual(
    told,
    inOrder.filter((text) => told.includes(text)),
  );
});

async function openChat(
  endpoint: string,
  { accessKeyId, secretAccessKey }: Awaited<ReturnType<typeof credentialsOf>>,
) {
  const options = {
    endpoint,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey },
  };
  const profiles = new CustomerProfilesClient(options);
  await profiles.send(new CreateDomainCommand({ DomainName: 'demo', DefaultExpirationDays: 30 }));
  const connect = new ConnectClient(options);
  const { InstanceSummaryList } = await connect.send(new ListInstancesCommand({}));
  const { ParticipantToken, ContactId } = await connect.send(
    new StartChatContactCommand({
      InstanceId: InstanceSummaryList![0]!.Id,
      ContactFlowId: 'flow',
      ParticipantDetails: { DisplayName: 'Ann' },
    }),
  );
  const { ConnectionCredentials } = await participant(endpoint).send(
    new CreateParticipantConnectionCommand({ ParticipantToken }),
  );
  return {
    contactId: ContactId!,
    participantToken: ParticipantToken!,
    token: ConnectionCredentials!.ConnectionToken!,
  };
}

const participant = (endpoint: string) =>
  new ConnectParticipantClient({
    ...{ endpoint, region: 'us-east-1', maxAttempts: 1 },
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  });

/** The text is the client token, too. */
async function say(endpoint: string, ConnectionToken: string, Content: string): Promise<string> {
  const message = { ConnectionToken, ContentType: 'text/plain', Content, ClientToken: Content };
  return (await participant(endpoint).send(new SendMessageCommand(message))).Id!;
}

async function transcript(endpoint: string, ConnectionToken: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  let NextToken: string | undefined;
  do {
    const page = await participant(endpoint).send(
      new GetTranscriptCommand({
        ...{ ConnectionToken, MaxResults: 100, NextToken },
        ...{ ScanDirection: 'FORWARD', SortOrder: 'ASCENDING' },
      }),
    );
    for (const { Content, Id } of page.Transcript ?? []) {
      if (!Content) continue;
      assert.equal(found.has(Content), false, `${Content} is there twice`);
      found.set(Content, Id!);
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}

/** Follows the agent's own events, which is what presence is, and is available. */
async function onDuty(base: string, cookie: string) {
  const { body } = await as(base, cookie, 'GetWorkspace', place);
  const { UserId } = body['Agent'] as { UserId: string };
  const stop = new AbortController();
  const stream = await fetch(`${base}/api/events?topics=agent:${UserId}`, {
    headers: { cookie },
    signal: stop.signal,
  });
  const statuses = body['Statuses'] as { StatusId: string; Type: string }[];
  const { StatusId } = statuses.find((status) => status.Type === 'ROUTABLE')!;
  await as(base, cookie, 'SetAgentStatus', { ...place, StatusId });
  const read = async () => {
    for await (const _ of stream.body ?? []);
  };
  const done = read().catch(() => undefined);
  return {
    stop: () => {
      stop.abort();
      return done;
    },
  };
}

async function accept(base: string, cookie: string, ContactId: string): Promise<void> {
  await until('the contact is offered and accepted', async () => {
    const { status } = await as(base, cookie, 'AcceptContact', { ...place, ContactId });
    return status === 200;
  });
}
