import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { signCti } from '../../src/contacts/cti.ts';
import { cookieFor } from '../app/testApp.ts';
import { until } from '../helpers/until.ts';
import type { ShownContact, Workspace } from './contactsServer.ts';
import { type KillableRun, password, withKillable } from './support/killable.ts';

test(
  'killed in the middle of calls: everything comes back, nobody has two, nothing accepted is lost',
  { timeout: 480_000 },
  (t) => withKillable(t, callsAndKills),
);

async function callsAndKills({ sql, server }: KillableRun) {
  const [first] = await sql`select email from app_user`;
  const admin = { cookie: await cookieFor(server.state.base, first?.email, password) };
  const post = async (cookie: string, path: string, input: object) => {
    const response = await fetch(`${server.state.base}/api/${path}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    const body = (await response.json()) as Record<string, never>;
    if (!response.ok) throw Object.assign(new Error(`${path}: ${JSON.stringify(body)}`), { body });
    return body as unknown;
  };
  const own = <Answer>(cookie: string, operation: string, input: object = {}) =>
    post(cookie, `nayose/${operation}`, { DomainName: 'demo', ...input }) as Promise<Answer>;
  await post(admin.cookie, 'profile/CreateDomain', { DomainName: 'demo', DefaultExpirationDays: 366 });
  const { Key } = await own<{ Key: { KeyId: string; Secret: string } }>(admin.cookie, 'CreateCtiKey', {
    Name: 'PBX',
  });
  const agents: string[] = [];
  for (const name of ['hanako', 'taro', 'jiro']) {
    const user = { Name: name, Email: `${name}@example.jp`, Role: 'agent', Password: password };
    await post(admin.cookie, 'nayose/CreateUser', user);
    const cookie = await cookieFor(server.state.base, user.Email, password);
    const { Statuses } = await own<Workspace>(cookie, 'GetWorkspace');
    const available = Statuses.find((status) => status.Type === 'ROUTABLE');
    await own(cookie, 'SetAgentStatus', { StatusId: available?.StatusId });
    agents.push(cookie);
  }
  const ring = async (callId: string) => {
    const body = JSON.stringify({
      id: callId,
      type: 'ringing',
      callId,
      from: `0312${callId.padStart(6, '0')}`,
    });
    const seconds = Math.floor(Date.now() / 1_000);
    const signature = `t=${seconds},v1=${signCti(Key.Secret, seconds, body)}`;
    const headers = { 'x-nayose-key': Key.KeyId, 'x-nayose-signature': signature };
    const response = await fetch(`${server.state.base}/cti/events`, { method: 'POST', headers, body });
    return response.ok;
  };
  let calls = 0;
  let over = false;
  const told = new Set<string>();
  const accepted: string[] = [];
  const away = () => sleep(30);
  const bring = async () => {
    while (!over && told.size < 60) {
      calls += 1;
      const callId = String(calls);
      if (await ring(callId).catch(away)) told.add(callId);
      await sleep(15);
    }
  };
  const isDone = async () => {
    const [row] = await sql`select count(*)::int as n from contact where state <> 'ENDED'`;
    return row?.n === 0;
  };
  const work = async (cookie: string) => {
    for (;;) {
      const contacts = await own<Workspace>(cookie, 'GetWorkspace').then((one) => one.Contacts, away);
      if (over && contacts?.length === 0 && (await isDone())) return;
      for (const { ContactId, State } of contacts ?? []) {
        const step = {
          OFFERED: 'AcceptContact',
          CONNECTED: 'EndContact',
          AFTER_CONTACT_WORK: 'FinishContact',
        }[State];
        if (!step) continue;
        const done = await own<{ Contact: ShownContact }>(cookie, step, { ContactId }).catch(away);
        if (done && step === 'AcceptContact') accepted.push(ContactId);
      }
      await sleep(10);
    }
  };
  const bringing = bring();
  const working = agents.map(work);
  for (let kills = 0; kills < 3; kills += 1) {
    await sleep(700 + Math.random() * 600);
    await server.kill();
    await server.start();
  }
  await sleep(500);
  over = true;
  await bringing;
  await Promise.all(working);
  await until('all calls are over', async () => {
    const [row] = await sql`select count(*)::int as n from contact where state <> 'ENDED' or record_pending`;
    return row?.n === 0;
  });
  const known = new Set((await sql`select call_id from contact`).map((row) => row.call_id as string));
  for (const callId of told) assert.ok(known.has(callId), `call ${callId} was taken`);
  const [wrong] = await sql`
    select (select count(*)::int from (select contact_id from contact_event where kind = 'accept'
        group by contact_id having count(*) > 1) twice) as twice,
      (select count(*)::int from contact c where exists (select 1 from contact o where o.agent_id = c.agent_id
        and o.contact_id <> c.contact_id and o.connected_at > c.connected_at and o.connected_at < c.work_ended_at)) as two`;
  assert.deepEqual({ ...wrong }, { twice: 0, two: 0 });
  const states =
    await sql`select contact_id, connected_at from contact where contact_id = any(${accepted}::uuid[])`;
  assert.equal(states.length, new Set(accepted).size);
  for (const row of states) assert.ok(row.connected_at, 'what an agent saw accepted is');
}
