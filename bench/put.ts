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
const server = await startServer();
await ensureCustomers(server);

const target = { url: server.url, service: 'profile', credentials: server.credentials };
const [first] = customers(1);
let number = Date.now();
const objects = Array.from({ length: 20_000 }, (_, index) => ({
  ...first,
  顧客番号: `P${number}`,
  携帯電話: `0906${String(index).padStart(7, '0')}`,
  国: '日本',
}));
const pick = (object: Record<string, string>) =>
  Object.fromEntries(columns.map((name) => [name, object[name] ?? '']));

const ours: Load[] = [];
const bare: number[] = [];
for (let round = 0; round <= rounds; round += 1) {
  const requests = objects.map((object) => {
    number += 1;
    const json = JSON.stringify(pick({ ...object, 顧客番号: `P${number}` }));
    return signedPut({ ObjectTypeName: 'customers', Object: json });
  });
  const load = await hammer(server.url, requests, { connections, seconds: round === 0 ? warmUp : seconds });
  const text = JSON.stringify(pick(objects[0] ?? {}));
  const { message } = await forkHelper('bareInsert.ts', [
    server.databaseUrl,
    String(connections),
    String(round === 0 ? warmUp : seconds),
    text,
  ]);
  say(
    `ours ${Math.round(load.perSecond)}/s p99 ${load.p99.toFixed(1)} ms · bare ${Math.round(Number(message))}/s`,
  );
  if (round === 0) continue;
  ours.push(load);
  bare.push(Number(message));
}
await server.stop();

function signedPut(body: object): Buffer {
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
