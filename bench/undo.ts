/**
 * Random merge trees, with writes between the merges, undone in random order: no profile may differ from its
 * never-merged twin. `npm run prove:undo -- --trees 10000 [--database 40] [--seed 1]`.
 */
import { parseArgs } from 'node:util';
import { connect } from '../src/database/connection.ts';
import { openHouse } from '../src/profiles/house.ts';
import { startTestServer } from '../test/helpers/postgresServer.ts';
import { printFigure, say } from './support/line.ts';
import { differencesIn, randomFrom, randomTree } from './support/undoTrees.ts';
import { differingTwins } from './support/undoTwins.ts';

const { values } = parseArgs({
  options: {
    trees: { type: 'string', default: '10000' },
    database: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
  },
});
const seed = Number(values.seed);

function prove(metric: string, count: number, differences: number, detail: object): void {
  printFigure({
    bench: 'undo',
    metric,
    value: differences,
    unit: 'differences',
    goal: 0,
    better: 'lower',
    detail: { trees: count, seed, ...detail },
  });
  if (differences > 0) process.exitCode = 1;
}

let [differences, steps] = [0, 0];
const trees = Number(values.trees);
const random = randomFrom(seed);
for (let number = 0; number < trees; number++) {
  const tree = randomTree(random);
  steps += tree.steps.length;
  differences += differencesIn(tree);
}
prove('replayed trees', trees, differences, { steps });

const stored = Number(values.database);
if (stored > 0) {
  say('the same on PostgreSQL …');
  const server = await startTestServer();
  const sql = connect(server.url, { max: 4 });
  let now = new Date();
  const house = openHouse(sql, { defaultCountry: 'JP', clock: () => now });
  let found = 0;
  for (let number = 0; number < stored; number++) {
    const worlds = { house, setClock: (time: Date) => (now = time) };
    found += await differingTwins(worlds, `tree${number}`, randomTree(random));
  }
  await sql.end();
  await server.stop();
  prove('trees in PostgreSQL beside never-merged twins', stored, found, {});
}
