import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSigned, signCti } from '../../src/contacts/cti.ts';
import { until } from '../helpers/until.ts';
import {
  contactsServer,
  offered,
  type ShownContact,
  setStatus,
  telephoneSystem,
  type Workspace,
} from './contactsServer.ts';

test('an event that comes again is answered again, without effect; another under the same id is refused', async (t) => {
  const server = await contactsServer(t);
  const pbx = await telephoneSystem(server, await server.person('admin', 'root'));
  const first = await pbx.send({ id: 'e1', type: 'ringing', callId: 'c1', from: '0312345678' });
  assert.equal(first.status, 200);
  const again = await pbx.send({ id: 'e1', type: 'ringing', callId: 'c1', from: '0312345678' });
  assert.deepEqual(again.body, { ...first.body, Repeated: true });
  const other = await pbx.send({ id: 'e1', type: 'ringing', callId: 'c2', from: '0312345678' });
  assert.equal(other.status, 409);
  assert.match(other.body.Message ?? '', /id/);
  const [row] = await server.sql`select count(*)::int as n from contact`;
  assert.equal(row?.n, 1);
  // The same call announced under another event id is the same contact.
  const renamed = await pbx.send({ id: 'e2', type: 'ringing', callId: 'c1', from: '0312345678' });
  assert.equal(renamed.body.ContactId, first.body.ContactId);
});

test('twenty identical events at once make one contact', async (t) => {
  const server = await contactsServer(t);
  const pbx = await telephoneSystem(server, await server.person('admin', 'root'));
  const sent = Array.from({ length: 20 }, () =>
    pbx.send({ id: 'same', type: 'ringing', callId: 'c1', from: '0312345678' }),
  );
  const answers = await Promise.all(sent);
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  assert.equal(new Set(answers.map(({ body }) => body.ContactId)).size, 1);
});

test('forged, stale and foreign signatures are refused and change nothing', async (t) => {
  const server = await contactsServer(t);
  const admin = await server.person('admin', 'root');
  const pbx = await telephoneSystem(server, admin);
  const event = { id: 'e1', type: 'ringing', callId: 'c1', from: '0312345678' };
  const now = Math.floor(Date.now() / 1_000);
  const good = signCti(pbx.Secret, now, JSON.stringify(event));
  const forged = [
    { signature: '' },
    { signature: 'nonsense' },
    { signature: `t=${now}` },
    { signature: `t=${now},v1=${'0'.repeat(64)}` },
    { signature: `t=${now + 1},v1=${good}` },
    { signature: `t=1e9,v1=${good}` },
    { signature: `v1=${good}` },
    { secondsOff: -301 },
    { secondsOff: 360 },
  ];
  for (const more of forged) {
    const { status, body } = await pbx.send(event, { ...more, body: JSON.stringify(event) });
    assert.equal(status, 403, JSON.stringify(more));
    assert.doesNotMatch(JSON.stringify(body), new RegExp(pbx.Secret));
  }
  const changed = { ...event, from: '0399999999' };
  const tampered = await pbx.send(changed, {
    signature: `t=${now},v1=${good}`,
    body: JSON.stringify(changed),
  });
  assert.equal(tampered.status, 403);
  const unknown = await fetch(`${server.base}/cti/events`, {
    method: 'POST',
    headers: { 'x-nayose-key': 'CTI0', 'x-nayose-signature': `t=${now},v1=${good}` },
    body: JSON.stringify(event),
  });
  assert.equal(unknown.status, 403);
  await admin.call('DeleteCtiKey', { KeyId: pbx.KeyId });
  assert.equal((await pbx.send(event)).status, 403, 'a key that was removed');
  const [row] = await server.sql`select count(*)::int as n from contact`;
  assert.equal(row?.n, 0);
});

test('a signature holds for five minutes before and after its time, to the second', () => {
  const now = Math.floor(Date.now() / 1_000);
  const holds = (seconds: number) =>
    isSigned(`t=${seconds},v1=${signCti('s', seconds, 'x')}`, 's', 'x', new Date(now * 1_000));
  for (const off of [0, -300, 300]) assert.ok(holds(now + off), String(off));
  for (const off of [-301, 301]) assert.ok(!holds(now + off), String(off));
});

test('a telephone system that gives calls to agents itself leads, and out of order it is told what to do', async (t) => {
  const server = await contactsServer(t);
  const hanako = await server.person('agent', 'hanako');
  const taro = await server.person('agent', 'taro');
  const pbx = await telephoneSystem(server, await server.person('admin', 'root'));
  const early = await pbx.send({ type: 'held', callId: 'c1' });
  assert.equal(early.status, 404);
  assert.match(early.body.Message ?? '', /ringing/);
  const nobody = await pbx.send({ type: 'answered', callId: 'c1', from: '0312345678' });
  assert.equal(nobody.status, 400);
  assert.match(nobody.body.Message ?? '', /agent/);
  const answered = await pbx.send({ type: 'answered', callId: 'c1', agent: hanako.email });
  assert.equal(answered.body.State, 'CONNECTED');
  assert.equal((await pbx.send({ type: 'answered', callId: 'c1', agent: hanako.email })).status, 200);
  assert.equal((await pbx.send({ type: 'answered', callId: 'c1', agent: taro.email })).status, 409);
  assert.equal((await pbx.send({ type: 'held', callId: 'c1' })).body.State, 'ON_HOLD');
  assert.equal((await pbx.send({ type: 'held', callId: 'c1' })).status, 200);
  assert.equal((await pbx.send({ type: 'resumed', callId: 'c1' })).body.State, 'CONNECTED');
  const moved = await pbx.send({ type: 'transferred', callId: 'c1', agent: taro.email });
  assert.equal(moved.body.State, 'QUEUED');
  assert.notEqual(moved.body.ContactId, answered.body.ContactId);
  const taken = await pbx.send({ type: 'answered', callId: 'c1', agent: taro.email });
  assert.equal(taken.body.ContactId, moved.body.ContactId);
  const ended = await pbx.send({ type: 'ended', callId: 'c1', reason: 'agent' });
  assert.equal(ended.body.State, 'AFTER_CONTACT_WORK');
  assert.equal((await pbx.send({ type: 'ended', callId: 'c1' })).status, 200);
  const held = await pbx.send({ type: 'held', callId: 'c1' });
  assert.equal(held.status, 409);
  const first = (await hanako.call<Workspace>('GetWorkspace')).Contacts;
  assert.equal(first[0]?.State, 'AFTER_CONTACT_WORK');
  assert.equal(first[0]?.DisconnectReason, 'TRANSFERRED');
});

test('a call dialled in the workspace is answered by its id; a system tells of calls that people dial elsewhere', async (t) => {
  const server = await contactsServer(t);
  const agent = await server.person('agent', 'hanako');
  const pbx = await telephoneSystem(server, await server.person('admin', 'root'));
  const { Contact } = await agent.call<{ Contact: ShownContact }>('DialOut', { PhoneNumber: '03-1234-5678' });
  assert.equal(Contact.State, 'DIALLING');
  assert.equal(
    (await agent.send('DialOut', { PhoneNumber: '0312345679' })).status,
    409,
    'one call at a time',
  );
  const answered = await pbx.send({ type: 'answered', callId: Contact.ContactId });
  assert.equal(answered.body.State, 'CONNECTED');
  await pbx.send({ type: 'ended', callId: Contact.ContactId });
  await agent.call('FinishContact', Contact);
  const outside = {
    type: 'ringing',
    callId: 'o1',
    direction: 'outbound',
    from: '0311112222',
    to: '09000000000',
  };
  assert.equal((await pbx.send(outside)).status, 400);
  assert.equal((await pbx.send({ ...outside, agent: agent.email })).body.State, 'DIALLING');
  assert.equal((await pbx.send({ type: 'ended', callId: 'o1' })).body.State, 'ENDED');
});

test('a caller whom the system keeps, and hangs up, is in the history without an agent', async (t) => {
  const server = await contactsServer(t);
  const agent = await server.person('agent', 'hanako');
  const pbx = await telephoneSystem(server, await server.person('admin', 'root'));
  await setStatus(agent, 'Available');
  const kept = await pbx.send({ type: 'ringing', callId: 'c1', from: '0312345678', queue: 'none' });
  assert.equal(kept.body.State, 'INCOMING');
  assert.equal((await pbx.send({ type: 'ended', callId: 'c1' })).body.State, 'ENDED');
  const second = { type: 'ringing', callId: 'c2', from: '0312345678', queue: 'none' };
  await pbx.send(second);
  await pbx.send({ type: 'transferred', callId: 'c2', queue: 'BasicQueue' });
  const offer = await offered(agent);
  const view = await agent.call<{ Contact: ShownContact; Events: { Kind: string }[] }>(
    'GetContactView',
    offer,
  );
  assert.deepEqual(
    view.Events.map((event) => event.Kind),
    ['start', 'enqueue', 'offer'],
  );
  const gone = await agent.call<{ Contact: ShownContact }>('GetContactView', {
    ContactId: kept.body.ContactId,
  });
  assert.equal(gone.Contact.HandledWithoutAgent, true);
});

test('the state of a call is read with a signature', async (t) => {
  const server = await contactsServer(t);
  const agent = await server.person('agent', 'hanako');
  const pbx = await telephoneSystem(server, await server.person('admin', 'root'));
  await pbx.send({ type: 'ringing', callId: 'c/1 ä', from: '0312345678' });
  await setStatus(agent, 'Available');
  await agent.call('AcceptContact', await offered(agent));
  const path = `/cti/calls/${encodeURIComponent('c/1 ä')}`;
  const read = (signed: string) => {
    const seconds = Math.floor(Date.now() / 1_000);
    const signature = `t=${seconds},v1=${signCti(pbx.Secret, seconds, signed)}`;
    return fetch(server.base + path, {
      headers: { 'x-nayose-key': pbx.KeyId, 'x-nayose-signature': signature },
    });
  };
  const answer = (await (await read(path)).json()) as { State: string; Agent: { Email: string } };
  assert.equal(answer.State, 'CONNECTED');
  assert.equal(answer.Agent.Email, agent.email);
  assert.equal((await read('')).status, 403);
});

test('what cannot be read is refused with what is expected, and hostile texts stay texts', async (t) => {
  const server = await contactsServer(t);
  const admin = await server.person('admin', 'root');
  const pbx = await telephoneSystem(server, admin);
  const wrong: [body: string, message: RegExp][] = [
    ['{', /JSON/],
    ['[]', /object/],
    ['{"id":"1","type":"ringing"}', /callId/],
    ['{"id":"1","type":"exploded","callId":"c"}', /type/],
    ['{"id":"1","type":"ringing","callId":"c","nonsense":1}', /body/],
    [JSON.stringify({ id: '1', type: 'ringing', callId: 'c', from: '1'.repeat(65) }), /from/],
    [JSON.stringify({ id: '1', type: 'ringing', callId: 'c', from: '1\0' }), /character/],
    [JSON.stringify({ id: '1\0', type: 'ringing', callId: 'c' }), /character/],
    [JSON.stringify({ id: '1', type: 'held', callId: 'c\0' }), /character/],
    [JSON.stringify({ id: '1', type: 'ringing', callId: 'c', queue: 'Nowhere' }), /BasicQueue/],
    [JSON.stringify({ id: '1', type: 'ringing', callId: 'c', agent: 'nobody@example.jp' }), /agent/],
  ];
  for (const [body, message] of wrong) {
    const answer = await pbx.send({}, { body });
    assert.equal(answer.status, 400, body);
    assert.match(answer.body.Message ?? '', message);
  }
  const evil = '<script>alert(1)</script>\u202e" or 1=1 --';
  const { body } = await pbx.send({
    type: 'ringing',
    callId: evil,
    from: evil.slice(0, 60),
    attributes: { [evil]: evil },
  });
  const view = await admin.call<{ Contact: ShownContact }>('GetContactView', { ContactId: body.ContactId });
  assert.deepEqual(view.Contact.Attributes, { [evil]: evil });
  await until('nothing went wrong', () => server.problems.length === 0);
});
