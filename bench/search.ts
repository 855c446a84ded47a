/**
 * SearchProfiles by phone, signed, against a bare Fastify route with one indexed SELECT, turn by turn.
 * The first round of ten seconds does not count: a server is warm for all but its first moments.
 */
import { connect } from '../src/database/connection.ts';
import { forkHelper } from './support/child.ts';
import { hammer, type Load, plainRequest, signedRequest } from './support/hammer.ts';
import { printFigure, say } from './support/line.ts';
import { DomainName, ensureCustomers } from './support/million.ts';
import { startServer } from './support/server.ts';

const connections = 50;
const rounds = 5;
const seconds = 5;
const warmUp = 10;

const server = await startServer();
await ensureCustomers(server);
const sql = connect(server.databaseUrl, { max: 1 });
const sample = await sql`
  select profile_id, value from profile_key tablesample system (0.4) where key_name = '_phone' limit 20000`;
await sql.end();
const bare = await forkHelper('bareRoute.ts', [server.databaseUrl]);

const target = { url: server.url, service: 'profile', credentials: server.credentials };
const ours: Load[] = [];
const theirs: Load[] = [];
for (let round = 0; round <= rounds; round += 1) {
  const signed = sample.map(({ value }) =>
    signedRequest(target, `/domains/${DomainName}/profiles/search`, { KeyName: '_phone', Values: [value] }),
  );
  const plain = sample.map(({ profile_id }) =>
    plainRequest(bare.message, 'POST', '/search', { id: profile_id }),
  );
  const one = await hammer(server.url, signed, { connections, seconds: round === 0 ? warmUp : seconds });
  const other = await hammer(bare.message, plain, { connections, seconds: round === 0 ? warmUp : seconds });
  say(
    `ours ${Math.round(one.perSecond)}/s p99 ${one.p99.toFixed(1)} · bare ${Math.round(other.perSecond)}/s p99 ${other.p99.toFixed(1)}`,
  );
  if (round === 0) continue;
  ours.push(one);
  theirs.push(other);
}
bare.child.kill();
await server.stop();

/** Median over the rounds of ours against theirs, each round beside its neighbour: the machine's speed drifts. */
const ratio = (of: (load: Load) => number) => {
  const ratios = ours.map((load, round) => of(load) / of(theirs[round] ?? load));
  return ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? 0;
};
const detail = {
  connections,
  ours,
  bare: theirs,
  failures: ours.reduce((sum, load) => sum + load.failures, 0),
};
const perSecond = ratio((load) => load.perSecond);
const p99 = ratio((load) => load.p99);
printFigure({
  bench: 'search',
  metric: 'throughput over a bare route',
  value: perSecond,
  unit: 'ratio',
  goal: 0.4,
  better: 'higher',
  detail,
});
printFigure({
  bench: 'search',
  metric: 'p99 over a bare route',
  value: p99,
  unit: 'ratio',
  goal: 4,
  better: 'lower',
});
