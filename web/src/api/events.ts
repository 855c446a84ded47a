import { useEffect, useRef, useSyncExternalStore } from 'react';
import { createEventHub } from './eventHub.ts';

const hub = createEventHub({
  open: (topics) => new EventSource(`/api/events?topics=${encodeURIComponent(topics.join(','))}`),
  later: (millis, then) => {
    const timer = setTimeout(then, millis);
    return () => clearTimeout(timer);
  },
});

window.addEventListener('offline', () => hub.online(false));
window.addEventListener('online', () => hub.online(true));

/**
 * Listens to one topic of the server's events while mounted; `undefined` listens to nothing. The handler gets the
 * event, or `undefined` when some may have been missed: as soon as the stream stands, and after a long break.
 */
export function useEvents(topic: string | undefined, onEvent: (data: unknown) => void): void {
  const handler = useRef(onEvent);
  handler.current = onEvent;
  useEffect(() => {
    if (!topic) return;
    return hub.subscribe(topic, (data) => handler.current(data));
  }, [topic]);
}

/** Listens to several topics of one kind; the handler gets the topic too. */
export function useManyEvents(
  topics: readonly string[],
  onEvent: (topic: string, data: unknown) => void,
): void {
  const handler = useRef(onEvent);
  handler.current = onEvent;
  const joined = topics.join(',');
  useEffect(() => {
    const ends = joined
      .split(',')
      .filter(Boolean)
      .map((topic) => hub.subscribe(topic, (data) => handler.current(topic, data)));
    return () => {
      for (const end of ends) end();
    };
  }, [joined]);
}

/** Whether the stream of events is broken at this moment. */
export const useConnectionLost = () => useSyncExternalStore(hub.onState, hub.lost);

const restAfterMillis = 15_000;

/**
 * A hidden tab lets its connection go, for a browser allows six to a server. One tab keeps it: the one that holds the
 * agent's presence. Without locks (no HTTPS) every tab keeps it.
 */
export function restWhileHidden(): void {
  let keeps = navigator.locks === undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  void navigator.locks?.request('nayose.presence', () => {
    keeps = true;
    return new Promise(() => undefined);
  });
  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    if (document.visibilityState === 'visible') hub.rest(false);
    else timer = setTimeout(() => hub.rest(!keeps), restAfterMillis);
  });
}
