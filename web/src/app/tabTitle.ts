import { useEffect } from 'react';

const product = 'Nayose';

/** What the screens that are open say of themselves; the innermost speaks. */
const names: { name: string; level: number }[] = [];
let alarm: string | undefined;

function show(): void {
  const name = names.toSorted((one, other) => one.level - other.level).at(-1)?.name;
  document.title = alarm ?? (name ? `${name} — ${product}` : product);
}

/** Names the tab after the screen, so that tabs and the browser's history can be told apart. Inner screens have a higher level. */
export function useTabTitle(name: string, level: number): void {
  useEffect(() => {
    const entry = { name: name.replaceAll(/\p{C}/gu, '').slice(0, 100), level };
    names.push(entry);
    show();
    return () => {
      names.splice(names.indexOf(entry), 1);
      show();
    };
  }, [name, level]);
}

/** Says something in place of the screen's name until it is taken back with `undefined`. */
export function setTabAlarm(text: string | undefined): void {
  alarm = text;
  show();
}
