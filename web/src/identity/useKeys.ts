import { useEffect, useRef } from 'react';

/** Name of a key → what it does. Letters are given small; digits as they are. */
export type Keys = Readonly<Record<string, (() => void) | undefined>>;

/**
 * Listens to single keys while mounted, but not where text is typed, under a window, or with a modifier. The position of
 * the key counts where an input method swallows the letter. A key that is held down acts once, or again and again if wanted
 * (`again`).
 */
export function useKeys(keys: Keys, { again = false } = {}): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isBusy(event)) return;
      const run = current.current[nameOf(event)];
      if (!run) return;
      event.preventDefault();
      if (again || !event.repeat) run();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [again]);
}

function nameOf({ key, code }: KeyboardEvent): string {
  if (key === 'Process' || key === 'Unidentified') return code.replace(/^(?:Key|Digit)/, '').toLowerCase();
  return key.length === 1 ? key.normalize('NFKC').toLowerCase() : key;
}

const typed =
  'input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable="true"], [role=listbox]';

function isBusy({ target, key }: KeyboardEvent): boolean {
  if (document.querySelector('[role=dialog]')) return true;
  if (!(target instanceof Element)) return false;
  if (target.closest(typed)) return true;
  // The arrows move between the choices of a line.
  return key.startsWith('Arrow') && target.matches('input[type=radio]');
}
