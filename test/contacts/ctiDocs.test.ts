import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { until } from '../helpers/until.ts';
import { contactsServer, offered, setStatus } from './contactsServer.ts';

const run = promisify(execFile);
const docs = new URL('../../docs/', import.meta.url).pathname;

/** A key made as the page says, with curl. */
async function keyByCurl(url: string) {
  const page = await readFile(`${docs}cti.md`, 'utf8');
  const command = /```sh\n(curl [\s\S]+?)```/.exec(page)?.[1] ?? '';
  const { stdout } = await run('sh', ['-c', command], {
    env: {
      ...process.env,
      NAYOSE_URL: url,
      AWS_ACCESS_KEY_ID: 'AKTEST000000000000',
      AWS_SECRET_ACCESS_KEY: 'test-secret-of-the-test-key',
    },
  });
  const { Key } = JSON.parse(stdout) as { Key: { KeyId: string; Secret: string } };
  return { NAYOSE_URL: url, NAYOSE_CTI_KEY: Key.KeyId, NAYOSE_CTI_SECRET: Key.Secret };
}

test('the shell script of the page carries a call from its first ring to its end', async (t) => {
  const server = await contactsServer(t);
  const agent = await server.person('agent', 'hanako');
  const env = { ...process.env, ...(await keyByCurl(server.base)) };
  const send = async (...facts: string[]) => {
    const { stdout } = await run('sh', [`${docs}cti/send-event.sh`, ...facts], { env });
    return JSON.parse(stdout) as { State: string; ContactId: string; Agent?: { Email: string } };
  };
  const rung = await send('ringing', '1732.7', 'from', '03-1234-5678', 'to', '0120000111');
  assert.equal(rung.State, 'QUEUED');
  const answered = await send('answered', '1732.7', 'agent', agent.email);
  assert.deepEqual([answered.State, answered.Agent?.Email], ['CONNECTED', agent.email]);
  assert.equal((await send('held', '1732.7')).State, 'ON_HOLD');
  assert.equal((await send('resumed', '1732.7')).State, 'CONNECTED');
  assert.equal((await send('ended', '1732.7', 'reason', 'customer')).State, 'AFTER_CONTACT_WORK');
  await assert.rejects(send('held', '1732.7'), /409|AFTER_CONTACT_WORK/);
  // What a caller can choose does not leave its place.
  const hostile = await send('ringing', '$(id) `id` "\\', 'from', '"; touch /tmp/x; "\n\\');
  assert.ok(hostile.ContactId);
  const [row] =
    await server.sql`select call_id, customer_address from contact where contact_id = ${hostile.ContactId}`;
  assert.equal(row?.call_id, '$(id) `id` "\\');
  assert.equal(row?.customer_address, '"; touch /tmp/x; "\\');
});

test('the adapter of the page turns callbacks of a service on the web into calls', async (t) => {
  const server = await contactsServer(t);
  const agent = await server.person('agent', 'hanako');
  const env = {
    ...process.env,
    ...(await keyByCurl(server.base)),
    ADAPTER_TOKEN: 'token-of-mine',
    PORT: '0',
  };
  const adapter = spawn(process.execPath, [`${docs}cti/webhook-adapter.mjs`], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => adapter.kill());
  const [line] = await once(adapter.stdout, 'data');
  const port = /(\d+)/.exec(String(line))?.[1];
  const call = async (path: string, form: Record<string, string>) => {
    const body = new URLSearchParams({ CallSid: 'CA1', From: '+81312345678', To: '+81120000111', ...form });
    return (await fetch(`http://127.0.0.1:${port}/${path}`, { method: 'POST', body })).status;
  };
  assert.equal(await call('guess', { CallStatus: 'ringing' }), 404);
  await setStatus(agent, 'Available');
  assert.equal(await call('token-of-mine', { CallStatus: 'queued' }), 204);
  assert.equal(await call('token-of-mine', { CallStatus: 'ringing' }), 204);
  assert.equal(await call('token-of-mine', { CallStatus: 'ringing' }), 204, 'again');
  const offer = await offered(agent);
  await agent.call('AcceptContact', offer);
  assert.equal(await call('token-of-mine', { CallStatus: 'completed' }), 204);
  await until('the end', async () => {
    const rows = await server.sql`select state from contact`;
    return rows.length === 1 && rows[0]?.state === 'AFTER_CONTACT_WORK';
  });
});
