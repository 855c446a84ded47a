import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../helpers/until.ts';
import { openRoom } from './support/room.ts';

const byEmail = {
  Enabled: true,
  MatchingRules: [{ Rule: ['EmailAddress'] }],
  MaxAllowedRuleLevelForMatching: 1,
  AttributeTypesSelector: { AttributeMatchingModel: 'ONE_TO_ONE' as const },
};

interface Listed {
  Items: { MatchId: string; State: string; Profiles: { ProfileId: string }[] }[];
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

test('what was said of a group found on write can be taken back after the write was looked at again', async (t) => {
  const { create, configure, quiet, run } = await openRoom(t, { follow: true });
  await configure(undefined, { ...byEmail, MaxAllowedRuleLevelForMerging: undefined });
  await quiet();
  const listed = async (profileId: string) =>
    (await run<Listed>('ListMatchGroups')).Items.find(({ Profiles }) =>
      Profiles.some(({ ProfileId }) => ProfileId === profileId),
    );
  const couple = async (EmailAddress: string) => {
    const profileId = await create({ FirstName: '花子', EmailAddress });
    await create({ FirstName: '太郎', EmailAddress });
    await until('they are listed', async () => (await listed(profileId)) !== undefined);
    return profileId;
  };
  const one = await couple('one@example.jp');
  const { MatchId } = (await listed(one))!;
  await run('DecideMatch', { MatchId, Decision: 'DIFFERENT' });
  assert.equal(await listed(one), undefined);
  // Writes are looked at in their order.
  await couple('two@example.jp');
  assert.deepEqual(await run('ReopenMatch', { MatchId }), { UndoneMergeIds: [], Open: 2 });
  await couple('three@example.jp');
  assert.equal((await listed(one))?.MatchId, MatchId);
});
