/** Calls accepted at random by agents over two rooms on one database: nothing may be given to two. `--contacts 10000 --agents 50`. */
import { parseArgs } from 'node:util';
import { startTestServer } from '../test/helpers/postgresServer.ts';
import { printFigure, say } from './support/line.ts';
import { race } from './support/race.ts';

const { values } = parseArgs({
  options: { contacts: { type: 'string', default: '10000' }, agents: { type: 'string', default: '50' } },
});
const size = { contacts: Number(values.contacts), agents: Number(values.agents) };
const server = await startTestServer();
const result = await race(server.url, size, Math.random, say).finally(server.stop);
const figure = { bench: 'race', unit: 'contacts', goal: 0, better: 'lower' as const };
printFigure({
  ...figure,
  metric: 'double assignments',
  value: result.doubleAssignments,
  detail: { ...result, ...size },
});
printFigure({ ...figure, metric: 'agents with two calls at once', value: result.overloads });
printFigure({ ...figure, metric: 'contacts lost', value: result.unfinished });
