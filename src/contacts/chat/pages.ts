import type { ChatCore } from './core.ts';
import type { Feed } from './feed.ts';
import { pagesAtMost } from './limits.ts';
import { markPage } from './store/chats.ts';

/** An open page of a customer: an event stream or a websocket. */
export interface OpenPage {
  kind: 'stream' | 'socket';
  domainId: number;
  chatId: string;
  participantId: string;
  /** Ends it; its follower comes back, to this process or the next. */
  stop(): void;
  /** What a websocket is told; absent while it is told nothing. */
  feed?: Feed;
}

/** The open pages of one process. */
export interface Pages {
  /** Adds a page; false when there are as many as are held, or the process is about to end. */
  add(page: OpenPage): boolean;
  /** Takes it away, and notes it when it was the chat's last. */
  remove(page: OpenPage): void;
  /** Notes whether anybody follows the chat now. */
  note(page: Pick<OpenPage, 'domainId' | 'chatId'>): void;
  /** Pages of one kind, the oldest first. */
  ofChat(kind: OpenPage['kind'], chatId: string): OpenPage[];
  count(): number;
  /** Ends them all; whoever comes later is turned away. */
  stop(): void;
}

/** Holds nothing but what is open: another process knows of its own. */
export function createPages(core: ChatCore): Pages {
  const open = new Set<OpenPage>();
  const note = pageNotes(core);
  let stopping = false;
  return {
    add(page) {
      if (stopping || open.size >= pagesAtMost) return false;
      open.add(page);
      return true;
    },
    remove(page) {
      if (!open.delete(page)) return;
      // The next process marks them all when it starts.
      if (!stopping && core.live.count(page.chatId) === 0) note(page);
    },
    note,
    ofChat: (kind, chatId) => [...open].filter((page) => page.kind === kind && page.chatId === chatId),
    count: () => open.size,
    stop() {
      stopping = true;
      for (const page of [...open]) page.stop();
    },
  };
}

/**
 * Notes whether a chat has a page that is open. Notes of one chat are written one after another, each as things stand
 * by then: two that overtook each other would leave an open page for a closed one.
 */
function pageNotes(core: ChatCore): Pages['note'] {
  const latest = new Map<string, Promise<void>>();
  return ({ domainId, chatId }) => {
    const write = async () => {
      const gone = core.live.count(chatId) === 0 ? core.house.clock() : undefined;
      await markPage(core.house.sql, domainId, chatId, gone);
    };
    const mine = (latest.get(chatId) ?? Promise.resolve())
      .then(write)
      .catch((cause: Error) => core.log(`chat page not marked: ${cause.message}`))
      .then(() => {
        if (latest.get(chatId) === mine) latest.delete(chatId);
      });
    latest.set(chatId, mine);
  };
}
