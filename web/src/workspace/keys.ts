interface WorkKey {
  key: string;
  shift?: boolean;
  /** With Alt everywhere, not only where text is typed. */
  alt?: boolean;
  group: KeyGroup;
}

/** What an agent does fifty times a day, each with its key. Shown on `?` in this order. */
export const workKeys = {
  accept: { key: 'a', group: 'contact' },
  decline: { key: 'x', group: 'contact' },
  hold: { key: 'h', group: 'contact' },
  transfer: { key: 't', group: 'contact' },
  end: { key: 'e', shift: true, group: 'contact' },
  finish: { key: 'f', group: 'contact' },
  next: { key: 'j', group: 'move' },
  previous: { key: 'k', group: 'move' },
  nth: { key: '1-9', alt: true, group: 'move' },
  unread: { key: 'u', group: 'move' },
  reply: { key: 'r', group: 'move' },
  newCase: { key: 'c', group: 'customer' },
  link: { key: 'l', group: 'customer' },
  search: { key: '/', group: 'customer' },
  previousTab: { key: '[', group: 'customer' },
  nextTab: { key: ']', group: 'customer' },
  ready: { key: 'b', group: 'self' },
  status: { key: 's', group: 'self' },
  dial: { key: 'd', group: 'self' },
  task: { key: 'n', group: 'self' },
  help: { key: '?', group: 'self' },
} as const satisfies Record<string, WorkKey>;

export type KeyGroup = 'contact' | 'move' | 'customer' | 'self';
export type WorkAction = keyof typeof workKeys;
export const keyGroups: readonly KeyGroup[] = ['contact', 'move', 'customer', 'self'];

/** What is looked at of a pressed key. */
export interface Pressed {
  key: string;
  code: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  isComposing?: boolean;
  repeat?: boolean;
}

/**
 * The action that a pressed key asks for. Where text is typed (`typing`) a letter is a letter, and Alt with the letter
 * acts. Signs (`/`, `?`) act outside of text only, Alt with a digit everywhere. While kana are being converted nothing acts.
 */
export function actionFor(pressed: Pressed, typing: boolean): WorkAction | undefined {
  if (pressed.isComposing || pressed.repeat || pressed.ctrlKey || pressed.metaKey) return undefined;
  if (typing && !pressed.altKey) return undefined;
  if (pressed.altKey && !pressed.shiftKey && digitOf(pressed)) return 'nth';
  const names = Object.keys(workKeys) as WorkAction[];
  return names.find((name) => {
    const wanted: { key: string; shift?: boolean } = workKeys[name];
    if (!/^[a-z]$/.test(wanted.key)) return !pressed.altKey && pressed.key === wanted.key;
    return letterOf(pressed) === wanted.key && pressed.shiftKey === (wanted.shift ?? false);
  });
}

/** The digit of a key from 1 to 9, wherever it stands; with Alt some keyboards write other signs. */
export const digitOf = ({ code }: Pick<Pressed, 'code'>): number | undefined =>
  Number(/^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1]) || undefined;

/** With Alt some keyboards write other signs; the place of the key then tells the letter. */
function letterOf({ key, code, altKey }: Pressed): string {
  if (altKey) return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? key.toLowerCase();
  return key.toLowerCase();
}
