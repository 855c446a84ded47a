import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { connect } from '../../src/database/connection.ts';
import { deleteObjectType } from '../../src/profiles/deleteObjectType.ts';
import { deleteProfile } from '../../src/profiles/deleteProfile.ts';
import type { Domain } from '../../src/profiles/domain.ts';
import { startDryRun } from '../../src/profiles/dryRun.ts';
import { createProfile, updateProfile } from '../../src/profiles/editProfile.ts';
import { type House, openHouse } from '../../src/profiles/house.ts';
import { ingest } from '../../src/profiles/ingest.ts';
import type { IncomingObject, Outcome } from '../../src/profiles/ingestPlan.ts';
import { createIngestQueue } from '../../src/profiles/ingestQueue.ts';
import type { KeyDefinition, ObjectTypeDefinition } from '../../src/profiles/objectType.ts';
import { putObjectType } from '../../src/profiles/putObjectType.ts';
import { deleteDomain } from '../../src/profiles/store/domains.ts';
import { shareDomain } from '../../src/profiles/store/lock.ts';
import { actor, incoming, type TestHouse, take, testHouse } from './support/house.ts';
import { assertNoOrphans, storedRefs, supportedKeys } from './support/keyTruth.ts';

const key = (fieldNames: string[], ...identifiers: string[]): KeyDefinition[] => [
  { StandardIdentifiers: identifiers, FieldNames: fieldNames },
];
const Fields: ObjectTypeDefinition['Fields'] = {
  id: {},
  mail: { Target: '_profile.EmailAddress', ContentType: 'EMAIL_ADDRESS' },
  tel: { Target: '_profile.PhoneNumber', ContentType: 'PHONE_NUMBER' },
  nick: { Target: '_profile.FirstName' },
  note: { ContentType: 'EMAIL_ADDRESS' },
};
const types: Record<string, ObjectTypeDefinition> = {
  Crm: {
    Description: 'x',
    AllowProfileCreation: true,
    Fields,
    Keys: {
      crmId: key(['id'], 'PROFILE', 'UNIQUE'),
      _email: key(['mail'], 'PROFILE'),
      freshTel: key(['tel'], 'PROFILE', 'SECONDARY', 'NEW_ONLY'),
    },
    ExpirationDays: 30,
  },
  Lead: {
    Description: 'x',
    AllowProfileCreation: true,
    Fields,
    Keys: {
      leadId: key(['id'], 'UNIQUE'),
      _phone: key(['tel'], 'PROFILE'),
      _email: key(['mail'], 'PROFILE', 'SECONDARY'),
    },
    SourcePriority: 1,
  },
  Sale: {
    Description: 'x',
    AllowProfileCreation: false,
    Fields: {
      ...Fields,
      serial: { Target: '_asset.SerialNumber' },
      price: { Target: '_asset.Price' },
      colour: { Target: '_asset.Attributes.colour' },
    },
    Keys: {
      saleId: key(['id'], 'UNIQUE', 'ASSET'),
      bySerial: key(['serial'], 'ASSET'),
      _email: key(['mail'], 'PROFILE'),
    },
    MaxProfileObjectCount: 2,
  },
};

async function domainWith(test: TestHouse, definitions = types): Promise<Domain> {
  const name = await test.newDomain();
  for (const [typeName, definition] of Object.entries(definitions)) {
    await putObjectType(test.house, await test.domain(name), typeName, definition);
  }
  return test.domain(name);
}

const value = <Text extends string>(...texts: Text[]) => fc.constantFrom(...texts, '');
const row = fc
  .record({
    type: fc.constantFrom('Crm', 'Lead', 'Sale', 'Crm', 'Nobody'),
    id: fc.constantFrom('1', '2', '3', '4'),
    mail: value('a@x.jp', 'A@X.jp', 'b@x.jp'),
    tel: value('090-1111-2222', '0311112222'),
    nick: value('Taro', '花子'),
    note: value('n@x.jp'),
    serial: value('s1', 's2'),
    price: value('1', '2'),
    colour: value('red'),
  })
  .map(({ type, ...object }) => incoming(type, object));
const rows = fc.array(row, { maxLength: 14, size: 'max' });

/** Everything that a person could see of a domain, with profiles called by the order in which outcomes name them. */
async function seen(house: House, domain: Domain, outcomes: Outcome[]) {
  const { sql } = house;
  const { domainId } = domain;
  const labels = new Map<string, string>();
  for (const outcome of outcomes) {
    if (outcome.kind !== 'rejected' && !labels.has(outcome.profileId))
      labels.set(outcome.profileId, `p${labels.size}`);
  }
  const called = (id: string) => labels.get(id) ?? id;
  const profiles = await sql`
    select profile_id, facts, expires_on, last_name, first_name from profile where domain_id = ${domainId}`;
  const objects = await sql`
    select profile_id, type_id, unique_key, version, created_profile, expires_on, object from profile_object where domain_id = ${domainId}`;
  const records =
    await sql`select record_id, profile_id, kind, facts from standard_record where domain_id = ${domainId}`;
  const recordKeys =
    await sql`select record_id, kind, key_name, value from standard_record_key where domain_id = ${domainId}`;
  const typeName = (id: number) => domain.typesById.get(id)?.name;
  const sorted = (items: unknown[]) => items.map((item) => JSON.stringify(item)).sort();
  return {
    outcomes: outcomes.map((outcome) =>
      'profileId' in outcome ? { ...outcome, profileId: called(outcome.profileId) } : outcome,
    ),
    profiles: sorted(
      profiles.map((one) => [
        called(one.profile_id),
        one.expires_on,
        one.first_name,
        one.facts.map((entry: { t: number; v: object }) => [typeName(entry.t), entry.v]),
      ]),
    ),
    objects: sorted(
      objects.map((one) => [
        called(one.profile_id),
        typeName(one.type_id),
        one.unique_key,
        one.created_profile,
        one.expires_on,
        one.object,
      ]),
    ),
    keys: sorted(
      [...(await storedRefs(house, domain))].map(([id, refs]) => [
        called(JSON.parse(id)[0]),
        ...JSON.parse(id).slice(1),
        refs,
      ]),
    ),
    records: sorted(
      records.map((one) => [
        called(one.profile_id),
        one.kind,
        Object.entries(one.facts).sort(),
        recordKeys
          .filter((held) => held.record_id === one.record_id)
          .map((held) => [held.key_name, held.value])
          .sort(),
      ]),
    ),
  };
}

test('law: one batch, one by one and batches of any size come to the same', async (t) => {
  const house = await testHouse(t);
  await fc.assert(
    fc.asyncProperty(
      rows,
      fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 14, maxLength: 14 }),
      async (all, sizes) => {
        const inBatches = async (cut: (start: number, turn: number) => number) => {
          const domain = await domainWith(house);
          const outcomes: Outcome[] = [];
          for (let start = 0, turn = 0; start < all.length; turn += 1) {
            const end = start + cut(start, turn);
            outcomes.push(...(await take(house.house, domain, all.slice(start, end))));
            start = end;
          }
          const sees = await seen(house.house, domain, outcomes);
          assert.deepEqual(
            await storedRefs(house.house, domain).then((refs) => new Map([...refs].sort())),
            new Map([...(await supportedKeys(house.house, domain))].sort()),
          );
          await assertNoOrphans(house.house, domain);
          return sees;
        };
        const together = await inBatches(() => Math.max(all.length, 1));
        assert.deepEqual(await inBatches(() => 1), together);
        assert.deepEqual(await inBatches((_, turn) => sizes[turn] ?? 1), together);
      },
    ),
    { numRuns: 25, endOnFailure: true },
  );
});

/** Everyone's order of work. */
function permutations<Item>(items: Item[]): Item[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

test('law: batches that run at the same time, in several processes, come to what some order of them comes to', async (t) => {
  const house = await testHouse(t);
  const pools = [connect(house.url, { max: 4 }), connect(house.url, { max: 4 })];
  t.after(() => Promise.all(pools.map((pool) => pool.end())));
  const clock = () => house.house.clock();
  const houses = pools.map((pool) => openHouse(pool, { defaultCountry: 'JP', clock }));
  const batch = fc.array(row, { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(
      rows,
      fc.array(batch, { minLength: 2, maxLength: 4 }),
      fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      async (before, batches, beside) => {
        const run = async (work: (domain: Domain) => Promise<Outcome[][]>) => {
          const domain = await domainWith(house);
          const first = await take(house.house, domain, before);
          const outcomes = [...first, ...(await work(domain)).flat()];
          return { domain, sees: JSON.stringify(await seen(house.house, domain, outcomes)) };
        };
        const together = await run((domain) =>
          Promise.all(
            batches.map((some, n) =>
              ingest(houses[n % 2]!, domain, some, { actor, beside: beside[n] || n > 0 }),
            ),
          ),
        );
        const refs = await storedRefs(house.house, together.domain);
        assert.deepEqual(
          new Map([...refs].sort()),
          new Map([...(await supportedKeys(house.house, together.domain))].sort()),
        );
        await assertNoOrphans(house.house, together.domain);
        for (const order of permutations([...batches.keys()])) {
          const inOrder = await run(async (domain) => {
            const outcomes: Outcome[][] = [];
            for (const n of order) outcomes[n] = await take(house.house, domain, batches[n]!);
            return outcomes;
          });
          if (inOrder.sees === together.sees) return;
        }
        assert.fail(`no order of the batches gives ${together.sees}`);
      },
    ),
    { numRuns: 40, endOnFailure: true },
  );
});

test('law: a dry run tells what the run then does, over files with duplicates and people who are there already', async (t) => {
  const house = await testHouse(t);
  // What an object of a file says of who it is does not change within the file; everything else may.
  const person = (n: number) => ({
    mail: n % 3 === 0 ? '' : `m${n % 5}@x.jp`,
    tel: n % 4 === 0 ? '' : `090-1111-000${n % 6}`,
  });
  const file = fc.array(
    fc.record({ type: fc.constantFrom('Crm', 'Lead'), n: fc.nat({ max: 12 }), nick: value('Taro', '花子') }),
    { maxLength: 25, size: 'max' },
  );
  const definitions = {
    Crm: {
      ...types.Crm,
      Keys: { crmId: key(['id'], 'PROFILE', 'UNIQUE'), _email: key(['mail'], 'PROFILE') },
    },
    Lead: { ...types.Lead, Keys: { leadId: key(['id'], 'UNIQUE'), _phone: key(['tel'], 'PROFILE') } },
  } as Record<string, ObjectTypeDefinition>;
  const objectOf = ({ type, n, nick }: { type: string; n: number; nick: string }) =>
    incoming(type, { id: `${n}`, nick, ...person(n), ...(type === 'Lead' ? { mail: '' } : { tel: '' }) });
  await fc.assert(
    fc.asyncProperty(file, file, fc.integer({ min: 1, max: 9 }), async (before, during, size) => {
      const domain = await domainWith(house, definitions);
      await take(house.house, domain, before.map(objectOf));
      const all = during.map(objectOf);
      const dry = startDryRun(house.house, domain);
      const told: Outcome[] = [];
      const done: Outcome[] = [];
      const state = async () =>
        house.house.sql`select count(*), max(updated_at) from profile where domain_id = ${domain.domainId}`;
      const untouched = await state();
      for (let start = 0; start < all.length; start += size)
        told.push(...(await dry.ingest(all.slice(start, start + size))));
      assert.deepEqual(await state(), untouched);
      for (let start = 0; start < all.length; start += size)
        done.push(...(await take(house.house, domain, all.slice(start, start + size))));
      assert.deepEqual(
        told.map(({ kind }) => kind),
        done.map(({ kind }) => kind),
      );
    }),
    { numRuns: 25, endOnFailure: true },
  );
});

test('a dry run forgets what goes away while it looks', async (t) => {
  const house = await testHouse(t);
  const domain = await domainWith(house);
  const [first] = await take(house.house, domain, [incoming('Crm', { id: '1', mail: 'a@x.jp' })]);
  const dry = startDryRun(house.house, domain);
  const again = (nick: string) => incoming('Crm', { id: '1', mail: 'a@x.jp', nick });
  assert.equal((await dry.ingest([again('x')]))[0]?.kind, 'updated');
  assert.ok(first?.kind === 'created');
  await deleteProfile(house.house, domain, first.profileId);
  assert.ok(['created', 'updated'].includes((await dry.ingest([again('y')]))[0]?.kind ?? ''));
});

test('a batch waits for whoever looked up a key that it looks up or only writes, and for nobody else', async (t) => {
  const house = await testHouse(t);
  const domain = await domainWith(house);
  const mail = (n: number, tel: string) => incoming('Crm', { id: `${n}`, mail: `m${n}@x.jp`, tel });
  const put = (object: IncomingObject) =>
    ingest(house.house, domain, [object], { actor, beside: true }).then(([outcome]) => outcome?.kind);
  const waiting = await house.house.sql.begin(async (tx) => {
    // As somebody who looks for these two and has found nobody yet.
    await shareDomain(tx, domain.domainId, new Set(['_email\0m1@x.jp', '_phone\0+81311112222']));
    assert.equal(await put(mail(2, '0399998888')), 'created');
    const looking = put(mail(1, ''));
    const writing = put(mail(3, '0311112222'));
    const first = await Promise.race([looking, writing, sleep(300, 'waiting')]);
    assert.equal(first, 'waiting');
    return { looking, writing };
  });
  assert.equal(await waiting.looking, 'created');
  assert.equal(await waiting.writing, 'created');
});

test('two processes that meet the same new key at once make one profile', async (t) => {
  const house = await testHouse(t);
  const domain = await domainWith(house);
  const other = connect(house.url, { max: 8 });
  t.after(() => other.end());
  const queues = [
    createIngestQueue(house.house),
    createIngestQueue(openHouse(other, { defaultCountry: 'JP' })),
  ];
  const outcomes = await Promise.all(
    Array.from({ length: 60 }, (_, n) =>
      queues[n % 2]?.put(domain, [incoming('Crm', { id: `${n}`, mail: `m${n % 3}@x.jp` })], actor),
    ),
  ).then((all) => all.map((some) => some?.[0]));
  const ids = new Set(
    outcomes.map((outcome) => (outcome && 'profileId' in outcome ? outcome.profileId : 'none')),
  );
  assert.equal(ids.size, 3);
  assert.equal(outcomes.filter((outcome) => outcome?.kind === 'created').length, 3);
});

test('puts, edits and deletions at the same time leave a consistent domain', async (t) => {
  const house = await testHouse(t);
  const domain = await domainWith(house);
  const queue = createIngestQueue(house.house);
  const refused = (cause: { status?: number }) => assert.ok(cause.status === 404, String(cause));
  const put = (n: number) =>
    queue.put(domain, [incoming('Crm', { id: `${n % 7}`, mail: `m${n % 5}@x.jp`, nick: `${n}` })], actor);
  const someone = async () => {
    const rows = await house.house
      .sql`select profile_id from profile where domain_id = ${domain.domainId} limit 1`;
    return (rows[0]?.profile_id ?? '0'.repeat(32)) as string;
  };
  await Promise.all(
    Array.from({ length: 150 }, async (_, n) => {
      if (n % 10 === 3) return deleteProfile(house.house, domain, await someone()).catch(refused);
      if (n % 10 === 6)
        return updateProfile(
          house.house,
          domain,
          await someone(),
          { EmailAddress: `m${n % 5}@x.jp` },
          actor,
        ).catch(refused);
      if (n % 25 === 1) return createProfile(house.house, domain, { EmailAddress: `m${n % 5}@x.jp` }, actor);
      return put(n);
    }),
  );
  assert.deepEqual(
    new Map([...(await storedRefs(house.house, domain))].sort()),
    new Map([...(await supportedKeys(house.house, domain))].sort()),
  );
  await assertNoOrphans(house.house, domain);
});

test('what waits while its object type is deleted is rejected; nothing of the type stays', async (t) => {
  const house = await testHouse(t);
  const domain = await domainWith(house);
  const stale: IncomingObject[] = [
    incoming('Crm', { id: '1', mail: 'a@x.jp' }),
    incoming('Lead', { id: '1', tel: '0311112222' }),
  ];
  const type = domain.types.get('Crm')?.type;
  assert.ok(type);
  await take(house.house, domain, stale);
  await Promise.all([
    deleteObjectType(house.house, domain, type),
    ...Array.from({ length: 20 }, (_, n) =>
      take(house.house, domain, [incoming('Crm', { id: `${n}`, mail: `${n}@x.jp` })]),
    ),
  ]);
  const [crm, lead] = await take(house.house, domain, stale);
  assert.match(crm?.kind === 'rejected' ? crm.reason : '', /"Crm" does not exist/);
  assert.equal(lead?.kind, 'unchanged');
  const left = await house.house
    .sql`select 1 from profile_object where domain_id = ${domain.domainId} and type_id = ${type.typeId}`;
  assert.equal(left.length, 0);
  const scrubbed = await house.house
    .sql`select 1 from profile where domain_id = ${domain.domainId} and facts @> ${house.house.sql.json([{ t: type.typeId }])}`;
  assert.equal(scrubbed.length, 0);
});

test('what waits while its domain is deleted is refused; nothing of the domain stays', async (t) => {
  const house = await testHouse(t);
  const domain = await domainWith(house);
  const { sql } = house.house;
  const attempts = await Promise.allSettled([
    sql.begin((tx) => deleteDomain(tx, domain.domainId)),
    ...Array.from({ length: 8 }, (_, n) => take(house.house, domain, [incoming('Crm', { id: `${n}` })])),
    ...Array.from({ length: 8 }, () => createProfile(house.house, domain, { FirstName: 'x' }, actor)),
  ]);
  for (const attempt of attempts) {
    if (attempt.status === 'rejected') assert.equal(attempt.reason.status, 404, String(attempt.reason));
  }
  await assert.rejects(take(house.house, domain, [incoming('Crm', { id: '1' })]), /does not exist/);
  for (const table of ['profile', 'profile_object', 'profile_key', 'history', 'outbox']) {
    const left = await sql`select 1 from ${sql(table)} where domain_id = ${domain.domainId}`;
    assert.equal(left.length, 0, table);
  }
});
