import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { UpdateDomainCommand } from '@aws-sdk/client-customer-profiles';
import { newId } from '../../../src/database/ids.ts';
import { DomainFollower } from '../../../src/identity/follow/domainFollower.ts';
import { usualSettings } from '../../../src/identity/settings.ts';
import { insertJob } from '../../../src/identity/store/jobs.ts';
import { DomainName, emailRule, startFollowed } from './follower.ts';

/** Two with one address, rules that nothing was held against yet, and a follower to be stepped by hand. */
async function unheld(t: TestContext) {
  const shop = await startFollowed(t, {});
  const { sql, clock, domains } = shop.house;
  const one = await shop.create({ EmailAddress: 'taro@example.jp' });
  const other = await shop.create({ EmailAddress: 'taro@example.jp' });
  await shop.client.send(new UpdateDomainCommand({ DomainName, RuleBasedMatching: emailRule }));
  let failures = 0;
  // Loading names an isolation level first; deciding does not.
  const begin = (...given: Parameters<typeof sql.begin>) => {
    if (typeof given[0] === 'string' || failures === 0) return sql.begin(...given);
    failures -= 1;
    return Promise.reject(new Error('the database is away'));
  };
  const follower = new DomainFollower(shop.domainId, {
    sql: new Proxy(sql, { get: (pool, name) => (name === 'begin' ? begin : Reflect.get(pool, name)) }),
    domain: () => domains.get('000000000000', DomainName),
    ...{ now: clock, changed: () => undefined, log: () => undefined },
  });
  const fail = (times: number) => {
    failures = times;
  };
  return { ...shop, sql, pair: [one, other], follower, fail };
}

test('what failed while new rules were held against everything is held against them again', async (t) => {
  const { follower, fail, ruleStatus, shown, pair } = await unheld(t);
  fail(1);
  await assert.rejects(follower.step(true), /database is away/);
  follower.failed();
  while ((await follower.step(true)) === 'more');
  assert.equal(await ruleStatus(), 'ACTIVE');
  assert.deepEqual(await shown(), [pair]);
});

test('while a run is open it is left to the run to hold new rules against everything', async (t) => {
  const { sql, domainId, follower, fail, ruleStatus, shown, pair, create } = await unheld(t);
  const now = new Date();
  const job = { domainId, jobId: newId(), kind: 'SCHEDULED' as const, startedBy: 'test' };
  const settings = { RuleBasedMatching: emailRule, Nayose: usualSettings('JP') };
  const open = () =>
    insertJob(sql, { ...job, settings, previewId: undefined, createdAt: now, expiresAt: undefined });
  const close = () => sql`update resolution_job set status = 'FAILED'`;
  await open();
  assert.equal(await follower.step(true), 'later', 'it begins when the run has ended');
  await close();
  fail(1);
  await assert.rejects(follower.step(true));
  follower.failed();
  job.jobId = newId();
  await open();
  assert.equal(await follower.step(true), 'later', 'it stops where it is');
  assert.deepEqual([await ruleStatus(), await shown()], ['IN_PROGRESS', []]);
  const third = await create({ EmailAddress: 'hanako@example.jp' });
  const fourth = await create({ EmailAddress: 'hanako@example.jp' });
  assert.equal(await follower.step(true), 'later');
  assert.deepEqual(await shown(), [[third, fourth]], 'what is written meanwhile is matched');
  await close();
  while ((await follower.step(true)) === 'more');
  assert.equal(await ruleStatus(), 'ACTIVE');
  assert.deepEqual(await shown(), [pair, [third, fourth]]);
});
