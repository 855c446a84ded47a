import { useSyncExternalStore } from 'react';

/** The width at which the frame takes the navigation away from the side: a phone, or a window beside another. */
const narrow = () => window.matchMedia('(max-width: 688px)');

function follow(changed: () => void): () => void {
  const query = narrow();
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** Whether the screen is too narrow for things to stand side by side. */
export const useNarrow = (): boolean => useSyncExternalStore(follow, () => narrow().matches);
