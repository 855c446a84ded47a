import { useSyncExternalStore } from 'react';

/** A sign of typing holds so long unless another follows. */
const holdsMillis = 8_000;

const names = new Map<string, string>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();
const watchers = new Set<() => void>();

const tellAll = () => {
  for (const watcher of watchers) watcher();
};

/** Customers who are typing at this moment, by contact. */
export const typingNow = {
  start(contactId: string, name: string) {
    clearTimeout(timers.get(contactId));
    timers.set(
      contactId,
      setTimeout(() => typingNow.stop(contactId), holdsMillis),
    );
    names.set(contactId, name);
    tellAll();
  },
  stop(contactId: string) {
    clearTimeout(timers.get(contactId));
    if (names.delete(contactId)) tellAll();
  },
};

const watch = (watcher: () => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

/** Name of the customer who is typing in this contact (may be empty); `undefined` when nobody is. */
export const useTyping = (contactId: string): string | undefined =>
  useSyncExternalStore(watch, () => names.get(contactId));
