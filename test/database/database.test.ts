import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idAt, newId } from '../../src/database/ids.ts';
import { testDatabase } from '../helpers/database.ts';

/** Milliseconds since 1970 that a version 7 id carries. */
const timeOfId = (id: string) => Number.parseInt(id.slice(0, 12), 16);

test('ids are 32 lower-case hex, distinct and ascending', () => {
  const ids = Array.from({ length: 20_000 }, () => newId());
  for (const id of ids) assert.match(id, /^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(ids, ids.toSorted());
  const before = Date.now();
  const time = timeOfId(newId());
  assert.ok(time >= before && time < Date.now() + 1000);
});

test('an id of the past stands where it belongs, and those of one moment in the order in which they were made', () => {
  const last = newId();
  const lastWeek = Date.now() - 7 * 86_400_000;
  const ids = Array.from({ length: 500 }, () => idAt(lastWeek));
  assert.deepEqual(ids, ids.toSorted());
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.equal(timeOfId(id), lastWeek);
  assert.ok(idAt(lastWeek - 1) < ids[0]! && ids.at(-1)! < last);
  assert.ok(idAt(Date.now() - 100) > last, 'a clock that is a little behind goes on');
});

test('an id comes back from the database as it went in, a date as text, a bigint as a number', async (t) => {
  const { sql } = await testDatabase(t);
  const id = newId();
  const [row] =
    await sql`select ${id}::uuid as id, array[${id}::uuid] as ids, date '2026-01-31' as day, 5::bigint as n`;
  assert.deepEqual({ ...row }, { id, ids: [id], day: '2026-01-31', n: 5 });
});
