import type { ServerEvent } from '../small/sse.ts';
import {
  ChatError,
  type ChatItem,
  checkOpen,
  disconnect,
  type StartInput,
  sendEvent,
  sendMessage,
  startChat,
} from './api.ts';
import { type Kept, type Pending, readKept, writeKept } from './keep.ts';
import { Line } from './line.ts';
import { deliver } from './outbox.ts';
import { settle } from './timeline.ts';

/** What the page shows. */
export interface ChatState {
  phase: 'loading' | 'unreachable' | 'closed' | 'form' | 'starting' | 'chat' | 'ended';
  link: 'connecting' | 'open' | 'lost';
  items: ChatItem[];
  outbox: Pending[];
  /** Who writes at the moment. */
  typing: string | undefined;
  /** Id of the customer's latest message that was read. */
  readUpTo: string | undefined;
  /** Whether there is an ended chat to go on with. */
  canGoOn: boolean;
  /** Why the form is shown again. */
  notice: 'expired' | 'tooMany' | 'noAnswer' | 'refused' | undefined;
}

/** What the form asks for. */
export interface Wish {
  name: string;
  email?: string;
  phone?: string;
  message?: string;
}

const first: ChatState = {
  ...{ phase: 'loading', link: 'connecting', items: [], outbox: [] },
  ...{ typing: undefined, readUpTo: undefined, notice: undefined, canGoOn: false },
};

const lastLinesMillis = 2_000;
const typingShownMillis = 5_000;
const typingEveryMillis = 3_000;

/** One customer's chat in one page: talks to the server, keeps what a reload needs, tells the page of each change. */
export class ChatSession {
  private state = first;
  private readonly listeners = new Set<() => void>();
  private readonly domain: string;
  private readonly language: 'ja' | 'en';
  private kept: Kept | undefined;
  private line: Line | undefined;
  private startToken: string = crypto.randomUUID();
  /** The chat that has ended, with the token of the attempt to go on with it. */
  private past: { participantToken: string; name: string; startToken: string } | undefined;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;
  private typedAt = 0;
  private readSent: string | undefined;
  private delivering = false;
  /** The customer has ended the chat. */
  private left = false;

  constructor(domain: string, language: 'ja' | 'en') {
    this.domain = domain;
    this.language = language;
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = () => this.state;

  /** Goes on with the chat of this tab, or shows the form. */
  async open(): Promise<void> {
    this.set({ ...first });
    this.kept = readKept(this.domain);
    if (this.kept) return this.resume();
    try {
      await checkOpen(this.domain);
      this.set({ phase: 'form' });
    } catch (cause) {
      const gone = cause instanceof ChatError && cause.status === 404;
      this.set({ phase: gone ? 'closed' : 'unreachable' });
    }
  }

  /** Opens a chat. The same attempt, repeated after a lost answer, opens one chat only. */
  async start({ name, email, phone, message }: Wish): Promise<void> {
    this.set({ phase: 'starting', notice: undefined });
    try {
      await this.begin(name, {
        ClientToken: this.startToken,
        ...(email ? { EmailAddress: email } : {}),
        ...(phone ? { PhoneNumber: phone } : {}),
        ...(message ? { Message: message } : {}),
      });
    } catch (cause) {
      this.startToken =
        cause instanceof ChatError && cause.status === 0 ? this.startToken : crypto.randomUUID();
      this.set({ phase: isGone(cause) ? 'closed' : 'form', notice: noticeOf(cause) });
    }
  }

  /** Opens a chat that goes on with the one that has ended. */
  async goOn(): Promise<void> {
    const { past } = this;
    if (!past) return;
    const { participantToken, name, startToken } = past;
    this.set({ phase: 'starting', notice: undefined });
    try {
      await this.begin(name, { ClientToken: startToken, Continue: participantToken });
    } catch (cause) {
      const passing = cause instanceof ChatError && cause.passing;
      if (!passing) this.past = undefined;
      this.forget();
      this.set({ ...first, phase: isGone(cause) ? 'closed' : 'form', canGoOn: passing });
      this.set({ notice: passing ? noticeOf(cause) : 'expired' });
    }
  }

  private async begin(name: string, more: Omit<StartInput, 'DisplayName' | 'Language'>): Promise<void> {
    const input = { DisplayName: name, Language: this.language, ...more };
    const { ParticipantToken } = await startChat(this.domain, input);
    this.past = undefined;
    this.left = false;
    this.kept = { participantToken: ParticipantToken, name, outbox: [] };
    this.set({ ...first });
    this.keep();
    this.resume();
  }

  /** Adds a message; it is sent, and sent again, until it is accepted or refused. */
  say(text: string): void {
    const pending: Pending = { clientToken: crypto.randomUUID(), text, at: Date.now(), state: 'sending' };
    this.setOutbox([...this.state.outbox, pending]);
    this.typedAt = 0;
    void this.deliver();
  }

  /** Tries a refused message again. */
  retry(clientToken: string): void {
    this.setOutbox(
      this.state.outbox.map((one) => (one.clientToken === clientToken ? { ...one, state: 'sending' } : one)),
    );
    void this.deliver();
  }

  /** Tells the agent that the customer writes, every few seconds at most. */
  typing(): void {
    const token = this.line?.token;
    if (!token || Date.now() - this.typedAt < typingEveryMillis) return;
    this.typedAt = Date.now();
    sendEvent(token, 'typing').catch(() => undefined);
  }

  /** Tells that the customer has seen everything so far. */
  seen(): void {
    const last = this.state.items.findLast(
      (item) => item.ParticipantRole !== 'CUSTOMER' && item.Type === 'MESSAGE',
    );
    const token = this.line?.token;
    if (!last || !token || last.Id === this.readSent || this.state.phase !== 'chat') return;
    this.readSent = last.Id;
    sendEvent(token, 'message.read', last.Id).catch(() => (this.readSent = undefined));
  }

  /** Ends the chat; rejects when the server could not be told. */
  async end(): Promise<void> {
    if (this.line?.token) await disconnect(this.line.token);
    this.left = true;
    // The stream brings the end with its last lines; should it be broken just now, the chat has ended all the same.
    setTimeout(() => this.state.phase === 'chat' && this.finish(), lastLinesMillis);
  }

  /** Forgets an ended chat and shows the form. */
  again(): void {
    this.past = undefined;
    this.forget();
    this.set({ ...first, phase: 'form' });
  }

  private resume(): void {
    const kept = this.kept!;
    this.set({ phase: 'chat', link: 'connecting', outbox: kept.outbox });
    this.line = new Line(kept.participantToken, {
      onEvent: (event) => this.heard(event),
      onLost: () => this.set({ link: 'lost', typing: undefined }),
      onRefused: () => {
        // The stream was broken when the customer ended the chat, and those who left are not let in again.
        if (this.left) return this.finish();
        this.remember();
        this.forget();
        this.set({ ...first, phase: 'form', notice: 'expired', canGoOn: true });
      },
    });
    void this.line.run();
  }

  private heard({ event, data }: ServerEvent): void {
    const facts = JSON.parse(data) as Record<string, unknown>;
    if (event === 'hello') {
      this.set({ link: 'open' });
      void this.deliver();
    } else if (event === 'item') this.add(facts as unknown as ChatItem);
    else if (event === 'typing') this.showTyping(String(facts['DisplayName'] ?? ''));
    else if (event === 'receipt' && facts['Read'] === true)
      this.set({ readUpTo: String(facts['MessageId']) });
    else if (event === 'end') this.finish();
  }

  private add(item: ChatItem): void {
    if (this.state.items.some((one) => one.Id === item.Id)) return;
    const wrote = item.ParticipantRole === 'AGENT' ? { typing: undefined } : {};
    this.set({ items: [...this.state.items, item], ...wrote });
    const outbox = settle(this.state.outbox, item);
    if (outbox.length < this.state.outbox.length) this.setOutbox(outbox);
  }

  private showTyping(name: string): void {
    clearTimeout(this.typingTimer);
    this.set({ typing: name });
    this.typingTimer = setTimeout(() => this.set({ typing: undefined }), typingShownMillis);
  }

  private async deliver(): Promise<void> {
    const { line } = this;
    if (this.delivering || !line) return;
    this.delivering = true;
    await deliver({
      token: () => (this.state.phase === 'chat' ? line.token : undefined),
      next: () => this.state.outbox.find((one) => one.state === 'sending'),
      send: sendMessage,
      settled: (pending, result) => this.delivered(pending, result),
      pause: (millis) => line.pause(millis),
    });
    this.delivering = false;
  }

  private delivered(pending: Pending, result: { id: string } | 'failed'): void {
    const there = result !== 'failed' && this.state.items.some((item) => item.Id === result.id);
    const changed: Pending =
      result === 'failed' ? { ...pending, state: 'failed' } : { ...pending, state: 'sent', id: result.id };
    const rest = this.state.outbox.map((one) => (one.clientToken === pending.clientToken ? changed : one));
    this.setOutbox(there ? rest.filter((one) => one !== changed) : rest);
  }

  private finish(): void {
    clearTimeout(this.typingTimer);
    this.remember();
    this.set({ phase: 'ended', typing: undefined, link: 'open', canGoOn: true });
    this.line?.close();
  }

  /** Keeps what it takes to go on with the chat later. */
  private remember(): void {
    if (!this.kept) return;
    const { participantToken, name } = this.kept;
    this.past = { participantToken, name, startToken: crypto.randomUUID() };
  }

  private forget(): void {
    this.kept = undefined;
    this.line = undefined;
    this.readSent = undefined;
    this.left = false;
    this.startToken = crypto.randomUUID();
    writeKept(this.domain, undefined);
  }

  private setOutbox(outbox: Pending[]): void {
    this.set({ outbox });
    this.keep();
  }

  private keep(): void {
    if (!this.kept) return;
    this.kept = { ...this.kept, outbox: this.state.outbox };
    writeKept(this.domain, this.kept);
  }

  private set(part: Partial<ChatState>): void {
    this.state = { ...this.state, ...part };
    for (const listener of this.listeners) listener();
  }
}

const isGone = (cause: unknown) => cause instanceof ChatError && cause.status === 404;

function noticeOf(cause: unknown): ChatState['notice'] {
  if (!(cause instanceof ChatError) || cause.status === 0) return 'noAnswer';
  if (cause.status === 429 || cause.status === 503) return 'tooMany';
  return cause.passing ? 'noAnswer' : 'refused';
}
