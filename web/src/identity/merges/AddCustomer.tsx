import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CandidateList } from '../../customers/CandidateList.tsx';
import { SearchBox } from '../../customers/SearchBox.tsx';
import { candidateId, useActive } from '../../customers/useActive.ts';
import { useFind } from '../../customers/useFind.ts';

interface AddCustomerProps {
  domain: string;
  chosen: readonly string[];
  onAdd: (profileId: string) => void;
}

/** A search box whose candidates are put beside the customers that are there already. */
export function AddCustomer({ domain, chosen, onAdd }: AddCustomerProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLInputElement>(null);
  const listId = useId();
  const [typed, setTyped] = useState('');
  const find = useFind(domain, typed);
  const items = find.items.filter(({ ProfileId }) => !chosen.includes(ProfileId));
  const add = (id: string) => {
    setTyped('');
    onAdd(id);
  };
  const ids = items.map(({ ProfileId }) => ProfileId);
  const { active, setActive, onKey } = useActive(ids, find.settled, add);
  return (
    <>
      {chosen.length < 2 && <p className="n-quiet">{t('merge.addHow')}</p>}
      <SearchBox
        box={box}
        value={typed}
        onChange={setTyped}
        onKey={onKey}
        listId={listId}
        activeId={active && candidateId(active)}
        expanded={ids.length > 0}
        waiting={find.waiting}
      />
      {typed.trim() !== '' && ids.length > 0 && (
        <CandidateList
          id={listId}
          items={items}
          query={find.query}
          active={active}
          candidateId={candidateId}
          onActive={setActive}
          onOpen={add}
        />
      )}
      {find.settled && ids.length === 0 && <p className="n-quiet">{t('search.tryElse')}</p>}
    </>
  );
}
