import { Refusal } from '../../wire/refusal.ts';
import { connected } from './connect.ts';
import { type ChatCore, limit } from './core.ts';
import { type FeedPlace, followChat } from './feed.ts';
import { type ChatItem, toWireItem } from './item.ts';
import { streamsOfChat } from './limits.ts';
import type { Signal } from './live.ts';
import type { OpenPage, Pages } from './pages.ts';
import { lastRead } from './store/items.ts';

/** Where a stream's text goes. */
export interface StreamSink {
  write(text: string): void;
  /** Bytes that were written and have not left yet. */
  buffered(): number;
  end(): void;
}

const heartbeatMillis = 5_000;

/**
 * Opens the stream of server-sent events of a connection. Items after `lastEventId` (the place of the last one the page
 * has) come from the database, so nothing is lost whoever restarted meanwhile. Resolves to what ends it; refuses like an
 * operation.
 */
export type OpenStream = (
  token: string,
  lastEventId: string | undefined,
  sink: StreamSink,
) => Promise<() => void>;

/** The streams of this process. */
export const createStreams =
  (core: ChatCore, pages: Pages): OpenStream =>
  async (token, lastEventId, sink) => {
    const who = await connected(core, token);
    limit(core.limits.reads, who.participantId, 'connections');
    const { domainId, chatId, participantId, expiresAt } = who;
    const ofChat = pages.ofChat('stream', chatId);
    if (ofChat.length >= streamsOfChat) ofChat[0]!.stop();
    const after = /^\d{1,12}$/.test(lastEventId ?? '') ? Number(lastEventId) : 0;
    const place = { domainId, chatId, after };
    const page: OpenPage = { kind: 'stream', domainId, chatId, participantId, stop: () => stop() };
    if (!pages.add(page)) {
      throw new Refusal('ServiceUnavailableException', 'Too many chats are open; try again in a minute');
    }
    const stop = run(core, { place, expiresAt }, sink, () => pages.remove(page));
    pages.note(page);
    return stop;
  };

/** Writes what happens to a page until it is stopped; `onEnd` runs once. */
function run(
  core: ChatCore,
  { place, expiresAt }: { place: FeedPlace; expiresAt: Date },
  sink: StreamSink,
  onEnd: () => void,
): () => void {
  let open = true;
  const write = (text: string) => {
    if (open && text) sink.write(text);
  };
  const feed = followChat(core, place, {
    item: (item) => write(itemText(item, place.chatId)),
    signal: (signal) => write(signalText(signal)),
    buffered: () => sink.buffered(),
    close(why) {
      open = false;
      clearInterval(timer);
      if (why === 'ended') sink.write('event: end\ndata: {}\n\n');
      sink.end();
      onEnd();
    },
  });
  const timer = setInterval(() => {
    if (expiresAt <= core.house.clock()) feed.stop();
    else write(': still here\n\n');
  }, heartbeatMillis);
  write('retry: 2000\nevent: hello\ndata: {}\n\n');
  void receiptsSoFar(core, place).then(write, feed.stop);
  void feed.catchUp();
  return feed.stop;
}

const itemText = (item: ChatItem, chatId: string) =>
  `id: ${item.sequence}\nevent: item\ndata: ${JSON.stringify(toWireItem(item, chatId))}\n\n`;

function signalText(signal: Exclude<Signal, { kind: 'items' }>): string {
  const data =
    signal.kind === 'typing'
      ? { DisplayName: signal.displayName }
      : { MessageId: signal.messageId, Read: signal.read, At: signal.at.toISOString() };
  return `event: ${signal.kind}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** What was read while the page was away. */
async function receiptsSoFar(core: ChatCore, { domainId, chatId }: FeedPlace): Promise<string> {
  const last = await lastRead(core.house.sql, domainId, chatId, 'CUSTOMER');
  if (!last) return '';
  const { itemId: messageId, readAt: at, receiptBy: participantId } = last;
  return signalText({ kind: 'receipt', messageId, read: true, at, participantId });
}
