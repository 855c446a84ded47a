import Button from '@cloudscape-design/components/button';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Empty } from '../app/Empty.tsx';
import { places } from '../app/place.ts';
import { shorten } from '../text/pieces.ts';
import { prefillFrom } from './prefill.ts';

interface NothingFoundProps {
  domain: string;
  query: string;
  onFollow?: () => void;
}

/** Nobody matches: what else to try, and a new customer that starts with what was typed. */
export function NothingFound({ domain, query, onFollow }: NothingFoundProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const create = () => {
    onFollow?.();
    void navigate(`${places.newCustomer(domain)}?${new URLSearchParams(prefillFrom(query))}`);
  };
  return (
    <Empty
      title={t('search.nothing', { query: shorten(query, 60).text })}
      action={
        <Button iconName="add-plus" onClick={create}>
          {t('customer.create')}
        </Button>
      }
    >
      {t('search.tryElse')}
    </Empty>
  );
}
