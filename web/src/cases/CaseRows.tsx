import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { places } from '../app/place.ts';
import { SafeText } from '../text/SafeText.tsx';
import { type Language, showMoment } from '../values/dates.ts';
import './cases.css';
import type { CaseItem, People } from './types.ts';
import { StatusBadge, useActorName, useNameOfCustomer } from './words.tsx';

interface CaseRowsProps {
  domain: string;
  items: readonly CaseItem[];
  people: People;
  label: string;
  /** Shows whose case it is. */
  customers?: boolean;
  /** Stands at the end of each row. */
  action?: (item: CaseItem) => ReactNode;
}

/** Cases one below the other: title, status, number, when, who. Fits a narrow pane as well as a page. */
export function CaseRows({ domain, items, people, label, customers = false, action }: CaseRowsProps) {
  return (
    <ul className="k-rows" aria-label={label}>
      {items.map((item) => (
        <li key={item.CaseId} className="k-row" data-case={item.CaseId}>
          <div className="k-row-main">
            <Link to={places.case(domain, item.CaseId)} className="k-row-title">
              <SafeText text={item.Title} limit={100} />
            </Link>
            <StatusBadge status={item.Status} />
          </div>
          <CaseFacts domain={domain} item={item} people={people} customers={customers} />
          {action && <div className="k-row-action">{action(item)}</div>}
        </li>
      ))}
    </ul>
  );
}

function CaseFacts({
  domain,
  item,
  people,
  customers,
}: Omit<CaseRowsProps, 'items' | 'label' | 'action'> & { item: CaseItem }) {
  const { t, i18n } = useTranslation();
  const actor = useActorName(people);
  const nameOf = useNameOfCustomer();
  const language = i18n.language as Language;
  return (
    <div className="k-row-facts">
      <span className="k-number">{item.ReferenceNumber}</span>
      {customers && item.Customer && (
        <Link to={places.customer(domain, item.Customer.ProfileId)}>
          <SafeText text={nameOf(item.Customer)} limit={60} />
        </Link>
      )}
      <span>
        {item.ClosedAt === undefined
          ? t('case.updatedAt', { when: showMoment(item.UpdatedAt, language) })
          : t('case.closedAt', { when: showMoment(item.ClosedAt, language) })}
      </span>
      {item.AssignedUser && (
        <span>
          {t('case.assigned')} <SafeText text={actor(item.AssignedUser)} limit={40} />
        </span>
      )}
      {item.CommentCount > 0 && <span>{t('case.comments', { count: item.CommentCount })}</span>}
    </div>
  );
}
