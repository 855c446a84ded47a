import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { generateCustomers } from '../../../demo/generateCustomers.ts';
import { decide } from '../../../src/identity/decide.ts';
import { resolveAll } from '../../../src/identity/engine/resolveAll.ts';
import { byId } from '../../../src/identity/profileRefs.ts';
import { modelSettings, settingsOf } from '../../../src/identity/settings.ts';
import { listPeoplesWord } from '../../../src/identity/store/judgements.ts';
import { listEngineMerges } from '../../../src/identity/store/ledger.ts';
import { saveModel } from '../../../src/identity/store/settings.ts';
import { keptGroups } from '../engine/keptGroups.ts';
import { emailRule, eventually, startFollowed } from './follower.ts';

type Shop = Awaited<ReturnType<typeof startFollowed>>;

/** What a run over all profiles would still change. */
async function leftToDo(shop: Shop) {
  const { house, domainId } = shop;
  const { sql } = house;
  const domain = await house.domains.get('000000000000', 'shop');
  const settings = settingsOf(domain, undefined);
  const judgements = await listPeoplesWord(sql, domainId);
  const rules = settings.RuleBasedMatching!;
  const resolution = await resolveAll({ domainId, country: 'JP', sql, rules, judgements });
  const groups = await keptGroups(sql, domainId, resolution);
  const live = await listEngineMerges(sql, domainId, new Date(Date.UTC(2200, 0, 1)));
  return (await decide(sql, domain, { groups, names: byId, word: judgements, live, settings })).plan;
}

test('any order of writes leaves nothing to do for a run by the same rules', async (t) => {
  const shop = await startFollowed(t, { RuleBasedMatching: emailRule });
  await shop.start();
  const write = fc.record({
    id: fc.constantFrom('1', '2', '3', '4', '5', '6'),
    email: fc.constantFrom('a@example.jp', 'b@example.jp', 'c@example.jp'),
  });
  const writes = fc.array(write, { minLength: 4, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(writes, fc.boolean(), async (objects, atOnce) => {
      if (atOnce) await Promise.all(objects.map(shop.put));
      else for (const object of objects) await shop.put(object);
      await eventually(shop.isThrough, true);
      assert.deepEqual(await leftToDo(shop), { undo: [], merge: [] });
    }),
    { numRuns: 6, endOnFailure: true },
  );
});

test('the model finds on write who is there already, with another spelling', async (t) => {
  const shop = await modelled(t);
  const follower = await shop.start();
  await eventually(async () => (await follower.status(shop.domainId)).resident, true);
  const person = { LastName: '髙橋', BirthDate: '昭和60年1月2日', MobilePhoneNumber: '090-8765-4321' };
  const a = await shop.create({ ...person, FirstName: '孝太郎', EmailAddress: 'kotaro.t@example.jp' });
  const b = await shop.create({
    ...person,
    LastName: '高橋',
    FirstName: '孝太朗',
    BirthDate: '1985/01/02',
    EmailAddress: 'kotaro.t@example.jp',
  });
  await eventually(async () => (await shop.shown()).some((ids) => ids.join() === [a, b].join()), true);
  const [merge] = await shop.house.sql`select cause from merge where main_id = ${a} and undone_at is null`;
  assert.equal(merge?.cause.method, 'MODEL');
});

/** A domain of generated customers with a model learnt from them. */
async function modelled(t: TestContext): Promise<Shop> {
  const shop = await startFollowed(t, { Matching: { Enabled: true, AutoMerging: { Enabled: true } } });
  for (const { customer } of generateCustomers({ count: 250, duplicateShare: 0.3, seed: 11 })) {
    const texts = {
      LastName: customer.姓,
      FirstName: customer.名,
      BirthDate: customer.生年月日,
      MobilePhoneNumber: customer.携帯電話,
      EmailAddress: customer.メールアドレス,
    };
    await shop.create(Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== '')));
  }
  const { sql, domains } = shop.house;
  const settings = settingsOf(await domains.get('000000000000', 'shop'), undefined);
  const model = modelSettings(settings)!;
  const judgements = { together: [], apart: [] };
  const { domainId } = shop;
  const resolution = await resolveAll({ domainId, country: 'JP', sql, model, judgements });
  await saveModel(sql, domainId, resolution.model, new Date());
  await resolution.close();
  return shop;
}
