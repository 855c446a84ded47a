import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { glob, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { connect } from '../../src/database/connection.ts';
import { freePort, startEmbedded } from '../../src/database/embedded.ts';
import { dataFolder } from '../cli/serverProcess.ts';
import { until } from '../helpers/until.ts';

const sparing = { fsync: 'off', shared_buffers: '16MB' };
const embedded = new URL('../../src/database/embedded.ts', import.meta.url).href;

async function start(t: TestContext, dataDir: string, choosePort?: () => Promise<number>) {
  const server = await startEmbedded(dataDir, sparing, choosePort);
  t.after(() => server.stop());
  const sql = connect(server.url, { max: 1 });
  const [row] = await sql`select 1 as one`;
  await sql.end();
  assert.equal(row?.one, 1);
}

test('a port that somebody else takes before PostgreSQL does is given up for another', async (t) => {
  const dataDir = await dataFolder(t);
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  t.after(() => other.close());
  const ports = [(other.address() as AddressInfo).port, await freePort()];
  await start(t, dataDir, async () => ports.shift()!);
  assert.equal(ports.length, 0);
});

test('a first start that is killed while it makes the cluster does not stand in the way of the next', async (t) => {
  const dataDir = await dataFolder(t);
  const script = `import { startEmbedded } from '${embedded}'; await startEmbedded('${dataDir}');`;
  const first = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'inherit' });
  await until('a cluster that is begun', async () => {
    for await (const _version of glob('postgres*/PG_VERSION', { cwd: dataDir })) return true;
    return false;
  });
  first.kill('SIGKILL');
  await once(first, 'exit');
  await start(t, dataDir);
  const left = (await readdir(dataDir)).filter((name) => name.startsWith('postgres'));
  assert.deepEqual(left.sort(), ['postgres', 'postgres.log', 'postgres.password']);
});

test('a PostgreSQL that was killed, and that nobody has taken note of, does not count as running', {
  skip: process.platform !== 'linux',
}, async (t) => {
  const dataDir = await dataFolder(t);
  const first = await startEmbedded(dataDir, sparing);
  await first.stop();
  // A shell that has become something else never takes note of its child, which ends only then.
  const { uid, gid } = await stat(join(dataDir, 'postgres'));
  const keeper = spawn('sh', ['-c', 'cat <&3 >&3 & echo $!; exec sleep 60 3<&-'], {
    uid,
    gid,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  });
  t.after(() => keeper.kill('SIGKILL'));
  const [dead] = await once(keeper.stdout!, 'data');
  const become = async () => (await readFile(`/proc/${keeper.pid}/comm`, 'utf8')) === 'sleep\n';
  await until('a shell that is one no more', become);
  keeper.stdio[3]!.destroy();
  const status = `/proc/${Number(dead)}/stat`;
  await until('a process that is dead', async () => /\) Z /.test(await readFile(status, 'utf8')));
  await writeFile(join(dataDir, 'postgres', 'postmaster.pid'), `${Number(dead)}\n`);
  await start(t, dataDir);
});
