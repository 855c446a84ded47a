import Alert from '@cloudscape-design/components/alert';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { places } from '../app/place.ts';
import { SafeText } from '../text/SafeText.tsx';
import { useFind } from './useFind.ts';

/** Customers who have one of these numbers or addresses already: most new customers are old ones. */
export function KnownAlready({ domain, queries }: { domain: string; queries: (string | undefined)[] }) {
  const { t } = useTranslation();
  const wanted = queries.find((query) => query && query.trim().length >= 6) ?? '';
  const { items, settled } = useFind(domain, wanted);
  const known = items
    .filter(({ Matched }) => Matched?.Kind === 'phone' || Matched?.Kind === 'email')
    .slice(0, 5);
  if (!settled || known.length === 0) return null;
  return (
    <Alert type="warning" header={t('newCustomer.known')}>
      <ul className="n-plain">
        {known.map((item) => (
          <li key={item.ProfileId}>
            <Link to={places.customer(domain, item.ProfileId)}>
              <SafeText
                text={
                  [item.LastName, item.FirstName].filter(Boolean).join(' ') ||
                  item.BusinessName ||
                  t('customer.noName')
                }
                limit={80}
              />
            </Link>{' '}
            <span className="n-quiet">
              <SafeText
                text={[item.City, item.PhoneNumber, item.EmailAddress].filter(Boolean).join(' · ')}
                limit={120}
              />
            </span>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
