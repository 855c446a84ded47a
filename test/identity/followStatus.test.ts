import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CreateDomainCommand,
  CreateProfileCommand,
  GetDomainCommand,
} from '@aws-sdk/client-customer-profiles';
import { eventually } from './follow/follower.ts';
import { openRoom } from './support/room.ts';

const RuleBasedMatching = {
  Enabled: true,
  MatchingRules: [{ Rule: ['EmailAddress'] }],
  MaxAllowedRuleLevelForMatching: 1,
  MaxAllowedRuleLevelForMerging: 1,
  AttributeTypesSelector: { AttributeMatchingModel: 'ONE_TO_ONE' as const, EmailAddress: ['EmailAddress'] },
};

interface Settings {
  Status: { Resident: boolean; Profiles: number; Behind: boolean; Left: number; Guarded: object[] };
}

test('rules of an empty domain are in force at once, and what is written next is matched', async (t) => {
  const { client, run } = await openRoom(t, { follow: true });
  const domain = { DomainName: 'fresh', DefaultExpirationDays: 366 };
  await client.send(new CreateDomainCommand({ ...domain, RuleBasedMatching }));
  const { RuleBasedMatching: rules } = await client.send(new GetDomainCommand(domain));
  assert.equal(rules?.Status, 'ACTIVE');
  const { Items } = await run<{ Items: object[] }>('ListResolutionJobs', domain);
  assert.deepEqual(Items, [], 'there is nothing that a run could look at');
  const EmailAddress = 'x@example.jp';
  const ids: string[] = [];
  for (let n = 0; n < 2; n++) {
    const made = await client.send(new CreateProfileCommand({ DomainName: 'fresh', EmailAddress }));
    ids.push(made.ProfileId ?? '');
  }
  const merges = () => run<{ Items: object[] }>('ListMerges', { DomainName: 'fresh', ProfileId: ids[0] });
  await eventually(async () => (await merges()).Items.length, 1);
});

test('the settings say how matching on write stands', async (t) => {
  const { configure, create, quiet, run } = await openRoom(t, { follow: true });
  const status = async () => (await run<Settings>('GetResolutionSettings')).Status;
  assert.deepEqual(await status(), { Resident: false, Profiles: 0, Behind: false, Left: 0, Guarded: [] });
  await create({ EmailAddress: 'x@example.jp' });
  await configure(undefined, RuleBasedMatching);
  await quiet();
  await eventually(status, { Resident: true, Profiles: 1, Behind: false, Left: 0, Guarded: [] });
});

test('after a run that has held the rules against everything, the follower does not do so again', async (t) => {
  const { configure, create, quiet, run, client } = await openRoom(t, { follow: true });
  await create({ EmailAddress: 'x@example.jp' });
  await configure(undefined, RuleBasedMatching);
  await quiet();
  const seen = new Set<string>();
  const resident = async () => (await run<Settings>('GetResolutionSettings')).Status.Resident;
  for (let turn = 0, after = 0; turn < 400 && after < 10; turn++) {
    const told = await client.send(new GetDomainCommand({ DomainName: 'shop' }));
    seen.add(told.RuleBasedMatching?.Status ?? '');
    if (await resident()) after += 1;
    await wait(20);
  }
  assert.deepEqual([...seen], ['ACTIVE']);
});
