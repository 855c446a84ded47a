import { followStream, type ServerEvent } from '../small/sse.ts';
import { ChatError, connect, openStream } from './api.ts';

/** The server sends a sign of life every five seconds. */
const silenceMillis = 16_000;
const waits = [500, 1_000, 2_000, 4_000, 8_000];

/** What a line tells its session. */
export interface LineHooks {
  onEvent: (event: ServerEvent) => void;
  onLost: () => void;
  /** The participant token is refused: the chat is over. */
  onRefused: () => void;
}

/**
 * The connection of a page to its chat: makes a token, follows the stream, and does both again whenever they break, from
 * the last item that came.
 */
export class Line {
  /** Token of the connection; undefined while there is none. */
  token: string | undefined;
  private lastEventId: string | undefined;
  private closed = false;
  private stream: AbortController | undefined;
  private readonly sleepers = new Set<() => void>();
  private readonly participantToken: string;
  private readonly hooks: LineHooks;

  constructor(participantToken: string, hooks: LineHooks) {
    this.participantToken = participantToken;
    this.hooks = hooks;
    window.addEventListener('online', this.hurry);
  }

  /** Follows the chat until the line is closed or refused. */
  async run(): Promise<void> {
    for (let attempt = 0; !this.closed; attempt += 1) {
      try {
        this.token ??= await connect(this.participantToken);
        await this.follow(() => (attempt = -1));
      } catch (cause) {
        if (cause instanceof ChatError && !cause.passing && this.refused()) return;
      }
      if (this.closed) return;
      this.hooks.onLost();
      await this.pause(waits[Math.min(Math.max(attempt, 0), waits.length - 1)]!);
    }
  }

  /** Ends it for good. */
  close(): void {
    this.closed = true;
    window.removeEventListener('online', this.hurry);
    this.stream?.abort();
    this.hurry();
  }

  /** Waits, or until the browser is online again. */
  pause(millis: number): Promise<void> {
    return new Promise((resolve) => {
      const awake = () => {
        clearTimeout(timer);
        this.sleepers.delete(awake);
        resolve();
      };
      const timer = setTimeout(awake, millis);
      this.sleepers.add(awake);
    });
  }

  /** The network is back: whoever waits goes on, and a stream that may have died without a word is made anew. */
  private readonly hurry = () => {
    this.stream?.abort();
    for (const awake of [...this.sleepers]) awake();
  };

  private async follow(onOpen: () => void): Promise<void> {
    const stream = new AbortController();
    this.stream = stream;
    try {
      const response = await openStream(this.token!, this.lastEventId, stream.signal);
      onOpen();
      await followStream(
        response,
        (event) => {
          this.lastEventId = event.id ?? this.lastEventId;
          if (!this.closed) this.hooks.onEvent(event);
        },
        silenceMillis,
      );
    } finally {
      stream.abort();
    }
  }

  /** A token was refused: the connection is made anew once; when that is refused too, the chat is over. */
  private refused(): boolean {
    if (this.token) {
      this.token = undefined;
      return false;
    }
    this.close();
    this.hooks.onRefused();
    return true;
  }
}
