import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actorOf, detailFor } from '../../src/contacts/actors.ts';
import { contactsServer, offered, type ShownContact, setStatus, telephoneSystem } from './contactsServer.ts';

test('whoever did something is named; ARNs and addresses stay in the house', () => {
  const known = { people: new Map([['a@example.jp', '花子']]), telephones: new Map([['k1', '本社PBX']]) };
  const read = (actor: string | undefined) => actorOf(actor, known);
  assert.deepEqual(read('arn:aws:iam::0:user/A@example.jp'), { Kind: 'PERSON', Name: '花子' });
  assert.deepEqual(read('arn:aws:iam::0:user/gone@example.jp'), { Kind: 'PERSON' });
  assert.deepEqual(read('cti:k1'), { Kind: 'TELEPHONE', Name: '本社PBX' });
  assert.deepEqual(read('cti:gone'), { Kind: 'TELEPHONE' });
  assert.deepEqual(read('arn:aws:iam::0:access-key/AKIA'), { Kind: 'ACCESS_KEY' });
  assert.deepEqual(read('arn:aws:iam::0:system/nayose'), { Kind: 'SYSTEM' });
  assert.equal(read(undefined), undefined);
  const names = new Map([['u1', '花子']]);
  assert.deepEqual(detailFor({ UserId: 'u1', Secret: 'x' }, names), { UserId: 'u1', UserName: '花子' });
  assert.equal(detailFor({ Secret: 'x' }, names), undefined);
});

test('a contact’s course names people as everywhere, and tells nobody’s address', async (t) => {
  const server = await contactsServer(t);
  const admin = await server.person('admin', 'root');
  const agent = await server.person('agent', 'hanako');
  const pbx = await telephoneSystem(server, admin);
  await setStatus(agent, 'Available');
  await pbx.send({ type: 'ringing', callId: 'c1', from: '0312345678' });
  const { ContactId } = await offered(agent);
  await agent.call('AcceptContact', { ContactId });
  await agent.call<{ Contact: ShownContact }>('HoldContact', { ContactId });
  const view = await agent.call<{ Events: { Kind: string; Actor?: { Kind: string; Name?: string } }[] }>(
    'GetContactView',
    { ContactId },
  );
  const told = JSON.stringify(view);
  assert.ok(!told.includes(agent.email) && !told.includes('arn:'), told);
  const by = Object.fromEntries(view.Events.map(({ Kind, Actor }) => [Kind, Actor]));
  assert.deepEqual(by['start'], { Kind: 'TELEPHONE', Name: 'PBX' });
  assert.equal(by['hold']?.Kind, 'PERSON');
  const { Agent } = await agent.call<{ Agent: { Name: string } }>('GetWorkspace');
  assert.equal(by['hold']?.Name, Agent.Name);
});
