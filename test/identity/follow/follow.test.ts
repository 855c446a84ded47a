import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DeleteProfileCommand,
  MergeProfilesCommand,
  UpdateDomainCommand,
  UpdateProfileCommand,
} from '@aws-sdk/client-customer-profiles';
import { newId } from '../../../src/database/ids.ts';
import { applyPlan } from '../../../src/identity/applyPlan.ts';
import { undoMerge } from '../../../src/identity/merge.ts';
import { announce } from '../../../src/profiles/store/outbox.ts';
import { DomainName, emailRule, eventually, startFollowed } from './follower.ts';

test('two profiles with one e-mail address become one as they are written; weaker matches are listed', async (t) => {
  const shop = await startFollowed(t, { RuleBasedMatching: emailRule });
  await shop.start();
  const a = await shop.create({ LastName: '山田', EmailAddress: 'taro@example.jp' });
  const b = await shop.create({
    LastName: '山田',
    EmailAddress: 'Taro@Example.JP',
    PhoneNumber: '0312345678',
  });
  await eventually(shop.shown, [[a, b]]);
  const c = await shop.create({ LastName: '山田', PhoneNumber: '03-1234-5678' });
  await eventually(shop.groups, [['RULE 2 OPEN', [a, b, c]]]);
  assert.deepEqual(await shop.shown(), [[a, b]]);
  const matchId = async () => (await shop.house.sql`select match_id from match_group`)[0]?.match_id;
  const before = await matchId();
  await shop.client.send(new UpdateProfileCommand({ DomainName, ProfileId: c, FirstName: '花子' }));
  await eventually(shop.isThrough, true);
  assert.equal(await matchId(), before);
  await shop.put({ id: '1', last: '鈴木', email: 'jiro@example.jp' });
  await shop.put({ id: '2', last: '鈴木', email: 'jiro@example.jp' });
  await eventually(async () => (await shop.shown()).length, 2);
});

test('rules that are set later are held against what is there already', async (t) => {
  const shop = await startFollowed(t, {});
  const follower = await shop.start();
  const a = await shop.create({ EmailAddress: 'taro@example.jp' });
  const b = await shop.create({ EmailAddress: 'taro@example.jp' });
  assert.equal(await shop.ruleStatus(), undefined);
  await shop.client.send(new UpdateDomainCommand({ DomainName, RuleBasedMatching: emailRule }));
  follower.settingsChanged(shop.domainId);
  await eventually(shop.ruleStatus, 'ACTIVE');
  assert.deepEqual(await shop.shown(), [[a, b]]);
});

test('a merge of the engine goes when its reason goes; what people merged stays', async (t) => {
  const shop = await startFollowed(t, { RuleBasedMatching: emailRule });
  await shop.start();
  const a = await shop.create({ EmailAddress: 'taro@example.jp' });
  await shop.put({ id: '1', last: '山田', email: 'taro@example.jp' });
  await eventually(async () => (await shop.shown())[0]?.length, 2);
  const [[, b = '']] = (await shop.shown()) as [[string, string]];
  await shop.put({ id: '1', last: '山田', email: 'jiro@example.jp' });
  await eventually(shop.shown, []);
  await shop.client.send(
    new MergeProfilesCommand({ DomainName, MainProfileId: a, ProfileIdsToBeMerged: [b] }),
  );
  const c = await shop.create({ EmailAddress: 'jiro@example.jp' });
  await eventually(shop.shown, [[a, b, c]]);
  await shop.put({ id: '1', last: '山田', email: 'hanako@example.jp' });
  await eventually(shop.shown, [[a, b]]);
  await eventually(shop.groups, []);
});

test('what was written while nobody followed is caught up with', async (t) => {
  const shop = await startFollowed(t, { RuleBasedMatching: emailRule });
  await shop.start();
  const a = await shop.create({ EmailAddress: 'taro@example.jp' });
  await eventually(shop.ruleStatus, 'ACTIVE');
  await shop.stop();
  const b = await shop.create({ EmailAddress: 'taro@example.jp' });
  const gone = await shop.create({ EmailAddress: 'taro@example.jp' });
  await shop.client.send(new DeleteProfileCommand({ DomainName, ProfileId: gone }));
  assert.deepEqual(await shop.shown(), []);
  await shop.start();
  await eventually(shop.shown, [[a, b]]);
});

test('what was dealt with is not looked at again after a restart: what is undone without a pin stays so', async (t) => {
  const shop = await startFollowed(t, { RuleBasedMatching: emailRule });
  await shop.start();
  const a = await shop.create({ EmailAddress: 'taro@example.jp' });
  const b = await shop.create({ EmailAddress: 'taro@example.jp' });
  await eventually(shop.shown, [[a, b]]);
  const { house, domainId } = shop;
  const [merge] = await house.sql`select merge_id from merge where domain_id = ${domainId}`;
  await undoMerge(house, await house.domains.get('000000000000', DomainName), merge?.merge_id, 'test', false);
  await eventually(shop.isThrough, true);
  await shop.stop();
  await shop.start();
  const c = await shop.create({ EmailAddress: 'jiro@example.jp' });
  const d = await shop.create({ EmailAddress: 'jiro@example.jp' });
  await eventually(async () => (await shop.shown()).flat().includes(d), true);
  assert.deepEqual(await shop.shown(), [[c, d]]);
});

test('a group that falls apart while nobody follows, and a key that becomes a crowd’s, are noticed afterwards', async (t) => {
  const shop = await startFollowed(t, {
    RuleBasedMatching: { ...emailRule, MaxAllowedRuleLevelForMerging: 1 },
  });
  await shop.start();
  const same = { LastName: '山田', PhoneNumber: '03-1234-5678' };
  const [a, b, c] = [await shop.create(same), await shop.create(same), await shop.create(same)];
  await eventually(shop.groups, [['RULE 2 OPEN', [a, b, c]]]);
  const rows = Array.from({ length: 500 }, (_none, at) => ({ id: `c${at}`, email: 'office@example.jp' }));
  await Promise.all(rows.map((row) => shop.put(row)));
  await eventually(async () => (await shop.shown())[0]?.length, 500);
  await eventually(shop.isThrough, true);
  await shop.stop();
  await shop.client.send(new UpdateProfileCommand({ DomainName, ProfileId: b, LastName: '鈴木' }));
  await shop.put({ id: 'one more', email: 'office@example.jp' });
  await shop.start();
  await eventually(shop.shown, []);
  await eventually(async () => (await shop.groups()).map(([, ids]) => ids.length), [2]);
  assert.deepEqual((await shop.groups())[0]?.[1], [a, c]);
});

test('after too much at once, following begins anew when it is quiet', async (t) => {
  const limits = { backlog: 3, quiet: 300 };
  const shop = await startFollowed(t, { RuleBasedMatching: emailRule }, limits);
  const follower = await shop.start();
  await eventually(shop.ruleStatus, 'ACTIVE');
  await shop.stop();
  const ids: string[] = [];
  for (let at = 0; at < 10; at++) ids.push(await shop.create({ EmailAddress: `${at % 5}@example.jp` }));
  await shop.start();
  await eventually(
    shop.shown,
    ids.slice(0, 5).map((id, at) => [id, ids[at + 5]!].sort()),
  );
  const last = await shop.create({ EmailAddress: '0@example.jp' });
  await eventually(async () => (await shop.shown()).some((group) => group.includes(last)), true);
  assert.equal((await follower.status(shop.domainId)).resident, false);
});

test('too much at once for the model is known to wait for a run, also before one has learnt anything', async (t) => {
  const shop = await startFollowed(t, { Matching: { Enabled: true } }, { backlog: 3, quiet: 300 });
  let follower = await shop.start();
  const isBehind = async () => {
    const { resident, behind } = await follower.status(shop.domainId);
    return resident ? behind : undefined;
  };
  await eventually(isBehind, false);
  await eventually(shop.isThrough, true);
  await shop.stop();
  const before = new Date();
  for (let at = 0; at < 10; at++) await shop.create({ LastName: '山田' });
  follower = await shop.start();
  await eventually(isBehind, true);
  follower.modelChanged(shop.domainId, before);
  // A run that has read before them does not count.
  await eventually(isBehind, true);
  follower.modelChanged(shop.domainId, new Date(Date.now() + 1));
  await eventually(isBehind, false);
});

test('a key that more than 500 profiles share matches nobody, and is reported', async (t) => {
  const shop = await startFollowed(t, { RuleBasedMatching: emailRule });
  const follower = await shop.start();
  const rows = Array.from({ length: 500 }, (_none, at) => ({ id: `c${at}`, email: 'office@example.jp' }));
  await Promise.all(rows.map((row) => shop.put(row)));
  await eventually(async () => (await shop.shown())[0]?.length, 500);
  await shop.put({ id: 'one more', email: 'office@example.jp' });
  await eventually(shop.shown, []);
  const guarded = async () => (await follower.status(shop.domainId)).guarded;
  await eventually(guarded, [{ level: 1, profiles: 501 }]);
});

test('a write that commits after a later one is not missed, nor what is written while connections are lost', async (t) => {
  const shop = await startFollowed(t, { RuleBasedMatching: emailRule });
  const { sql } = shop.house;
  await shop.start();
  const a = await shop.create({ EmailAddress: 'taro@example.jp' });
  await eventually(shop.ruleStatus, 'ACTIVE');
  const b = await sql.begin(async (tx) => {
    const id = newId();
    const facts = [{ t: 0, v: { EmailAddress: 'taro@example.jp' }, i: Date.now() }];
    await tx`
      insert into profile (domain_id, profile_id, survivor_id, created_at, updated_at, expires_on, facts)
      values (${shop.domainId}, ${id}, ${id}, now(), now(), '2099-01-01', ${tx.json(facts)})`;
    await announce(tx, shop.domainId, [id], new Date());
    const [c, d] = [
      await shop.create({ EmailAddress: 'x@example.jp' }),
      await shop.create({ EmailAddress: 'x@example.jp' }),
    ];
    await eventually(shop.shown, [[c, d]]);
    return id;
  });
  await eventually(async () => (await shop.shown()).some((ids) => ids.join() === [a, b].sort().join()), true);
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
  let e = '';
  await eventually(async () => {
    e ||= await shop.create({ EmailAddress: 'taro@example.jp' }).catch(() => '');
    return e !== '';
  }, true);
  await eventually(async () => (await shop.shown()).some((ids) => ids.includes(e)), true);
  // That a connection was lost may be told.
  shop.said.length = 0;
});

test('what a run merged by the model stands while the model is asked in runs only', async (t) => {
  const shop = await startFollowed(t, { RuleBasedMatching: emailRule, Matching: { Enabled: true } });
  const { sql, domains } = shop.house;
  await shop.start();
  const [a, b] = [await shop.create({ LastName: '山田' }), await shop.create({ LastName: '山田' })];
  await eventually(shop.ruleStatus, 'ACTIVE');
  const domain = await domains.get('000000000000', DomainName);
  const cause = { method: 'MODEL' as const, confidence: 0.99 };
  const merge = { mainId: a, otherIds: [b], rule: { kind: 'RECENCY' as const }, cause };
  await sql.begin((tx) => applyPlan(tx, domain, { undo: [], merge: [merge] }, { now: new Date() }));
  const c = await shop.create({ EmailAddress: 'taro@example.jp' });
  await shop.client.send(
    new UpdateProfileCommand({ DomainName, ProfileId: a, EmailAddress: 'taro@example.jp' }),
  );
  await eventually(shop.shown, [[a, b, c]]);
});
