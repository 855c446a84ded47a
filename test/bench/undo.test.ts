import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differencesIn, randomFrom, randomTree } from '../../bench/support/undoTrees.ts';
import { differingTwins } from '../../bench/support/undoTwins.ts';
import { testHouse } from '../profiles/support/house.ts';

test('merge trees undone in any order leave every profile as if it had never been merged', () => {
  const random = randomFrom(7);
  let differences = 0;
  for (let number = 0; number < 500; number++) differences += differencesIn(randomTree(random));
  assert.equal(differences, 0);
});

test('the same in PostgreSQL, beside twins that were never merged', async (t) => {
  const worlds = await testHouse(t);
  const random = randomFrom(11);
  for (let number = 0; number < 4; number++)
    assert.equal(await differingTwins(worlds, `tree${number}`, randomTree(random)), 0, `tree ${number}`);
});
