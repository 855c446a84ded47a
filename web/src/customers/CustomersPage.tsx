import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { Problem } from '../app/Problem.tsx';
import { places, useDomain } from '../app/place.ts';
import { CandidateList } from './CandidateList.tsx';
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
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          actions={
            <Button iconName="add-plus" onClick={() => void navigate(places.newCustomer(domain))}>
              {t('customer.create')}
            </Button>
          }
        >
          {t('nav.customers')}
        </Header>
      }
    >
      <Find domain={domain} key={domain} />
    </ContentLayout>
  );
}

function Find({ domain }: { domain: string }) {
  const navigate = useNavigate();
  const box = useRef<HTMLInputElement>(null);
  const listId = useId();
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped] = useState(search.get('q') ?? '');
  const find = useFind(domain, typed);
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
        {typed.trim() === '' && <SearchHints />}
        {typed.trim() !== '' && ids.length > 0 && (
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
