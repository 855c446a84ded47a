import { type KeyboardEvent, useEffect, useState } from 'react';

/**
 * Which candidate the arrow keys stand on; the first as soon as there are candidates. Enter pressed before the answer
 * to what is typed has come waits for it: the former candidates must not be opened by mistake.
 */
export function useActive(ids: string[], settled: boolean, open: (id: string) => void) {
  const [active, setActive] = useState<string | undefined>();
  const [enterWaits, setEnterWaits] = useState(false);
  const current = active !== undefined && ids.includes(active) ? active : ids[0];
  useEffect(() => {
    if (current) document.getElementById(candidateId(current))?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  useEffect(() => {
    if (!enterWaits || !settled) return;
    setEnterWaits(false);
    if (current) open(current);
  }, [enterWaits, settled, current, open]);
  const move = (step: number) => {
    const at = current === undefined ? -1 : ids.indexOf(current);
    setActive(ids[(at + step + ids.length) % ids.length]);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') setEnterWaits((event.target as HTMLInputElement).value.trim() !== '');
    else if (event.key === 'ArrowDown' && ids.length > 0) move(1);
    else if (event.key === 'ArrowUp' && ids.length > 0) move(-1);
    else return setEnterWaits(false);
    event.preventDefault();
  };
  return { active: current, setActive, onKey };
}

/** Element id of a candidate, for aria-activedescendant. */
export const candidateId = (profileId: string) => `found-${profileId}`;
