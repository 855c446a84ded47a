import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../src/database/connection.ts';
import { brokenWire } from '../helpers/brokenWire.ts';
import { testDatabase } from '../helpers/database.ts';
import { until } from '../helpers/until.ts';
import { testApp } from './testApp.ts';

test('while the database is away requests get 503 and the process lives; when it is back they are served', async (t) => {
  const { url } = await testDatabase(t);
  const wire = await brokenWire(t, url);
  const pool = connect(wire.url, { max: 6 });
  t.after(() => pool.end({ timeout: 1 }));
  const { base, signIn } = await testApp(t, {}, pool);
  const { cookie } = await signIn('admin');
  const ask = async () => {
    const started = performance.now();
    const response = await fetch(`${base}/api/nayose/ListUsers`, { method: 'POST', headers: { cookie } });
    await response.arrayBuffer();
    return { status: response.status, millis: performance.now() - started };
  };
  const seen: { status: number; millis: number }[] = [];
  let running = true;
  const lanes = Array.from({ length: 12 }, async () => {
    while (running) {
      seen.push(await ask());
      await sleep(5);
    }
  });
  t.after(() => {
    running = false;
  });
  const served = () => seen.filter(({ status }) => status === 200).length;
  for (let round = 0; round < 3; round += 1) {
    const before = served();
    await until('requests are served', () => served() > before + 40);
    await wire.cut();
    await sleep(700);
    assert.equal((await fetch(`${base}/health/live`)).status, 200);
    assert.equal((await fetch(`${base}/health/ready`)).status, 503);
    assert.equal((await ask()).status, 503);
    await wire.mend();
    await until('it is back', async () => (await fetch(`${base}/health/ready`)).status === 200);
    assert.equal((await ask()).status, 200);
  }
  running = false;
  await Promise.all(lanes);
  const others = seen.filter(({ status }) => status !== 200 && status !== 503);
  assert.deepEqual(others, []);
  assert.ok(served() > 100);
  const longest = Math.max(...seen.map(({ millis }) => millis));
  assert.ok(longest < 30_000, `nobody waits for long: ${longest} ms`);
});
