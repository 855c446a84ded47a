import { useEffect, useRef } from 'react';

/** Listens to one topic of the server's events while mounted; `undefined` listens to nothing. */
export function useEvents(topic: string | undefined, onEvent: (data: unknown) => void): void {
  const handler = useRef(onEvent);
  handler.current = onEvent;
  useEffect(() => {
    if (!topic) return;
    const source = new EventSource(`/api/events?topics=${encodeURIComponent(topic)}`);
    const listen = (event: MessageEvent<string>) => {
      const data = readJson(event.data);
      if (isFor(data, topic)) handler.current(data);
    };
    source.addEventListener('message', listen);
    // Some may have been missed: the screen reads everything again.
    source.addEventListener('reset', () => handler.current(undefined));
    source.addEventListener(topic, listen);
    return () => source.close();
  }, [topic]);
}

const isFor = (data: unknown, topic: string) =>
  typeof data !== 'object' || data === null || !('topic' in data) || data.topic === topic;

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
