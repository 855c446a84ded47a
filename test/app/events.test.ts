import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBus } from '../../src/app/events.ts';
import { until } from '../helpers/until.ts';
import { testApp } from './testApp.ts';

test('the bus resumes after an id, and says when it cannot', () => {
  const bus = createBus(3);
  const topics = new Set(['import:1']);
  const start = bus.idOf(bus.latest());
  bus.publish('import:1', { n: 1 });
  bus.publish('import:2', { n: 2 });
  bus.publish('import:1', { n: 3 });
  assert.deepEqual(
    bus.since(start, topics)?.map((event) => event.data.n),
    [1, 3],
  );
  bus.publish('import:1', { n: 4 });
  assert.equal(bus.since(start, topics), undefined);
  assert.deepEqual(
    bus.since(bus.idOf(3), topics)?.map((event) => event.data.n),
    [4],
  );
  assert.equal(bus.since('000000000000-1', topics), undefined);
  assert.equal(bus.since(bus.idOf(99), topics), undefined);
  assert.equal(bus.since('nonsense', topics), undefined);
});

test('a screen follows its topics only, and resumes where it was', async (t) => {
  const { base, deps, signIn } = await testApp(t);
  const { cookie } = await signIn('supervisor');
  const first = await follow(base, cookie, 'import:1,domain:demo');
  deps.bus.publish('import:1', { RowsRead: 5 });
  deps.bus.publish('import:2', { RowsRead: 6 });
  deps.bus.publish('domain:demo', { Name: 'demo' });
  await until('two events', () => first.messages().length === 2);
  assert.deepEqual(
    first.messages().map((message) => message.data),
    [
      { RowsRead: 5, topic: 'import:1' },
      { Name: 'demo', topic: 'domain:demo' },
    ],
  );
  first.stop();
  deps.bus.publish('import:1', { RowsRead: 7 });
  const second = await follow(base, cookie, 'import:1', first.messages()[0]!.id);
  await until('what was missed', () => second.messages().length === 1);
  assert.deepEqual(second.messages()[0]!.data, { RowsRead: 7, topic: 'import:1' });
  second.stop();
  const third = await follow(base, cookie, 'import:1', 'ffffffffffff-3');
  await until('the reset', () => third.text().includes('event: reset'));
  third.stop();
});

test('topics above the role, unknown ones and strangers are refused', async (t) => {
  const { base, signIn } = await testApp(t);
  const { cookie } = await signIn('agent');
  const status = async (topics: string, headers: Record<string, string>) =>
    (await fetch(`${base}/api/events?topics=${topics}`, { headers })).status;
  assert.equal(await status('import:1', { cookie }), 403);
  assert.equal(await status('constructor:1', { cookie }), 400);
  assert.equal(await status('', { cookie }), 400);
  assert.equal(await status('profile:1', {}), 401);
});

test('a stream ends within seconds of the sign-out, and nothing is told after it', async (t) => {
  const { base, deps, signIn } = await testApp(t);
  const { cookie } = await signIn('agent');
  const stream = await follow(base, cookie, 'profile:1');
  await fetch(`${base}/api/auth/sign-out`, { method: 'POST', headers: { cookie } });
  await sleep(1_100);
  deps.bus.publish('profile:1', { secret: 1 });
  await until('the end', () => stream.ended());
  assert.deepEqual(stream.messages(), []);
});

test('closing the server ends the streams', async (t) => {
  const { base, server, signIn } = await testApp(t);
  const { cookie } = await signIn('agent');
  const stream = await follow(base, cookie, 'profile:1');
  await server.close();
  await until('the end', () => stream.ended());
});

async function follow(base: string, cookie: string, topics: string, lastEventId?: string) {
  const stop = new AbortController();
  const response = await fetch(`${base}/api/events?topics=${topics}`, {
    headers: { cookie, ...(lastEventId && { 'last-event-id': lastEventId }) },
    signal: stop.signal,
  });
  assert.equal(response.status, 200);
  let text = '';
  let ended = false;
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body!) text += decoder.decode(chunk as Uint8Array, { stream: true });
  })()
    .catch(() => undefined)
    .finally(() => {
      ended = true;
    });
  await until('the greeting', () => text.includes('event: hello'));
  const messages = () =>
    [...text.matchAll(/^id: (\S+)\ndata: (.+)$/gm)].map(([, id, data]) => ({
      id: id!,
      data: JSON.parse(data!),
    }));
  return { text: () => text, messages, ended: () => ended, stop: () => stop.abort() };
}
