import assert from 'node:assert/strict';
import { test } from 'node:test';
import { race } from '../../bench/support/race.ts';
import { testDatabase } from '../helpers/database.ts';

test('agents who accept at random, over two processes: every call goes to exactly one', async (t) => {
  const { url } = await testDatabase(t);
  let seed = 42;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const result = await race(url, { contacts: 60, agents: 8 }, random);
  assert.equal(result.doubleAssignments, 0);
  assert.equal(result.overloads, 0);
  assert.equal(result.unfinished, 0);
  assert.equal(result.accepted, 60);
  assert.ok(result.refused > 0, 'the race was one');
});
