import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBus, type HouseEvent } from '../../src/app/events.ts';
import { followProfiles } from '../../src/app/followProfiles.ts';
import { createLog } from '../../src/app/log.ts';
import { connect } from '../../src/database/connection.ts';
import { newId } from '../../src/database/ids.ts';
import { announce } from '../../src/profiles/store/outbox.ts';
import { brokenWire } from '../helpers/brokenWire.ts';
import { testDatabase } from '../helpers/database.ts';
import { until } from '../helpers/until.ts';

test('changes of a profile somebody looks at become events, also after the database was away', async (t) => {
  const { sql, url } = await testDatabase(t);
  const wire = await brokenWire(t, url);
  const pool = connect(wire.url, { max: 2 });
  t.after(() => pool.end({ timeout: 1 }));
  const bus = createBus();
  const stop = await followProfiles(
    pool,
    bus,
    createLog(() => undefined),
  );
  t.after(stop);
  const mine = newId();
  const other = newId();
  const mark = newId();
  const heard: HouseEvent[] = [];
  const marks: HouseEvent[] = [];
  /** Announces something else until that is heard: what was announced before it has been told by then. */
  const all = (domainId: number) => {
    const before = marks.length;
    return until('the mark', async () => {
      await announce(sql, domainId, [mark], new Date());
      await sleep(200);
      return marks.length > before;
    });
  };
  await announce(sql, 1, [mine, other], new Date());
  const leave = bus.subscribe(new Set([`profile:${mine}`]), (event) => heard.push(event));
  bus.subscribe(new Set([`profile:${mark}`]), (event) => marks.push(event));
  await announce(sql, 1, [other], new Date());
  await announce(sql, 1, [mine, other], new Date());
  await all(1);
  const before = heard.length;
  assert.ok(before >= 1);
  assert.deepEqual(heard[0], { number: 1, topic: `profile:${mine}`, data: { ProfileId: mine } });
  await announce(sql, 2, [mine], new Date());
  await all(2);
  assert.equal(heard.length, before + 1, 'each announcement is told once');
  await wire.cut();
  await sleep(300);
  await wire.mend();
  await announce(sql, 2, [mine], new Date());
  await all(2);
  assert.equal(heard.length, before + 2);
  leave();
  assert.deepEqual(new Set(bus.followed()), new Set([`profile:${mine}`, `profile:${mark}`]));
});

test('an announcement that commits after a later one is heard', async (t) => {
  const { sql } = await testDatabase(t);
  const bus = createBus();
  t.after(
    await followProfiles(
      sql,
      bus,
      createLog(() => undefined),
    ),
  );
  const [first, second] = [newId(), newId()];
  const heard: string[] = [];
  bus.subscribe(new Set([`profile:${first}`, `profile:${second}`]), (event) =>
    heard.push(String(event.data.ProfileId)),
  );
  await sql.begin(async (slow) => {
    await announce(slow, 1, [first], new Date());
    await announce(sql, 1, [second], new Date());
    await until('the later one', () => heard.length > 0);
  });
  await until('the earlier one', () => heard.length > 1);
  assert.deepEqual(heard, [second, first]);
});
