/** How often something may be done: `burst` at once, then `perSecond`. */
export interface Rate {
  burst: number;
  perSecond: number;
}

/** Counts what each subject does; tells how long one has to wait. */
export interface Limiter {
  /** Takes one; 0, or the seconds until one is free again. */
  take(subject: string): number;
}

/** How long after its end a customer's page may go on with a chat. */
export const continueWithinMillis = 24 * 3_600_000;

/** Pages (event streams and websockets) that one process holds. */
export const pagesAtMost = 5_000;
/** Event streams of one chat at the same time; the oldest gives way. */
export const streamsOfChat = 5;

/** What an open page may have been sent and not have read, and for how long before it is let go. */
export const pageLimits = { bufferedBytes: 500_000, slowMillis: 5_000 } as const;

/** Websockets of participants. */
export const socketLimits = {
  /** AWS: an address has to be opened within 100 seconds. */
  openWithinMillis: 100_000,
  /** How long a connection lasts, opened or not: ConnectionExpiry. The official library makes a new one after 59 minutes. */
  lifeMillis: 3_600_000,
  /** AWS: of one participant at the same time. The official library has two for a moment, when it makes a new one. */
  ofParticipant: 5,
  /** Longest frame that is read. Participants say everything else by requests. */
  frameBytes: 4_096,
} as const;

const subjectsAtMost = 50_000;

/**
 * Counts in memory: after a restart everybody starts afresh. When more subjects come than are kept, the oldest are
 * forgotten, so a flood from many addresses costs a bounded amount of memory.
 *
 * @param now milliseconds, rising
 */
export function createLimiter(rate: Rate, now: () => number): Limiter {
  const held = new Map<string, { left: number; at: number }>();
  return {
    take(subject) {
      const at = now();
      const before = held.get(subject);
      const left = before
        ? Math.min(rate.burst, before.left + ((at - before.at) / 1_000) * rate.perSecond)
        : rate.burst;
      // Set anew at the end: the map's order is the order of last use.
      held.delete(subject);
      const enough = left >= 1;
      held.set(subject, { left: enough ? left - 1 : left, at });
      if (held.size > subjectsAtMost) held.delete(held.keys().next().value!);
      return enough ? 0 : Math.max(1, Math.ceil((1 - left) / rate.perSecond));
    },
  };
}
