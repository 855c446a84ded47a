/** What the hub needs of an EventSource. */
export interface Stream {
  readonly readyState: number;
  addEventListener(kind: string, listener: (event: { data?: string; lastEventId?: string }) => void): void;
  close(): void;
}

/** Hears one topic. `undefined`: something may have been missed, read everything again. */
export type Listener = (data: unknown) => void;

export interface EventHub {
  subscribe(topic: string, listener: Listener): () => void;
  /** Calls `listener` whenever the connection is lost or stands again. */
  onState(listener: () => void): () => void;
  lost(): boolean;
  /** Lets the connection go while nobody looks (`true`), and takes it up again. */
  rest(resting: boolean): void;
  /** The browser says that it has no network (`false`), or has one again. */
  online(there: boolean): void;
}

interface HubDeps {
  open: (topics: string[]) => Stream;
  /** Calls after so many milliseconds; returns what cancels it. */
  later: (millis: number, then: () => void) => () => void;
}

/** The server takes no more in one stream. */
const topicsAtMost = 20;
const closed = 2;
const keptIds = 500;
/** The server says every four seconds that it is there. */
const silenceMillis = 13_000;

interface Following {
  stream: Stream;
  topics: string[];
  /** Of these, whose listeners know that it stands. */
  told: Set<string>;
}

/**
 * One stream for all topics of a page: browsers allow six connections to a server, and a page listens to more topics
 * than that.
 */
export function createEventHub({ open, later }: HubDeps): EventHub {
  let cancelRefresh: (() => void) | undefined;
  /** Another stream is wanted at once. */
  let changing = false;
  let resting = false;
  const state = createState();
  const refreshIn = (millis: number) => {
    cancelRefresh?.();
    changing = millis === 0;
    cancelRefresh = later(millis, refresh);
  };
  // What is left soon after another topic is taken up needs no stream of its own.
  const topics = createTopics((added) => (added ? refreshIn(0) : cancelRefresh || refreshIn(2_000)));
  const streams = createStreams({ open, later }, topics, state, { refreshIn, changing: () => changing });

  function refresh(): void {
    cancelRefresh = undefined;
    changing = false;
    streams.want(resting ? [] : topics.names().slice(0, topicsAtMost));
  }

  const rest = (now: boolean) => {
    if (resting === now) return;
    resting = now;
    refreshIn(0);
  };
  return {
    ...{ subscribe: topics.subscribe, onState: state.onState, lost: state.lost },
    ...{ rest, online: streams.online },
  };
}

/**
 * The stream at work and the one that follows it. When topics are added, the next stream stands before the former one
 * ends, so that nothing falls between; what both deliver counts once.
 */
function createStreams(
  { open, later }: HubDeps,
  topics: ReturnType<typeof createTopics>,
  state: ReturnType<typeof createState>,
  { refreshIn, changing }: { refreshIn: (millis: number) => void; changing: () => boolean },
) {
  let current: Following | undefined;
  let coming: Following | undefined;
  let cancelWatch: (() => void) | undefined;
  let failures = 0;

  /** The server is there: the next sign of it is awaited for so long. */
  const heardOf = (following: Following) => {
    if (following !== current) return;
    failures = 0;
    state.setLost(false);
    cancelWatch?.();
    cancelWatch = later(silenceMillis, () => giveUp(following));
  };

  function follow(wanted: string[]): Following {
    const next: Following = { stream: open(wanted), topics: wanted, told: new Set() };
    next.stream.addEventListener('hello', () => {
      if (coming === next) arrive(next);
      heardOf(next);
    });
    next.stream.addEventListener('beat', () => heardOf(next));
    next.stream.addEventListener('message', (event) => topics.hear(event));
    next.stream.addEventListener('reset', () => topics.tell(wanted, undefined));
    // A browser takes up a broken stream by itself, but gives up on one that was refused.
    next.stream.addEventListener('error', () => {
      if (next !== current && next !== coming) return;
      state.setLost(true);
      if (next.stream.readyState === closed) giveUp(next);
    });
    return next;
  }

  function arrive(next: Following): void {
    current?.stream.close();
    next.told = new Set(next.topics.filter((topic) => current?.told.has(topic)));
    current = next;
    coming = undefined;
    // Whoever is told reads everything again: once for all topics, when the stream of all of them stands.
    if (!changing()) tellFresh(next);
  }

  function tellFresh(following: Following): void {
    const fresh = following.topics.filter((topic) => !following.told.has(topic));
    following.told = new Set(following.topics);
    topics.tell(fresh, undefined);
  }

  /** Opens another in its place, which begins with reading everything again; the more often it failed, the later. */
  function giveUp(failed: Following): void {
    failed.stream.close();
    if (coming !== failed && current !== failed) return;
    state.setLost(true);
    if (coming === failed) coming = undefined;
    if (current === failed) current = undefined;
    refreshIn(Math.min(1_000 * 2 ** failures, 15_000));
    failures += 1;
  }

  return {
    want(wanted: string[]) {
      if (wanted.join() === (coming ?? current)?.topics.join()) {
        if (current && !coming) tellFresh(current);
        return;
      }
      coming?.stream.close();
      coming = wanted.length > 0 ? follow(wanted) : undefined;
      if (coming) return;
      current?.stream.close();
      current = undefined;
      cancelWatch?.();
      state.setLost(false);
    },
    online(there: boolean) {
      if (!there && (current || coming)) return state.setLost(true);
      if (!there || !state.lost()) return;
      for (const following of [coming, current]) if (following) giveUp(following);
      failures = 0;
      refreshIn(0);
    },
  };
}

/** Who listens to what; `onChange` tells that a topic was added, or left by its last listener. */
function createTopics(onChange: (added: boolean) => void) {
  const listeners = new Map<string, Set<Listener>>();
  const seen = new Set<string>();
  const tell = (names: Iterable<string>, data: unknown) => {
    for (const name of names) for (const listener of listeners.get(name) ?? []) listener(data);
  };
  return {
    tell,
    names: () => [...listeners.keys()].sort(),
    hear({ data = '', lastEventId = '' }: { data?: string; lastEventId?: string }) {
      if (lastEventId && seen.has(lastEventId)) return;
      seen.add(lastEventId);
      if (seen.size > keptIds) seen.delete(seen.values().next().value!);
      const event = readJson(data);
      if (event) tell([String(event['topic'])], event);
    },
    subscribe(topic: string, listener: Listener) {
      const added = !listeners.has(topic);
      const ours = listeners.get(topic) ?? new Set();
      listeners.set(topic, ours.add(listener));
      if (added) onChange(true);
      return () => {
        if (!ours.delete(listener) || ours.size > 0) return;
        listeners.delete(topic);
        onChange(false);
      };
    },
  };
}

/** Whether the connection stands, and who wants to know. */
function createState() {
  const watchers = new Set<() => void>();
  let lost = false;
  return {
    lost: () => lost,
    onState(watcher: () => void) {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    setLost(now: boolean) {
      if (lost === now) return;
      lost = now;
      for (const watcher of watchers) watcher();
    },
  };
}

function readJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
