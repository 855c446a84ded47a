import Button from '@cloudscape-design/components/button';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../app/Empty.tsx';
import { Problem } from '../app/Problem.tsx';
import { CandidateList } from '../customers/CandidateList.tsx';
import { SearchBox } from '../customers/SearchBox.tsx';
import { candidateId, useActive } from '../customers/useActive.ts';
import { useFind } from '../customers/useFind.ts';
import { shorten } from '../text/pieces.ts';
import { useWorkspace } from './WorkspaceContext.tsx';

interface FindCustomerProps {
  pending: boolean;
  onChoose: (profileId: string) => void;
  onCancel: () => void;
}

/** Finds the customer of the contact by hand. */
export function FindCustomer({ pending, onChoose, onCancel }: FindCustomerProps) {
  const { t } = useTranslation();
  const { domain } = useWorkspace();
  const [typed, setTyped] = useState('');
  const box = useRef<HTMLInputElement>(null);
  const listId = useId();
  const find = useFind(domain, typed);
  const ids = find.items.map(({ ProfileId }) => ProfileId);
  const { active, setActive, onKey } = useActive(ids, find.settled, onChoose);
  useEffect(() => box.current?.focus(), []);
  const onBoxKey = (event: KeyboardEvent) => (event.key === 'Escape' ? onCancel() : onKey(event));
  return (
    <div className="w-finding">
      <div className="w-finding-head">
        <h2>{t('pop.findTitle')}</h2>
        <Button variant="link" onClick={onCancel}>
          {t('action.cancel')}
        </Button>
      </div>
      <SearchBox
        box={box}
        value={typed}
        onChange={setTyped}
        onKey={onBoxKey}
        listId={listId}
        activeId={active && candidateId(active)}
        expanded={ids.length > 0}
        waiting={find.waiting || pending}
      />
      {find.error && <Problem error={find.error} retry={() => void find.refetch()} />}
      {typed.trim() !== '' && ids.length > 0 && (
        <CandidateList
          id={listId}
          items={find.items}
          query={find.query}
          active={active}
          candidateId={candidateId}
          onActive={setActive}
          onOpen={onChoose}
        />
      )}
      {find.settled && ids.length === 0 && (
        <Empty title={t('search.nothing', { query: shorten(find.query, 60).text })}>
          {t('search.tryElse')}
        </Empty>
      )}
    </div>
  );
}
