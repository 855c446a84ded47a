import { useSyncExternalStore } from 'react';
import { serverNow } from './clock.ts';

const watchers = new Set<() => void>();
let now = serverNow();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now = serverNow();
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  if (watchers.size === 0) {
    now = serverNow();
    timer = setInterval(tick, 1_000);
  }
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
    if (watchers.size === 0) clearInterval(timer);
  };
}

/** Epoch seconds by the server's clock, anew each second; all clocks of a page move together. */
export const useNow = () => useSyncExternalStore(watch, () => now);
