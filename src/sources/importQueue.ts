import { setTimeout as wait } from 'node:timers/promises';
import type { PgBoss } from 'pg-boss';
import type { Pool } from '../database/connection.ts';
import type { Jobs } from '../database/jobs.ts';
import { isPassing } from './failures.ts';
import { type ImportDeps, runImport } from './importFile.ts';
import { claimImport, endImport, findImport, listAbandoned, listQueued } from './store/imports.ts';

const queue = 'import';
const minute = 'minute';
/** Imports that run side by side in one process, each of another domain. */
const sideBySide = 2;

/** Queue of imports: one at a time per domain. */
export interface ImportQueue {
  start(): Promise<void>;
  /** Lets running imports commit the batch at hand; the next start goes on from there. */
  stop(): Promise<void>;
  /** Puts a stored import into the queue. */
  send(importId: string, domainId: number): Promise<void>;
}

/** How a queue is made. */
export interface QueueOptions {
  sql: Pool;
  jobs: Jobs;
  deps: Omit<ImportDeps, 'stopping'>;
  /** Milliseconds of silence after which an import counts as abandoned. */
  silence: number;
  /** Runs each minute in one of the processes. */
  everyMinute: () => Promise<void>;
  log: (message: string) => void;
}

/**
 * Imports wait in pg-boss, grouped by domain. The truth is the table `import`: an import whose process has been silent
 * for a few seconds is put back, at start and while running, whatever the queue believes.
 */
export function createImportQueue(options: QueueOptions): ImportQueue {
  const { sql, silence, log } = options;
  const { boss } = options.jobs;
  const running = new Set<string>();
  const state = {
    stopping: false,
    worker: undefined as string | undefined,
    watch: undefined as NodeJS.Timeout | undefined,
  };
  const deps: ImportDeps = { ...options.deps, stopping: () => state.stopping };
  const send = async (importId: string, domainId: number) => {
    await boss.deleteJob(queue, importId).catch(() => undefined);
    await boss.send(queue, { importId }, { id: importId, group: { id: String(domainId) } });
    if (state.worker) boss.notifyWorker(state.worker);
  };
  const revive = async () => {
    for (const { importId, domainId } of await listAbandoned(sql, silence)) {
      if (!running.has(importId)) await send(importId, domainId);
    }
  };
  return {
    send,
    async start() {
      await options.jobs.start();
      await boss.createQueue(queue, {
        retryLimit: 100,
        retryDelay: 1,
        expireInSeconds: 86_000,
        heartbeatSeconds: 30,
      });
      for (const { importId, domainId } of await listQueued(sql)) await send(importId, domainId);
      await revive();
      state.watch = setInterval(
        () => void revive().catch((error: Error) => log(`imports: ${error.message}`)),
        1_000,
      );
      const work = { localConcurrency: sideBySide, groupConcurrency: 1, pollingIntervalSeconds: 1 };
      state.worker = await boss.work<{ importId: string }>(queue, work, async ([job]) => {
        const importId = job?.data.importId;
        if (!importId || running.has(importId)) return;
        running.add(importId);
        await runToEnd(deps, importId, silence, log).finally(() => running.delete(importId));
      });
      await scheduleMinutes(boss, options.everyMinute);
    },
    async stop() {
      state.stopping = true;
      clearInterval(state.watch);
      await Promise.all([boss.offWork(queue), boss.offWork(minute)]).catch(() => undefined);
    },
  };
}

async function scheduleMinutes(boss: PgBoss, everyMinute: () => Promise<void>): Promise<void> {
  await boss.createQueue(minute, { policy: 'short', retryLimit: 0, expireInSeconds: 600 });
  await boss.work(minute, { pollingIntervalSeconds: 5 }, everyMinute);
  await boss.schedule(minute, '* * * * *');
}

/** Failures, other than of the connection, after which an import is given up. */
const patience = 5;

/**
 * Works on an import until it has ended, whatever the database does meanwhile. An import in other hands is left to
 * them; when its process was killed, its silence soon says so, and it is put back.
 */
async function runToEnd(deps: ImportDeps, importId: string, silence: number, log: (message: string) => void) {
  const { sql, clock } = deps.house;
  let failures = 0;
  while (!deps.stopping()) {
    try {
      const row = await claimImport(sql, importId, deps.owner, silence, clock());
      if (!row) return;
      if (failures > patience) {
        const message =
          'The import was given up after repeated internal errors; the log of the server says more.';
        await endImport(sql, row, deps.owner, { status: 'FAILED', message, at: clock() });
      } else await runImport(deps, row);
      const after = await findImport(sql, row.domainId, importId);
      if (after) deps.report(after);
      return;
    } catch (error) {
      if (!isPassing(error)) failures++;
      log(`import ${importId}: ${(error as Error).message}`);
      await wait(500);
    }
  }
}
