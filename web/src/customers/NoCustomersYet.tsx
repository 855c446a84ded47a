import Button from '@cloudscape-design/components/button';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { call } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import { Empty } from '../app/Empty.tsx';
import { places } from '../app/place.ts';

/** Whether the domain has nobody in it yet; unknown counts as no. */
export function useIsEmpty(domain: string): boolean {
  const found = useQuery({
    queryKey: ['HasProfiles', domain],
    refetchOnMount: 'always',
    queryFn: ({ signal }) => call<{ Some: boolean }>('nayose', 'HasProfiles', { DomainName: domain }, signal),
  });
  return found.data?.Some === false;
}

/** What to do in a domain without customers: bring a file, or write the first one down. */
export function NoCustomersYet({ domain }: { domain: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayImport = useSession().data?.User.Role !== 'agent';
  return (
    <Empty
      title={t('customer.none')}
      action={
        <>
          {mayImport && (
            <Button variant="primary" iconName="upload" onClick={() => void navigate(places.imports(domain))}>
              {t('customer.import')}
            </Button>
          )}
          <Button iconName="add-plus" onClick={() => void navigate(places.newCustomer(domain))}>
            {t('customer.create')}
          </Button>
        </>
      }
    >
      {t(mayImport ? 'customer.noneHow' : 'customer.noneHowAgent')}
    </Empty>
  );
}
