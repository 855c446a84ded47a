import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { places } from '../app/place.ts';
import { CandidateList } from './CandidateList.tsx';
import { NothingFound } from './NothingFound.tsx';
import { SearchBox } from './SearchBox.tsx';
import { candidateId, useActive } from './useActive.ts';
import { useFind } from './useFind.ts';

/** The search box of the top bar. On the customers screen its place is taken by the large one. */
export function GlobalSearch({ domain }: { domain: string }) {
  const { pathname } = useLocation();
  return pathname === places.customers(domain) ? null : <DropdownSearch domain={domain} />;
}

function DropdownSearch({ domain }: { domain: string }) {
  const navigate = useNavigate();
  const box = useRef<HTMLInputElement>(null);
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [focused, setFocused] = useState(false);
  const find = useFind(domain, typed);
  const open = (profileId: string) => {
    setTyped('');
    box.current?.blur();
    void navigate(places.customer(domain, profileId));
  };
  const ids = find.items.map((item) => item.ProfileId);
  const { active, setActive, onKey } = useActive(ids, find.settled, open);
  const expanded = focused && typed.trim() !== '' && (ids.length > 0 || find.settled);
  return (
    <>
      <SearchBox
        box={box}
        value={typed}
        onChange={setTyped}
        onKey={(event) => (event.key === 'Escape' ? box.current?.blur() : onKey(event))}
        listId={listId}
        activeId={expanded && active ? candidateId(active) : undefined}
        expanded={expanded}
        waiting={find.waiting}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
      />
      {expanded && (
        <Panel anchor={box.current}>
          {ids.length > 0 ? (
            <CandidateList
              id={listId}
              items={find.items}
              query={find.query}
              active={active}
              candidateId={candidateId}
              onActive={setActive}
              onOpen={open}
            />
          ) : (
            <NothingFound domain={domain} query={find.query} onFollow={() => setTyped('')} />
          )}
          <PanelKeys />
        </Panel>
      )}
    </>
  );
}

/** Drawn on the body, for the bar has colours of its own and cuts what leaves it. */
function Panel({ anchor, children }: { anchor: HTMLElement | null; children: ReactNode }) {
  const panel = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ top: 0, left: 0, width: 0 });
  useLayoutEffect(() => {
    const measure = () => {
      const field = anchor?.closest('.n-search')?.getBoundingClientRect();
      if (!field) return;
      const width = Math.min(Math.max(field.width, 920), window.innerWidth - 16);
      const left = Math.max(8, Math.min(field.left, window.innerWidth - width - 8));
      setPlace({ top: field.bottom + 6, left, width });
    };
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, [anchor]);
  // A press inside must not take the focus from the box, or the panel would be gone before the click.
  useEffect(() => {
    const keepFocus = (event: MouseEvent) => event.preventDefault();
    const element = panel.current;
    element?.addEventListener('mousedown', keepFocus);
    return () => element?.removeEventListener('mousedown', keepFocus);
  }, []);
  return createPortal(
    <div className="n-panel" style={place} ref={panel}>
      {children}
    </div>,
    document.body,
  );
}

function PanelKeys() {
  const { t } = useTranslation();
  return (
    <div className="n-panel-keys" aria-hidden="true">
      {t('search.keys')}
    </div>
  );
}
