import { ChatError } from './api.ts';
import type { Pending } from './keep.ts';

/** What delivering works with; the session owns it all. */
export interface Delivery {
  /** Token of the connection; undefined while there is none. */
  token: () => string | undefined;
  /** The oldest message still to be sent. */
  next: () => Pending | undefined;
  /** Sends one message; resolves to its id, rejects with a ChatError. */
  send: (token: string, text: string, clientToken: string) => Promise<string>;
  settled: (pending: Pending, result: { id: string } | 'failed') => void;
  pause: (millis: number) => Promise<void>;
}

const firstPause = 600;
const longestPause = 10_000;

/**
 * Sends what waits, one message after the other so that their order stays. What fails on the way is sent again with the
 * same client token, so that nothing arrives twice; what is refused is marked.
 */
export async function deliver({ token, next, send, settled, pause }: Delivery): Promise<void> {
  let wait = firstPause;
  for (;;) {
    const pending = next();
    const held = token();
    if (!pending || !held) return;
    try {
      settled(pending, { id: await send(held, pending.text, pending.clientToken) });
      wait = firstPause;
    } catch (cause) {
      if (cause instanceof ChatError && !cause.passing) settled(pending, 'failed');
      else {
        await pause(cause instanceof ChatError && cause.retryAfter ? cause.retryAfter * 1_000 : wait);
        wait = Math.min(wait * 2, longestPause);
      }
    }
  }
}
