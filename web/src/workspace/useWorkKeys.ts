import { useEffect, useRef } from 'react';
import { actionFor, type WorkAction } from './keys.ts';

/** Whether keys pressed there write text. */
export const isTyping = (target: EventTarget | null) =>
  target instanceof Element &&
  target.closest(
    'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable="true"]',
  ) !== null;

/** A window above the page takes the keys for itself. */
const isCovered = () => document.querySelector('[role=dialog][class*=awsui]') !== null;

/** Calls what belongs to a pressed key; a missing handler leaves the key alone. */
export function useWorkKeys(handlers: Partial<Record<WorkAction, (event: KeyboardEvent) => void>>): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isCovered()) return;
      const action = actionFor(event, isTyping(event.target));
      const handler = action && latest.current[action];
      if (!handler) return;
      event.preventDefault();
      handler(event);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
