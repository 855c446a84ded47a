import assert from 'node:assert/strict';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { commitWith, connect } from '../../src/database/connection.ts';
import { isUnavailable } from '../../src/database/unavailable.ts';
import { testDatabase } from '../helpers/database.ts';

test('a commit that travels with the last statements makes them all there, or none', async (t) => {
  const { sql } = await testDatabase(t);
  await sql`create table step (n integer primary key)`;
  const steps = async () => (await sql`select n from step order by n`).map((row) => row.n);
  const add = (numbers: number[]) =>
    sql.begin((tx) =>
      commitWith(
        tx,
        Promise.all(
          numbers.map(async (n) => {
            await tx`insert into step values (${n})`;
            return n;
          }),
        ),
      ),
    );
  for (let round = 0; round < 20; round += 1) {
    const from = round * 10;
    assert.deepEqual(await add([from, from + 1]), [from, from + 1]);
    await assert.rejects(add([from + 2, from, from + 3]), { code: '23505' });
  }
  assert.deepEqual(
    await steps(),
    Array.from({ length: 20 }, (_, round) => [round * 10, round * 10 + 1]).flat(),
  );
});

test('nothing is sent after such a commit, and an error before it rolls everything back', async (t) => {
  const { sql } = await testDatabase(t);
  await sql`create table step (n integer primary key)`;
  const late = sql.begin(async (tx) => {
    await commitWith(tx, tx`insert into step values (1)`.execute());
    await tx`insert into step values (2)`;
  });
  await assert.rejects(late, { code: 'TRANSACTION_ENDED' });
  const early = sql.begin(async (tx) => {
    await tx`insert into step values (3)`;
    throw new Error('changed its mind');
  });
  await assert.rejects(early, /changed its mind/);
  assert.deepEqual([...(await sql`select n from step`)], [{ n: 1 }]);
});

test('when the connection is lost while it commits, that is told, and the pool goes on', async (t) => {
  const { sql, url } = await testDatabase(t);
  const pool = connect(url, { max: 1 });
  t.after(() => pool.end({ timeout: 1 }));
  for (let round = 0; round < 3; round += 1) {
    const lost = pool.begin(async (tx) => {
      const [row] = await tx`select pg_backend_pid() as pid`;
      setTimeout(() => sql`select pg_terminate_backend(${row!.pid})`.execute(), 50);
      await commitWith(tx, tx`select pg_sleep(5)`.execute());
    });
    await assert.rejects(lost, (error) => isUnavailable(error));
    assert.equal((await pool`select 1 as one`)[0]!.one, 1);
  }
});

test('a transaction that ends so is two writes to the database: up to what is waited for, and the rest', async (t) => {
  const { url } = await testDatabase(t);
  const pool = connect(url, { max: 1 });
  t.after(() => pool.end({ timeout: 1 }));
  const transaction = () =>
    pool.begin(async (tx) => {
      await Promise.all([tx`select 1`, tx`select 2`]);
      // What asks for statements is itself waited for, as a store's function is.
      const last = async () => [await tx`select 3`];
      await commitWith(tx, Promise.all([last(), tx`select 4`]));
    });
  // From the second time on PostgreSQL knows the statements; before, each is described first.
  await transaction();
  const write = t.mock.method(Socket.prototype, 'write');
  await transaction();
  assert.equal(write.mock.callCount(), 2);
});
