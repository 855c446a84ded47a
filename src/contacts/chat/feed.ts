import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatCore } from './core.ts';
import { type ChatItem, eventTypes } from './item.ts';
import { pageLimits } from './limits.ts';
import type { Signal } from './live.ts';
import { listItems } from './store/items.ts';

const chunk = 50;
const lookMillis = 25;

/** Where a feed is. */
export interface FeedPlace {
  domainId: number;
  chatId: string;
  /** Place of the last item that was told. */
  after: number;
}

/** What a feed tells. Nothing is told after `close`. */
export interface FeedHooks {
  /** Every item, in order, once. */
  item(item: ChatItem): void;
  signal(signal: Exclude<Signal, { kind: 'items' }>): void;
  /** Bytes that were told and have not left yet. The feed waits while they are many. */
  buffered(): number;
  /** Runs once. */
  close(why: EndOfFeed): void;
}

/**
 * - `ended`: the chat has ended, its last item was told.
 * - `failed`: the database could not be read.
 * - `slow`: what was told does not leave.
 */
export type EndOfFeed = 'ended' | 'failed' | 'slow' | 'stopped';

/** A page's view of its chat. */
export interface Feed {
  stop(): void;
  /** Resolves when everything committed so far was told. */
  catchUp(): Promise<void>;
  /** Place of the last item that was told. */
  told(): number;
}

/**
 * Tells what happens in a chat from a place on. Items come from the database, so none is lost or told twice whoever wrote
 * it and whatever was missed; typing marks and receipts are told as they come.
 */
export function followChat(core: ChatCore, place: FeedPlace, hooks: FeedHooks): Feed {
  let stopped = false;
  let wanted = false;
  let reading: Promise<void> | undefined;
  const close = (why: EndOfFeed) => {
    if (stopped) return;
    stopped = true;
    unfollow();
    hooks.close(why);
  };
  const read = async () => {
    while (wanted && !stopped) {
      wanted = false;
      const items = await listItems(core.house.sql, place.domainId, place.chatId, {
        ...{ from: place.after + 1, direction: 'FORWARD', limit: chunk },
      });
      for (const item of items) {
        if (hooks.buffered() > pageLimits.bufferedBytes && !(await leaves(hooks, () => stopped)))
          close('slow');
        if (stopped) break;
        place.after = item.sequence;
        hooks.item(item);
      }
      if (items.length === chunk) wanted = true;
      const last = items.at(-1);
      if (last?.contentType === eventTypes.ended && last.chatId === place.chatId) close('ended');
    }
    reading = undefined;
  };
  const catchUp = (): Promise<void> => {
    if (stopped) return Promise.resolve();
    wanted = true;
    // A page whose database read failed comes back by itself and resumes.
    reading ??= read().catch(() => close('failed'));
    return reading;
  };
  const unfollow = core.live.follow(place.chatId, (signal) => {
    if (signal.kind === 'items') void catchUp();
    // What is not kept is not worth waiting for.
    else if (hooks.buffered() <= pageLimits.bufferedBytes) hooks.signal(signal);
  });
  return { stop: () => close('stopped'), catchUp, told: () => place.after };
}

/** Waits until half of what was told has left; false when that takes too long. */
async function leaves(hooks: FeedHooks, isOver: () => boolean): Promise<boolean> {
  const deadline = performance.now() + pageLimits.slowMillis;
  while (!isOver() && hooks.buffered() > pageLimits.bufferedBytes / 2) {
    if (performance.now() > deadline) return false;
    await sleep(lookMillis);
  }
  return true;
}
