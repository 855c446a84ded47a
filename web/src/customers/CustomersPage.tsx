import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useSession } from '../api/session.ts';
import type { Found } from '../api/types.ts';
import { Problem } from '../app/Problem.tsx';
import { places, useDomain } from '../app/place.ts';
import { PickBar, PickList } from '../identity/merges/PickList.tsx';
import { CandidateList } from './CandidateList.tsx';
import { NoCustomersYet, useIsEmpty } from './NoCustomersYet.tsx';
import { NothingFound } from './NothingFound.tsx';
import { SearchBox } from './SearchBox.tsx';
import { SearchHints } from './SearchHints.tsx';
import { candidateId, useActive } from './useActive.ts';
import { useFind } from './useFind.ts';

/** Find a customer: one box, candidates as you type. */
export function CustomersPage() {
  const { t } = useTranslation();
  const domain = useDomain();
  const navigate = useNavigate();
  const mayMerge = useSession().data?.User.Role !== 'agent';
  const [picking, setPicking] = useState(false);
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {mayMerge && (
                <Button onClick={() => setPicking(!picking)}>
                  {t(picking ? 'merge.stop' : 'merge.start')}
                </Button>
              )}
              <Button iconName="add-plus" onClick={() => void navigate(places.newCustomer(domain))}>
                {t('customer.create')}
              </Button>
            </SpaceBetween>
          }
        >
          {t('nav.customers')}
        </Header>
      }
    >
      <Find domain={domain} key={domain} picking={picking} onStop={() => setPicking(false)} />
    </ContentLayout>
  );
}

interface FindProps {
  domain: string;
  /** Candidates are chosen to be merged instead of opened. */
  picking: boolean;
  onStop: () => void;
}

function Find({ domain, picking, onStop }: FindProps) {
  const navigate = useNavigate();
  const box = useRef<HTMLInputElement>(null);
  const listId = useId();
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped] = useState(search.get('q') ?? '');
  const [picked, setPicked] = useState<Found[]>([]);
  const find = useFind(domain, typed);
  const empty = useIsEmpty(domain);
  const open = (profileId: string) => void navigate(places.customer(domain, profileId));
  const ids = find.items.map((item) => item.ProfileId);
  const { active, setActive, onKey } = useActive(ids, find.settled, open);
  useEffect(() => box.current?.focus(), []);
  // Back from a profile shows the same candidates again.
  useEffect(() => {
    setSearch(find.query ? { q: find.query } : {}, { replace: true });
  }, [find.query, setSearch]);
  return (
    <div className="n-find">
      <SearchBox
        box={box}
        value={typed}
        onChange={setTyped}
        onKey={onKey}
        listId={listId}
        activeId={active && candidateId(active)}
        expanded={ids.length > 0}
        waiting={find.waiting}
        large
      />
      <div className="n-find-results">
        {find.error && <Problem error={find.error} retry={() => void find.refetch()} />}
        <FindCount count={ids.length} more={find.more} shown={typed.trim() !== ''} />
        {typed.trim() === '' && !picking && (empty ? <NoCustomersYet domain={domain} /> : <SearchHints />)}
        {picking && (
          <>
            <PickList
              items={typed.trim() === '' ? [] : find.items}
              query={find.query}
              picked={picked}
              onPick={setPicked}
            />
            <PickBar domain={domain} picked={picked} onStop={onStop} />
          </>
        )}
        {!picking && typed.trim() !== '' && ids.length > 0 && (
          <CandidateList
            id={listId}
            items={find.items}
            query={find.query}
            active={active}
            candidateId={candidateId}
            onActive={setActive}
            onOpen={open}
          />
        )}
        {find.settled && ids.length === 0 && <NothingFound domain={domain} query={find.query} />}
      </div>
    </div>
  );
}

/** Keeps its line whether or not there is something to count, so that nothing jumps. */
function FindCount({ count, more, shown }: { count: number; more: boolean; shown: boolean }) {
  const { t } = useTranslation();
  if (!shown) return null;
  return (
    <div className="n-find-count" role="status">
      {count > 0 && t(more ? 'search.countMore' : 'search.count', { count })}
    </div>
  );
}
