import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Client, openClient } from '../../src/cli/client.ts';
import { readConfig } from '../../src/config.ts';

/** Where benches keep their server's data between runs. */
export const benchDir = fileURLToPath(new URL('../../data/bench', import.meta.url));

/** The product as people start it, in a process of its own. */
export interface BenchServer {
  url: string;
  /** Process id of the server. */
  pid: number;
  /** Signed requests to the service `nayose`. */
  client: Client;
  credentials: { accessKeyId: string; secretAccessKey: string };
  /** Connection URL of its PostgreSQL. */
  databaseUrl: string;
  /** Highest resident set of the server so far, in MB. */
  peakMegabytes(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts `nayose serve` on the bench's data directory and waits until it answers. */
export async function startServer(): Promise<BenchServer> {
  const serverFile = join(benchDir, 'server.json');
  await rm(serverFile, { force: true });
  const environment = { ...process.env, NAYOSE_DATA_DIR: benchDir, PORT: '0', HOST: '127.0.0.1' };
  const launcher = fileURLToPath(new URL('../../bin/nayose.js', import.meta.url));
  // As `npm start` does.
  const child = spawn(process.execPath, ['--max-semi-space-size=16', launcher, 'serve'], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  // There for a moment before anything is in it.
  while (!existsSync(serverFile) || (await readFile(serverFile, 'utf8')) === '') {
    if (child.exitCode !== null) throw new Error('the server did not start');
    await sleep(100);
  }
  const { url, pid } = JSON.parse(await readFile(serverFile, 'utf8')) as { url: string; pid: number };
  const credentials = JSON.parse(await readFile(join(benchDir, 'credentials.json'), 'utf8'));
  const client = await openClient(readConfig(environment), url);
  return {
    url,
    pid,
    client,
    credentials,
    databaseUrl: await databaseUrl(),
    peakMegabytes: async () => {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

async function databaseUrl(): Promise<string> {
  const password = (await readFile(join(benchDir, 'postgres.password'), 'utf8')).trim();
  const port = (await readFile(join(benchDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[3];
  return `postgres://nayose:${password}@127.0.0.1:${port}/nayose`;
}
