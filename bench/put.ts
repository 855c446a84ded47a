/**
 * PutProfileObject, durable, against bare single-row INSERTs of the same bytes, turn by turn.
 * The first round of ten seconds does not count: a server is warm for all but its first moments.
 */
import { forkHelper } from './support/child.ts';
import { columns, customers } from './support/customers.ts';
import { hammer, type Load, signedRequest } from './support/hammer.ts';
import { printFigure, say } from './support/line.ts';
import { DomainName, ensureCustomers } from './support/million.ts';
import { startServer } from './support/server.ts';

const connections = 50;
const seconds = 8;
const warmUp = 10;
const rounds = 3;
/** Requests made for each second of a round. No object is put twice, for one that is there already costs less. */
const requestsPerSecond = 8_000;
const server = await startServer();
await ensureCustomers(server);

const target = { url: server.url, service: 'profile', credentials: server.credentials };
const [first] = customers(1);
const run = Date.now().toString(36);
let number = 0;

const ours: Load[] = [];
const bare: number[] = [];
for (let round = 0; round <= rounds; round += 1) {
  const time = round === 0 ? warmUp : seconds;
  const requests = Array.from({ length: time * requestsPerSecond }, () => signedPut(nextObject()));
  const load = await hammer(server.url, requests, { connections, seconds: time, once: true });
  const { message } = await forkHelper('bareInsert.ts', [
    server.databaseUrl,
    String(connections),
    String(time),
    nextObject(),
  ]);
  say(
    `ours ${Math.round(load.perSecond)}/s p99 ${load.p99.toFixed(1)} ms · bare ${Math.round(Number(message))}/s`,
  );
  if (round === 0) continue;
  ours.push(load);
  bare.push(Number(message));
}
await server.stop();

/** JSON of a customer that is not there yet. */
function nextObject(): string {
  number += 1;
  const 携帯電話 = `0906${String(number).padStart(7, '0')}`;
  const customer: Record<string, string> = { ...first, 顧客番号: `P${run}${number}`, 携帯電話, 国: '日本' };
  return JSON.stringify(Object.fromEntries(columns.map((name) => [name, customer[name] ?? ''])));
}

function signedPut(object: string): Buffer {
  const body = { ObjectTypeName: 'customers', Object: object };
  return signedRequest(target, `/domains/${DomainName}/profiles/objects`, body, 'PUT');
}

const ratios = ours.map((load, round) => load.perSecond / (bare[round] ?? Number.NaN)).sort((a, b) => a - b);
const ratio = ratios[Math.floor(ratios.length / 2)] ?? 0;
printFigure({
  bench: 'put',
  metric: 'throughput over bare INSERTs',
  value: ratio,
  unit: 'ratio',
  goal: 0.4,
  better: 'higher',
  detail: { connections, ours, bare },
});
