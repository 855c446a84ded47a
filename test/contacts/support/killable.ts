import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Pool } from '../../../src/database/connection.ts';
import { testDatabase } from '../../helpers/database.ts';

const child = new URL('./serverChild.ts', import.meta.url).pathname;

/** The first admin's password. */
export const password = 'a long password';

/** A server that can be killed and started again; requests fail while it is away. */
function killable(url: string, dataDir: string) {
  let process: ChildProcess | undefined;
  const state = { base: '' };
  return {
    state,
    async start() {
      process = fork(child, [url, dataDir]);
      [state.base] = (await once(process, 'message')) as [string];
    },
    async kill() {
      process?.kill('SIGKILL');
      if (process) await once(process, 'exit');
      process = undefined;
    },
  };
}

/** Such a server, with its database and folder. */
export interface KillableRun {
  sql: Pool;
  server: ReturnType<typeof killable>;
  dataDir: string;
}

/** Runs `work` with a server that is started on a database and a folder of its own. */
export async function withKillable(t: TestContext, work: (run: KillableRun) => Promise<void>): Promise<void> {
  const { sql, url } = await testDatabase(t);
  const dataDir = await mkdtemp(join(tmpdir(), 'nayose-killed-'));
  const server = killable(url, dataDir);
  try {
    await server.start();
    await work({ sql, server, dataDir });
  } finally {
    await server.kill();
    await rm(dataDir, { recursive: true, force: true });
  }
}
