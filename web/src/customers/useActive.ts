import { type KeyboardEvent, useEffect, useState } from 'react';

/** Which candidate the arrow keys stand on; the first as soon as there are candidates. */
export function useActive(ids: string[], open: (id: string) => void) {
  const [active, setActive] = useState<string | undefined>();
  const first = ids[0];
  const current = active !== undefined && ids.includes(active) ? active : first;
  useEffect(() => {
    if (current) document.getElementById(candidateId(current))?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const move = (step: number) => {
    const at = current === undefined ? -1 : ids.indexOf(current);
    setActive(ids[(at + step + ids.length) % ids.length]);
  };
  const onKey = (event: KeyboardEvent) => {
    if (ids.length === 0) return;
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter' && current) open(current);
    else return;
    event.preventDefault();
  };
  return { active: current, setActive, onKey };
}

/** Element id of a candidate, for aria-activedescendant. */
export const candidateId = (profileId: string) => `found-${profileId}`;
