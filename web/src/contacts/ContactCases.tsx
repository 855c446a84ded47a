import { useTranslation } from 'react-i18next';
import { useEvents } from '../api/events.ts';
import { Loading } from '../app/Loading.tsx';
import { Problem } from '../app/Problem.tsx';
import { CaseRows } from '../cases/CaseRows.tsx';
import { useCaseList } from '../cases/useCaseList.ts';
import { useRefreshCases } from '../cases/useCases.ts';

/** The cases that a contact is linked with. Moves by itself. */
export function ContactCases(props: { domain: string; contactId: string; profileId: string }) {
  const { t } = useTranslation();
  const refresh = useRefreshCases();
  const cases = useCaseList('ListContactCases', { DomainName: props.domain, ContactId: props.contactId });
  useEvents(`profileCases:${props.profileId}`, () => void refresh());
  if (cases.isPending) return <Loading />;
  if (cases.isError) return <Problem error={cases.error} retry={() => void cases.refetch()} />;
  if (cases.items.length === 0) return <p className="n-quiet w-plain">{t('contact.noCases')}</p>;
  return (
    <CaseRows domain={props.domain} items={cases.items} people={cases.people} label={t('contact.cases')} />
  );
}
