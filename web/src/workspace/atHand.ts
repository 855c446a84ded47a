import { useSyncExternalStore } from 'react';

/** The contact whose conversation is on the screen, for those outside of the workspace page. */
let present: string | undefined;
const watchers = new Set<() => void>();

export const atHandNow = () => present;

export function setAtHand(contactId: string | undefined): void {
  present = contactId;
  for (const watcher of watchers) watcher();
}

const watch = (watcher: () => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

/** The contact that the workspace page shows at this moment; `undefined` on other pages. */
export const useAtHandNow = () => useSyncExternalStore(watch, atHandNow);
