import { mix, type Random, randomFrom } from '../random.ts';
import { products, type Scenario, scenarios } from './scenarios.ts';
import { type QueueName, staff } from './staff.ts';

/** A contact of the demo's last weeks, before anybody knows the profile of its customer. */
export interface PlannedContact {
  token: string;
  /** Which of the demo's customers, counted from 0. */
  customer: number;
  channel: 'VOICE' | 'CHAT' | 'TASK';
  at: Date;
  queue: QueueName;
  scenario: Scenario;
  /** E-mail address of the agent; absent: nobody took it. */
  agent?: string;
  waited: number;
  talked: number;
  held?: number;
  wroteUp: number;
  endedBy: 'CUSTOMER' | 'AGENT';
}

/** A case of the demo; it begins with a contact. */
export interface PlannedCase {
  token: string;
  contact: PlannedContact;
  /** A later contact of the same customer, which is linked too. */
  later?: PlannedContact;
  matter: NonNullable<Scenario['matter']>;
  agent: string;
  /** Minutes after the contact at which each comment was written. */
  comments: readonly { after: number; by: string; text: string }[];
  /** Minutes after the contact; absent: still open. */
  closed?: number;
}

/** Something a customer of the demo bought. */
export interface PlannedPurchase {
  id: string;
  customer: number;
  kind: 'order' | 'asset';
  name: string;
  /** In yen. */
  price: number;
  serial: string;
  /** yyyy-mm-dd. */
  day: string;
  status: string;
}

/** What happened in the demo's contact centre. */
export interface DemoPlan {
  /** Oldest first. */
  contacts: PlannedContact[];
  cases: PlannedCase[];
  purchases: PlannedPurchase[];
}

/** So many customers have been in touch. */
export const planCustomers = 24;

const seed = 20_260_401;
const contacts = 64;
const days = 24;
const dayMillis = 86_400_000;
/** The chat of the demo is new: one that is older than a chat may last would be over before it is told. */
const chatDays = 6;
const agents = staff.filter(({ role }) => role === 'agent').map(({ email }) => email);

/** The same weeks for the same moment: what differs from one start to another is the calendar. Pure. */
export function demoPlan(now: Date): DemoPlan {
  const planned = Array.from({ length: contacts }, (_, at) => planContact(at, now)).sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
  return { contacts: planned, cases: planCases(planned, now), purchases: planPurchases(now) };
}

function planContact(index: number, now: Date): PlannedContact {
  const random = randomFrom(mix(seed, index, 1));
  const scenario = scenarios[index % scenarios.length]!;
  const at = momentOf(index, random, now);
  const recent = now.getTime() - at.getTime() < chatDays * dayMillis;
  const channel = recent && random.chance(0.5) ? 'CHAT' : random.chance(0.75) ? 'VOICE' : 'TASK';
  const alone = channel !== 'TASK' && random.chance(0.17);
  const talked =
    channel === 'VOICE'
      ? 90 + random.below(540)
      : channel === 'CHAT'
        ? 240 + random.below(600)
        : 300 + random.below(1_200);
  return {
    token: `demo-contact-${index}`,
    // The first customers are in touch more often than the others.
    customer: Math.floor(random.next() ** 1.7 * planCustomers),
    ...{ channel, at, scenario, queue: scenario.queue },
    ...(alone ? {} : { agent: random.pick(agents) }),
    waited: alone ? 40 + random.below(200) : 6 + random.below(80),
    talked,
    ...(channel === 'VOICE' && random.chance(0.25) ? { held: 20 + random.below(70) } : {}),
    wroteUp: 15 + random.below(120),
    endedBy: channel === 'TASK' || random.chance(0.3) ? 'AGENT' : 'CUSTOMER',
  };
}

/** Daytime in Japan, more of it lately; the latest contact was over a while ago. */
function momentOf(index: number, random: Random, now: Date): Date {
  const age = Math.floor((index / contacts) ** 1.3 * days);
  const midnight = Math.floor((now.getTime() + 9 * 3_600_000) / dayMillis) * dayMillis - 9 * 3_600_000;
  const at = midnight - age * dayMillis + (9 * 60 + random.below(10 * 60)) * 60_000 + random.below(60_000);
  // What would lie ahead of today happened the day before.
  return new Date(at > now.getTime() - 45 * 60_000 ? at - dayMillis : at);
}

function planCases(all: readonly PlannedContact[], now: Date): PlannedCase[] {
  const seen = new Set<string>();
  return all
    .filter(({ scenario, agent, customer }) => {
      const fresh = scenario.matter && agent && !seen.has(`${customer} ${scenario.queue}`);
      if (fresh) seen.add(`${customer} ${scenario.queue}`);
      return fresh;
    })
    .slice(-9)
    .map((contact, index) => planCase(contact, index, all, now));
}

function planCase(
  contact: PlannedContact,
  index: number,
  all: readonly PlannedContact[],
  now: Date,
): PlannedCase {
  const random = randomFrom(mix(seed, index, 2));
  const matter = contact.scenario.matter!;
  const agent = contact.agent!;
  const later = all.find(
    (one) => one.customer === contact.customer && one.at > contact.at && one.agent !== undefined,
  );
  const minutes = Math.floor((now.getTime() - contact.at.getTime()) / 60_000) - 5;
  const comments = matter.comments
    .map((text, at) => ({
      after: 25 + at * (180 + random.below(1_200)),
      by: at ? random.pick(agents) : agent,
      text,
    }))
    .filter(({ after }) => after < minutes);
  const closed = (comments.at(-1)?.after ?? 0) + 30;
  return {
    token: `demo-case-${index}`,
    ...{ contact, matter, agent, comments },
    ...(later ? { later } : {}),
    ...(comments.length === matter.comments.length && closed < minutes && index % 3 !== 2 ? { closed } : {}),
  };
}

const statuses = { asset: ['Purchased', 'Installed', 'Registered'], order: ['paid', 'fulfilled', 'paid'] };

function planPurchases(now: Date): PlannedPurchase[] {
  return Array.from({ length: 14 }, (_, customer) => customer).flatMap((customer) => {
    const random = randomFrom(mix(seed, customer, 3));
    return Array.from({ length: 1 + random.below(5) }, (__, index): PlannedPurchase => {
      const [name, price, serial] = random.pick(products);
      const kind = random.chance(0.35) ? 'order' : 'asset';
      const day = new Date(now.getTime() - (5 + random.below(900)) * dayMillis).toISOString().slice(0, 10);
      return {
        id: `demo-${customer}-${index}`,
        ...{ customer, kind, name, price, day },
        serial: `${serial}-${String(100_000 + random.below(900_000))}`,
        status: random.pick(statuses[kind]),
      };
    });
  });
}
