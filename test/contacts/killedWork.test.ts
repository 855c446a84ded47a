import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cookieFor } from '../app/testApp.ts';
import { until } from '../helpers/until.ts';
import type { ShownContact, Workspace } from './contactsServer.ts';
import { type KillableRun, password, withKillable } from './support/killable.ts';

test('killed during after-contact work: it ends at the time it would have ended', { timeout: 240_000 }, (t) =>
  withKillable(t, workAndKill),
);

async function workAndKill({ sql, server }: KillableRun) {
  const [first] = await sql`select email from app_user`;
  const cookie = await cookieFor(server.state.base, first?.email, password);
  const post = async <Answer>(path: string, input: object) => {
    const response = await fetch(`${server.state.base}/api/${path}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ DomainName: 'demo', ...input }),
    });
    assert.equal(response.status, 200, path);
    return (await response.json()) as Answer;
  };
  await post('profile/CreateDomain', { DefaultExpirationDays: 366 });
  const { Agent } = await post<Workspace>('nayose/GetWorkspace', {});
  const limits = { UserId: Agent.UserId, AutoAccept: [], AfterContactWorkSeconds: { TASK: 5 } };
  await post('nayose/PutAgentSettings', limits);
  const { Contact } = await post<{ Contact: ShownContact }>('nayose/StartTask', { Name: '書類' });
  const ended = await post<{ Contact: { WorkExpiresAt: number } }>('nayose/EndContact', {
    ContactId: Contact.ContactId,
  });
  await server.kill();
  await server.start();
  const row = await until('it ended by itself', async () => {
    const [one] = await sql`select state, work_ended_at from contact where contact_id = ${Contact.ContactId}`;
    return one?.state === 'ENDED' && one;
  });
  const late = row.work_ended_at.getTime() / 1_000 - ended.Contact.WorkExpiresAt;
  assert.ok(late >= 0, `ended ${late} s after its time`);
}
