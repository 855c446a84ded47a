import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDomainCache } from '../../src/profiles/domainCache.ts';
import { insertDomain } from '../../src/profiles/store/domains.ts';
import { testDatabase } from '../helpers/database.ts';
import { accountId } from './support/house.ts';

test('a domain in use is read again beforehand, and never older than a second', async (t) => {
  const { sql } = await testDatabase(t);
  const name = 'shop';
  await insertDomain(sql, { accountId, name, settings: { DefaultExpirationDays: 1 }, at: new Date() });
  let now = 0;
  const cache = createDomainCache(sql, 'JP', () => now);
  const days = async () => (await cache.get(accountId, name)).settings.DefaultExpirationDays;
  const setDays = (wanted: number) =>
    sql`update domain set settings = ${sql.json({ DefaultExpirationDays: wanted })} where name = ${name}`;
  assert.equal(await days(), 1);

  // Another process changes it.
  await setDays(2);
  now = 400;
  assert.equal(await days(), 1);
  now = 600;
  assert.equal(await days(), 1, 'nobody waits while it is read again');
  while ((await days()) === 1) await sleep(5);
  assert.equal(await days(), 2);

  await setDays(3);
  now = 1_700;
  assert.equal(await days(), 3, 'what is too old is waited for');

  // A renewal that began before the change must not bring back what was forgotten.
  now = 2_300;
  const renewing = cache.get(accountId, name);
  await setDays(4);
  cache.forget(accountId, name);
  await renewing;
  assert.equal(await days(), 4);
  await sleep(20);
  assert.equal(await days(), 4);

  await sql`delete from domain where name = ${name}`;
  now = 4_000;
  await assert.rejects(days(), /does not exist/);
});
