import { setTimeout as sleep } from 'node:timers/promises';

const patienceMillis = 60_000;

/** Waits until something holds and gives what it is; fails after a minute with what was wanted. */
export async function until<Value>(
  what: string,
  look: () => Promise<Value | undefined | false> | Value | undefined | false,
): Promise<Value> {
  const deadline = performance.now() + patienceMillis;
  for (;;) {
    const value = await look();
    if (value) return value;
    if (performance.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await sleep(15);
  }
}
