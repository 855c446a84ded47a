import type { Pool } from '../database/connection.ts';
import { beginDemo, findDemoState, noteDemoStep } from './store.ts';

/** The steps in which the demo's contact centre is made. */
export interface DemoSteps {
  /** The moment that it is planned for: that of the start which began it. */
  plannedAt: Date;
  isDone(step: string): boolean;
  /**
   * Takes a step unless it is complete. One that a killed server broke off is taken again, so each finds what it has made;
   * one that is complete never is, for what it made is left to people from then on.
   */
  once(step: string, take: () => Promise<unknown>): Promise<void>;
}

/** The last step: the contact centre is complete. */
export const lastStep = 'all';

/** Opens the steps of a domain. `isMade`: whether it is all there although no step was noted, as before steps were. */
export async function openSteps(
  sql: Pool,
  domainId: number,
  now: Date,
  isMade: () => Promise<boolean>,
): Promise<DemoSteps> {
  const before = await findDemoState(sql, domainId);
  const state = before ?? { plannedAt: now, done: new Set((await isMade()) ? [lastStep] : []) };
  if (!before) await beginDemo(sql, domainId, state);
  const done = new Set(state.done);
  return {
    plannedAt: state.plannedAt,
    isDone: (step) => done.has(step),
    async once(step, take) {
      if (done.has(step)) return;
      await take();
      await noteDemoStep(sql, domainId, step);
      done.add(step);
    },
  };
}
