import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectClient, StartChatContactCommand } from '@aws-sdk/client-connect';
import {
  ConnectParticipantClient,
  CreateParticipantConnectionCommand,
  GetTranscriptCommand,
  SendMessageCommand,
} from '@aws-sdk/client-connectparticipant';
import { cookieFor } from '../app/testApp.ts';
import { until } from '../helpers/until.ts';
import type { Workspace } from './contactsServer.ts';
import { type KillableRun, password, withKillable } from './support/killable.ts';

test(
  'killed in the middle of a chat: it is still with its agent, and what a sender saw accepted is there',
  { timeout: 480_000 },
  (t) => withKillable(t, chatAndKills),
);

async function chatAndKills({ sql, server, dataDir }: KillableRun) {
  const away = () => sleep(30);
  const keys = JSON.parse(await readFile(join(dataDir, 'credentials.json'), 'utf8')) as Record<
    string,
    string
  >;
  const cookie = await cookieFor(server.state.base, keys.adminEmail ?? '', password);
  const own = async <Answer>(operation: string, input: object = {}) => {
    const response = await fetch(`${server.state.base}/api/${operation}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ DomainName: 'demo', ...input }),
    });
    if (!response.ok) throw new Error(`${operation}: ${await response.text()}`);
    return (await response.json()) as Answer;
  };
  const clients = () => {
    const options = { endpoint: server.state.base, region: 'us-east-1', maxAttempts: 1 };
    const credentials = {
      accessKeyId: keys.accessKeyId ?? '',
      secretAccessKey: keys.secretAccessKey ?? '',
    };
    return {
      connect: new ConnectClient({ ...options, credentials }),
      participant: new ConnectParticipantClient({ ...options, credentials }),
    };
  };
  await own('profile/CreateDomain', { DefaultExpirationDays: 366 });
  const { InstanceId, Statuses } = await own<Workspace>('nayose/GetWorkspace');
  const StatusId = Statuses.find((status) => status.Type === 'ROUTABLE')?.StatusId;
  await own('nayose/SetAgentStatus', { StatusId });
  const { ParticipantToken, ContactId } = await clients().connect.send(
    new StartChatContactCommand({
      ...{ InstanceId, ContactFlowId: 'flow' },
      ParticipantDetails: { DisplayName: '佐藤 花子' },
    }),
  );
  const connected = await clients().participant.send(
    new CreateParticipantConnectionCommand({ ParticipantToken, Type: ['CONNECTION_CREDENTIALS'] }),
  );
  const ConnectionToken = connected.ConnectionCredentials?.ConnectionToken;
  await until('the offer', async () =>
    (await own<Workspace>('nayose/GetWorkspace')).Contacts.some((contact) => contact.State === 'OFFERED'),
  );
  await own('nayose/AcceptContact', { ContactId });
  const accepted: string[] = [];
  let over = false;
  const talk = async (send: (text: string, token: string) => Promise<string | undefined>, who: string) => {
    for (let number = 0; !over; number += 1) {
      const text = `${who} ${number}`;
      // The same token when it is not known what became of it: it is one message then.
      const token = `${who}-${number}`;
      while (!over && !(await send(text, token).catch(away))) await sleep(20);
      if (!over) accepted.push(text);
      await sleep(150);
    }
  };
  const customer = talk(async (Content, ClientToken) => {
    const message = { ConnectionToken, ContentType: 'text/plain', Content, ClientToken };
    return (await clients().participant.send(new SendMessageCommand(message))).Id;
  }, 'customer');
  const agent = talk(async (Text, ClientToken) => {
    const answer = await own<{ MessageId: string }>('nayose/SendChatMessage', {
      ContactId,
      Text,
      ClientToken,
    });
    return answer.MessageId;
  }, 'agent');
  const more = async () => {
    const before = accepted.length;
    await until('more was accepted', () => accepted.length > before + 2);
  };
  for (let kills = 0; kills < 2; kills += 1) {
    await more();
    await sleep(Math.random() * 500);
    await server.kill();
    await server.start();
  }
  await more();
  over = true;
  await Promise.all([customer, agent]);
  const said: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await clients().participant.send(
      new GetTranscriptCommand({ ConnectionToken, MaxResults: 100, SortOrder: 'ASCENDING', NextToken }),
    );
    for (const item of page.Transcript ?? []) if (item.Type === 'MESSAGE') said.push(item.Content ?? '');
    NextToken = page.NextToken;
  } while (NextToken);
  for (const text of accepted) assert.equal(said.filter((one) => one === text).length, 1, text);
  assert.ok(accepted.length > 4);
  const { Contacts } = await own<Workspace>('nayose/GetWorkspace');
  assert.deepEqual(
    Contacts.map((contact) => [contact.ContactId, contact.State]),
    [[ContactId, 'CONNECTED']],
  );
  const [row] = await sql`select count(*)::int as n from contact_event where kind = 'accept'`;
  assert.equal(row?.n, 1);
}
