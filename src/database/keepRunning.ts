import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** A child process that is started anew whenever it ends, until it is stopped. */
export interface KeptRunning {
  /** Interrupts the child and resolves when it is gone. */
  stop(): Promise<void>;
}

const firstPause = 200;
const longestPause = 5_000;
/** A child that lived this long was well; the next pause is short again. */
const wellMillis = 30_000;

/**
 * Keeps a child running: when `child` ends, `launch` starts the next one, after a pause that grows while it keeps
 * failing. While `runsAlready` says that somebody else has started it, waits.
 */
export function keepRunning(
  child: ChildProcess,
  launch: () => ChildProcess,
  runsAlready: () => Promise<boolean>,
): KeptRunning {
  let current = child;
  let stopping = false;
  let pause = firstPause;
  const watch = (since: number) =>
    current.once('exit', async () => {
      if (performance.now() - since > wellMillis) pause = firstPause;
      do {
        await sleep(pause);
        if (stopping) return;
      } while (await runsAlready());
      if (stopping) return;
      pause = Math.min(pause * 2, longestPause);
      current = launch();
      watch(performance.now());
    });
  watch(performance.now());
  return {
    stop() {
      stopping = true;
      return stopChild(current);
    },
  };
}

/** Interrupts a child (fast shutdown of PostgreSQL) and resolves when it is gone. */
export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  await gone;
}
