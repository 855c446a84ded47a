import assert from 'node:assert/strict';
import { connect as connectTo, createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { commitWith, connect } from '../../src/database/connection.ts';
import { isUnavailable } from '../../src/database/unavailable.ts';
import { testDatabase } from '../helpers/database.ts';
import { until } from '../helpers/until.ts';

const pid = 'select pg_backend_pid() as pid';

test('a transaction whose connection is lost fails as a whole, wherever it was, and the pool goes on', async (t) => {
  const { sql, url } = await testDatabase(t);
  await sql`create table step (n integer)`;
  const pool = connect(url, { max: 2 });
  t.after(() => pool.end({ timeout: 1 }));
  for (const moment of ['between statements', 'within a statement', 'before the commit']) {
    const lost = pool.begin(async (tx) => {
      const [row] = await tx.unsafe(pid);
      await tx`insert into step values (1)`;
      if (moment === 'within a statement') {
        await Promise.all([tx`select pg_sleep(5)`, killAfter(100, row!.pid)]);
      } else {
        await killAfter(0, row!.pid);
        // Long enough for the driver to hand the connection to somebody else.
        const others = Array.from({ length: 6 }, () => pool`select pg_sleep(0.05)`);
        await Promise.all(others);
      }
      if (moment === 'between statements') await tx`insert into step values (2)`;
    });
    await assert.rejects(lost, (error) => isUnavailable(error), moment);
    assert.equal((await pool`select 1 as one`)[0]!.one, 1);
  }
  assert.equal((await sql`select n from step`).length, 0);

  async function killAfter(millis: number, backend: number) {
    await sleep(millis);
    await sql`select pg_terminate_backend(${backend})`;
    await sleep(100);
  }
});

test('many transactions under terminations: each is there whole or not at all, and none hangs', async (t) => {
  const { sql, url } = await testDatabase(t);
  await sql`create table pair (id integer, half text)`;
  const pool = connect(url, { max: 4 });
  t.after(() => pool.end({ timeout: 1 }));
  const acknowledged = new Set<number>();
  let next = 0;
  let running = true;
  const worker = async () => {
    while (running) {
      const id = next;
      next += 1;
      try {
        await pool.begin(async (tx) => {
          await tx`insert into pair values (${id}, 'first')`;
          if (id % 3 === 0) await sleep(1);
          const second = tx`insert into pair values (${id}, 'second')`.execute();
          await (id % 2 === 0 ? second : commitWith(tx, second));
        });
        acknowledged.add(id);
      } catch (error) {
        assert.ok(isUnavailable(error), String(error));
      }
    }
  };
  const workers = Array.from({ length: 12 }, worker);
  for (let round = 0; round < 25; round += 1) {
    await sleep(40);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
              where datname = current_database() and pid <> pg_backend_pid()`.catch(() => undefined);
  }
  await until('more than a hundred', () => acknowledged.size > 100);
  running = false;
  await Promise.all(workers);
  const rows = await sql`select id, count(*)::int as halves from pair group by id`;
  const whole = new Set(rows.map((row) => row.id as number));
  assert.deepEqual(
    rows.filter((row) => row.halves !== 2),
    [],
  );
  assert.deepEqual(
    [...acknowledged].filter((id) => !whole.has(id)),
    [],
  );
  assert.ok(acknowledged.size > 100, String(acknowledged.size));
});

test('a connection that ends before its first query, to a database that is gone, fails that query', async (t) => {
  const { sql, url } = await testDatabase(t);
  const admin = connect(url, { max: 1, database: 'postgres' });
  t.after(() => admin.end());
  const { database } = sql.options;
  await sql.end();
  // A new connection asks for the array types before anything else.
  const gone = async () => void (await admin.unsafe(`drop database ${database} with (force)`));
  const pool = connect(await wireThat(t, url, 'pg_catalog.pg_type', gone), { max: 1 });
  t.after(() => pool.end({ timeout: 1 }));
  const late = sleep(60_000, undefined, { ref: false }).then(() => assert.fail('nobody was told'));
  await assert.rejects(Promise.race([pool`select 1`, late]), /does not exist|CONNECTION_CLOSED/);
});

/** A wire to a database that does something instead of handing on what holds these words. The URL by way of it. */
async function wireThat(t: TestContext, url: string, words: string, instead: () => Promise<unknown>) {
  const wired = new URL(url);
  const { hostname, port } = wired;
  const server = createServer((near) => {
    const far = connectTo(Number(port), hostname);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.on('data', (bytes) => void (bytes.includes(words) ? instead() : far.write(bytes)));
    near.on('close', () => far.destroy());
    far.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  wired.port = String((server.address() as { port: number }).port);
  return wired.href;
}
