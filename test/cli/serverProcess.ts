import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { connect, type Pool } from '../../src/database/connection.ts';

/** The launcher, as `npx nayose` starts it. */
export const launcher = fileURLToPath(new URL('../../bin/nayose.js', import.meta.url));

/** A data directory that PostgreSQL may enter whoever it runs as; removed after the test. */
export async function dataFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nayose-cli-'));
  await chmod(folder, 0o755);
  t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** A server in a process of its own. */
export interface ServerProcess {
  url: string;
  child: ChildProcess;
  output: () => string;
  /** Sends a signal and waits; tells the exit code. */
  stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

/** Starts `nayose <command>` and waits until it says where it is. */
export async function startProcess(
  t: TestContext,
  dataDir: string,
  command = 'serve',
  environment: Record<string, string> = {},
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [launcher, command], {
    env: { ...process.env, NAYOSE_DATA_DIR: dataDir, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const exited = once(child, 'exit');
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
    return child.exitCode;
  };
  t.after(() => stop());
  const url = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const found = /running at (http:\S+)/.exec(output)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on('data', look);
    child.on('exit', () => reject(new Error(`the server ended before it was up:\n${output}`)));
  });
  return { url, child, output: () => output, stop };
}

/** Runs a command to its end. */
export async function runCommand(dataDir: string, args: string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [launcher, ...args], {
    env: { ...process.env, NAYOSE_DATA_DIR: dataDir, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => (stdout += text));
  child.stderr.on('data', (text) => (stderr += text));
  const [code] = await once(child, 'close');
  return { code: code as number, stdout, stderr };
}

/** Process number of the PostgreSQL of a data directory, from its own lock file. */
export async function postgresPid(dataDir: string): Promise<number | undefined> {
  const text = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : Number(text.split('\n')[0]);
}

/** The database of a running server, for what no operation tells. */
export async function databaseOf(t: TestContext, dataDir: string): Promise<Pool> {
  const [password, lock] = await Promise.all(
    ['postgres.password', 'postgres/postmaster.pid'].map((name) => readFile(join(dataDir, name), 'utf8')),
  );
  const port = lock!.split('\n')[3];
  const sql = connect(`postgres://nayose:${password}@127.0.0.1:${port}/nayose`, { max: 1 });
  t.after(() => sql.end({ timeout: 1 }));
  return sql;
}

/** Whether a process lives; one that has ended and is not yet collected by its parent does not. */
export function lives(pid: number): boolean {
  try {
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('Z');
  } catch {
    return false;
  }
}

/** What the first start wrote down. */
export async function credentialsOf(dataDir: string) {
  const text = await readFile(join(dataDir, 'credentials.json'), 'utf8');
  const kept = JSON.parse(text) as Record<string, string>;
  assert.ok(kept.accessKeyId && kept.secretAccessKey && kept.adminEmail && kept.adminPassword);
  return kept as {
    accessKeyId: string;
    secretAccessKey: string;
    adminEmail: string;
    adminPassword: string;
  };
}
