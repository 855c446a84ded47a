import { Worker } from 'node:worker_threads';
import { urlOf } from '../../database/connection.ts';
import type { House } from '../../profiles/house.ts';
import { listAllDomains } from '../../profiles/store/domains.ts';
import { isOn, settingsOf } from '../settings.ts';
import type { FollowLimits, FollowStatus } from './domainFollower.ts';
import type { FromThread, ThreadInput, ToThread } from './followThread.ts';

/** Matches profiles as they are written, in every domain that has matching switched on. */
export interface Follower {
  /** Begins to follow, from where it stopped last. Resolves when it listens. */
  start(): Promise<void>;
  /** Finishes what is under way and notes how far it has come. */
  stop(): Promise<void>;
  /** To be called when matching settings, rules or our own settings of a domain have changed. */
  settingsChanged(domainId: number): void;
  /** To be called when a run has ended and its model is stored; it has seen what was written before `since`. */
  modelChanged(domainId: number, since: Date): void;
  /** How following a domain stands. */
  status(domainId: number): Promise<FollowStatus>;
}

/** What a follower needs from outside. */
export interface FollowerOptions {
  house: Pick<House, 'sql' | 'defaultCountry' | 'clock'>;
  /** Tells open screens. */
  publish: (topic: string, data: Record<string, unknown>) => void;
  log: (message: string) => void;
  /** Hears which announcements of a domain have been dealt with, for measuring. */
  followed?: (domainId: number, sequences: number[]) => void;
  limits?: Partial<FollowLimits>;
}

/** Compiled files have another ending than sources, and no import says so for a worker. */
const threadFile = () =>
  new URL(`./followThread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/** A thread that died is started anew after so many milliseconds. */
const patience = 2_000;

const nobody: FollowStatus = { resident: false, profiles: 0, behind: false, left: 0, guarded: [] };

/** A follower in a thread of its own: millions of profiles in memory, and none of it in the way of requests. */
export function createFollower(options: FollowerOptions): Follower {
  const waiting = new Map<number, (status: FollowStatus) => void>();
  let worker: Worker | undefined;
  let isStopped = false;
  let asked = 0;
  const tell = (message: ToThread) => worker?.postMessage(message);

  const take = (message: FromThread) => {
    if (message.kind === 'publish') options.publish(message.topic, message.data);
    if (message.kind === 'log') options.log(message.message);
    if (message.kind === 'followed') options.followed?.(message.domainId, message.sequences);
    if (message.kind !== 'status') return;
    waiting.get(message.question)?.(message.status as FollowStatus);
    waiting.delete(message.question);
  };

  const begin = () =>
    new Promise<void>((resolve) => {
      if (worker || isStopped) return resolve();
      const started = new Worker(threadFile(), { workerData: inputOf(options), stdin: false });
      worker = started;
      started.on('message', (message: FromThread) => {
        take(message);
        if (message.kind === 'ready') resolve();
      });
      started.on('error', (cause) => options.log(`matching on write: ${cause.stack ?? cause}`));
      started.on('exit', () => {
        if (worker === started) worker = undefined;
        for (const answer of waiting.values()) answer(nobody);
        waiting.clear();
        resolve();
        if (!isStopped) setTimeout(() => void begin(), patience).unref();
      });
    });

  /** The thread is there from when some domain has matching switched on. */
  const beginIfNeeded = async () => {
    if (!worker && !isStopped && (await isNeeded(options))) await begin();
  };
  const wake = (message: ToThread) => {
    if (worker) return tell(message);
    // A thread that begins looks at every domain anyhow.
    beginIfNeeded().catch((cause) => options.log(`matching on write: ${cause}`));
  };

  return {
    start: beginIfNeeded,
    async stop() {
      isStopped = true;
      if (!worker) return;
      const gone = new Promise((resolve) => worker?.once('exit', resolve));
      tell({ kind: 'stop' });
      await gone;
    },
    settingsChanged: (domainId) => wake({ kind: 'settings', domainId }),
    modelChanged: (domainId, since) => wake({ kind: 'model', domainId, since }),
    status(domainId) {
      if (!worker) return Promise.resolve(nobody);
      const question = asked++;
      return new Promise((resolve) => {
        waiting.set(question, resolve);
        tell({ kind: 'status', question, domainId });
      });
    },
  };
}

async function isNeeded({ house }: FollowerOptions): Promise<boolean> {
  const domains = await listAllDomains(house.sql);
  const country = house.defaultCountry;
  return domains.some(({ settings }) => isOn(settingsOf({ settings, country }, undefined)));
}

function inputOf({ house, followed, limits }: FollowerOptions): ThreadInput {
  const { sql, defaultCountry, clock } = house;
  const ahead = clock().getTime() - Date.now();
  const tellsFollowed = followed !== undefined;
  return { url: urlOf(sql), defaultCountry, ahead, tellsFollowed, ...(limits ? { limits } : {}) };
}
