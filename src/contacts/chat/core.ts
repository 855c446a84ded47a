import type { House } from '../../profiles/house.ts';
import { Refusal } from '../../wire/refusal.ts';
import { createLimiter, type Limiter } from './limits.ts';
import { createLive, type Live } from './live.ts';
import type { ChatContacts } from './seam.ts';
import { createTokens, type Tokens } from './tokens.ts';

/** What the verbs of the chat work with. */
export interface ChatCore {
  house: House;
  /** Tells open screens of people who work here. */
  publish: (topic: string, data: Record<string, unknown>) => void;
  log: (message: string) => void;
  contacts: ChatContacts;
  tokens: Tokens;
  live: Live;
  limits: ChatLimits;
}

/** What each kind of doing is counted by. */
export interface ChatLimits {
  /** Questions whether there is a chat, by network. */
  looks: Limiter;
  /** Chats opened from web pages, by network. */
  starts: Limiter;
  /** Messages, by participant. */
  messages: Limiter;
  /** Typing marks and receipts, by participant. */
  signals: Limiter;
  /** Transcripts, connections and streams, by participant. */
  reads: Limiter;
  /** Frames of websockets, by participant. */
  frames: Limiter;
}

/** What a chat is made from. */
export interface ChatDeps extends Pick<ChatCore, 'house' | 'publish' | 'log' | 'contacts'> {
  /** 64 hex characters, the same for the same purpose (access/secrets). */
  derive: (purpose: string) => string;
}

/** Tokens, limits and listeners of one process. */
export function createCore({ derive, ...deps }: ChatDeps): ChatCore {
  const now = () => performance.now();
  return {
    ...deps,
    tokens: createTokens(derive('chat participants')),
    live: createLive(),
    limits: {
      looks: createLimiter({ burst: 60, perSecond: 2 }, now),
      starts: createLimiter({ burst: 12, perSecond: 1 / 20 }, now),
      messages: createLimiter({ burst: 20, perSecond: 5 }, now),
      signals: createLimiter({ burst: 30, perSecond: 10 }, now),
      reads: createLimiter({ burst: 30, perSecond: 5 }, now),
      frames: createLimiter({ burst: 60, perSecond: 5 }, now),
    },
  };
}

/** Refuses (429) when the limiter says so; `what` names it in the message. */
export function limit(limiter: Limiter, subject: string, what: string): void {
  const seconds = limiter.take(subject);
  if (seconds === 0) return;
  throw new Refusal('ThrottlingException', `Too many ${what} at once; try again in ${seconds} seconds`, {
    retryAfter: seconds,
  });
}
