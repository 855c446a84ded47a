/** From a telephone system's event to the customer's data at the agent: a million profiles, 200 agents. Before that, 1,000 streams. */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { signCti } from '../src/contacts/cti.ts';
import { connect } from '../src/database/connection.ts';
import { percentile, printFigure, say } from './support/line.ts';
import { DomainName, ensureCustomers } from './support/million.ts';
import {
  atRate,
  type BenchAgent,
  follow,
  type Heard,
  own,
  type Stream,
  signInAgents,
} from './support/screens.ts';
import { startServer } from './support/server.ts';

const agentCount = 200;
const callsPerSecond = 5;
const calls = 300;
const streamCount = 1_000;

const server = await startServer();
await ensureCustomers(server);
const sql = connect(server.databaseUrl, { max: 1 });
const sample = await sql`
  select value from profile_key tablesample system (0.4) where key_name = '_phone' limit ${calls + 50}`;
const before = await sql`select count(*)::int as n from contact`;
await sql.end();
const { Key } = await server.client.call<{ Key: { KeyId: string; Secret: string } }>('CreateCtiKey', {
  ...{ DomainName, Name: 'bench' },
});
say(`${agentCount} agents sign in; ${before[0]?.n} contacts are there already`);
const agents = await signInAgents(server, agentCount);
const popped = new Map<string, Heard>();
const streams: Stream[] = [];
for (const agent of agents)
  streams.push(await follow(server, agent, `agent:${agent.userId}`, (event) => hear(agent, event)));
for (const agent of agents) {
  type Workspace = {
    Statuses: { StatusId: string; Type: string }[];
    Contacts: { ContactId: string; State: string }[];
  };
  const { Statuses } = await own<Workspace>(server, agent, 'GetWorkspace', { DomainName });
  const StatusId = Statuses.find((status) => status.Type === 'ROUTABLE')?.StatusId;
  await own(server, agent, 'SetAgentStatus', { DomainName, StatusId });
}

/** The first event of an offer counts; then the agent takes the call and is done with it. */
function hear(agent: BenchAgent, event: Heard): void {
  const contact = event.data.Contact as { ContactId: string; State: string } | undefined;
  if (contact?.State !== 'OFFERED' || popped.has(contact.ContactId)) return;
  popped.set(contact.ContactId, event);
  const work = async () => {
    await sleep(2_000);
    for (const operation of ['AcceptContact', 'EndContact', 'FinishContact'])
      await own(server, agent, operation, { DomainName, ContactId: contact.ContactId });
  };
  work().catch((cause: Error) => say(cause.message));
}

const run = `${Date.now()}`;
const sent = new Map<string, number>();
async function ring(index: number): Promise<void> {
  const callId = `${run}-${index}`;
  const from = sample[index % sample.length]?.value as string;
  const body = JSON.stringify({ id: callId, type: 'ringing', callId, from, to: '0312345678' });
  const seconds = Math.floor(Date.now() / 1_000);
  const signature = `t=${seconds},v1=${signCti(Key.Secret, seconds, body)}`;
  const headers = { 'x-nayose-key': Key.KeyId, 'x-nayose-signature': signature };
  const began = performance.now();
  const response = await fetch(`${server.url}/cti/events`, { method: 'POST', headers, body });
  const { ContactId } = (await response.json()) as { ContactId: string };
  sent.set(ContactId, began);
}

const resident = async () => {
  const status = await readFile(`/proc/${server.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
};
const beforeStreams = await resident();
say(`${streamCount} streams; ${Math.round(beforeStreams)} MB before them`);
for (let index = streams.length; index < streamCount; index += 1) {
  const agent = agents[index % agents.length]!;
  streams.push(await follow(server, agent, `agent:${agent.userId},domain:${DomainName}`, () => undefined));
}
let highest = 0;
for (let second = 0; second < 30; second += 1) {
  await Promise.all([sleep(1_000), ring(calls + 50 + second)]);
  highest = Math.max(highest, await resident());
}
const held = streams.filter((stream) => stream.alive()).length;
for (const stream of streams.splice(agentCount)) stream.close();

say('warming up');
await atRate(40, callsPerSecond, ring);
await sleep(4_000);
sent.clear();
say(`${calls} calls, ${callsPerSecond} in a second`);
await atRate(calls, callsPerSecond, (index) => ring(index + 40));
await sleep(4_000);
const millis = [...sent].flatMap(([contactId, began]) => {
  const event = popped.get(contactId);
  return event ? [event.at - began] : [];
});
const withProfile = [...sent.keys()].filter((id) => {
  const customer = popped.get(id)?.data.Customer as { Profile?: unknown; Candidates: unknown[] } | undefined;
  return customer?.Profile !== undefined || (customer?.Candidates.length ?? 0) > 0;
}).length;

for (const stream of streams) stream.close();
const atTheEnd = await resident();
await server.stop();

const detail = {
  agents: agentCount,
  calls: sent.size,
  popped: millis.length,
  withCustomer: withProfile,
  callsPerSecond,
};
printFigure({
  ...{
    bench: 'screenpop',
    metric: 'CTI event to customer at the agent, p99',
    unit: 'ms',
    goal: 150,
    better: 'lower',
  },
  value: percentile(millis, 0.99),
  detail: {
    ...detail,
    p50: percentile(millis, 0.5),
    p90: percentile(millis, 0.9),
    slowest: Math.max(...millis),
  },
});
printFigure({
  ...{
    bench: 'screenpop',
    metric: 'event streams held',
    unit: 'streams',
    goal: streamCount,
    better: 'higher',
  },
  value: held,
});
printFigure({
  ...{ bench: 'screenpop', metric: 'memory of the server with them', unit: 'MB', goal: 600, better: 'lower' },
  value: highest,
  detail: { before: beforeStreams, afterTheCalls: atTheEnd },
});
