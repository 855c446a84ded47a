import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../helpers/until.ts';
import {
  type ContactsServer,
  contactsServer,
  offered,
  type Person,
  type ShownContact,
  setStatus,
  telephoneSystem,
  type Workspace,
} from './contactsServer.ts';

interface Told {
  topic: string;
  Kind: string;
  Contact?: ShownContact;
  Customer?: { Candidates: unknown[]; Prefill: Record<string, string> };
  Agent?: { State: string };
}

/** Opens a screen that follows topics; `told` grows. */
async function screen(server: ContactsServer, who: Person, topics: string[], lastEventId?: string) {
  const stop = new AbortController();
  const response = await fetch(`${server.base}/api/events?topics=${topics.join(',')}`, {
    headers: { cookie: who.cookie, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
    signal: stop.signal,
  });
  assert.equal(response.status, 200);
  const told: Told[] = [];
  const last = { id: '' };
  const read = async () => {
    let rest = '';
    for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = (rest + part).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        last.id = /^id: (.+)$/m.exec(block)?.[1] ?? last.id;
        const data = /^data: (.+)$/m.exec(block)?.[1];
        if (data && !block.includes('event: ')) told.push(JSON.parse(data));
      }
    }
  };
  const done = read().catch(() => undefined);
  const close = async () => {
    stop.abort();
    await done;
    await until('the stream is closed', () => ![...server.bus.open()].includes(topics[0] ?? ''));
  };
  return { told, last, close };
}

test('the pop comes by itself: contact and customer in one event, and everything after it', async (t) => {
  const server = await contactsServer(t);
  const agent = await server.person('agent', 'hanako');
  const pbx = await telephoneSystem(server, await server.person('admin', 'root'));
  await agent.call('GetWorkspace');
  const page = await screen(server, agent, [`agent:${agent.userId}`]);
  await setStatus(agent, 'Available');
  await until('the status', () => page.told.find((event) => event.Agent?.State === 'AVAILABLE'));
  await pbx.send({ type: 'ringing', callId: 'c1', from: '080-1111-2222' });
  const pop = await until('the pop', () => page.told.find((event) => event.Contact?.State === 'OFFERED'));
  assert.equal(pop.topic, `agent:${agent.userId}`);
  assert.deepEqual(pop.Customer?.Prefill, { PhoneNumber: '080-1111-2222' });
  await agent.call('AcceptContact', { ContactId: pop.Contact?.ContactId });
  await until('connected', () => page.told.find((event) => event.Contact?.State === 'CONNECTED'));
  await page.close();
  await pbx.send({ type: 'ended', callId: 'c1' });
  const again = await screen(server, agent, [`agent:${agent.userId}`], page.last.id);
  await until('what was missed', () =>
    again.told.find((event) => event.Contact?.State === 'AFTER_CONTACT_WORK'),
  );
  await again.close();
});

test('an agent whose screen is gone: offers go on at once, calls after the time of grace, tasks stay', async (t) => {
  const server = await contactsServer(t);
  server.stopClock();
  const hanako = await server.person('agent', 'hanako');
  const taro = await server.person('agent', 'taro');
  const pbx = await telephoneSystem(server, await server.person('admin', 'root'));
  const page = await screen(server, hanako, [`agent:${hanako.userId}`]);
  await setStatus(hanako, 'Available');
  await hanako.call('StartTask', { Name: '書類' });
  await pbx.send({ type: 'ringing', callId: 'c1', from: '0312345678' });
  const call = await offered(hanako);
  await hanako.call('AcceptContact', call);
  await server.contacts.look();
  const ours = () => hanako.call<Workspace>('GetWorkspace');
  const states = async () => (await ours()).Contacts.map((contact) => contact.State).sort();
  await page.close();
  // A page that loads again changes nothing.
  server.advance(5_000);
  await server.contacts.look();
  assert.deepEqual(await states(), ['CONNECTED', 'CONNECTED']);
  const back = await screen(server, hanako, [`agent:${hanako.userId}`]);
  await server.contacts.look();
  server.advance(20_000);
  await server.contacts.look();
  assert.deepEqual(await states(), ['CONNECTED', 'CONNECTED']);
  await back.close();
  // Others wait longer, but a customer who was cut off comes first.
  await pbx.send({ type: 'ringing', callId: 'c2', from: '0312345679' });
  server.advance(31_000);
  await server.contacts.look();
  await until('gone', async () => (await ours()).Agent.Status.Name === 'Offline');
  const { Contacts } = await ours();
  assert.deepEqual(
    Contacts.map((contact) => contact.Channel),
    ['TASK'],
  );
  await setStatus(taro, 'Available');
  const rescued = await offered(taro);
  assert.equal(rescued.ContactId, call.ContactId);
  const accepted = await taro.call<{ Contact: ShownContact }>('AcceptContact', rescued);
  assert.equal(accepted.Contact.State, 'CONNECTED');
  assert.equal((await hanako.send('HoldContact', rescued)).status, 403, 'it is somebody else’s now');
  const { Events } = await taro.call<{ Events: { Kind: string }[] }>('GetContactView', rescued);
  assert.deepEqual(
    Events.map((event) => event.Kind),
    ['start', 'offer', 'accept', 'return', 'offer', 'accept'],
  );
});

test('an offer to an agent who has just gone is taken back within seconds', async (t) => {
  const server = await contactsServer(t);
  server.stopClock();
  const hanako = await server.person('agent', 'hanako');
  const taro = await server.person('agent', 'taro');
  const pbx = await telephoneSystem(server, await server.person('admin', 'root'));
  const page = await screen(server, hanako, [`agent:${hanako.userId}`]);
  await setStatus(hanako, 'Available');
  await server.contacts.look();
  await pbx.send({ type: 'ringing', callId: 'c1', from: '0312345678' });
  await offered(hanako);
  await page.close();
  await setStatus(taro, 'Available');
  server.advance(11_000);
  await server.contacts.look();
  await offered(taro);
  const workspace = await hanako.call<Workspace>('GetWorkspace');
  assert.equal(workspace.Agent.State, 'AVAILABLE', 'still within the time of grace');
});

test('boards and histories hear that something moved', async (t) => {
  const server = await contactsServer(t);
  const boss = await server.person('supervisor', 'boss');
  const pbx = await telephoneSystem(server, await server.person('admin', 'root'));
  const page = await screen(server, boss, ['board:demo']);
  await pbx.send({ type: 'ringing', callId: 'c1', from: '0312345678' });
  await until('a hint', () => page.told.some((event) => event.topic === 'board:demo'));
  await page.close();
});
