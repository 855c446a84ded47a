import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '../../database/ids.ts';
import { type Connected, ticketHolder } from './connect.ts';
import type { ChatCore } from './core.ts';
import { type EndOfFeed, type Feed, followChat } from './feed.ts';
import { answers, areKnown, itemFrame, readFrame, signalFrame } from './frames.ts';
import { socketLimits } from './limits.ts';
import type { OpenPage, Pages } from './pages.ts';
import { findChatOfId } from './store/chats.ts';
import { lastSequence } from './store/items.ts';

/** Why a websocket is closed: a code of RFC 6455, or of our own from 4400 on, with a reason for people. */
const closings = {
  ended: [1000, 'The chat has ended'],
  shutdown: [1001, 'The server is going away; ask for a new connection'],
  binary: [1003, 'Frames have to be text'],
  garbage: [1007, 'A frame has to be JSON of the form {"topic": "aws/…"}'],
  flood: [1008, 'Too many frames at once'],
  failed: [1011, 'The chat cannot be read at the moment; ask for a new connection'],
  full: [1013, 'Too many chats are open; try again in a minute'],
  slow: [1013, 'The page reads too slowly; ask for a new connection'],
  ticket: [4401, 'The address is not valid, or its time is over; ask for a new connection'],
  expired: [4408, 'The connection has expired; ask for a new one'],
  tooMany: [4429, `A participant may have ${socketLimits.ofParticipant} websockets at the same time`],
} as const satisfies Record<string, readonly [code: number, reason: string]>;

type Closing = keyof typeof closings;

/** An open websocket, whoever made it. */
export interface SocketLine {
  send(text: string): void;
  /** Bytes that were sent and have not left yet. */
  buffered(): number;
  close(code: number, reason: string): void;
}

/** What the listener tells of a websocket. */
export interface SocketEars {
  text(frame: string): void;
  binary(): void;
  /** A ping of the websocket protocol, which the listener answers itself. */
  ping(): void;
  gone(): void;
}

/** Somebody at the door: gets the line once it is there. */
export type Admission = (line: SocketLine) => SocketEars;

const expiryMillis = 5_000;
/** How long a new websocket waits for the older ones of its chat. */
const othersMillis = 500;

/** Lets somebody in by the ticket of an address. Who may not come in is told so by the closing of the line. */
export const createSockets =
  (core: ChatCore, pages: Pages) =>
  async (ticket: string): Promise<Admission> => {
    const who = await ticketHolder(core, ticket);
    if (!who) return turnAway('ticket');
    const chat = await findChatOfId(core.house.sql, who.domainId, who.chatId);
    if (!chat || chat.endedAt) return turnAway('ended');
    return (line) => {
      const { domainId, chatId, participantId } = who;
      const own = pages.ofChat('socket', chatId).filter((page) => page.participantId === participantId);
      if (own.length >= socketLimits.ofParticipant) return turnAway('tooMany')(line);
      const guest: Guest = { ...who, contactId: chat.contactId, line };
      const page: OpenPage = { kind: 'socket', domainId, chatId, participantId, stop: () => undefined };
      if (!pages.add(page)) return turnAway('full')(line);
      return serve(core, pages, guest, page);
    };
  };

function closeFor(line: SocketLine, why: Closing): void {
  const [code, reason] = closings[why];
  line.close(code, reason);
}

const turnAway =
  (why: Closing): Admission =>
  (line) => {
    closeFor(line, why);
    const nothing = () => undefined;
    return { text: nothing, binary: nothing, ping: nothing, gone: nothing };
  };

interface Guest extends Connected {
  /** The contact the conversation is at; a transfer changes it. */
  contactId: string;
  line: SocketLine;
}

/** One participant's websocket: nothing comes before the chat topic was subscribed to, and then all that is new. */
function serve(core: ChatCore, pages: Pages, guest: Guest, page: OpenPage): SocketEars {
  const { line, participantId } = guest;
  let subscription: Subscription | undefined;
  let closed = false;
  const close = (why?: Closing) => {
    if (closed) return;
    closed = true;
    clearInterval(timer);
    subscription?.end();
    pages.remove(page);
    if (why) closeFor(line, why);
  };
  const send = (text: string) => {
    if (!closed) line.send(text);
  };
  const expired = () => guest.expiresAt <= core.house.clock();
  const timer = setInterval(() => expired() && close('expired'), expiryMillis);
  const take = () => {
    if (expired()) close('expired');
    else if (core.limits.frames.take(participantId) > 0) close('flood');
    return !closed;
  };
  const subscribe = (topics: string[]) => {
    if (!areKnown(topics)) return send(answers.topics('subscribe', topics));
    subscription ??= createSubscription(core, pages, guest, page, { send, close });
    subscription.answer(answers.topics('subscribe', topics));
  };
  const unsubscribe = (topics: string[]) => {
    if (areKnown(topics)) {
      subscription?.end();
      subscription = undefined;
      pages.note(page);
    }
    send(answers.topics('unsubscribe', topics));
  };
  page.stop = () => close('shutdown');
  return {
    text(frame) {
      if (!take()) return;
      const read = readFrame(frame);
      if (!read) close('garbage');
      else if (read.kind === 'subscribe') subscribe(read.topics);
      else if (read.kind === 'unsubscribe') unsubscribe(read.topics);
      else send(answers[read.kind]);
    },
    binary: () => void (take() && close('binary')),
    ping: () => void take(),
    gone: () => close(),
  };
}

interface Subscription {
  /** Sends this once everything new is sure to come. */
  answer(text: string): void;
  end(): void;
}

/** Follows the chat for a websocket from what was the last item when it subscribed: what came before is in the transcript. */
function createSubscription(
  core: ChatCore,
  pages: Pages,
  guest: Guest,
  page: OpenPage,
  { send, close }: { send: (text: string) => void; close: (why: Closing) => void },
): Subscription {
  const { domainId, chatId } = guest;
  let feed: Feed | undefined;
  let ended = false;
  const begin = async () => {
    const last = await lastSequence(core.house.sql, domainId, chatId);
    // A client that renews its connection drops the old one at our answer, so what is told has to have gone there by then.
    const others = pages.ofChat('socket', chatId).flatMap(({ feed: other }) => other ?? []);
    await Promise.race([Promise.all(others.map((other) => other.catchUp())), sleep(othersMillis)]);
    if (ended) return;
    const after = Math.max(last, ...others.map((other) => other.told()));
    feed = followChat(core, { domainId, chatId, after }, hooks);
    page.feed = feed;
    pages.note(page);
  };
  const hooks = {
    item(item: Parameters<typeof itemFrame>[1]) {
      guest.contactId = item.contactId;
      send(itemFrame(chatId, item));
    },
    signal: (signal: Parameters<typeof signalFrame>[1]) =>
      send(signalFrame(guest, signal, { id: newId(), now: core.house.clock() })),
    buffered: () => guest.line.buffered(),
    close: (why: EndOfFeed) => why !== 'stopped' && close(why),
  };
  const begun = begin();
  return {
    answer: (text) =>
      void begun.then(
        () => {
          if (!ended) send(text);
          void feed?.catchUp();
        },
        () => close('failed'),
      ),
    end() {
      ended = true;
      delete page.feed;
      feed?.stop();
    },
  };
}
