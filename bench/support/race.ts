import { accountId, systemCaller } from '../../src/access/account.ts';
import { createSecrets } from '../../src/access/secrets.ts';
import { createUser } from '../../src/access/users.ts';
import { createBus } from '../../src/app/events.ts';
import { createContacts } from '../../src/contacts/contacts.ts';
import { connect, type Pool } from '../../src/database/connection.ts';
import { openHouse } from '../../src/profiles/house.ts';
import { customerProfilesOperations } from '../../src/profiles/operations/operations.ts';
import type { Call } from '../../src/wire/call.ts';
import { Refusal } from '../../src/wire/refusal.ts';

const DomainName = 'race';

/** What came of a race. */
export interface RaceResult {
  contacts: number;
  /** Successful acceptances. */
  accepted: number;
  /** Attempts on contacts that were somebody else's, or nobody's yet; all have to be refused. */
  refused: number;
  /** Contacts accepted by more than one agent, or by one whom they were not offered to. */
  doubleAssignments: number;
  /** Agents who had two calls at once, at any moment. */
  overloads: number;
  /** Contacts that did not come to an end. */
  unfinished: number;
  seconds: number;
}

interface Room {
  sql: Pool;
  run: (operation: string, input: object, call: Call) => Promise<unknown>;
  contacts: ReturnType<typeof createContacts>;
}

/** One of several processes on the same database. */
function openRoom(url: string, problems: unknown[]): Room {
  const sql = connect(url, { max: 10 });
  const house = openHouse(sql, { defaultCountry: 'JP' });
  const bus = createBus();
  const contacts = createContacts({
    ...{ house, publish: bus.publish, followers: bus },
    secrets: createSecrets(Buffer.alloc(32, 3)),
    log: (message, cause) => problems.push([message, cause]),
  });
  const byName = new Map(contacts.operations.map((operation) => [operation.name, operation]));
  const run: Room['run'] = async (operation, input, call) =>
    byName.get(operation)?.run({ DomainName, ...input }, call);
  return { sql, run, contacts };
}

/**
 * Calls come in faster than they are taken while agents, spread over two rooms as two processes would be, try to accept
 * calls at random: their own offers, those of others, and calls that nobody was offered yet. Counts what must never be.
 */
export async function race(
  url: string,
  size: { contacts: number; agents: number },
  random: () => number,
  say: (text: string) => void = () => undefined,
): Promise<RaceResult> {
  const problems: unknown[] = [];
  const rooms = [openRoom(url, problems), openRoom(url, problems)];
  const [first] = rooms as [Room, Room];
  const house = openHouse(first.sql, { defaultCountry: 'JP' });
  const { CreateDomain } = customerProfilesOperations(house);
  await CreateDomain({ DomainName, DefaultExpirationDays: 366 }, { caller: systemCaller, requestId: 'race' });
  const agents = await hire(first, size.agents);
  for (const room of rooms) await room.contacts.start();
  const began = performance.now();
  const wins = new Map<string, string[]>();
  let refused = 0;
  let over = false;
  let started = 0;
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];

  const bring = async () => {
    while (started < size.contacts) {
      const room = pick(rooms) ?? first;
      started += 1;
      const From = `090${String(started).padStart(8, '0')}`;
      await room.run('HandsetDial', { From }, callOf(agents[0]!));
    }
  };
  const work = async (agent: Agent, index: number) => {
    const room = rooms[index % rooms.length] ?? first;
    const call = callOf(agent);
    while (!over) {
      const candidates = await look(first.sql, agent.userId);
      const mine = candidates.find((one) => one.agent_id === agent.userId);
      const wanted = mine && random() < 0.7 ? mine : pick(candidates);
      if (!wanted) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        continue;
      }
      const ContactId = wanted.contact_id;
      try {
        await room.run('AcceptContact', { ContactId }, call);
        wins.set(ContactId, [...(wins.get(ContactId) ?? []), agent.userId]);
        await room.run('EndContact', { ContactId }, call);
        await room.run('FinishContact', { ContactId }, call);
      } catch (cause) {
        if (!(cause instanceof Refusal)) throw cause;
        refused += 1;
        // People are not that quick; without a pause the refusals would take the time of the calls.
        await new Promise((resolve) => setTimeout(resolve, random() * 60));
      }
    }
  };
  const done = Promise.all(agents.map(work));
  await Promise.all([bring(), bring(), bring(), bring()]);
  for (;;) {
    const [row] = await first.sql`select count(*)::int as n from contact where state <> 'ENDED'`;
    say(`${size.contacts - row!.n} of ${size.contacts}`);
    if (row!.n === 0 || performance.now() - began > 1_800_000) break;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  over = true;
  await done;
  const seconds = (performance.now() - began) / 1_000;
  const result = { ...(await judge(first.sql, wins)), contacts: size.contacts, refused, seconds };
  for (const room of rooms) await room.contacts.stop();
  for (const room of rooms) await room.sql.end({ timeout: 5 });
  if (problems.length > 0) throw new Error(`background work failed: ${String(problems[0])}`);
  return result;
}

interface Agent {
  userId: string;
  email: string;
}

const callOf = ({ email }: Agent): Call => ({
  caller: { accountId, arn: `arn:aws:iam::${accountId}:user/${email}`, region: 'us-east-1', role: 'agent' },
  requestId: 'race',
});

/** People who are available. */
async function hire(room: Room, count: number): Promise<Agent[]> {
  const agents: Agent[] = [];
  for (let index = 0; index < count; index += 1) {
    const email = `agent${index}@example.jp`;
    const person = { name: `Agent ${index}`, email, role: 'agent' as const, password: 'a long password' };
    const { userId } = await createUser(room.sql, systemCaller, person, new Date());
    const call = callOf({ userId, email });
    const { Statuses } = (await room.run('GetWorkspace', {}, call)) as {
      Statuses: { StatusId: string; Type: string }[];
    };
    const available = Statuses.find((status) => status.Type === 'ROUTABLE');
    await room.run('SetAgentStatus', { StatusId: available?.StatusId }, call);
    agents.push({ userId, email });
  }
  return agents;
}

const look = (sql: Pool, userId: string) => sql<{ contact_id: string; agent_id: string | null }[]>`
  (select contact_id, agent_id from contact where state = 'OFFERED' and agent_id = ${userId})
  union all (select contact_id, agent_id from contact where state in ('OFFERED', 'QUEUED') limit 20)`;

/** Reads the timeline, which every change wrote in its own transaction, beside what the agents were told. */
async function judge(sql: Pool, wins: ReadonlyMap<string, readonly string[]>) {
  const [rows] = await sql`
    select (select count(*)::int from contact where state <> 'ENDED') as unfinished,
      (select count(*)::int from (select contact_id from contact_event where kind = 'accept'
        group by contact_id having count(*) > 1) twice) as twice,
      (select count(*)::int from contact_event a where a.kind = 'accept' and (a.detail->>'UserId')::uuid is distinct from (
        select (o.detail->>'UserId')::uuid from contact_event o
        where o.domain_id = a.domain_id and o.contact_id = a.contact_id and o.kind = 'offer' and o.event_id < a.event_id
        order by o.event_id desc limit 1)) as strangers,
      (select count(*)::int from (
        select c.agent_id, c.connected_at, lag(c.work_ended_at) over (partition by c.agent_id order by c.connected_at) as free_at
        from contact c where c.connected_at is not null) held where held.free_at > held.connected_at) as overloads`;
  const told = [...wins.values()].filter((agents) => agents.length > 1).length;
  return {
    accepted: [...wins.values()].reduce((sum, agents) => sum + agents.length, 0),
    doubleAssignments: told + rows!.twice + rows!.strangers,
    overloads: rows!.overloads as number,
    unfinished: rows!.unfinished as number,
  };
}
