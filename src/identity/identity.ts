import { setTimeout as wait } from 'node:timers/promises';
import { newId } from '../database/ids.ts';
import type { Jobs } from '../database/jobs.ts';
import type { DomainHooks } from '../profiles/domainHooks.ts';
import type { House } from '../profiles/house.ts';
import type { Buckets } from '../sources/buckets/bucket.ts';
import type { NayoseOperation } from '../wire/nayose.ts';
import { createFollower, type Follower } from './follow/createFollower.ts';
import type { FollowStatus } from './follow/domainFollower.ts';
import { createJobQueue } from './jobQueue.ts';
import { awsJobOperations } from './operations/awsJobs.ts';
import { matchOperations } from './operations/awsMatches.ts';
import { decisionOperations } from './operations/decisions.ts';
import { domainHooks } from './operations/domainHooks.ts';
import { groupOperations } from './operations/groups.ts';
import { jobOperations } from './operations/jobs.ts';
import { mergeOperations } from './operations/merges.ts';
import { reopenOperation } from './operations/reopen.ts';
import { settingsOperations } from './operations/settings.ts';
import { type Companions, type IdentityDeps, toJob } from './operations/shapes.ts';
import { sureOperations } from './operations/sure.ts';
import { undoOperations } from './operations/undo.ts';
import { startDueJobs } from './startDueJobs.ts';
import { countReview } from './store/groupStates.ts';
import { isRun, type JobRow } from './store/jobs.ts';

/** What the room needs from the roof. */
export interface IdentityOptions {
  house: House;
  buckets: Buckets;
  jobs: Jobs;
  /** Whether a bucket for results is made when it is missing: so with folders, never in a store of somebody else. */
  createBuckets: boolean;
  /** Tells open screens: topic `resolution:<domain>`. */
  publish?: (topic: string, data: Record<string, unknown>) => void;
  /** Counts what the rooms above hold for base profiles. */
  companions?: Companions;
  /** Hears of what goes wrong in the background. */
  log?: (message: string) => void;
  /** Milliseconds after which a run whose process says nothing counts as abandoned. */
  silence?: number;
  /** Whether this process matches profiles as they are written. */
  follow?: boolean;
}

/** The room: runs, matches, merges, decisions. */
export interface Identity {
  operations: NayoseOperation[];
  awsOperations: ReturnType<typeof matchOperations> &
    ReturnType<typeof awsJobOperations> &
    ReturnType<typeof mergeOperations>;
  /** What making and changing domains asks this room. */
  domainHooks: DomainHooks;
  /** Begins to work on runs, those left behind by a killed process first. */
  start(): Promise<void>;
  /** Interrupts the run at hand; the next start goes on. */
  stop(): Promise<void>;
}

const nobodyFollows: FollowStatus = { resident: false, profiles: 0, behind: false, left: 0, guarded: [] };

/** Milliseconds after which a thread that loads a million profiles counts as getting ready. */
const patience = 1_000;

/** How following stands; nobody waits for a thread that is at work. */
async function statusOf(follower: Follower | undefined, domainId: number): Promise<FollowStatus> {
  if (!follower) return nobodyFollows;
  const given = new AbortController();
  const busy = wait(patience, nobodyFollows, { signal: given.signal }).catch(() => nobodyFollows);
  try {
    return await Promise.race([follower.status(domainId), busy]);
  } finally {
    given.abort();
  }
}

/** Puts the room together. Operations answer before `start`; runs wait for it. */
export function createIdentity(options: IdentityOptions): Identity {
  const { house, buckets, jobs, createBuckets, silence = 10_000 } = options;
  const log = options.log ?? (() => undefined);
  const tell = (domainName: string, data: Record<string, unknown>) =>
    options.publish?.(`resolution:${domainName}`, data);
  const follower =
    options.follow === false
      ? undefined
      : createFollower({ house, publish: (topic, data) => options.publish?.(topic, data), log });
  const followed = (domainId: number) => statusOf(follower, domainId);
  const queue = createJobQueue({
    jobs,
    silence,
    everyMinute: () => startDueJobs({ house, queue, followed }, log),
    deps: {
      ...{ house, buckets, createBuckets, log },
      owner: newId(),
      modelChanged: (domainId, since) => follower?.modelChanged(domainId, since),
      report(job) {
        if (job.endedAt && isRun(job.kind)) follower?.settingsChanged(job.domainId);
        void reportJob(house, tell, job);
      },
    },
  });
  const deps: IdentityDeps = {
    ...{ house, buckets, createBuckets, queue, tell },
    companions: options.companions ?? (async () => new Map()),
    followed,
    settingsChanged: (domainId) => follower?.settingsChanged(domainId),
  };
  return {
    operations: [
      ...settingsOperations(deps),
      ...jobOperations(deps),
      ...groupOperations(deps),
      ...decisionOperations(deps),
      reopenOperation(deps),
      ...sureOperations(deps),
      ...undoOperations(deps),
    ],
    awsOperations: {
      ...matchOperations(house),
      ...awsJobOperations(house),
      ...mergeOperations(house, (domainName) => tell(domainName, {})),
    },
    domainHooks: domainHooks(deps),
    async start() {
      await queue.start();
      await follower?.start();
    },
    async stop() {
      await Promise.all([queue.stop(), follower?.stop()]);
    },
  };
}

/** How a run stands, as screens hear it; at its end with what is left to review. */
async function reportJob(
  house: House,
  tell: (domainName: string, data: Record<string, unknown>) => void,
  job: JobRow,
): Promise<void> {
  const { JobId, Status, Progress } = toJob(job);
  const told = { JobId, Status, ...(Progress ? { Progress } : {}) };
  if (!job.endedAt) return tell(job.domainName, told);
  // The count is a courtesy; screens ask for it themselves when it is missing.
  const counts = await countReview(house.sql, job.domainId, job.endedAt).catch(() => undefined);
  tell(job.domainName, { ...told, ...(counts ? { Open: counts.open } : {}) });
}
