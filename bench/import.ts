/** Time, memory and disk of a large import, against a bare COPY of the rows it leaves behind. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, type Pool } from '../src/database/connection.ts';
import { startEmbedded } from '../src/database/embedded.ts';
import { migrate } from '../src/database/migrate.ts';
import { printFigure, say } from './support/line.ts';
import { importCustomers, million } from './support/million.ts';
import { benchDir, startServer } from './support/server.ts';

const tables = [
  'profile',
  'profile_key',
  'profile_object',
  'object_shape',
  'name_part',
  'custom_field',
  'outbox',
];

await rm(join(benchDir, 'postgres'), { recursive: true, force: true });
await rm(join(benchDir, 'imported'), { force: true });
await mkdir(benchDir, { recursive: true });
const server = await startServer();
const job = await importCustomers(server);
const peak = await server.peakMegabytes();
await server.stop();
const seconds = job.EndedAt - job.StartedAt;

const embedded = await startEmbedded(benchDir);
const sql = connect(embedded.url, { max: 2 });
const bytes = await diskOf(sql);
const bareSeconds = await bareCopy(sql, embedded.url);
await sql.end();
await embedded.stop();

const { RowsRead, Created, Updated, Unchanged, Rejected } = job;
const counts = { RowsRead, Created, Updated, Unchanged, Rejected };
const detail = {
  rows: million,
  seconds,
  bareSeconds,
  rowsPerSecond: Math.round(million / seconds),
  ...counts,
};
const base = { bench: 'import', better: 'lower' as const };
printFigure({
  ...base,
  metric: 'time over bare COPY',
  value: seconds / bareSeconds,
  unit: 'ratio',
  goal: 3,
  detail,
});
printFigure({ ...base, metric: 'peak RSS of the server', value: peak, unit: 'MB', goal: 400 });
printFigure({
  ...base,
  metric: 'disk per profile',
  value: bytes.total / Created,
  unit: 'bytes',
  goal: 2500,
  detail: bytes.byTable,
});

async function diskOf(sql: Pool) {
  const byTable: Record<string, number> = {};
  for (const table of tables) {
    const [row] = await sql`select pg_total_relation_size(${table}::regclass) as bytes`;
    byTable[table] = row?.bytes ?? 0;
  }
  return { total: Object.values(byTable).reduce((sum, size) => sum + size, 0), byTable };
}

/**
 * Seconds to COPY the same rows into the same tables with the same indexes, durable, in an empty database. PostgreSQL
 * reads the files itself, so no client slows it down.
 */
async function bareCopy(sql: Pool, url: string): Promise<number> {
  const fileOf = (table: string) => join(benchDir, 'postgres', `bench-${table}`);
  for (const table of tables) {
    say(`reading ${table}`);
    await sql.unsafe(`copy ${table} to '${fileOf(table)}'`);
  }
  await sql`drop database if exists bare`;
  await sql`create database bare`;
  const bare = connect(url.replace(/\/nayose$/, '/bare'), { max: 1 });
  await migrate(bare);
  await sql`checkpoint`;
  const start = performance.now();
  for (const table of tables) {
    say(`bare COPY of ${table}`);
    await bare.unsafe(`copy ${table} from '${fileOf(table)}'`);
  }
  const seconds = (performance.now() - start) / 1000;
  await bare.end();
  await sql`drop database bare`;
  for (const table of tables) await rm(fileOf(table));
  return seconds;
}
