import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRoom } from './support/room.ts';

const byEmail = {
  Enabled: true,
  MatchingRules: [{ Rule: ['EmailAddress'] }],
  MaxAllowedRuleLevelForMatching: 1,
  AttributeTypesSelector: { AttributeMatchingModel: 'ONE_TO_ONE' as const },
};

interface Listed {
  Items: { MatchId: string; State: string }[];
}

test('the latest decision about a group is taken back: a merge, a pin, a "later"', async (t) => {
  const { create, configure, quiet, get, run } = await openRoom(t);
  const EmailAddress = 'hanako@example.jp';
  const a = await create({ FirstName: '花子', EmailAddress });
  const b = await create({ FirstName: 'はなこ', EmailAddress });
  await configure(undefined, byEmail);
  await quiet();
  const { Items } = await run<Listed>('ListMatchGroups');
  const [{ MatchId } = { MatchId: '' }] = Items;
  const shown = async () => new Set((await get(a, b)).map(({ ProfileId }) => ProfileId)).size;
  const state = async () =>
    (await run<{ Group: { State: string } }>('GetMatchGroup', { MatchId })).Group.State;
  const reopen = () => run<{ UndoneMergeIds: string[]; Open: number }>('ReopenMatch', { MatchId });

  await assert.rejects(reopen(), /Nothing was decided/);
  const { MergeId } = await run<{ MergeId: string }>('DecideMatch', { MatchId, Decision: 'SAME' });
  assert.deepEqual([await shown(), await state()], [1, 'MERGED']);
  assert.deepEqual(await reopen(), { UndoneMergeIds: [MergeId], Open: 1 });
  assert.deepEqual([await shown(), await state()], [2, 'OPEN']);

  for (const [Decision, becomes] of [
    ['DIFFERENT', 'REJECTED'],
    ['LATER', 'LATER'],
  ] as const) {
    await run('DecideMatch', { MatchId, Decision });
    assert.equal(await state(), becomes);
    assert.deepEqual(await reopen(), { UndoneMergeIds: [], Open: 1 });
    assert.equal(await state(), 'OPEN');
  }
  await assert.rejects(reopen(), /Nothing was decided/);
  await assert.rejects(run('ReopenMatch', { MatchId: a }), /does not exist/);
  // Decisions are history: withdrawn, not gone.
  const { Items: decisions } = await run<{ Items: { WithdrawnAt?: number }[] }>('ListJudgements');
  assert.equal(decisions.length, 3);
  assert.ok(decisions.every(({ WithdrawnAt }) => WithdrawnAt !== undefined));
});
