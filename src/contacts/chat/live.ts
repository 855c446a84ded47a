/** What an open page of a customer is told at once. */
export type Signal =
  /** There are new items; the page's stream reads them from the database, in order. */
  | { kind: 'items' }
  | { kind: 'typing'; displayName: string; participantId: string }
  /** Messages of the customer up to this one were read (or delivered) by an agent, who is the participant. */
  | { kind: 'receipt'; messageId: string; read: boolean; at: Date; participantId: string | undefined };

/** Tells the streams of one process what happens in their chats. */
export interface Live {
  follow(chatId: string, listener: (signal: Signal) => void): () => void;
  tell(chatId: string, signal: Signal): void;
  /** Has every stream look for items. */
  wakeAll(): void;
  /** Streams that follow a chat. */
  count(chatId: string): number;
}

/** Without state but for who listens: everything lasting is read from the database. */
export function createLive(): Live {
  const listeners = new Map<string, Set<(signal: Signal) => void>>();
  return {
    follow(chatId, listener) {
      const set = listeners.get(chatId) ?? new Set();
      listeners.set(chatId, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0 && listeners.get(chatId) === set) listeners.delete(chatId);
      };
    },
    tell(chatId, signal) {
      for (const listener of [...(listeners.get(chatId) ?? [])]) listener(signal);
    },
    wakeAll() {
      for (const set of listeners.values()) for (const listener of [...set]) listener({ kind: 'items' });
    },
    count: (chatId) => listeners.get(chatId)?.size ?? 0,
  };
}
