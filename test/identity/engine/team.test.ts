import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Team } from '../../../src/identity/engine/team.ts';

interface Tasks {
  double: [number, number];
  die: [undefined, undefined];
  refuse: [undefined, undefined];
  sleep: [undefined, undefined];
}

const team = () => new Team<Tasks>(new URL('./support/teamWorker.ts', import.meta.url), 2);

test('threads answer, and refuse in words', async (t) => {
  const some = team();
  t.after(() => some.close());
  assert.deepEqual(await Promise.all([some.ask(0, 'double', 2), some.ask(1, 'double', 3)]), [4, 6]);
  await assert.rejects(some.ask(0, 'refuse', undefined), /not today/);
  assert.equal(await some.ask(0, 'double', 5), 10);
});

test('a thread that dies fails what was asked and what will be, and says so', async (t) => {
  const some = team();
  t.after(() => some.close());
  const waiting = some.ask(1, 'sleep', undefined);
  await assert.rejects(
    some.ask(0, 'die', undefined),
    /worker thread of identity resolution has ended unexpectedly/,
  );
  await assert.rejects(waiting, /ended unexpectedly/);
  await assert.rejects(some.ask(1, 'double', 1), /ended unexpectedly/);
});

test('closing ends threads at work at once, with the reason given', async () => {
  const some = team();
  const waiting = some.ask(0, 'sleep', undefined);
  const told = assert.rejects(waiting, /stopped/);
  await some.close(new Error('stopped'));
  await told;
});
