import { randomBytes } from 'node:crypto';

/** Something that happened, as told to open screens. */
export interface HouseEvent {
  /** Rises by one with each event of this process. */
  number: number;
  /** `<kind>:<id>`, such as `import:<id>` or `domain:<name>`. */
  topic: string;
  data: Record<string, unknown>;
}

/** Carries events from the rooms to open screens, and keeps the latest for those that were away for a moment. */
export interface Bus {
  publish(topic: string, data: Record<string, unknown>): void;
  /** Calls `listener` for each further event of these topics, in order. Returns what ends it. */
  subscribe(topics: Set<string>, listener: (event: HouseEvent) => void): () => void;
  /**
   * Events of these topics after the one with this id; undefined when some may have been missed: the id is of another
   * process, or too long ago.
   */
  since(lastEventId: string, topics: Set<string>): HouseEvent[] | undefined;
  /** Topics that somebody follows, or did less than a minute ago and may be back for. */
  followed(): string[];
  /** Whether a topic is among them. */
  isFollowed(topic: string): boolean;
  /** Topics that somebody follows this very moment. */
  open(): Iterable<string>;
  /** Id of an event in the stream. */
  idOf(number: number): string;
  /** Number of the latest event. */
  latest(): number;
}

/** A bus that keeps the latest `keep` events. */
export function createBus(keep = 2_000, now: () => number = () => performance.now()): Bus {
  const epoch = randomBytes(6).toString('hex');
  const kept: HouseEvent[] = [];
  // By topic: an event reaches those who follow it without asking all the others.
  const listeners = new Map<string, Set<(event: HouseEvent) => void>>();
  const followed = topicCounts(now);
  let number = 0;
  return {
    publish(topic, data) {
      number += 1;
      const event = { number, topic, data };
      kept.push(event);
      if (kept.length > keep) kept.shift();
      for (const listener of [...(listeners.get(topic) ?? [])]) listener(event);
    },
    subscribe(topics, listener) {
      // The same function may be given twice; each subscription ends by itself.
      const ours = (event: HouseEvent) => listener(event);
      for (const topic of topics) listeners.set(topic, (listeners.get(topic) ?? new Set()).add(ours));
      followed.add(topics);
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        for (const topic of topics) {
          const set = listeners.get(topic);
          if (set?.delete(ours) && set.size === 0) listeners.delete(topic);
        }
        followed.remove(topics);
      };
    },
    since(lastEventId, topics) {
      const [, from, at] = /^([0-9a-f]{12})-(\d{1,15})$/.exec(lastEventId) ?? [];
      const last = Number(at);
      if (from !== epoch || last > number || last < number - kept.length) return undefined;
      return kept.filter((event) => event.number > last && topics.has(event.topic));
    },
    followed: () => followed.list(),
    isFollowed: (topic) => followed.has(topic),
    open: () => followed.open(),
    idOf: (at) => `${epoch}-${at}`,
    latest: () => number,
  };
}

const returnMillis = 60_000;

/** How many follow each topic, and which were left less than a minute ago. */
function topicCounts(now: () => number) {
  const counts = new Map<string, number>();
  const left = new Map<string, number>();
  return {
    add(topics: Set<string>) {
      for (const topic of topics) counts.set(topic, (counts.get(topic) ?? 0) + 1);
    },
    remove(topics: Set<string>) {
      for (const topic of topics) {
        const count = (counts.get(topic) ?? 1) - 1;
        if (count > 0) counts.set(topic, count);
        else counts.delete(topic);
        left.set(topic, now());
      }
    },
    has(topic: string): boolean {
      if (counts.has(topic)) return true;
      const at = left.get(topic);
      return at !== undefined && now() - at <= returnMillis;
    },
    open: () => counts.keys(),
    list() {
      for (const [topic, at] of left) if (now() - at > returnMillis) left.delete(topic);
      return [...new Set([...counts.keys(), ...left.keys()])];
    },
  };
}
