import type { DemoPlan, PlannedContact } from '../../demo/centre/plan.ts';
import type { Past } from '../contacts/past.ts';
import { writeCases } from './demoCases.ts';
import { sell } from './demoPurchases.ts';
import { type CentreRooms, type Customer, personCall, type Run, runner, systemCall } from './demoRun.ts';
import { lastStep, openSteps } from './demoSteps.ts';

/** What the demo's contact centre is made of; read when it is needed only. */
export interface CentreWords {
  demoPlan: (now: Date) => DemoPlan;
  planCustomers: number;
  staff: readonly { name: string; email: string; role: 'supervisor' | 'agent' }[];
  queues: Readonly<Record<string, { name: string; description: string; number: string | undefined }>>;
  weekdays: { name: string; timeZone: string; days: readonly string[]; from: number; to: number };
  profileName: string;
  /** A task that waits in the first queue. */
  waiting: { name: string; description: string; by: string };
}

/** So many contacts are told at the same time: most of the time of one is waiting for the disk. */
const lanes = 4;

/**
 * Makes the demo's contact centre: people, queues, some weeks of contacts, cases and purchases. It goes in as it would
 * have come in, step by step. A start that was broken off goes on at the next one; what is complete is left to people.
 */
export async function prepareCentre(rooms: CentreRooms, words: CentreWords): Promise<void> {
  const { sql, domain, clock } = rooms;
  const run = runner(rooms.operations.nayose, domain.name);
  const isMade = async () => (await isAny(run, 'SearchContactLog')) && (await isAny(run, 'FindCases'));
  const steps = await openSteps(sql, domain.domainId, clock(), isMade);
  if (steps.isDone(lastStep)) return;
  await steps.once('people', () => ensureStaff(run, words, rooms.password));
  await steps.once('routing', () => ensureRouting(rooms, run, words));
  const customers = await pickCustomers(run, words.planCustomers);
  if (customers.length === 0) return;
  const customerOf = (index: number) => customers[index % customers.length]!;
  const plan = words.demoPlan(steps.plannedAt);
  await steps.once('purchases', () => sell(rooms, plan.purchases, customerOf));
  const queueIdOf = await queueIds(run);
  const told = await tellContacts(rooms, words, plan.contacts, { customerOf, queueIdOf, run });
  // Whoever becomes available is given something at once.
  const { name, description } = words.waiting;
  const QueueId = queueIdOf(words.queues['orders']?.name);
  const task = { Name: name, Description: description, ProfileId: customerOf(0).profileId, QueueId };
  await steps.once('task', () => ensureTask(run, task, words.waiting.by));
  await writeCases(rooms, steps, plan.cases, customerOf, told);
  await steps.once(lastStep, async () => undefined);
}

const isAny = async (run: Run, list: string) =>
  (await run<{ Items: unknown[] }>(list, { MaxResults: 1 })).Items.length > 0;

interface Telling {
  customerOf: (index: number) => Customer;
  queueIdOf: (name: string | undefined) => string;
  run: Run;
}

/** Tells all contacts; one that was told already is the same. Their ids by their tokens. */
async function tellContacts(
  rooms: CentreRooms,
  words: CentreWords,
  contacts: readonly PlannedContact[],
  { customerOf, queueIdOf, run }: Telling,
): Promise<Map<string, string>> {
  const agents = await agentIds(run);
  const told = new Map<string, string>();
  const lane = async (number: number) => {
    const past = rooms.past();
    for (const contact of contacts.filter((_, at) => at % lanes === number)) {
      const queue = words.queues[contact.queue];
      const story = pastOf(contact, customerOf(contact.customer), {
        queueId: queueIdOf(queue?.name),
        called: queue?.number,
        agentId: agents.get(contact.agent ?? ''),
        agentName: words.staff.find(({ email }) => email === contact.agent)?.name ?? '',
      });
      told.set(contact.token, await past.tell(rooms.domain, story));
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)));
  return told;
}

async function ensureTask(run: Run, task: { Name: string } & Record<string, string>, by: string) {
  const waiting = { Channel: 'TASK', State: 'QUEUED', MaxResults: 100 };
  const { Items } = await run<{ Items: { Name?: string }[] }>('SearchContactLog', waiting);
  if (!Items.some(({ Name }) => Name === task.Name)) await run('StartTask', task, personCall(by));
}

async function ensureStaff(run: Run, { staff }: CentreWords, password: string): Promise<void> {
  const { Users } = await run<{ Users: { Email: string }[] }>('ListUsers');
  const there = new Set(Users.map(({ Email }) => Email));
  for (const { name, email, role } of staff) {
    if (!there.has(email))
      await run('CreateUser', { Name: name, Email: email, Role: role, Password: password });
  }
}

interface Routing {
  InstanceId: string;
  Queues: { QueueId: string; Name: string; HoursOfOperationId: string; IsDefault: boolean }[];
  RoutingProfiles: { RoutingProfileId: string; Name: string }[];
  Hours: { HoursOfOperationId: string; Name: string }[];
  Agents: { UserId: string; Email: string }[];
}

/** Queues with hours and numbers, and a routing profile that gives everybody contacts of all of them. */
async function ensureRouting(rooms: CentreRooms, run: Run, words: CentreWords): Promise<void> {
  const read = () => run<Routing>('GetRouting');
  const before = await read();
  const { name, timeZone, days, from, to } = words.weekdays;
  const at = (Hours: number) => ({ Hours, Minutes: 0 });
  const Config = days.map((Day) => ({ Day, StartTime: at(from), EndTime: at(to) }));
  const hoursId =
    before.Hours.find((hours) => hours.Name === name)?.HoursOfOperationId ??
    (await run<{ HoursOfOperationId: string }>('PutHours', { Name: name, TimeZone: timeZone, Config }))
      .HoursOfOperationId;
  const always = before.Queues.find(({ IsDefault }) => IsDefault)?.HoursOfOperationId;
  for (const queue of Object.values(words.queues)) {
    // A number is answered at any hour: whoever tries the telephone at night should not meet a closed door.
    const HoursOfOperationId = queue.number ? always : hoursId;
    const wanted = { Name: queue.name, Description: queue.description, HoursOfOperationId };
    const { QueueId } =
      before.Queues.find(({ Name }) => Name === queue.name) ??
      (await run<{ QueueId: string }>('PutQueue', wanted));
    if (queue.number) await run('PutPhoneNumber', { PhoneNumber: queue.number, QueueId });
  }
  const { Queues, Agents, InstanceId } = await read();
  const { RoutingProfileId } =
    before.RoutingProfiles.find((profile) => profile.Name === words.profileName) ??
    (await run<{ RoutingProfileId: string }>('PutRoutingProfile', profileInput(words.profileName, Queues)));
  const give = rooms.operations.connect?.UpdateUserRoutingProfile;
  for (const { UserId } of Agents)
    if (typeof give === 'function') await give({ InstanceId, UserId, RoutingProfileId }, systemCall);
}

/** Where contacts of a queue go: into the one of this name, or into the one that is always there. */
async function queueIds(run: Run): Promise<(name: string | undefined) => string> {
  const { Queues } = await run<Routing>('GetRouting');
  const idOf = (isIt: (queue: Routing['Queues'][number]) => boolean) => Queues.find(isIt)?.QueueId;
  return (name) => idOf(({ Name }) => Name === name) ?? idOf(({ IsDefault }) => IsDefault) ?? '';
}

function profileInput(Name: string, queues: Routing['Queues']) {
  const Media = [
    { Channel: 'VOICE', Concurrency: 1, OtherChannels: false },
    { Channel: 'CHAT', Concurrency: 3, OtherChannels: false },
    { Channel: 'TASK', Concurrency: 5, OtherChannels: true },
  ];
  return {
    Name,
    Media,
    Queues: queues.flatMap(({ QueueId }) =>
      Media.map(({ Channel }) => ({ QueueId, Channel, Priority: 1, Delay: 0 })),
    ),
  };
}

async function agentIds(run: Run): Promise<Map<string, string>> {
  const { Agents } = await run<Routing>('GetRouting');
  return new Map(Agents.map(({ Email, UserId }) => [Email, UserId]));
}

/** Customers of the demo's file who have a telephone, in the order of their numbers. */
async function pickCustomers(run: Run, wanted: number): Promise<Customer[]> {
  const found: Customer[] = [];
  for (let number = 3; number < 3 + wanted * 12 && found.length < wanted; number += 6) {
    const account = `C${String(number).padStart(7, '0')}`;
    const { Items } = await run<{ Items: Record<string, string | undefined>[] }>('FindProfiles', {
      Query: account,
    });
    const [hit] = Items;
    const { ProfileId: profileId, PhoneNumber: phone, LastName: family } = hit ?? {};
    if (profileId && phone && family) found.push({ profileId, account, family, phone });
  }
  return found;
}

interface Place {
  queueId: string;
  called: string | undefined;
  agentId: string | undefined;
  agentName: string;
}

/** A planned contact with the people it was between. */
function pastOf(planned: PlannedContact, customer: Customer, place: Place): Parameters<Past['tell']>[1] {
  const { scenario, channel } = planned;
  const [name, description] = scenario.task;
  const agent = place.agentName.split(' ')[0] ?? '';
  const worded = (text: string) => text.replaceAll('{姓}', customer.family).replaceAll('{担当}', agent);
  const phone = { type: 'TELEPHONE_NUMBER' as const, address: customer.phone };
  const { token, at, waited, talked, held, wroteUp, endedBy } = planned;
  return {
    ...{ token, channel, at, waited, talked, wroteUp, endedBy, queueId: place.queueId },
    ...(held ? { held } : {}),
    ...(place.agentId ? { agentId: place.agentId, profileId: customer.profileId } : {}),
    ...(channel === 'TASK'
      ? { name, description, profileId: customer.profileId }
      : { customer: phone, ...(channel === 'CHAT' ? { displayName: customer.family } : {}) }),
    ...(channel === 'VOICE' && place.called ? { called: place.called } : {}),
    messages: scenario.chat.map((text, at) => ({
      from: at % 2 ? ('AGENT' as const) : ('CUSTOMER' as const),
      text: worded(text),
    })),
  };
}
