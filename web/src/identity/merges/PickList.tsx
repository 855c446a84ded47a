import Button from '@cloudscape-design/components/button';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Found } from '../../api/types.ts';
import { places } from '../../app/place.ts';
import { Candidate } from '../../customers/CandidateList.tsx';
import { nameOfPerson } from '../compare/names.ts';
import './merges.css';

interface PickListProps {
  items: Found[];
  query: string;
  picked: readonly Found[];
  onPick: (picked: Found[]) => void;
}

/** The candidates of a search with a box each; what is chosen stays while the search goes on. */
export function PickList({ items, query, picked, onPick }: PickListProps) {
  const { t } = useTranslation();
  const isPicked = (id: string) => picked.some(({ ProfileId }) => ProfileId === id);
  const rest = picked.filter(({ ProfileId }) => !items.some((item) => item.ProfileId === ProfileId));
  const toggle = (item: Found) =>
    onPick(
      isPicked(item.ProfileId)
        ? picked.filter(({ ProfileId }) => ProfileId !== item.ProfileId)
        : [...picked, item],
    );
  return (
    <ul className="n-candidates n-plain">
      {[...rest, ...items].map((item) => (
        <li key={item.ProfileId}>
          <label className="n-pick" data-picked={isPicked(item.ProfileId)}>
            <input
              type="checkbox"
              checked={isPicked(item.ProfileId)}
              onChange={() => toggle(item)}
              aria-label={nameOfPerson(item) || t('customer.noName')}
            />
            <span className="n-candidate">
              <Candidate item={item} query={query} />
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}

interface PickBarProps {
  domain: string;
  picked: readonly Found[];
  onStop: () => void;
}

/** How many are chosen, and the way on. */
export function PickBar({ domain, picked, onStop }: PickBarProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const ids = picked.map(({ ProfileId }) => ProfileId);
  return (
    <div className="n-start-bar">
      <span className="n-quiet" role="status">
        {t('merge.chosen', { count: picked.length })}
      </span>
      <Button variant="link" onClick={onStop}>
        {t('merge.stop')}
      </Button>
      <Button
        variant="primary"
        disabled={ids.length < 2}
        onClick={() => void navigate(places.merge(domain, ids))}
      >
        {t('merge.compare')}
      </Button>
    </div>
  );
}
