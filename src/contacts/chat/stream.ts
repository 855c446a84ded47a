import { Refusal } from '../../wire/refusal.ts';
import { connected } from './connect.ts';
import { type ChatCore, limit } from './core.ts';
import { type ChatItem, eventTypes, toWireItem } from './item.ts';
import type { Signal } from './live.ts';
import { markPage } from './store/chats.ts';
import { lastRead, listItems } from './store/items.ts';

/** Where a stream's text goes. */
export interface StreamSink {
  /** Returns false when the page reads too slowly; the stream then ends. */
  write(text: string): boolean;
  end(): void;
}

const heartbeatMillis = 5_000;
const chunk = 200;
/** Pages of one chat at the same time; the oldest gives way. */
const pagesOfChat = 5;
const streamsAtMost = 5_000;

interface OpenStream {
  chatId: string;
  stop(): void;
}

/** Server-sent events of customers' pages. */
export interface Streams {
  /**
   * Opens the stream of a connection. Items after `lastEventId` (the place of the last one the page has) come from the
   * database, so nothing is lost whoever restarted meanwhile. Resolves to what ends it; refuses like an operation.
   */
  open(token: string, lastEventId: string | undefined, sink: StreamSink): Promise<() => void>;
  count(): number;
  stop(): void;
}

/** The streams of this process. */
export function createStreams(core: ChatCore): Streams {
  const open = new Set<OpenStream>();
  const note = pageNotes(core);
  let stopping = false;
  return {
    async open(token, lastEventId, sink) {
      if (open.size >= streamsAtMost) {
        throw new Refusal('ServiceUnavailableException', 'Too many chats are open; try again in a minute');
      }
      const who = await connected(core, token);
      limit(core.limits.reads, who.participantId, 'connections');
      const { domainId, chatId } = who;
      const ofChat = [...open].filter((one) => one.chatId === chatId);
      if (ofChat.length >= pagesOfChat) ofChat[0]!.stop();
      const after = /^\d{1,12}$/.test(lastEventId ?? '') ? Number(lastEventId) : 0;
      const page = { domainId, chatId, expiresAt: who.expiresAt, after };
      const stream: OpenStream = {
        chatId,
        stop: run(core, page, sink, () => {
          open.delete(stream);
          // The next process marks them all when it starts.
          if (!stopping && core.live.count(chatId) === 0) note(page);
        }),
      };
      open.add(stream);
      note(page);
      return stream.stop;
    },
    count: () => open.size,
    stop() {
      stopping = true;
      for (const stream of [...open]) stream.stop();
    },
  };
}

/**
 * Notes whether a chat has a page that is open. Notes of one chat are written one after another, each as things stand
 * by then: two that overtook each other would leave an open page for a closed one.
 */
function pageNotes(core: ChatCore): (page: Pick<Page, 'domainId' | 'chatId'>) => void {
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

interface Page {
  domainId: number;
  chatId: string;
  expiresAt: Date;
  after: number;
}

/** Writes what happens to a page until it is stopped; `onEnd` runs once. */
function run(core: ChatCore, page: Page, sink: StreamSink, onEnd: () => void): () => void {
  let stopped = false;
  let wanted = false;
  let reading = false;
  const stop = () => {
    if (stopped) return;
    stopped = true;
    clearInterval(timer);
    unfollow();
    sink.end();
    onEnd();
  };
  const write = (text: string) => {
    if (!stopped && !sink.write(text)) stop();
  };
  const pump = async () => {
    wanted = true;
    if (reading) return;
    reading = true;
    while (wanted && !stopped) {
      wanted = false;
      const items = await listItems(core.house.sql, page.domainId, page.chatId, {
        ...{ from: page.after + 1, direction: 'FORWARD', limit: chunk },
      });
      for (const item of items) write(itemText(item));
      page.after = items.at(-1)?.sequence ?? page.after;
      if (items.length === chunk) wanted = true;
      if (items.at(-1)?.contentType === eventTypes.ended) {
        write('event: end\ndata: {}\n\n');
        stop();
      }
    }
    reading = false;
  };
  // A page whose database read failed comes back by itself and resumes.
  const wake = () => void pump().catch(stop);
  const unfollow = core.live.follow(page.chatId, (signal) => {
    if (signal.kind === 'items') wake();
    else write(signalText(signal));
  });
  const timer = setInterval(() => {
    if (page.expiresAt <= core.house.clock()) stop();
    else write(': still here\n\n');
  }, heartbeatMillis);
  write('retry: 2000\nevent: hello\ndata: {}\n\n');
  void receiptsSoFar(core, page).then(write, stop);
  wake();
  return stop;
}

const itemText = (item: ChatItem) =>
  `id: ${item.sequence}\nevent: item\ndata: ${JSON.stringify(toWireItem(item))}\n\n`;

function signalText(signal: Exclude<Signal, { kind: 'items' }>): string {
  const data =
    signal.kind === 'typing'
      ? { DisplayName: signal.displayName }
      : { MessageId: signal.messageId, Read: signal.read, At: signal.at.toISOString() };
  return `event: ${signal.kind}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** What was read while the page was away. */
async function receiptsSoFar(core: ChatCore, { domainId, chatId }: Page): Promise<string> {
  const last = await lastRead(core.house.sql, domainId, chatId, 'CUSTOMER');
  return last ? signalText({ kind: 'receipt', messageId: last.itemId, read: true, at: last.readAt }) : '';
}
