import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { PlannedContact } from '../../demo/centre/plan.ts';
import { scenarios } from '../../demo/centre/scenarios.ts';
import * as staffed from '../../demo/centre/staff.ts';
import { systemCaller } from '../../src/access/account.ts';
import { createCredentials } from '../../src/access/credentials.ts';
import { accessOperations } from '../../src/access/operations.ts';
import { createSecrets } from '../../src/access/secrets.ts';
import { prepareCentre } from '../../src/app/demoCentre.ts';
import type { CentreRooms } from '../../src/app/demoRun.ts';
import { createCases } from '../../src/cases/cases.ts';
import { contactFacts } from '../../src/contacts/forOtherRooms.ts';
import { createProfile } from '../../src/profiles/editProfile.ts';
import type { House } from '../../src/profiles/house.ts';
import { customerProfilesOperations, profileScreens } from '../../src/profiles/operations/operations.ts';
import { contactsServer } from '../contacts/contactsServer.ts';

const minute = 60_000;
const [scenario] = scenarios.filter(({ matter }) => matter && matter.comments.length > 1);

/** One call and one task of a customer, with a case about them. */
function smallPlan(now: Date) {
  const contact = (token: string, channel: 'VOICE' | 'TASK', days: number): PlannedContact => ({
    ...{ token, channel, customer: 0, queue: 'orders', scenario: scenario!, agent: 'sato@nayose.local' },
    at: new Date(now.getTime() - days * 1_440 * minute),
    ...{ waited: 10, talked: 60, wroteUp: 20, endedBy: 'AGENT' },
  });
  const contacts = [contact('call', 'VOICE', 3), contact('task', 'TASK', 2)];
  const by = 'tanaka@nayose.local';
  const comments = [30, 60].map((after) => ({ after, by, text: `${after}` }));
  const [first, later] = contacts;
  const matter = scenario!.matter!;
  const one = { token: 'case', contact: first!, later: later!, matter, agent: by, comments, closed: 90 };
  const [asset] = [{ id: 'p', customer: 0, kind: 'asset' as const, name: 'P', price: 1, serial: 's' }];
  const purchases = [{ ...asset!, day: '2026-01-01', status: 'Purchased' }];
  return { contacts, cases: [one], purchases };
}

const words = { ...staffed, demoPlan: smallPlan, planCustomers: 1 };

class Killed extends Error {}

const isRead = (name: string) => /^(?:Get|List|Search|Find)/.test(name);

/** The rooms of a demo as a process has them that is killed when it has written something not in `written` yet. */
function killable(rooms: CentreRooms, written: Set<string>) {
  let isDead = false;
  const under: Promise<unknown>[] = [];
  const mortal =
    <Given extends unknown[]>(name: string, run: (...given: Given) => unknown) =>
    async (...given: Given) => {
      if (isDead) throw new Killed();
      const done = Promise.resolve(run(...given));
      under.push(done);
      const answer = await done;
      const what = `${name} ${JSON.stringify(given)}`;
      isDead ||= !isRead(name) && !written.has(what);
      written.add(what);
      if (isDead) throw new Killed();
      return answer;
    };
  const table = <Table extends object>(given: Table) =>
    Object.fromEntries(
      Object.entries(given).map(([name, run]) => [
        name,
        typeof run === 'function' ? mortal(name, run as () => unknown) : run,
      ]),
    ) as Table;
  const own = (operations: CentreRooms['operations']['nayose']) =>
    operations.map((operation) => ({ ...operation, run: mortal(operation.name, operation.run) }));
  const { operations, past, pastCases } = rooms;
  const dying: CentreRooms = {
    ...rooms,
    operations: {
      profile: table(operations.profile),
      connect: table(operations.connect!),
      nayose: own(operations.nayose),
    },
    past: () => table(past()),
    pastCases: (clock) => {
      const cases = pastCases(clock);
      return { ...cases, awsOperations: table(cases.awsOperations), operations: own(cases.operations) };
    },
  };
  return { dying, settled: () => Promise.allSettled(under) };
}

async function demo(t: TestContext) {
  const { sql, house, contacts, domain } = await contactsServer(t);
  const secrets = createSecrets(Buffer.alloc(32, 3));
  const { clock } = house;
  const contactOf = (account: string, named: string) => contactFacts(sql, account, named);
  const casesOf = (of: House) => createCases({ house: of, publish: () => undefined, contactOf });
  const cases = casesOf(house);
  const access = { sql, secrets, credentials: createCredentials(sql, secrets), clock };
  await createProfile(
    house,
    domain,
    { AccountNumber: 'C0000003', LastName: '山田', PhoneNumber: '09012345678' },
    systemCaller.arn,
  );
  const rooms: CentreRooms = {
    ...{ sql, domain, clock, past: contacts.past, password: 'a long password' },
    pastCases: (past) => casesOf({ ...house, clock: past }),
    operations: {
      profile: customerProfilesOperations(house) as unknown as CentreRooms['operations']['profile'],
      connect: contacts.connect,
      nayose: [
        ...accessOperations(access),
        ...profileScreens(house),
        ...contacts.operations,
        ...cases.operations,
      ],
    },
  };
  /** What there is, counted. */
  const count = async () => {
    const [row] = await sql`
      select (select count(*) from app_user where email like '%@nayose.local') as people,
        (select count(*) from hours_of_operation where name = ${words.weekdays.name}) as hours,
        (select count(*) from contact_queue) as queues,
        (select count(*) from phone_number) as numbers,
        (select count(*) from routing_profile) as profiles,
        (select count(*) from agent join routing_profile using (domain_id, routing_profile_id)
          where name = ${words.profileName}) as agents,
        (select count(*) from contact) as contacts,
        (select count(*) from contact where state = 'QUEUED') as waiting`;
    return row;
  };
  return { sql, domain, rooms, count };
}

test('a demo that is killed between any two of its steps is completed by the next starts, each thing once', {
  timeout: 240_000,
}, async (t) => {
  const { sql, rooms, count } = await demo(t);
  const written = new Set<string>();
  for (let isKilled = true; isKilled; ) {
    const { dying, settled } = killable(rooms, written);
    isKilled = await prepareCentre(dying, words).then(
      () => false,
      (cause) => {
        if (cause instanceof Killed) return true;
        throw cause;
      },
    );
    await settled();
  }
  const made = {
    ...{ people: 4, hours: 1, queues: 4, numbers: 2, profiles: 2, agents: 4, contacts: 3, waiting: 1 },
  };
  assert.deepEqual({ ...(await count()) }, made);
  const items = await sql`select type, count(*) as n from case_related_item group by type order by type`;
  assert.deepEqual(
    items.map(({ type, n }) => [type, n]),
    [
      ['Comment', 2],
      ['Contact', 2],
    ],
  );
  const [cases] = await sql`
    select (select count(*) from case_record) as cases, (select count(*) from case_layout where name = '配送・交換') as layouts`;
  assert.deepEqual({ ...cases }, { cases: 1, layouts: 1 });
  await sql`delete from phone_number`;
  await sql`delete from app_user where email = 'suzuki@nayose.local'`;
  await prepareCentre(rooms, words);
  const { people, numbers } = (await count())!;
  assert.deepEqual([people, numbers], [3, 0], 'what people delete stays deleted');
});

test('a demo that was made before its steps were noted is complete', async (t) => {
  const { sql, rooms, count } = await demo(t);
  await prepareCentre(rooms, words);
  await sql`delete from demo_centre`;
  await sql`delete from phone_number`;
  const before = await count();
  await prepareCentre(rooms, words);
  assert.deepEqual(await count(), before);
});
