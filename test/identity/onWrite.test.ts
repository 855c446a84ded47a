import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { UpdateProfileCommand } from '@aws-sdk/client-customer-profiles';
import { until } from '../helpers/until.ts';
import { DomainName, openRoom } from './support/room.ts';

const rules = {
  Enabled: true,
  MatchingRules: [{ Rule: ['EmailAddress'] }, { Rule: ['LastName', 'BirthDate'] }],
  MaxAllowedRuleLevelForMerging: 1,
  AttributeTypesSelector: { AttributeMatchingModel: 'ONE_TO_ONE' as const, EmailAddress: ['EmailAddress'] },
};

test('what is written is matched without a run: merged, listed, parted again; an undo holds', async (t) => {
  const { client, create, configure, quiet, get, run } = await openRoom(t, { follow: true });
  await configure(undefined, rules);
  await quiet();
  const person = { LastName: '山田', BirthDate: '1980-01-02' };
  const a = await create({ ...person, EmailAddress: 'a@example.jp' });
  const b = await create({ LastName: '佐藤', EmailAddress: 'A@example.jp' });
  const shown = async () => (await get(a, b)).map(({ ProfileId }) => ProfileId);
  await until('they are one', async () => (await shown()).length === 1);
  const [merge] = (
    await run<{ Items: { Method: string; MergeId: string; Actor: string }[] }>('ListMerges', { ProfileId: b })
  ).Items;
  assert.deepEqual([merge?.Method, merge?.Actor], ['RULE', 'nayose:identity-resolution']);
  const c = await create({ ...person, EmailAddress: 'c@example.jp' });
  const waiting = () => run<{ Items: { Size: number; RuleLevel: number }[] }>('ListMatchGroups');
  await until('a group waits', async () => (await waiting()).Items.some(({ RuleLevel }) => RuleLevel === 2));
  await client.send(new UpdateProfileCommand({ DomainName, ProfileId: c, BirthDate: '1999-09-09' }));
  await until('no group waits', async () => (await waiting()).Items.length === 0);
  await run('UndoMerge', { MergeId: merge?.MergeId, KeepApart: false });
  await wait(1_000);
  assert.deepEqual((await shown()).length, 2, 'nothing is merged again behind the back of whoever undid it');
});
