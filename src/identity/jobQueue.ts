import { setTimeout as wait } from 'node:timers/promises';
import type { Jobs } from '../database/jobs.ts';
import { isPassing } from '../sources/failures.ts';
import { Refusal } from '../wire/refusal.ts';
import { mergeSure } from './mergeSure.ts';
import { CannotRun, type JobDeps, LostJob, runJob } from './runJob.ts';
import { changeJob, claimJob, findJob, type JobRow, listWaiting, releaseJob } from './store/jobs.ts';
import { deleteGroupsOfJobs } from './store/oldGroups.ts';

const queue = 'resolution';

/** Queue of runs: one at a time in a process, for a run takes all its cores. */
export interface JobQueue {
  start(): Promise<void>;
  /** Interrupts the run at hand after its transaction; the next start begins it again and finds what is done. */
  stop(): Promise<void>;
  /** Puts a stored run into the queue. */
  send(jobId: string): Promise<void>;
}

/** How the queue is made. */
export interface JobQueueOptions {
  jobs: Jobs;
  deps: JobDeps;
  /** Milliseconds of silence after which a run counts as abandoned. */
  silence: number;
  /** Runs each minute in one of the processes. */
  everyMinute: () => Promise<void>;
}

/**
 * Runs wait in pg-boss; the truth is the table `resolution_job`. A run that nobody works on, because its process was
 * killed or never took it up, is put back, at start and while running.
 */
export function createJobQueue({ jobs, deps, silence, everyMinute }: JobQueueOptions): JobQueue {
  const { boss } = jobs;
  const { sql } = deps.house;
  const stopping = new AbortController();
  const running = new Set<string>();
  let worker: string | undefined;
  let watch: NodeJS.Timeout | undefined;
  const send = async (jobId: string) => {
    await boss.deleteJob(queue, jobId).catch(() => undefined);
    await boss.send(queue, { jobId }, { id: jobId });
    if (worker) boss.notifyWorker(worker);
  };
  const revive = async () => {
    for (const { jobId } of await listWaiting(sql, silence)) if (!running.has(jobId)) await send(jobId);
  };
  return {
    send: async (jobId) => {
      // Before `start` there is no queue; what is stored is taken up then.
      if (worker) await send(jobId);
    },
    async start() {
      await jobs.start();
      await boss.createQueue(queue, {
        retryLimit: 3,
        retryDelay: 1,
        expireInSeconds: 86_000,
        heartbeatSeconds: 60,
      });
      worker = await boss.work<{ jobId: string }>(queue, { pollingIntervalSeconds: 1 }, async ([job]) => {
        const jobId = job?.data.jobId;
        if (!jobId || running.has(jobId)) return;
        running.add(jobId);
        await runToEnd(deps, jobId, silence, stopping.signal).finally(() => running.delete(jobId));
      });
      await revive();
      watch = setInterval(
        () => void revive().catch((error: Error) => deps.log(`resolution: ${error.message}`)),
        Math.min(silence, 5_000),
      );
      await boss.createQueue('resolution-minute', { policy: 'short', retryLimit: 0, expireInSeconds: 600 });
      await boss.work('resolution-minute', { pollingIntervalSeconds: 5 }, everyMinute);
      await boss.schedule('resolution-minute', '* * * * *');
    },
    async stop() {
      clearInterval(watch);
      stopping.abort(new Error('The server is stopping.'));
      await boss.offWork(queue).catch(() => undefined);
      while (running.size > 0) await wait(20);
    },
  };
}

/** Attempts after which a run that ends in an error is given up; each waits longer than the one before. */
const patience = 5;

/** Works on a run until it has ended, whatever the database does meanwhile; a run in other hands is left to them. */
async function runToEnd(deps: JobDeps, jobId: string, silence: number, signal: AbortSignal): Promise<void> {
  const { sql, clock } = deps.house;
  for (let failures = 0; !signal.aborted; ) {
    let job: JobRow | undefined;
    const pulse = setInterval(
      () => {
        if (job) void changeJob(sql, job, deps.owner, {}, clock()).catch(() => undefined);
      },
      Math.min(silence / 3, 2_000),
    );
    try {
      job = await claimJob(sql, jobId, deps.owner, silence, clock());
      if (job) await (job.kind === 'MERGE' ? mergeSure : runJob)(deps, job, signal);
      return;
    } catch (error) {
      if (error instanceof LostJob || isGone(error)) return;
      if (signal.aborted) break;
      const passing = isPassing(error);
      deps.log(`resolution ${jobId}: ${(error as Error).message}`);
      if (!passing && (++failures >= patience || !isUnexpected(error))) {
        if (job) await fail(deps, job, error as Error).catch(() => undefined);
        return;
      }
      await wait(500 + 1_000 * failures);
    } finally {
      clearInterval(pulse);
      if (signal.aborted && job) await releaseJob(sql, job, deps.owner).catch(() => undefined);
    }
  }
}

/** The domain was deleted meanwhile, and the run with it. */
const isGone = (error: unknown) => error instanceof Refusal && error.status === 404;

const isUnexpected = (error: unknown) => !(error instanceof CannotRun);

/** Ends a run that cannot go on: FAILED when nothing was merged, else PARTIAL_SUCCESS (AWS: job status). */
async function fail(deps: JobDeps, job: JobRow, error: Error): Promise<void> {
  const { sql, clock } = deps.house;
  const now = await findJob(sql, job.domainId, job.jobId);
  const merged = (now?.stats?.MergesDone ?? 0) + (now?.stats?.MergesUndone ?? 0) > 0;
  const message = isUnexpected(error)
    ? 'The run was given up after repeated internal errors; the log of the server says more.'
    : error.message.slice(0, 2_048);
  const status = merged ? 'PARTIAL_SUCCESS' : 'FAILED';
  // Statistics are written with the groups; without them nobody can see what it has found.
  if (!now?.stats) await deleteGroupsOfJobs(sql, job.domainId, [job.jobId]);
  await changeJob(sql, job, deps.owner, { status, message, progress: null, endedAt: clock() }, clock());
  const ended = await findJob(sql, job.domainId, job.jobId);
  if (ended) deps.report(ended);
}
