import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../app/Loading.tsx';
import { Problem } from '../app/Problem.tsx';
import type { Contact, ContactCustomer } from '../contacts/types.ts';
import { CandidateChoice } from './CandidateChoice.tsx';
import { CustomerProfile } from './CustomerProfile.tsx';
import { FindCustomer } from './FindCustomer.tsx';
import { LinkBar } from './LinkBar.tsx';
import { NewFromContact } from './NewFromContact.tsx';
import { useLink } from './useWork.ts';
import { customerQuery, useWorkspace } from './WorkspaceContext.tsx';

/** What the agent does about the customer, beside what the contact says of itself. */
export type Doing = 'found' | 'finding' | 'creating' | 'without';

/** The customer of the contact at hand: shown, chosen among several, written down, or left out. */
export function CustomerPane({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  const { domain } = useWorkspace();
  const customer = useQuery<ContactCustomer>({
    ...customerQuery(domain, contact.ContactId),
    staleTime: 60_000,
  });
  return (
    <section className="w-customer" aria-label={t('work.customer')}>
      {customer.isPending && <Loading />}
      {customer.isError && <Problem error={customer.error} retry={() => void customer.refetch()} />}
      {customer.data && <Customer contact={contact} customer={customer.data} />}
    </section>
  );
}

function Customer({ contact, customer }: { contact: Contact; customer: ContactCustomer }) {
  const [doing, setDoing] = useState<Doing>('found');
  const link = useLink(contact.ContactId);
  const shown = contact.ProfileId ?? undefined;
  const choose = (profileId: string) => link.mutate(profileId, { onSuccess: () => setDoing('found') });
  const others = customer.Candidates.filter(({ ProfileId }) => ProfileId !== customer.Profile?.ProfileId);
  if (doing === 'finding') {
    return <FindCustomer pending={link.isPending} onChoose={choose} onCancel={() => setDoing('found')} />;
  }
  if (doing === 'creating' || (doing === 'found' && !shown && customer.Candidates.length === 0)) {
    return (
      <NewFromContact
        prefill={customer.Prefill}
        pending={link.isPending}
        onMade={choose}
        onFind={() => setDoing('finding')}
        onWithout={() => setDoing('without')}
      />
    );
  }
  const bar = (
    <LinkBar
      contact={contact}
      others={others.length}
      onDoing={setDoing}
      onUnlink={() => link.mutate(undefined)}
      pending={link.isPending}
    />
  );
  if (!shown) {
    return (
      <>
        {bar}
        {doing === 'found' && (
          <CandidateChoice candidates={customer.Candidates} pending={link.isPending} onChoose={choose} />
        )}
      </>
    );
  }
  return (
    <>
      {bar}
      <CustomerProfile profileId={shown} contactId={contact.ContactId} />
    </>
  );
}
